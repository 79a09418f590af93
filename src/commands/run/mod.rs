//! A run through many files: what it reads, writes, remembers and counts.

pub mod counts;
mod done_parts;
pub mod lineage;
mod manifest;
mod other_parts;
pub mod partitioned;
pub mod persons;
pub mod reading;
pub mod run_files;
pub mod run_log;
pub mod watch;
