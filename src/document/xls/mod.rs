//! Excel's old workbooks (xls) and binary ones (xlsb), through calamine.

mod binary_conditions;
mod binary_looks;
mod binary_records;
mod binary_strings;
mod conditional;
pub mod decrypt;
pub mod far_cells;
mod fonts;
mod numbers;
pub mod reader;
pub mod records;
mod rich_strings;
