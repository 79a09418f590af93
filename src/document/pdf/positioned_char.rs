//! A character with its place on a page.

/// A character on a page; the page's top left corner is (0, 0) and y grows downwards, in points.
#[derive(Clone, Debug)]
pub(super) struct PositionedChar {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The line on which it stands.
    pub(super) base: f64,
    pub(super) size: f64,
    /// Which font, by the order in which they were met.
    pub(super) font: u16,
}
