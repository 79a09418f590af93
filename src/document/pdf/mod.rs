//! Reads the text and the form fields of a pdf as rows and columns, and fills its fields by adding to the end of the
//! file: load, walk the pages, gather lines, join what wraps, lay out; and back: fields, their looks, an update.

mod content;
mod fields;
mod layout;
mod read;
mod structure;
mod unseen;
mod write;

pub use fields::unrestricted::take_any_text;
pub use read::{Recognised, picture, read, recognise};
pub use unseen::carried::carried;
pub use unseen::unseen_words::unseen_words;
pub use unseen::without_author::without_author;
pub use write::limits::lay_limits_on;
pub use write::write;

/// How wide a text is in Helvetica, in thousandths of its size.
pub fn text_width(text: &str, bold: bool) -> f64 {
    let widths = content::widths::Widths::of(if bold { "Helvetica-Bold" } else { "Helvetica" });
    text.chars().map(|c| widths.width(c)).sum()
}

/// Bytes of the largest file that is read: 64 MiB.
pub const LONGEST: u64 = 64 << 20;

/// Bytes to which one stream may unpack, and all streams that hold objects together: 16 MiB.
const LONGEST_STREAM: usize = 16 << 20;

/// Bytes of the longest value of a field: 1 MiB.
const LONGEST_VALUE: usize = 1 << 20;
