//! Chooses the format of a source by its content and turns its bytes into sheets of cells.

pub mod blank;
pub mod cell;
pub(crate) mod day;
pub mod docx;
pub(crate) mod naming;
pub mod odt;
pub(crate) mod package;
pub(crate) mod tree;
mod tree_builder;
