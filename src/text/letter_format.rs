//! What the looks of letters say in a text: which of its words somebody chose by them, or that they differ so that the
//! text is no blank one.
//!
//! ```
//! use eenvorm::text::letter_format::{LetterFormat, LetterFormats};
//!
//! let red = LetterFormat { color: LetterFormat::color("FF0000"), ..LetterFormat::default() };
//! let mut looks = LetterFormats::default();
//! looks.add(0..2, false, red);
//! assert_eq!(looks.choice_words("ja / nee", || 0).as_deref(), Some("j\u{332}a\u{332} / nee"));
//! ```

use std::ops::Range;

use crate::text::content::mark;
use crate::text::digest::fnv1a;
use crate::text::{checkbox, emphasis};

/// How letters look that are neither bold nor underlined, marked or framed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetterFormat {
    /// By [`LetterFormat::color`]; 0 is black, or what the program takes for itself.
    pub color: u32,
    /// In half points; 0 where nothing says it.
    pub size: u32,
    pub italic: bool,
}

impl LetterFormat {
    /// A number for a colour, as a format names it.
    pub fn color(said: &str) -> u32 {
        let bare = said.trim_start_matches('#');
        let rgb = if bare.len() == 8 { &bare[2..] } else { bare };
        if rgb.is_empty() || rgb.eq_ignore_ascii_case("auto") || rgb == "000000" {
            return 0;
        }
        fnv1a(rgb.bytes().map(|byte| byte.to_ascii_lowercase())).max(1)
    }

    /// A number for a colour that is named, black among them; 0 where it is left to the program, which takes one that
    /// is seen.
    pub fn shade(said: &str) -> u32 {
        let bare = said.trim_start_matches('#');
        let rgb = if bare.len() == 8 { &bare[2..] } else { bare };
        if rgb == "000000" { BLACK } else { Self::color(said) }
    }

    /// Whether nobody sees such letters where nothing else lies behind them than white: white ones, and ones of a
    /// point.
    pub fn is_unseen_on_white(self) -> bool {
        self.is_tiny() || self.color == Self::color("ffffff")
    }

    /// Whether letters are too small to be seen on whatever lies behind them.
    pub fn is_tiny(self) -> bool {
        (1..=TINY).contains(&self.size)
    }

    /// Whether two words of these looks are set apart, where letters of no size of their own have the `usual` one; 0
    /// where nobody knows it.
    fn differs(self, other: Self, usual: u32) -> bool {
        let size = |look: Self| if look.size == 0 { usual } else { look.size };
        let sizes = size(self) != size(other) && size(self) != 0 && size(other) != 0;
        self.color != other.color || self.italic != other.italic || sizes
    }
}

/// The looks of a text by its bytes.
#[derive(Debug, Default)]
pub struct LetterFormats {
    /// Bold, underlined, marked or framed.
    marked: Vec<Range<usize>>,
    /// Of another look than the usual one.
    others: Vec<(Range<usize>, LetterFormat)>,
}

/// What [`LetterFormat::shade`] makes of black.
const BLACK: u32 = 1;

/// The size of letters that nobody reads, in half points.
const TINY: u32 = 2;

/// The longest list of boxes that is looked at, in bytes.
const LONGEST_LIST: usize = 400;

impl LetterFormats {
    /// Nothing stands out any more.
    pub fn clear(&mut self) {
        self.marked.clear();
        self.others.clear();
    }

    /// Notes how these bytes look.
    pub fn add(&mut self, range: Range<usize>, marked: bool, look: LetterFormat) {
        if marked {
            self.marked.push(range.clone());
        }
        if look != LetterFormat::default() {
            self.others.push((range, look));
        }
    }

    /// Behind how many lines with letters all others are in italics, as explanations are printed under a label; 0 where
    /// all are, none where the last one is not.
    pub fn italic_tail(&self, text: &str) -> Option<u16> {
        if !self.others.iter().any(|(_, look)| look.italic) {
            return None;
        }
        let italic = |at: usize| self.others.iter().any(|(range, look)| look.italic && range.contains(&at));
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split('\n') {
            let mut letters = line.char_indices().filter(|(_, c)| c.is_alphabetic()).peekable();
            if letters.peek().is_some() {
                lines.push(letters.all(|(at, _)| italic(start + at)));
            }
            start += line.len() + 1;
        }
        let upright = lines.iter().rposition(|italic| !italic).map_or(0, |last| last + 1);
        (upright < lines.len()).then(|| u16::try_from(upright).unwrap_or(u16::MAX))
    }

    /// The same of the text from `from` on.
    #[must_use]
    pub fn behind(self, from: usize) -> Self {
        let shifted = |range: Range<usize>| range.start - from..range.end - from;
        let others = self.others.into_iter().map(|(range, look)| (shifted(range), look)).collect();
        Self { marked: self.marked.into_iter().map(shifted).collect(), others }
    }

    /// The text with the words struck out that were not chosen, or with its letters marked where the looks of its words
    /// differ and choose none plainly; none where they say nothing. `usual` is the size of letters of which none is
    /// said.
    pub fn choice_words(&self, text: &str, usual: impl FnOnce() -> u32) -> Option<String> {
        if self.marked.is_empty() && self.others.is_empty() {
            return None;
        }
        let chosen = emphasis::chosen(text, &self.marked).or_else(|| self.in_list(text));
        chosen.or_else(|| if self.others.is_empty() { None } else { self.unlike(text, usual()) })
    }

