//! Temporary files that become outputs, what runs that were killed left of them, and folders for the owner only.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::output::nameless;
use crate::text::file_error::FileError;

/// How the name of a temporary file begins; hidden, so that no folder of forms is read with it.
const PREFIX: &str = ".eenvorm-";

/// A file that is being written, readable by its owner only, and locked for as long as this run holds it.
#[derive(Debug)]
pub(crate) enum Temporary {
    Named(NamedTempFile),
    /// Without a name yet: a run that is killed leaves nothing of it.
    Unnamed {
        file: File,
        folder: PathBuf,
    },
}

/// A temporary file in `folder`.
pub(crate) fn make(folder: &Path) -> io::Result<Temporary> {
    if let Some(file) = nameless::open(folder) {
        let _ = file.try_lock();
        return Ok(Temporary::Unnamed { file, folder: folder.to_owned() });
    }
    named(folder).map(Temporary::Named)
}

/// A temporary file with a name. Another run may clear it between its making and its locking; then there is another.
fn named(folder: &Path) -> io::Result<NamedTempFile> {
    loop {
        let temp = builder(&mut tempfile::Builder::new()).tempfile_in(folder).map_err(unnamed)?;
        match temp.as_file().try_lock() {
            Ok(()) if !temp.path().exists() => {}
            Err(TryLockError::WouldBlock) => {}
            // Where a file system knows no locks, the file is made all the same; nothing is cleared there.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(temp),
        }
    }
}

fn builder<'b>(builder: &'b mut tempfile::Builder<'static, 'static>) -> &'b mut tempfile::Builder<'static, 'static> {
    private(builder);
    builder.prefix(PREFIX)
}

impl Temporary {
    pub(crate) fn file_mut(&mut self) -> &mut File {
        match self {
            Self::Named(temp) => temp.as_file_mut(),
            Self::Unnamed { file, .. } => file,
        }
    }

    /// Takes the place of whatever stands at `target`.
    pub(crate) fn persist(self, target: &Path) -> io::Result<()> {
        match self {
            Self::Named(temp) => temp.persist(target).map(drop).map_err(|error| error.error),
            Self::Unnamed { file, folder } => {
                let make = |path: &Path| nameless::name(&file, path);
                let temp = builder(&mut tempfile::Builder::new()).make_in(folder, make)?;
                temp.persist(target).map(drop).map_err(|error| error.error)
            }
        }
    }

    /// Becomes the file `target`; false where there is one by now, which another run may have made.
    pub(crate) fn persist_new(self, target: &Path) -> io::Result<bool> {
        let made = match self {
            Self::Named(temp) => temp.persist_noclobber(target).map(drop).map_err(|error| error.error),
            Self::Unnamed { file, .. } => nameless::name(&file, target),
        };
        match made {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            made => made.map(|()| true),
        }
    }
}

impl Write for Temporary {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file_mut().flush()
    }
}

/// What went wrong, in words where a person can mend it, and without the name of the temporary file: who reads it never
/// named that.
pub(crate) fn unnamed(error: io::Error) -> io::Error {
    if let Some(told) = FileError::of_replacing(&error) {
        return io::Error::new(error.kind(), told.sentence());
    }
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((said, _)) if error.raw_os_error().is_none() => io::Error::new(error.kind(), said.to_owned()),
        _ => error,
    }
}

/// Removes from `folder` what killed runs left: a run that lives holds a lock on its file, and a dead one none.
pub fn clear(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    for path in ours.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).map(|entry| entry.path()) {
        let Ok(file) = File::options().read(true).write(true).open(&path) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(&path);
        }
    }
}

/// A folder for what holds personal data, with those above it: one that is made is for its owner only, and one that is
/// there stays as it is. On Windows it has the permissions of the folder that it lies in.
pub fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Readable and writable by the owner only; elsewhere a file has the permissions of its folder.
#[cfg(unix)]
fn private(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn private(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_left_is_cleared_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let living = named(folder.path()).expect("made");
        for name in [".eenvorm-abc123", ".verborgen", "eenvorm-plan.xlsx"] {
            fs::write(folder.path().join(name), "half").expect("written");
        }
        clear(folder.path());
        assert!(living.path().exists(), "another run is writing it");
        assert!(!folder.path().join(".eenvorm-abc123").exists());
        assert!(folder.path().join(".verborgen").exists() && folder.path().join("eenvorm-plan.xlsx").exists());
        clear(&folder.path().join("weg"));
    }

    #[test]
    fn runs_that_clear_while_others_write_lose_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path();
        let write = |run: usize| {
            for n in 0..200 {
                let target = path.join(format!("{run}-{n}.txt"));
                let (mut a, b) = (named(path).expect("made"), make(path).expect("made"));
                a.write_all(b"a").expect("written");
                Temporary::Named(a).persist(&target).expect("kept");
                assert!(!b.persist_new(&target).expect("there is one already"));
            }
        };
        std::thread::scope(|scope| {
            (0..3).for_each(|run| _ = scope.spawn(move || write(run)));
            scope.spawn(|| (0..400).for_each(|_| clear(path)));
        });
        assert_eq!(fs::read_dir(path).expect("a folder").count(), 600);
    }

    #[test]
    fn either_kind_takes_the_place_of_a_file_only_where_that_is_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("uit.csv");
        for over in 0..2 {
            for mut temp in [make(folder.path()), named(folder.path()).map(Temporary::Named)].map(|t| t.expect("made"))
            {
                write!(temp, "{over}").expect("written");
                temp.persist(&target).expect("kept");
                assert_eq!(fs::read_to_string(&target).expect("read"), over.to_string());
            }
            let new = make(folder.path()).expect("made");
            assert!(!new.persist_new(&target).expect("there is one already"));
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn trouble_says_what_the_system_says_and_no_temporary_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("weg");
        let trouble = make(&gone).expect_err("no folder").to_string();
        assert_eq!(trouble, fs::read_dir(&gone).expect_err("no folder").to_string());
        assert_eq!(unnamed(io::Error::other("eigen woorden")).to_string(), "eigen woorden");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_made_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let made = folder.path().join("2026/maart");
        private_folder(&made).expect("made");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&made), mode(&folder.path().join("2026"))), (0o700, 0o700));
        fs::set_permissions(&made, fs::Permissions::from_mode(0o755)).expect("set");
        private_folder(&made).expect("there");
        assert_eq!(mode(&made), 0o755, "what is there stays as it is");
    }
}
