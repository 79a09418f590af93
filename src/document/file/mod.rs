//! A file before it is read: its bytes, its format, its package, and how much it may ask.

pub mod compound_file;
pub mod encoding;
pub mod limits;
pub mod package;
pub mod sniff;
pub mod source;
