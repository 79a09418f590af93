//! Temporary files beside the outputs they become, and what runs that were killed left of them.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// How the name of a temporary file begins; hidden, so that no folder of forms is read with it.
const PREFIX: &str = ".eenvorm-";

/// A temporary file in `folder`, readable by its owner only, and locked for as long as this run holds it.
pub(crate) fn make(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    private(&mut builder);
    let temp = builder.prefix(PREFIX).tempfile_in(folder).map_err(unnamed)?;
    // Where a file system knows no locks, the file is made all the same; nothing is cleared there.
    let _ = temp.as_file().try_lock();
    Ok(temp)
}

/// What went wrong, without the name of the temporary file: who reads it never named that.
pub(crate) fn unnamed(error: io::Error) -> io::Error {
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
        let living = make(folder.path()).expect("made");
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
    fn trouble_says_what_the_system_says_and_no_temporary_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let gone = folder.path().join("weg");
        let trouble = make(&gone).expect_err("no folder").to_string();
        assert_eq!(trouble, fs::read_dir(&gone).expect_err("no folder").to_string());
        assert_eq!(unnamed(io::Error::other("eigen woorden")).to_string(), "eigen woorden");
    }
}
