//! A filled file and what was remarked while it was written.

use crate::document::cells::model::Format;
use crate::finding::Finding;

/// A file with new contents at some of its places.
#[derive(Clone, Debug, Default)]
pub struct FilledFile {
    pub bytes: Vec<u8>,
    /// Edits that could not be made, and what to know of the file.
    pub findings: Vec<Finding>,
}

/// What is said of a format that is read and not filled.
pub(crate) fn not_filled(format: Format) -> Finding {
    Finding::new("format-not-filled").with("format", format!("{format:?}").to_lowercase())
}
