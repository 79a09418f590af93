//! What a conditional format makes of a cell, as far as it strikes out or hides what stands there.

use quick_xml::events::BytesStart;

use crate::document::spreadsheet::precision::Precision;
use crate::document::xlsx::workbook::colors::{BLACK, Color, WHITE, color};
use crate::document::xml;

/// One look that cells get under a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dxf {
    strikes: bool,
    hides_numbers: bool,
    hides_texts: bool,
    letters: Option<Color>,
    fill: Option<Color>,
    within_font: bool,
}

/// What becomes of what stands in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    pub strikes: bool,
    pub hides: bool,
}

impl Dxf {
    /// Takes in an element of it.
    pub fn take(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "font" => self.within_font = true,
            "fill" | "border" => self.within_font = false,
            "strike" => self.strikes = xml::flag(tag, "val").unwrap_or(true),
            "color" if self.within_font => self.letters = color(tag, BLACK),
            // of a solid fill under a condition the background is what shows
            "bgColor" => self.fill = color(tag, WHITE),
            "numFmt" => {
                let precision = Precision::by_code(&xml::attr(tag, "formatCode").unwrap_or_default());
                (self.hides_numbers, self.hides_texts) = (precision.hides, precision.hides_text);
            }
            // a bar or an icon in the place of the number
            "dataBar" | "iconSet" => self.hides_numbers |= xml::flag(tag, "showValue") == Some(false),
            _ => {}
        }
    }

    /// Whether it may strike out or hide what stands in a cell.
    pub fn matters(&self) -> bool {
        [true, false].into_iter().any(|is_number| self.effect((true, true), is_number) != Effect::default())
    }

    /// What it makes of a cell whose letters are black or may be of any colour, and that is white or may have any colour.
    pub fn effect(&self, (black, on_white): (bool, bool), is_number: bool) -> Effect {
        let letters = self.letters.clone().or_else(|| black.then_some(BLACK));
        let fill = self.fill.clone().or_else(|| on_white.then_some(WHITE));
        let changed = self.letters.is_some() || self.fill.is_some();
        let unseen = changed && letters.is_some() && letters == fill;
        let hides = if is_number { self.hides_numbers } else { self.hides_texts };
        Effect { strikes: self.strikes, hides: unseen || hides }
    }
}
