//! Json pointers: `/data/bsn`; `/data/bsn#` is the key itself, where that is all there is of a label.

/// The pointer of a member or item below `base`.
pub fn step(base: &str, key: &str) -> String {
    format!("{base}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The pointer of a path below `base`.
pub fn steps(base: &str, path: &[String]) -> String {
    path.iter().fold(base.to_owned(), |pointer, key| step(&pointer, key))
}

/// The key at the end of a pointer.
pub fn key_of(pointer: &str) -> String {
    format!("{pointer}#")
}
