//! An array of records, a line each.

/// What stands before the first record.
pub(super) const OPEN: &[u8] = b"[\n";
/// What stands between two records.
pub(super) const BETWEEN: &[u8] = b",\n";
/// What stands after the last record.
pub(super) const CLOSE: &[u8] = b"\n]\n";
