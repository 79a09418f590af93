//! A source that was opened, under the name by which records and findings speak of it.

use std::error::Error;
use std::io;
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::document::cells::model::Format;
use crate::document::file::source::{LONGEST_STREAM, Source, TooLong};
use crate::finding::{Finding, Severity};
use crate::text::file_error::FileError;

use crate::pipeline::archive::Unzipped;
use crate::pipeline::inputs::{Input, InputOrigin, Unreadable};
use crate::pipeline::read_source::{Origin, Outcome, SourceRead, not_read};

/// Made by [`open`] and [`unzipped`] alone, so that every source has its checksum before it is read.
pub(crate) struct OpenedSource {
    pub source: Source,
    pub origin: Origin,
    pub asked: InputOrigin,
    /// What is to be said of the archive that it is the first file of.
    pub remark: Option<Finding>,
}

/// A file of an archive, found there and not named; `origin` is that of the archive.
pub(crate) fn unzipped(file: Unzipped, origin: &Origin) -> Result<OpenedSource, Box<SourceRead>> {
    let opened = file.source.map_err(|finding| finding.file(&file.name));
    match open_source(&file.name, opened, InputOrigin::Found, Some(&origin.input_sha256)) {
        Ok(found) => Ok(OpenedSource { remark: file.remark, ..found }),
        Err(mut read) => {
            read.findings.extend(file.remark);
            Err(read)
        }
    }
}

pub(crate) fn open(input: &Input) -> Result<OpenedSource, Box<SourceRead>> {
    if let Some(unreadable) = &input.unreadable {
        let origin = Origin { file: Arc::clone(&input.name), sha256: "".into(), input_sha256: "".into() };
        let passed = *unreadable == Unreadable::LockFile;
        let outcome = if passed { Outcome::PassedOver } else { Outcome::NotRead };
        return Err(Box::new(SourceRead { outcome, ..not_read(&origin, unreadable_finding(unreadable, input)) }));
    }
    let opened = match &input.path {
        Some(path) => Source::open(path).map(|source| source.named(&input.name)),
        None => stdin(),
    };
    let opened = opened.map_err(|trouble| {
        let too_long = trouble.root_cause().downcast_ref::<TooLong>();
        let finding = match too_long {
            Some(TooLong) => Finding::new("stream-too-long").with("size", LONGEST_STREAM >> 20),
            None => open_error_finding(trouble.root_cause()),
        };
        finding.file(&input.name)
    });
    open_source(&input.name, opened, input.asked, None)
}

/// A source with its checksum; `input` is that of the input that it lies in, none where it is the input itself.
fn open_source(
    name: &Arc<str>,
    opened: Result<Source, Finding>,
    asked: InputOrigin,
    input: Option<&Arc<str>>,
) -> Result<OpenedSource, Box<SourceRead>> {
    let origin = |sha256: String| {
        let sha256: Arc<str> = sha256.into();
        Origin { file: Arc::clone(name), input_sha256: Arc::clone(input.unwrap_or(&sha256)), sha256 }
    };
    let summed = opened.and_then(|source| {
        let sum = source.sha256();
        let sum = sum.map_err(|error| open_error_finding(&error).file(name))?;
        Ok((source, sum))
    });
    match summed {
        Ok((source, sum)) => Ok(OpenedSource { source, origin: origin(sum), asked, remark: None }),
        Err(finding) => Err(Box::new(not_read(&origin(String::new()), finding))),
    }
}

/// What is said of a file that does not open.
fn open_error_finding(cause: &(dyn Error + 'static)) -> Finding {
    let told = cause.downcast_ref::<io::Error>().and_then(FileError::of);
    match told {
        Some(FileError::InUse) => Finding::new("file-in-use"),
        Some(FileError::OnlyOnline) => Finding::new("file-only-online"),
        Some(told @ FileError::NameTooLong) => Finding::new("cannot-open").with("reason", told.sentence()),
        None => match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
            // Windows knows no name with a `*` in it
            Some(io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename) => {
                Finding::new("file-gone")
            }
            Some(io::ErrorKind::PermissionDenied) => Finding::new("file-not-allowed"),
            _ => Finding::new("cannot-open").with("reason", cause),
        },
    }
}

