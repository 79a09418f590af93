//! The files of a run: those that it reads and those that it writes, none of them for two things.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::output::eenvorm_workbook;
use crate::pipeline::inputs::{Input, InputOrigin, gather};
use crate::pipeline::records_as_input::is_own_output;

/// The files that a run reads, so that it writes over none of them.
pub struct Inputs {
    files: Vec<(PathBuf, bool)>,
    /// The same as the system knows them. That takes as long as reading some of them, so it is asked for only where a
    /// file stands already where something is to be written.
    known: OnceLock<Vec<Read>>,
}

/// A file that is read.
struct Read {
    path: PathBuf,
    named: bool,
}

impl Inputs {
    /// Those behind these paths. Reports that stand in a folder of forms are no forms, and may be made again.
    pub fn behind(paths: &[PathBuf]) -> Result<Self> {
        Ok(Self::of(&gather(paths)?))
    }

    /// Those that a run has gathered already: a list on standard input can be read but once.
    pub fn of(inputs: &[Input]) -> Self {
        let report = |path: &Path| path.extension().is_some_and(|end| end == "html" || end == "md");
        let found = inputs
            .iter()
            .filter(|input| input.asked != InputOrigin::Found || !input.path.as_deref().is_some_and(report));
        let file = |input: &Input| {
            let path = input.path.as_deref().or_else(|| standard_input())?;
            Some((path.to_owned(), input.asked != InputOrigin::Found))
        };
        Self { files: found.filter_map(file).collect(), known: OnceLock::new() }
    }

    /// These and another file.
    pub fn and(mut self, path: Option<&Path>) -> Self {
        self.files.extend(path.map(|path| (path.to_owned(), true)));
        self
    }

    fn known(&self) -> &[Read] {
        let read = |(path, named): &(PathBuf, bool)| Some(Read { path: path.canonicalize().ok()?, named: *named });
        self.known.get_or_init(|| self.files.iter().filter_map(read).collect())
    }

    /// Whether what is written to this path would take the place of one of them, by whichever name or link.
    pub fn holds(&self, path: &Path) -> bool {
        let Ok(path) = path.canonicalize() else { return false };
        // what an earlier run made in a folder is passed over there, so that it may be made again
        let read = self.known().iter().find(|read| read.path == path);
        read.is_some_and(|read| read.named || !is_own_output(&path))
    }

    /// Trouble where the output would go over one of them.
    pub fn refuse_overwriting_input(&self, output: Option<&Path>) -> Result<()> {
        match output.filter(|path| self.holds(path)) {
            Some(path) => bail!(
                "`{}` is read by this run and is not written over; name another file, or a folder that is not read",
                path.display()
            ),
            None => Ok(()),
        }
    }
}

/// Trouble where a file that people go on with by hand stands there, and holds something else than is written now: what
/// was corrected in it would be lost.
pub fn refuse_overwriting_edited(path: &Path, new: &[u8], force: bool) -> Result<()> {
    let same = || std::fs::read(path).is_ok_and(|there| there == new);
    if force || !path.is_file() || same() {
        return Ok(());
    }
    bail!(
        "`{}` is there already and says something else; what was corrected in it would be lost. Name another file; `--force` writes over it",
        path.display()
    )
}

/// Trouble where a form or a table of somebody else stands where something is to be written. A report or a table that an
/// earlier run of the program made is rewritten.
pub fn refuse_overwriting_foreign(path: Option<&Path>, force: bool) -> Result<()> {
    match path.filter(|path| !force && path.is_file() && is_foreign(path)) {
        Some(path) => {
            bail!("`{}` is there already, and eenvorm did not make it; `--force` writes over it", path.display())
        }
        None => Ok(()),
    }
}

/// A page for a file, which says that eenvorm made it: at its beginning, or, where a template of the user's own leaves that
/// out, at its end.
pub fn signed(page: String, path: Option<&Path>) -> String {
    let (head, tail) = page.as_bytes().split_at(page.len().min(usize::try_from(HEAD).unwrap_or(usize::MAX)));
    let begin = if tail.len() > END.len() { &tail[tail.len() - END.len()..] } else { head };
    let ends = |names: &[&str]| path.is_some_and(|path| has_ending(path, names));
    if !ends(&["html", "htm", "md"]) || is_own_page(head) || is_own_page(begin) {
        return page;
    }
    format!("{}\n{END}", page.trim_end_matches('\n'))
}

