//! One sheet of a workbook: its rows, what stands around them, and what lies over them.

pub mod cell_value;
pub mod conditional;
pub mod controls;
pub mod drawings;
pub mod formatting;
pub mod layout;
pub mod rows;
pub mod sheet_after_rows;
pub mod sheet_around_rows;
pub mod tables;
pub mod validations;
