//! From characters and fields with their places to the cells of a sheet.

pub(super) mod cells;
pub(super) mod grid;
pub(super) mod items;
mod lines;
pub(super) mod page_headers;
pub(super) mod page_rows;
mod ruled_cells;
mod wrap;
