//! Excel's old workbooks (xls) and binary ones (xlsb), through calamine.

pub mod compound_file;
pub mod decrypt;
pub mod reader;
pub mod records;
