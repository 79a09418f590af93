//! Where a product goes: a file that appears whole or not at all, or standard output.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::output::long_path;
use crate::output::temporary::{self, Temporary};
use crate::output::terminal::Shown;

/// A place to write to. What is written to a path stands in a temporary file in the same folder, readable by its
/// owner only, until [`Output::finish`] renames it into place; without that, a file that stood there is left as it was.
#[derive(Debug)]
pub struct Output {
    to: To,
    /// As the user named it.
    path: Option<PathBuf>,
    /// Files beside it are written over, whoever made them.
    over: bool,
    /// A file that holds the very same bytes is left as it is.
    if_changed: bool,
}

#[derive(Debug)]
enum To {
    Stdout(BufWriter<Shown>),
    File {
        temp: BufWriter<Temporary>,
        target: PathBuf,
    },
    /// A device or a pipe, which a rename would replace.
    Device(BufWriter<File>),
}

/// Enough for a few hundred records between two system calls.
const BUFFER: usize = 1 << 16;

impl Output {
    /// To standard output.
    pub fn stdout() -> Self {
        Self {
            to: To::Stdout(BufWriter::with_capacity(BUFFER, Shown::stdout())),
            path: None,
            over: false,
            if_changed: false,
        }
    }

    /// To a file; the folder must exist. What a killed run left in that folder is cleared first.
    pub fn to(path: &Path) -> Result<Self> {
        temporary::clear(folder_of(path));
        Self::another(path)
    }

    /// To a file in a folder that this run has written in before.
    pub fn another(path: &Path) -> Result<Self> {
        let to = open(path).with_context(|| format!("writing `{}`", path.display()))?;
        Ok(Self { to, path: Some(path.to_owned()), over: false, if_changed: false })
    }

    /// The path as the user named it; none for standard output.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Also writes over files beside it that eenvorm did not make.
    #[must_use]
    pub fn over(mut self, force: bool) -> Self {
        self.over = force;
        self
    }

    /// A file that stands there is left as it is, with its time, where it holds the very same bytes; those beside it
    /// too.
    #[must_use]
    pub fn if_changed(mut self) -> Self {
        self.if_changed = true;
        self
    }

    /// A second file beside this one: `OUT.doelen.csv` beside `OUT.csv`; none beside standard output or a device.
    /// Nobody named it, so a file that stands there is written over only where it begins as this one will, as an
    /// earlier run made it.
    pub fn beside(&self, word: &str, begins: &[u8]) -> Option<Result<Self>> {
        let (To::File { .. }, Some(path)) = (&self.to, &self.path) else { return None };
        let path = beside(path, word);
        if !self.over && path.exists() && !starts_with(&path, begins) {
            let said =
                format!("`{}` is there already, and eenvorm did not make it; `--force` writes over it", path.display());
            return Some(Err(anyhow!(said)));
        }
        Some(Self::another(&path).map(|output| Self { if_changed: self.if_changed, ..output }))
    }

    /// Lets `write` fill a file in which it may go back and forth; nothing may have been written before.
    pub fn whole(&mut self, write: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
        if let To::File { temp, .. } = &mut self.to {
            return write(temp.get_mut().file_mut()).with_context(|| self.doing());
        }
        let mut file = tempfile::tempfile().context("making a temporary file")?;
        write(&mut file)?;
        file.rewind()?;
        io::copy(&mut file, self).with_context(|| self.doing())?;
        Ok(())
    }

    /// Sets the product down for good.
    pub fn finish(self) -> Result<()> {
        let doing = self.doing();
        match self.to {
            To::Stdout(mut out) => out.flush().context(doing),
            To::Device(mut out) => out.flush().context(doing),
            To::File { temp, target } => {
                let whole = temp.into_inner().map_err(|error| temporary::unnamed(error.into_error()));
                let mut temp = whole.context(doing.clone())?;
                // where the two cannot be compared, it is written
                if self.if_changed && holds_the_same(temp.file_mut(), &target).unwrap_or(false) {
                    return Ok(());
                }
                temp.persist(&target).map_err(temporary::unnamed).context(doing)
            }
        }
    }

    /// The same where no file stands there yet; false where one does by now, which another run may have made.
    pub fn finish_new(self) -> Result<bool> {
        let doing = self.doing();
        match self.to {
            To::File { temp, target } => {
                let whole = temp.into_inner().map_err(|error| temporary::unnamed(error.into_error()));
                whole.and_then(|temp| temp.persist_new(&target)).context(doing)
            }
            _ => self.finish().map(|()| true),
        }
    }

