//! Which files there are to read: those the user names or lists, and those found in folders and by globs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, WalkDir};

use crate::text::system::System;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As it is shown, with `/` between folders; `-` for standard input.
    pub name: Arc<str>,
    /// None for standard input.
    pub path: Option<PathBuf>,
    /// How it came to be read.
    pub asked: InputOrigin,
    /// Why it is said and not read.
    pub unreadable: Option<Unreadable>,
}

/// How a file came to be read, which tells what is expected of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputOrigin {
    /// Named by the user: it is meant to be a form, or records.
    Named,
    /// In a list, which a search has made as a rule: records in it are read, and what is no form is no error.
    Listed,
    /// Found in a folder, by a glob or in an archive: what happens to lie there may be anything.
    Found,
}

/// What is found where files are looked for, and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A folder that cannot be looked into, and why.
    Folder(String),
    /// What an office program keeps beside a file while it is open there.
    LockFile,
    /// What iCloud leaves in the place of a file that it took away.
    OnlyOnline,
    /// A pipe, a socket or a device, which may never end; or a link to a folder, which may lead round.
    NoFile,
}

/// The inputs behind the paths, each once, in the order in which they are named; those of a folder by name.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Input>> {
    gather_with(paths, &[])
}

/// [`gather`], and behind them the files of a list.
pub fn gather_with(paths: &[PathBuf], listed: &[PathBuf]) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    let mut seen = BTreeSet::new();
    let named = paths.iter().map(|path| (path, InputOrigin::Named));
    for (path, asked) in named.chain(listed.iter().map(|path| (path, InputOrigin::Listed))) {
        let found = match behind(path, asked) {
            // what a list names may be gone by now: it is said where it is opened, and the rest of the list is read
            Err(_) if asked == InputOrigin::Listed => vec![input(path.clone(), asked)],
            Err(trouble) => {
                return Err(in_pieces(paths, path).map_or(trouble, |whole| {
                    let missing = shown(path);
                    anyhow::anyhow!("`{missing}` does not exist; put a name with spaces between quotes: \"{whole}\"")
                }));
            }
            Ok(found) => found,
        };
        if paths.len() + listed.len() == 1 {
            // what one folder holds is in it once
            inputs = found;
        } else {
            inputs.extend(found.into_iter().filter(|input| seen.insert(input.path.clone())));
        }
    }
    if inputs.is_empty() {
        let names: Vec<String> = paths.iter().chain(listed).map(|path| format!("`{}`", shown(path))).collect();
        bail!("there is no file in {}", names.join(", "));
    }
    Ok(inputs)
}

/// The name that a path that is not there makes with those behind it: `plan juli.xlsx` was typed without quotes.
fn in_pieces(paths: &[PathBuf], from: &Path) -> Option<String> {
    let at = paths.iter().position(|path| path == from)?;
    let mut whole = shown(from);
    paths[at + 1..].iter().take(MOST_PIECES).find_map(|piece| {
        whole = format!("{whole} {}", shown(piece));
        Path::new(&whole).exists().then(|| whole.clone())
    })
}

/// The words of a name that are put together again.
const MOST_PIECES: usize = 12;

/// The files behind a path; `asked` tells how a file that it names came to be read.
fn behind(path: &Path, asked: InputOrigin) -> Result<Vec<Input>> {
    if path.as_os_str() == "-" {
        return Ok(vec![Input { name: "-".into(), path: None, asked: InputOrigin::Named, unreadable: None }]);
    }
    if path.is_dir() {
        return walk(path, |_| true);
    }
    if path.exists() {
        let unreadable = marker(path).or((!path.is_file() && !is_stream(path)).then_some(Unreadable::NoFile));
        return Ok(vec![Input { unreadable, ..input(path.to_owned(), asked) }]);
    }
    let pattern = shown(path);
    if pattern.contains('"') {
        // `"C:\Mijn map\"`: cmd and PowerShell take the last `\"` for a quote within the path, and all that follows
        // too.
        bail!("`{pattern}` does not exist; leave out the `\\` before the closing quote");
    }
    if !pattern.contains(['*', '?', '[', '{']) {
        bail!("`{pattern}` does not exist");
    }
    let found = by_glob(&pattern)?;
    if found.is_empty() {
        bail!("no file fits `{pattern}`");
    }
    Ok(found)
}

