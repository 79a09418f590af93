//! What every format shares that can be filled: what a place takes, and a blank that is filled again and again.

pub mod constraints;
pub mod filled_file;
pub mod formatting;
pub mod opened_blank;
pub mod repeated_block;
pub mod unrestricted;
