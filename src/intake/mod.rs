//! Takes paths to records and findings: every source is read, recognised and taken, many at once, in order.

pub mod gather;
pub mod run;
pub mod take;