    /// The context of an error: what was being done.
    pub(crate) fn doing(&self) -> String {
        match &self.path {
            Some(path) => format!("writing `{}`", path.display()),
            None => "writing to standard output".to_owned(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::File { temp, .. } => temp.write(bytes).map_err(temporary::unnamed),
            To::Device(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::File { temp, .. } => temp.flush().map_err(temporary::unnamed),
            To::Device(out) => out.flush(),
        }
    }
}

fn open(path: &Path) -> Result<To> {
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => bail!("this is a folder; name a file in it"),
        Ok(there) if !there.is_file() => {
            return Ok(To::Device(BufWriter::with_capacity(BUFFER, File::options().write(true).open(path)?)));
        }
        _ => {}
    }
    let target = if path.is_symlink() { fs::canonicalize(path)? } else { path.to_owned() };
    let target = long_path::of(&target)?;
    let folder = folder_of(&target);
    if !folder.is_dir() {
        bail!("there is no folder `{}`", folder.display());
    }
    let temp = temporary::make(folder)?;
    Ok(To::File { temp: BufWriter::with_capacity(BUFFER, temp), target })
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a file holds what was written.
fn holds_the_same(written: &mut File, there: &Path) -> io::Result<bool> {
    let there = File::open(there)?;
    if there.metadata()?.len() != written.metadata()?.len() {
        return Ok(false);
    }
    written.rewind()?;
    let (mut one, mut other) = (BufReader::with_capacity(BUFFER, written), BufReader::with_capacity(BUFFER, there));
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let both = left.len().min(right.len());
        if left[..both] != right[..both] || both == 0 {
            return Ok(both == 0 && left.len() == right.len());
        }
        one.consume(both);
        other.consume(both);
    }
}

fn starts_with(path: &Path, begins: &[u8]) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(begins.len() as u64).read_to_end(&mut head));
    read.is_ok() && head == begins
}

/// `uit/OUT.doelen.csv` for `uit/OUT.csv`
pub fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(path.file_stem().unwrap_or_default());
    name.push(".");
    name.push(word);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().into_string().expect("text")).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_when_it_is_finished() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("uit.csv");
        fs::write(&path, "oud").expect("written");
        let mut output = Output::to(&path).expect("opened");
        let second = output.beside("doelen", b"").expect("a file has a place beside it").expect("opened");
        output.write_all(b"nieuw").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("read"), "oud", "not yet");
        output.finish().expect("renamed");
        second.finish().expect("renamed");
        assert_eq!(fs::read_to_string(&path).expect("read"), "nieuw");
        assert_eq!(names(folder.path()), ["uit.csv", "uit.doelen.csv"]);
    }

    #[test]
    fn a_file_that_holds_the_same_is_left_as_it_is_where_that_is_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("uit.csv");
        let written = |text: &str| {
            fs::write(&path, "a".repeat(100_000)).expect("written");
            let long_ago = std::time::SystemTime::UNIX_EPOCH;
            File::options().write(true).open(&path).and_then(|file| file.set_modified(long_ago)).expect("a time");
            let mut output = Output::to(&path).expect("opened").if_changed();
            output.write_all(text.as_bytes()).expect("written");
            output.finish().expect("finished");
            assert_eq!(fs::read_to_string(&path).expect("read"), text);
            fs::metadata(&path).and_then(|meta| meta.modified()).expect("a time") != long_ago
        };
        assert!(!written(&"a".repeat(100_000)), "the same");
        for other in ["a".repeat(99_999), "a".repeat(99_999) + "b", "b".to_owned() + &"a".repeat(99_999), String::new()]
        {
            assert!(written(&other), "{} bytes", other.len());
        }
    }

    #[test]
    fn a_name_that_is_too_long_is_said_in_words() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("{}.html", "n".repeat(300)));
        let trouble = Output::to(&path).and_then(Output::finish).expect_err("no system takes that name");
        let said = format!("{trouble:#}");
        assert!(cfg!(windows) || said.contains("the name or the path is too long"), "{said}");
    }

    #[test]
    fn a_file_beside_is_written_over_where_an_earlier_run_made_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, side) = (folder.path().join("uit.csv"), folder.path().join("uit.doelen.csv"));
        for (there, force, written) in
            [("record;row\n1;2\n", false, true), ("mijn lijst", false, false), ("mijn lijst", true, true)]
        {
            fs::write(&side, there).expect("written");
            let output = Output::to(&path).expect("opened").over(force);
            let beside = output.beside("doelen", b"record;").expect("a file has a place beside it");
            match beside {
                Ok(beside) => beside.finish().expect("renamed"),
                Err(trouble) => assert!(trouble.to_string().contains("uit.doelen.csv")),
            }
            assert_eq!(fs::read_to_string(&side).expect("read") != there, written, "{there} {force}");
        }
    }

    #[test]
    fn an_unfinished_file_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("uit.json");
        fs::write(&path, "oud").expect("written");
        let mut output = Output::to(&path).expect("opened");
        output.write_all("x".repeat(200_000).as_bytes()).expect("written");
        drop(output);
        assert_eq!(names(folder.path()), ["uit.json"]);
        assert_eq!(fs::read_to_string(&path).expect("read"), "oud");
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        for path in [folder.path().to_owned(), folder.path().join("weg/uit.csv")] {
            let trouble = format!("{:#}", Output::to(&path).expect_err("refused"));
            assert!(trouble.contains(&path.display().to_string()), "{trouble}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_it_and_links_and_devices_stay_what_they_are() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (real, link) = (folder.path().join("echt.csv"), folder.path().join("link.csv"));
        fs::write(&real, "oud").expect("written");
        symlink(&real, &link).expect("linked");
        let mut output = Output::to(&link).expect("opened");
        output.write_all(b"nieuw").expect("written");
        output.finish().expect("renamed");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&real).expect("read"), "nieuw");
        assert_eq!(fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o600);
        let mut null = Output::to(Path::new("/dev/null")).expect("opened");
        null.write_all(b"weg").expect("written");
        null.finish().expect("flushed");
        assert!(!fs::metadata("/dev/null").expect("there").is_file());
    }
}