    /// A choice of which the words look otherwise than each other, with those marked that do not look like most.
    fn unlike(&self, text: &str, usual: u32) -> Option<String> {
        let words = emphasis::alternatives(text)?;
        let of = |at: usize| self.others.iter().find(|(range, _)| range.contains(&at)).map(|(_, look)| *look);
        let looks: Vec<LetterFormat> = words.iter().map(|word| of(word.start).unwrap_or_default()).collect();
        let (first, last) = (*looks.first()?, *looks.last()?);
        if !looks.iter().any(|look| look.differs(first, usual)) {
            return None;
        }
        // Of two words it cannot be told which of them is the usual one: the one of no look of its own.
        let plain = if last == LetterFormat::default() { last } else { first };
        let odd = |at: usize| {
            let own = words.iter().zip(&looks).find(|(word, _)| word.contains(&at));
            own.is_some_and(|(_, look)| look.differs(plain, usual))
        };
        Some(mark(text, odd))
    }

    /// A list of empty boxes of which some words, whole, stand out, with these marked.
    fn in_list(&self, text: &str) -> Option<String> {
        if self.marked.is_empty() || text.len() > LONGEST_LIST || checkbox::has_ticked(text) {
            return None;
        }
        let boxes: Vec<Range<usize>> = checkbox::boxes(text).map(|one| one.range).collect();
        if boxes.len() < 2 {
            return None;
        }
        let inside = |at: usize| self.marked.iter().any(|range| range.contains(&at));
        let ends = boxes.iter().skip(1).map(|one| one.start).chain([text.len()]);
        let words = boxes.iter().zip(ends).map(|(one, end)| one.end..end);
        let letters = |word: Range<usize>| -> Vec<bool> {
            let letters = text[word.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric());
            letters.map(|(at, _)| inside(word.start + at)).collect()
        };
        let words: Vec<Vec<bool>> = words.map(letters).filter(|letters| !letters.is_empty()).collect();
        let touched = words.iter().filter(|word| word.contains(&true)).count();
        let whole = words.iter().filter(|word| word.iter().all(|is| *is)).count();
        (whole > 0 && touched == whole && whole < words.len()).then(|| mark(text, inside))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, looks: &[(Range<usize>, bool, LetterFormat)]) -> Option<String> {
        let mut all = LetterFormats::default();
        looks.iter().for_each(|(range, marked, look)| all.add(range.clone(), *marked, *look));
        all.choice_words(text, || 22)
    }

    #[test]
    fn an_explanation_in_italics_is_told_from_the_label_above_it() {
        let text = "Naam\nzoals in uw paspoort\n";
        let slanted = LetterFormat { italic: true, ..LetterFormat::default() };
        let mut looks = LetterFormats::default();
        looks.add(5..25, false, slanted);
        assert_eq!(looks.italic_tail(text), Some(1));
        assert_eq!(looks.italic_tail("Naam\nzoals in uw paspoort\nen pas"), None);
        looks.add(0..4, false, slanted);
        assert_eq!(looks.italic_tail(text), Some(0));
    }

    #[test]
    fn words_that_differ_in_colour_size_or_slant_are_no_blank() {
        let red = LetterFormat { color: LetterFormat::color("FFFF0000"), ..LetterFormat::default() };
        let small = LetterFormat { size: 16, ..LetterFormat::default() };
        let usual = LetterFormat { size: 22, ..LetterFormat::default() };
        let slanted = LetterFormat { italic: true, ..LetterFormat::default() };
        for (range, look, is) in [
            (0..2, red, Some("j\u{332}a\u{332} / nee")),
            (5..8, red, Some("ja / n\u{332}e\u{332}e\u{332}")),
            (0..2, small, Some("j\u{332}a\u{332} / nee")),
            (0..2, usual, None),
            (3..4, red, None),
            (0..8, slanted, None),
            (5..8, slanted, Some("ja / n\u{332}e\u{332}e\u{332}")),
        ] {
            assert_eq!(said("ja / nee", &[(range.clone(), false, look)]).as_deref(), is, "{range:?} {look:?}");
        }
        assert_eq!(said("Naam / Name", &[(0..4, false, red)]), None);
    }

    #[test]
    fn black_is_black_however_it_is_said() {
        for black in ["auto", "000000", "FF000000", "#000000", ""] {
            assert_eq!(LetterFormat::color(black), 0, "{black}");
        }
        assert_eq!(LetterFormat::color("FFFF0000"), LetterFormat::color("#ff0000"));
    }

    #[test]
    fn a_word_of_a_list_of_empty_boxes_that_stands_out_is_no_blank() {
        let list = "☐ vast ☐ tijdelijk";
        let at = list.find("tijdelijk").expect("the word");
        let bold = said(list, &[(at..list.len(), true, LetterFormat::default())]).expect("something");
        assert!(bold.starts_with("☐ vast ☐ t\u{332}i"), "{bold}");
        assert_eq!(said(list, &[(0..list.len(), true, LetterFormat::default())]), None);
        assert_eq!(said(list, &[(at..at + 2, true, LetterFormat::default())]), None);
    }
}
