//! Excel's old workbooks (xls) and binary ones (xlsb), through calamine.

pub mod decrypt;
pub mod far_cells;
pub mod reader;
pub mod records;
