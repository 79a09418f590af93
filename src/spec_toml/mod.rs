//! TOML files read to the letter: every key is asked for, and every mistake is shown at its place.

pub mod diagnostic;
pub mod table;