fn by_glob(pattern: &str) -> Result<Vec<Input>> {
    let matcher = matcher(pattern, System::HERE != System::Other)?;
    let base = PathBuf::from(base(pattern));
    let fits = |path: &Path| matcher.is_match(shown(path.strip_prefix(".").unwrap_or(path)));
    if base.is_dir() { walk(&base, fits) } else { Ok(Vec::new()) }
}

/// What fits a pattern; `any_case` where `PLAN.XLSX` and `plan.xlsx` are one file.
fn matcher(pattern: &str, any_case: bool) -> Result<GlobMatcher> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).case_insensitive(any_case).build();
    Ok(glob.with_context(|| format!("`{pattern}` is no pattern"))?.compile_matcher())
}

/// The folder below which all lies that fits a pattern.
fn base(pattern: &str) -> String {
    let fixed: Vec<&str> = pattern.split('/').take_while(|part| !part.contains(['*', '?', '[', '{'])).collect();
    match fixed.join("/") {
        root if root.is_empty() && pattern.starts_with('/') => "/".to_owned(),
        root if root.is_empty() => ".".to_owned(),
        // `C:` alone is the folder in which one happens to be on that drive
        root if root.ends_with(':') => root + "/",
        root => root,
    }
}

/// The files of a folder and its folders, but for hidden files; what marks another file is said and not read.
fn walk(folder: &Path, fits: impl Fn(&Path) -> bool) -> Result<Vec<Input>> {
    let visible = |entry: &DirEntry| {
        let hidden = is_hidden(&entry.file_name().to_string_lossy());
        entry.depth() == 0 || !hidden || (entry.file_type().is_file() && marker(entry.path()).is_some())
    };
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            // the folder that the user named is what the run is about; one within it is a part of that
            Err(error) if error.depth() == 0 => {
                return Err(error).with_context(|| format!("cannot read the folder `{}`", shown(folder)));
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found.push(Input { unreadable: Some(Unreadable::Folder(reason)), ..input(path, InputOrigin::Found) });
                continue;
            }
        };
        if entry.file_type().is_dir() || !fits(entry.path()) {
            continue;
        }
        let is_file = entry.path().is_file();
        let unreadable = marker(entry.path()).or((!is_file).then_some(Unreadable::NoFile));
        found.push(Input { unreadable, ..input(entry.into_path(), InputOrigin::Found) });
    }
    Ok(found)
}

/// What a folder does not show: names with a dot, and what Windows keeps in a folder for itself, which a copy of the
/// folder on another system shows.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || ["desktop.ini", "thumbs.db"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

/// What the name of a file says that lies beside another or in its place: `~$plan.xlsx` and `~WRL0003.tmp` of Office,
/// `.~lock.plan.ods#` of LibreOffice, `.plan.docx.icloud` of macOS.
fn marker(path: &Path) -> Option<Unreadable> {
    let name = path.file_name()?.to_string_lossy();
    let copy = name.to_ascii_lowercase();
    let copy = copy.starts_with("~wr") && copy.ends_with(".tmp");
    if copy || name.starts_with("~$") || (name.starts_with(".~lock.") && name.ends_with('#')) {
        return Some(Unreadable::LockFile);
    }
    (name.starts_with('.') && name.ends_with(".icloud")).then_some(Unreadable::OnlyOnline)
}

/// Whether a path is what a shell puts in the place of a running command: `<(unzip -p …)`.
fn is_stream(path: &Path) -> bool {
    path.starts_with("/dev") || path.starts_with("/proc")
}