fn stdin() -> Result<Source> {
    Source::stream("-", std::io::stdin().lock()).context("cannot read standard input")
}

/// What is said of that which is no file.
fn unreadable_finding(unreadable: &Unreadable, input: &Input) -> Finding {
    let finding = match unreadable {
        Unreadable::Folder(reason) => Finding::new("folder-not-read").with("reason", reason),
        Unreadable::NoFile => Finding::new("no-file"),
        Unreadable::LockFile => Finding::new("lock-file"),
        Unreadable::OnlyOnline => Finding::new("file-only-online"),
    };
    let severity = match unreadable {
        Unreadable::NoFile if input.asked != InputOrigin::Named => Severity::Warning,
        _ => finding.severity,
    };
    Finding { severity, ..finding }.file(&input.name)
}

/// A file that happens to lie in a folder or to be in a list and is no form, by its name and by its content, is no
/// error. Plain text is no form unless its name says that it is a table: a script or a letter may quote one.
pub(crate) fn downgrade_if_not_named(asked: InputOrigin, read: SourceRead) -> SourceRead {
    let named = asked == InputOrigin::Named;
    let quotes = read.format == Some(Format::Csv) && !may_be_a_table(&read.file);
    // What Outlook packs into a `winmail.dat` is often the form itself.
    let packed = read.findings.iter().any(|finding| finding.code == "winmail-file");
    let none = read.outcome == Outcome::NotRead && !looks_like_a_form(&read.file) && !packed;
    if named && quotes && read.outcome == Outcome::NotRead {
        // A page that names a form is not a form that fits several: it is said to be none.
        let finding = Finding::new("not-a-form-file").file(&read.file);
        return SourceRead { findings: vec![finding], ..read };
    }
    if named || !(quotes || none) {
        return read;
    }
    // pictures were asked to be read, and the program that reads them is not there or gave up
    if read.findings.iter().any(|finding| finding.code.starts_with("ocr-")) {
        return read;
    }
    // a photo of a form is what somebody meant to send in, and it is read by nobody
    if let [picture] = read.findings.as_slice()
        && picture.code == "picture-file"
    {
        let findings = vec![Finding { severity: Severity::Warning, ..picture.clone() }];
        return SourceRead { findings, ..read };
    }
    let finding = Finding { severity: Severity::Note, ..Finding::new("not-a-form-file") };
    let findings = vec![finding.file(&read.file)];
    SourceRead { format: None, outcome: Outcome::PassedOver, records: Vec::new(), findings, ..read }
}

/// Whether a name is one that forms have: by it alone, whatever the file holds.
pub(crate) fn may_be_form_by_name(name: &str) -> bool {
    looks_like_a_form(name) || may_be_a_table(name)
}

/// Whether a name may be that of a delimited table.
fn may_be_a_table(name: &str) -> bool {
    let file = name.rsplit(['/', ' ']).next().unwrap_or(name);
    let end = file.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    end.is_none_or(|end| ["csv", "tsv", "tab", "txt", "dat"].contains(&end.as_str()) || looks_like_a_form(name))
}

/// Whether a name has the extension of a format that forms come in.
fn looks_like_a_form(name: &str) -> bool {
    const FORMS: [&str; 26] = [
        "xlsx", "xlsm", "xlam", "xltx", "xltm", "xls", "xlsb", "ods", "ots", "fods", "csv", "tsv", "docx", "docm",
        "dotx", "doc", "odt", "ott", "fodt", "rtf", "pdf", "json", "ndjson", "zip", "eml", "msg",
    ];
    name.rsplit_once('.').is_some_and(|(_, end)| FORMS.contains(&end.to_lowercase().as_str()))
}
