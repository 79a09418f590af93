//! A filled file and what was remarked while it was written.

use crate::finding::Finding;

/// A file with new contents at some of its places.
#[derive(Clone, Debug, Default)]
pub struct FilledFile {
    pub bytes: Vec<u8>,
    /// Edits that could not be made, and what to know of the file.
    pub findings: Vec<Finding>,
}
