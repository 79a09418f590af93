//! The bridge: one declarative file per form, walked both ways.

pub mod catalogue;
pub mod fill;
pub mod locate;
pub mod mapping_file;
mod own_blank;
pub mod read;
pub mod rows;
pub mod spec;
