//! Takes paths to records and findings: every source is read, recognised and taken, many at once, in order.

mod archive;
pub(crate) mod chunks;
mod drafted;
pub mod file_list;
pub mod inputs;
pub mod job;
pub(crate) mod opened;
pub mod programs;
pub mod read_source;
pub mod records_as_input;
pub mod run;
pub mod shard;