/// What a page ends with that does not say at its beginning who made it.
pub const END: &str = "<!-- gemaakt met eenvorm -->\n";

/// How pages and agendas of the program say who made them.
const SIGNS: [&[u8]; 4] = [
    b"name=\"generator\" content=\"eenvorm",
    b"gemaakt met eenvorm ",
    b"PRODID:-//eenvorm//",
    b"<!-- gemaakt met eenvorm -->",
];

fn is_own_page(bytes: &[u8]) -> bool {
    SIGNS.iter().any(|sign| memchr::memmem::find(bytes, sign).is_some())
}

fn has_ending(path: &Path, names: &[&str]) -> bool {
    path.extension().is_some_and(|end| names.iter().any(|name| end.eq_ignore_ascii_case(name)))
}

/// The end of a file.
fn tail(path: &Path, length: u64) -> Vec<u8> {
    let mut tail = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        let whole = file.metadata()?.len();
        file.seek(SeekFrom::Start(whole.saturating_sub(length)))?;
        file.take(length).read_to_end(&mut tail)
    });
    if read.is_ok() { tail } else { Vec::new() }
}

/// Whether a file is a document, a page, or data, of another hand.
fn is_foreign(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    if read.is_err() || head.is_empty() {
        return false;
    }
    if head.starts_with(PARQUET) {
        return memchr::memmem::find(&tail(path, FOOTER), b"eenvorm.version").is_none();
    }
    if DOCUMENTS.iter().any(|begins| head.starts_with(begins)) {
        return !eenvorm_workbook::is_own(path);
    }
    let ends = |names: &[&str]| has_ending(path, names);
    if ends(&["html", "htm", "md", "ics"]) {
        return !is_own_page(&head) && !is_own_page(&tail(path, HEAD));
    }
    let of_program = memchr::memmem::find(&head, b"eenvorm").is_some();
    ends(&["toml"]) || ends(&["csv", "json", "ndjson"]) && !of_program && !is_own_output(path)
}

/// Bytes in which a file shows whose it is.
const HEAD: u64 = 4096;

/// How a Parquet file begins, and how many bytes before its end it says who made it.
const PARQUET: &[u8] = b"PAR1";
const FOOTER: u64 = 1 << 16;

/// How packages of Office, older files of it, and pdf begin.
const DOCUMENTS: [&[u8]; 3] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0", b"%PDF"];

/// Where the system names the file that was put on standard input: `eenvorm convert - < jansen.xlsx`.
fn standard_input() -> Option<&'static Path> {
    cfg!(unix).then_some(Path::new("/dev/stdin"))
}

/// Trouble where two of the files that a run writes are one: the later would take the place of the earlier.
pub fn apart(outputs: &[Option<&Path>]) -> Result<()> {
    let named: Vec<&Path> = outputs.iter().copied().flatten().collect();
    for (n, path) in named.iter().enumerate() {
        if named[..n].iter().any(|other| is_same(other, path)) {
            bail!(
                "`{}` is named for two things that this run writes; name another file for one of them",
                path.display()
            );
        }
    }
    Ok(())
}

/// Whether two paths are one file, which need not be there yet.
pub fn is_same(one: &Path, other: &Path) -> bool {
    match (identity(one), identity(other)) {
        (Some(one), Some(other)) => one == other && !is_device(&one),
        _ => false,
    }
}

/// A device or a pipe takes any number of outputs.
fn is_device(path: &Path) -> bool {
    path.exists() && !path.is_file()
}

/// A file as the system knows it; one that is not there yet by its folder and its name, in which some systems see no
/// difference between capitals and small letters.
fn identity(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    let name = if cfg!(any(windows, target_os = "macos")) { name.to_lowercase().into() } else { name };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    path.canonicalize().or_else(|_| Ok::<_, std::io::Error>(folder.canonicalize()?.join(&*name))).ok()
}
