//! Mapping files: parsing them, locating their lines in a document, reading its answers and filling them in.

pub mod catalogue;
pub mod fill;
pub mod locate;
pub mod mapping_file;
mod own_blank;
pub mod read;
pub mod rows;
pub mod spec;
