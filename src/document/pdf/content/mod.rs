//! What is drawn on a page: characters with their places, lines, pictures, and what covers what.

mod cmap;
pub(super) mod content_stream;
mod font;
mod glyphs;
pub(super) mod page_picture;
pub(super) mod positioned_char;
pub(super) mod recognised;
pub(super) mod strokes;
pub(super) mod struck;
mod surface;
pub(super) mod widths;