fn input(path: PathBuf, asked: InputOrigin) -> Input {
    Input { name: shown(path.strip_prefix("./").unwrap_or(&path)).into(), path: Some(path), asked, unreadable: None }
}

/// A path with `/` between its folders, as it is shown.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(inputs: &[Input], folder: &Path) -> Vec<String> {
        let strip = format!("{}/", shown(folder));
        inputs.iter().map(|input| input.name.replace(&strip, "")).collect()
    }

    #[test]
    fn folders_globs_and_files_are_read_once() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("a/b")).expect("made");
        for name in ["a/2.xlsx", "a/b/1.csv", "a/.verborgen.xlsx", "3.pdf"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let all = gather(&[folder.path().join("3.pdf"), folder.path().to_owned()]).expect("gathered");
        assert_eq!(names(&all, folder.path()), ["3.pdf", "a/2.xlsx", "a/b/1.csv"]);
        assert_eq!([all[0].asked, all[1].asked], [InputOrigin::Named, InputOrigin::Found]);
        let listed = gather_with(&[], &[folder.path().join("3.pdf")]).expect("gathered");
        assert_eq!(listed[0].asked, InputOrigin::Listed);
        let gone = [folder.path().join("weg.xlsx"), folder.path().join("*.docx"), folder.path().join("3.pdf")];
        let listed = gather_with(&[], &gone).expect("gathered");
        assert_eq!(names(&listed, folder.path()), ["weg.xlsx", "*.docx", "3.pdf"], "what is gone is told later");
        let glob = gather(&[folder.path().join("**/*.csv")]).expect("gathered");
        assert_eq!(names(&glob, folder.path()), ["a/b/1.csv"]);
        assert!(gather(&[folder.path().join("weg.xlsx")]).is_err());
        assert!(gather(&[folder.path().join("*.docx")]).is_err());
    }

    #[test]
    fn what_marks_another_file_is_said_and_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let files =
            ["plan.xlsx", "~$plan.xlsx", ".~lock.plan.xlsx#", ".advies.docx.icloud", ".verborgen", "~WRL0003.tmp"];
        let of_windows = ["Thumbs.db", "desktop.ini"];
        for name in files.into_iter().chain(of_windows) {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let found = gather(&[folder.path().to_owned()]).expect("gathered");
        let told: Vec<_> =
            names(&found, folder.path()).into_iter().zip(found.iter().map(|i| i.unreadable.clone())).collect();
        let expected = [
            (".advies.docx.icloud", Some(Unreadable::OnlyOnline)),
            (".~lock.plan.xlsx#", Some(Unreadable::LockFile)),
            ("plan.xlsx", None),
            ("~$plan.xlsx", Some(Unreadable::LockFile)),
            ("~WRL0003.tmp", Some(Unreadable::LockFile)),
        ];
        assert_eq!(told, expected.map(|(name, told)| (name.to_owned(), told)));
        let named = gather(&[folder.path().join("~$plan.xlsx")]).expect("gathered");
        assert_eq!(named[0].unreadable, Some(Unreadable::LockFile));
    }

    #[test]
    fn a_pattern_of_windows_begins_at_its_drive_and_fits_any_case() {
        for (pattern, folder) in [
            ("C:/*.xlsx", "C:/"),
            ("C:/Mijn documenten/*.xlsx", "C:/Mijn documenten"),
            ("//server/share/**/*.xlsx", "//server/share"),
            ("*.xlsx", "."),
            ("/*.xlsx", "/"),
        ] {
            assert_eq!(base(pattern), folder, "{pattern}");
        }
        let fits = |any_case| matcher("C:/map/*.xlsx", any_case).expect("a pattern").is_match("C:/Map/PLAN.XLSX");
        assert_eq!([true, false].map(fits), [true, false]);
        let trouble = gather(&[PathBuf::from("Mijn map\" -o uit.html")]).expect_err("no such file").to_string();
        assert!(trouble.ends_with(r"leave out the `\` before the closing quote"), "{trouble}");
    }
}
