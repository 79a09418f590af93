//! An array of records, a line each.

/// What stands before the first record.
pub(crate) const OPEN: &[u8] = b"[\n";
/// What stands between two records.
pub(crate) const BETWEEN: &[u8] = b",\n";
/// What stands after the last record.
pub(crate) const CLOSE: &[u8] = b"\n]\n";
