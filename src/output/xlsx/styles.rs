//! How cells look.

use rust_xlsxwriter::{Color, Format};

/// The formats of a workbook, each made once.
#[derive(Debug)]
pub(crate) struct Styles {
    pub(crate) label: Format,
    pub(crate) id: Format,
    /// Text that begins as a formula and is none.
    pub(crate) quoted: Format,
    /// Words that are no value.
    pub(crate) words: Format,
    pub(crate) quoted_words: Format,
    pub(crate) date: Format,
    pub(crate) time: Format,
    pub(crate) hours: Format,
    pub(crate) percentage: Format,
    /// A percentage that is not whole.
    pub(crate) fraction: Format,
    pub(crate) money: Format,
}

impl Styles {
    pub(crate) fn new() -> Self {
        let grey = Color::RGB(0x006B_6B6B);
        let words = Format::new().set_italic().set_font_color(grey);
        let number = |code: &str| Format::new().set_num_format(code);
        Self {
            label: Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)),
            id: Format::new().set_font_size(8).set_font_color(grey).set_background_color(Color::RGB(0x00E8_EEF4)),
            quoted: Format::new().set_quote_prefix(),
            quoted_words: words.clone().set_quote_prefix(),
            words,
            date: number("dd-mm-yyyy"),
            time: number("hh:mm"),
            hours: number("0.00"),
            percentage: number("0%"),
            fraction: number("0.0#%"),
            money: number("\"€\" #,##0.00"),
        }
    }
}
