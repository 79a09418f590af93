//! Reads the text and the form fields of a pdf as rows and columns, and fills its fields by adding to the end of the
//! file: load, walk the pages, gather lines, join what wraps, lay out; and back: fields, their looks, an update.

mod answer;
mod appearance;
mod carried;
mod cells;
mod cmap;
mod content_stream;
mod fields;
mod font;
mod glyphs;
mod grid;
mod items;
mod layers;
mod letters;
mod limits;
mod lines;
mod load;
mod unrestricted;

mod matrix;
mod object_count;
mod objects;
mod page_headers;
mod page_picture;
mod page_rows;
mod pages;
mod positioned_char;
mod read;
mod recognised;
mod ruled_cells;
mod shown_values;
mod strokes;
mod struck;
mod surface;
mod text_layout;
mod typeface;
mod unseen_words;
mod update;
mod widget_box;
mod widths;
mod without_author;
mod wrap;
mod write;

pub use carried::carried;
pub use limits::lay_limits_on;
pub use read::{Recognised, picture, read, recognise};
pub use unrestricted::take_any_text;
pub use unseen_words::unseen_words;
pub use without_author::without_author;
pub use write::write;

/// How wide a text is in Helvetica, in thousandths of its size.
pub fn text_width(text: &str, bold: bool) -> f64 {
    let widths = widths::Widths::of(if bold { "Helvetica-Bold" } else { "Helvetica" });
    text.chars().map(|c| widths.width(c)).sum()
}

/// Bytes of the largest file that is read: 64 MiB.
pub const LONGEST: u64 = 64 << 20;

/// Bytes to which one stream may unpack, and all streams that hold objects together: 16 MiB.
const LONGEST_STREAM: usize = 16 << 20;

/// Bytes of the longest value of a field: 1 MiB.
const LONGEST_VALUE: usize = 1 << 20;
