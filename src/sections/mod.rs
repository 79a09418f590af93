//! Sections of tables and pictures, and their writers: a page in html or Markdown, a workbook, csv files.

pub mod csv;
pub mod page;
pub mod picture;
pub mod table;
pub mod xlsx;
