//! What every reader makes of a file: sheets of cells, piece by piece or whole.

pub mod cell_stream;
pub mod document_builder;
pub mod model;
pub mod nested;
