//! Takes paths to records and findings: every source is read, recognised and taken, many at once, in order.

mod archive;
mod drafted;
mod found;
pub mod gather;
mod records;
pub mod run;
pub mod take;
