//! Excel's old workbooks (xls) and binary ones (xlsb), through calamine.

pub mod reader;
pub mod records;
