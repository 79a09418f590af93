//! What the readers and writers of workbooks share: number formats, text in several fonts, edits by sheet.

pub mod edits_by_sheet;
pub mod number_format;
pub mod rich_text;
pub mod text_boxes;
pub mod text_fit;
