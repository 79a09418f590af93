//! Old formats, by way of a copy that an installed LibreOffice makes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::document::external::{self, Failure};
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::Finding;

/// How long one copy may take; a first start is slow.
const TIME: Duration = Duration::from_secs(90);

/// Bytes of the largest file that is copied, and of the largest copy.
const LONGEST: u64 = 64 << 20;

/// Settings of the folder in which it runs: no macros, no links to elsewhere, no network.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop></item>
</oor:items>
"#;

/// What a format is copied from and to: the extension LibreOffice knows it by, the reader it takes, and the copy.
struct Way {
    from: &'static str,
    reader: Option<&'static str>,
    to: &'static str,
}

/// An installed LibreOffice.
#[derive(Clone, Debug)]
pub struct LibreOffice {
    program: PathBuf,
}

impl LibreOffice {
    /// Where it is installed, if it is.
    pub fn find() -> Option<Self> {
        let under =
            |folder: &str| std::env::var_os(folder).map(|folder| PathBuf::from(folder).join("LibreOffice/program"));
        let usual: Vec<PathBuf> = if cfg!(windows) {
            let folders = ["ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"].into_iter().filter_map(under);
            folders.map(|folder| folder.join("soffice.exe")).collect()
        } else if cfg!(target_os = "macos") {
            vec![PathBuf::from("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
        } else {
            Vec::new()
        };
        external::find(&["soffice", "libreoffice"], &usual).map(|program| Self { program })
    }

    /// A copy of a source that could not be read for the reason that `why` names; none where a copy is no help.
    pub fn copy(&self, source: &Source, why: &str, sandbox: &Sandbox) -> Option<Result<Source, Finding>> {
        let way = way(source, why)?;
        Some(self.made(source, &way, sandbox).map_err(|failure| {
            let slow = failure == Failure::TooSlow;
            Finding::new(if slow { "libreoffice-too-slow" } else { "libreoffice-gave-up" })
        }))
    }

    fn made(&self, source: &Source, way: &Way, sandbox: &Sandbox) -> Result<Source, Failure> {
        let gave_up = |_| Failure::GaveUp;
        let room = external::room().map_err(gave_up)?;
        let room = room.path();
        let (original, settings) = (room.join(format!("bron.{}", way.from)), room.join("profiel/user"));
        let bytes = source.head(LONGEST + 1).map_err(gave_up)?;
        if bytes.len() as u64 > LONGEST {
            return Err(Failure::GaveUp);
        }
        std::fs::create_dir_all(&settings).map_err(gave_up)?;
        std::fs::write(settings.join("registrymodifications.xcu"), SETTINGS).map_err(gave_up)?;
        std::fs::write(&original, &bytes).map_err(gave_up)?;
        let text = |text: &str| OsString::from(text);
        let mut arguments = vec![profile(&room.join("profiel"))];
        let flags = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--nofirststartwizard", "--convert-to"];
        arguments.extend(flags.map(text));
        arguments.push(text(way.to));
        arguments.extend(way.reader.map(|reader| text(&format!("--infilter={reader}"))));
        arguments.extend([text("--outdir"), room.join("uit").into_os_string(), original.into_os_string()]);
        external::run(&self.program, &arguments, room, sandbox, TIME)?;
        let copy = room.join("uit").join(format!("bron.{}", way.to));
        let size = copy.metadata().map_err(gave_up)?.len();
        if size == 0 || size > LONGEST {
            return Err(Failure::GaveUp);
        }
        let stem = source.name().rsplit_once('.').map_or(&**source.name(), |(stem, _)| stem);
        Ok(Source::bytes(&format!("{stem}.{}", way.to), std::fs::read(&copy).map_err(gave_up)?))
    }
}

/// A folder of settings of its own, as a file URL.
fn profile(folder: &Path) -> OsString {
    let path = folder.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("-env:UserInstallation={url}").into()
}

/// What to make of a source that is refused for this reason.
fn way(source: &Source, why: &str) -> Option<Way> {
    let plain = |from, to| Some(Way { from, reader: None, to });
    match why {
        "old-word-file" => plain("doc", "docx"),
        "rtf-file" => plain("rtf", "docx"),
        "old-xml-file" => plain("xml", "xlsx"),
        "sylk-file" => plain("slk", "xlsx"),
        "dif-file" => plain("dif", "xlsx"),
        "flat-text-file" => plain("fodt", "odt"),
        "xls" => plain("xls", "xlsx"),
        "html-file" => page(source),
        _ => None,
    }
}

/// A page saved as Word is a text; any other under the name of a form is a table.
fn page(source: &Source) -> Option<Way> {
    let head = source.head(4096).ok()?;
    let head = String::from_utf8_lossy(&head).to_lowercase();
    // With pictures and sheets beside it: no program but the one that saved it puts that together.
    if !head.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return None;
    }
    let name = source.name().to_lowercase();
    let text = head.contains("office:word") || name.ends_with(".doc") || name.ends_with(".docx");
    Some(if text {
        Way { from: "html", reader: Some("HTML (StarWriter)"), to: "docx" }
    } else {
        Way { from: "html", reader: Some("HTML (StarCalc)"), to: "xlsx" }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_a_url_on_every_system() {
        for (path, url) in [
            ("/tmp/een vorm", "-env:UserInstallation=file:///tmp/een%20vorm"),
            ("C:\\Temp\\x", "-env:UserInstallation=file:///C:/Temp/x"),
        ] {
            assert_eq!(profile(Path::new(path)), OsString::from(url));
        }
    }

    #[test]
    fn a_page_is_a_table_unless_word_saved_it() {
        let to = |name: &str, text: &str| way(&Source::bytes(name, text.as_bytes()), "html-file").map(|way| way.to);
        assert_eq!(to("lijst.xls", "<html><table>"), Some("xlsx"));
        assert_eq!(to("plan.doc", "<html><table>"), Some("docx"));
        assert_eq!(to("plan.xls", "MIME-Version: 1.0"), None);
        assert!(way(&Source::bytes("x", *b"x"), "picture-file").is_none());
    }
}
