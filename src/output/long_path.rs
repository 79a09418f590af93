//! Paths longer than the 260 characters that Windows takes without being asked: `\\?\C:\…` has no such bound.
//!
//! The standard library does this for what it opens itself; the rename of a finished file goes by another way.

use std::io;
use std::path::{Path, PathBuf};

/// The path as the system takes it at any length.
#[cfg(windows)]
pub(crate) fn of(path: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    Ok(whole.to_str().and_then(verbatim).map_or_else(|| path.to_owned(), PathBuf::from))
}

/// The path as it is: other systems bound each name, and the whole only far beyond what a desk has.
#[cfg(not(windows))]
#[expect(clippy::unnecessary_wraps, reason = "one signature on every system")]
pub(crate) fn of(path: &Path) -> io::Result<PathBuf> {
    Ok(path.to_owned())
}

/// Room for the name of a temporary file beside it.
#[cfg(any(windows, test))]
const SHORT: usize = 220;

/// The form without a bound of an absolute path that is near it; none where the path is short, or has that form.
#[cfg(any(windows, test))]
fn verbatim(absolute: &str) -> Option<String> {
    if absolute.encode_utf16().count() < SHORT || absolute.starts_with(r"\\?\") || absolute.starts_with(r"\\.\") {
        return None;
    }
    let plain = absolute.replace('/', r"\");
    Some(match plain.strip_prefix(r"\\") {
        Some(share) => format!(r"\\?\UNC\{share}"),
        None => format!(r"\\?\{plain}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_path_is_written_without_a_bound() {
        let deep = r"map\".repeat(60);
        for (path, told) in [
            (r"C:\Documenten\plan.xlsx".to_owned(), None),
            (format!(r"C:\{deep}plan.xlsx"), Some(format!(r"\\?\C:\{deep}plan.xlsx"))),
            (format!(r"C:/{}plan.xlsx", deep.replace('\\', "/")), Some(format!(r"\\?\C:\{deep}plan.xlsx"))),
            (format!(r"\\server\share\{deep}plan.xlsx"), Some(format!(r"\\?\UNC\server\share\{deep}plan.xlsx"))),
            (format!(r"\\?\C:\{deep}plan.xlsx"), None),
        ] {
            assert_eq!(verbatim(&path), told, "{path}");
        }
        assert!(of(Path::new("rapport.html")).is_ok_and(|path| path == Path::new("rapport.html")));
    }
}
