//! What a report is made of, and what it may show.

pub mod arguments;
pub mod batch;
pub(super) mod file_names;
pub(super) mod privacy;
pub(super) mod shielded;
