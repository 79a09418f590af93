//! A character with its place on a page.

/// A character on a page; the page's top left corner is (0, 0) and y grows downwards, in points.
#[derive(Clone, Debug)]
pub(in crate::document::pdf) struct PositionedChar {
    pub(in crate::document::pdf) text: String,
    pub(in crate::document::pdf) left: f64,
    pub(in crate::document::pdf) right: f64,
    /// The line on which it stands.
    pub(in crate::document::pdf) base: f64,
    pub(in crate::document::pdf) size: f64,
    /// Which font, by the order in which they were met.
    pub(in crate::document::pdf) font: u16,
}
