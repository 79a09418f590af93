//! Takes paths to records and findings: every source is read, recognised and taken, many at once, in order.

mod archive;
pub(crate) mod chunks;
mod drafted;
pub mod inputs;
pub mod job;
mod opened;
pub mod own_records;
pub mod programs;
pub mod read_source;
pub mod run;
