//! The fonts and colours of an old workbook: whether letters are struck out, stand out, or are seen at all.

use crate::document::xls::numbers::{half, word};
use crate::text::content::strike;
use crate::text::letter_format::{LetterFormat, LetterFormats};
use crate::text::raised;

/// One font, as far as it changes what is read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Font {
    pub(super) struck: bool,
    pub(super) bold: bool,
    underlined: bool,
    italic: bool,
    raised: bool,
    /// In twentieths of a point.
    height: u16,
    pub(super) colour: u16,
}

/// Colours by their numbers: those of the program for letters and for what lies behind them, and white.
const LETTERS: [u16; 4] = [0x7FFF, 64, 0, 8];
const GROUNDS: [u16; 3] = [65, 1, 9];
pub(super) const WHITE: u16 = 9;

/// The first colour that a workbook may change.
const OWN: u16 = 8;

impl Font {
    /// By its record.
    pub(super) fn of(data: &[u8]) -> Self {
        let flags = half(data, 2).unwrap_or(0);
        Self {
            struck: flags & 8 != 0,
            bold: half(data, 6).is_some_and(|weight| weight >= 600),
            underlined: data.get(10).is_some_and(|kind| *kind != 0),
            italic: flags & 2 != 0,
            raised: half(data, 8) == Some(1),
            height: half(data, 0).unwrap_or(0),
            colour: half(data, 4).unwrap_or(LETTERS[0]),
        }
    }

    /// By its record in a binary workbook, of which the colours are told otherwise.
    pub(super) fn of_binary(data: &[u8], colour: u32) -> Self {
        let flags = half(data, 2).unwrap_or(0);
        let told = u16::try_from((colour ^ colour >> 11) & 0x3FFF).unwrap_or(0) | 0x4000;
        Self {
            struck: flags & 8 != 0,
            bold: half(data, 4).is_some_and(|weight| weight >= 600),
            underlined: data.get(8).is_some_and(|kind| *kind != 0),
            italic: flags & 2 != 0,
            raised: half(data, 6) == Some(1),
            height: half(data, 0).unwrap_or(0),
            colour: match colour {
                0x00FF_FFFF => WHITE,
                0 => LETTERS[0],
                _ => told,
            },
        }
    }

    /// Whether its letters are of a point.
    pub(super) fn is_tiny(self) -> bool {
        (1..=20).contains(&self.height)
    }

    fn look(self) -> LetterFormat {
        let color = match self.colour {
            colour if LETTERS.contains(&colour) => 0,
            colour if GROUNDS.contains(&colour) => LetterFormat::color("ffffff"),
            colour => LetterFormat::color(&format!("indexed {colour}")),
        };
        LetterFormat { color, size: u32::from(self.height) / 10, italic: self.italic }
    }
}

/// Where a font stands among the records: there is no font number 4.
pub(super) fn position(font: u16) -> usize {
    usize::from(font) - usize::from(font > 4)
}

/// A colour of the palette.
pub(super) fn rgb(bytes: &[u8]) -> u32 {
    bytes.iter().take(3).fold(0, |rgb, byte| rgb << 8 | u32::from(*byte))
}

/// A number by which a colour is told from another.
pub(super) fn colour(number: u16, palette: &[u32]) -> u32 {
    let own = number.checked_sub(OWN).and_then(|at| palette.get(usize::from(at)).copied());
    match (number, own) {
        (_, Some(own)) => own,
        (number, _) if LETTERS.contains(&number) => 0,
        (number, _) if GROUNDS.contains(&number) => 0x00FF_FFFF,
        (number, _) => 0x0100_0000 | u32::from(number),
    }
}

/// The colour behind the cells of a style; none where a pattern mixes it.
pub(super) fn fill(style: &[u8]) -> Option<u16> {
    match word(style, 14)? >> 26 {
        0 => Some(WHITE),
        1 => half(style, 18).map(|colours| colours & 0x7F),
        _ => None,
    }
}

