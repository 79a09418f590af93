//! Chooses the format of a source by its content and turns its bytes into sheets of cells.

pub mod cell;
pub mod pdf;
