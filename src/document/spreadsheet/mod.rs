//! What the readers and writers of workbooks share: number formats and what shows of a number, the conditions of data
//! validations, text in several fonts, edits by sheet.

pub mod cell_test;
pub mod condition;
pub mod constant;
pub mod edits_by_sheet;
pub mod format_words;
pub mod number_format;
pub mod precision;
pub mod print_header;
pub mod rich_text;
pub mod text_boxes;
pub mod text_fit;

/// Height of a row, in points, in which nobody sees a letter.
pub const UNSEEN: f64 = 3.0;