/// Whether a border crosses the cells of a style from corner to corner.
pub(super) fn is_crossed(style: &[u8]) -> bool {
    let diagonal = half(style, 12).is_some_and(|sides| sides >> 14 != 0);
    style.len() >= 20 && diagonal && word(style, 14).is_some_and(|lines| lines >> 21 & 0xF != 0)
}

/// What is seen of a text in several fonts.
#[derive(Debug, Default)]
pub(super) struct Rich {
    pub(super) text: String,
    /// Nobody sees any of it.
    pub(super) hides: bool,
    /// Nobody sees some of it, which is left out.
    pub(super) beside: bool,
}

/// A text of which the first letters have the font of the cell and later ones, from these places on, others.
pub(super) fn rich(text: &str, (own, runs): (usize, &[(usize, u16)]), fonts: &[Font], on_white: bool) -> Rich {
    let font = |at: usize| fonts.get(at).copied().unwrap_or_default();
    let pieces = pieces(text, runs).into_iter();
    let pieces: Vec<(&str, Font)> = pieces.map(|(piece, of)| (piece, font(of.map_or(own, position)))).collect();
    let unseen = |font: Font| font.is_tiny() || on_white && font.look().is_unseen_on_white();
    let seen = pieces.iter().any(|(piece, font)| !piece.trim().is_empty() && !unseen(*font));
    let mut rich = Rich { hides: !seen, ..Rich::default() };
    let mut looks = LetterFormats::default();
    for (piece, font) in pieces {
        if seen && unseen(font) {
            rich.beside |= !piece.trim().is_empty();
            continue;
        }
        let from = rich.text.len();
        match (font.struck, font.raised) {
            (true, _) => rich.text.push_str(&strike(piece)),
            (false, true) => rich.text.push_str(&raised::raise(piece)),
            (false, false) => rich.text.push_str(piece),
        }
        looks.add(from..rich.text.len(), (font.bold || font.underlined) && !font.struck, font.look());
    }
    let usual = || u32::from(font(0).height) / 10;
    if let Some(said) = looks.choice_words(&rich.text, usual) {
        rich.text = said;
    }
    rich
}

/// The stretches of a text, each with the font that it has of its own. Places count units of UTF-16.
fn pieces<'t>(text: &'t str, runs: &[(usize, u16)]) -> Vec<(&'t str, Option<u16>)> {
    let byte_at = |unit: usize| {
        let mut units = 0;
        for (at, c) in text.char_indices() {
            if units >= unit {
                return at;
            }
            units += c.len_utf16();
        }
        text.len()
    };
    let (mut pieces, mut from, mut font) = (Vec::new(), 0, None);
    for (unit, own) in runs {
        let at = byte_at(*unit).max(from);
        pieces.push((&text[from..at], font));
        (from, font) = (at, Some(*own));
    }
    pieces.push((&text[from..], font));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_several_fonts_choose_or_are_struck_out() {
        let plain = Font { height: 200, colour: 0x7FFF, ..Font::default() };
        let fonts = [plain, Font { bold: true, ..plain }, Font { struck: true, ..plain }, Font { colour: 9, ..plain }];
        let said = |text: &str, runs: &[(usize, u16)]| rich(text, (0, runs), &fonts, true);
        assert_eq!(said("ja / nee", &[(5, 2)]).text, "ja / n\u{336}e\u{336}e\u{336}");
        assert_eq!(said("ja / nee", &[(0, 1), (2, 0)]).text, "ja / n\u{336}e\u{336}e\u{336}");
        let beside = said("24 uur, was 32", &[(6, 3)]);
        assert_eq!((beside.text.as_str(), beside.beside, beside.hides), ("24 uur", true, false));
        assert!(said("24", &[(0, 3)]).hides);
    }

    #[test]
    fn colours_are_told_by_the_palette() {
        assert_eq!(colour(9, &[]), colour(65, &[]));
        assert_eq!(colour(0x7FFF, &[]), colour(8, &[]));
        assert_ne!(colour(10, &[]), colour(11, &[]));
        assert_eq!(colour(8, &[0x00FF_FFFF]), colour(9, &[0, 0x00FF_FFFF]));
        assert_eq!(rgb(&[1, 2, 3, 0]), 0x0001_0203);
    }
}
