//! The files of a run: those that it reads and those that it writes, none of them for two things.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Result, bail};

use crate::pipeline::inputs::{Input, InputOrigin, gather};
use crate::pipeline::own_records::is_own_output;

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
    /// Those behind these paths. Reports that stand in a folder of forms are no forms, and may be made anew.
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
        // what an earlier run made in a folder is passed over there, so that it may be made anew
        let read = self.known().iter().find(|read| read.path == path);
        read.is_some_and(|read| read.named || !is_own_output(&path))
    }

    /// Trouble where the output would go over one of them.
    pub fn spare(&self, output: Option<&Path>) -> Result<()> {
        match output.filter(|path| self.holds(path)) {
            Some(path) => bail!(
                "`{}` is read by this run and is not written over; name another file, or a folder that is not read",
                path.display()
            ),
            None => Ok(()),
        }
    }
}

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
