//! The two faces in which values are drawn: Helvetica as every reader has it, and the embedded letters.

use lopdf::{Object, StringFormat};

use crate::document::pdf::content::widths::{Widths, winansi};
use crate::document::pdf::write::letters;

/// In which font a value is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Face {
    /// Helvetica with the characters of Windows-1252.
    Plain,
    /// The embedded font.
    Letters,
}

impl Face {
    /// The face for a text, and whether it has all of its characters; where the form embeds its own, so do we.
    pub(in crate::document::pdf) fn of(text: &str, embedded: bool) -> (Self, bool) {
        let drawn = || text.chars().filter(|c| !c.is_control());
        if !embedded && drawn().all(|c| winansi(c).is_some()) {
            return (Self::Plain, true);
        }
        (Self::Letters, drawn().all(|c| letters::glyph(c).is_some()))
    }

    /// Its name among the fonts of a look.
    pub(in crate::document::pdf) fn name(self) -> &'static str {
        match self {
            Self::Plain => "EenvormHelv",
            Self::Letters => "EenvormLetters",
        }
    }

    /// How wide a text is, as part of the font's size.
    pub(in crate::document::pdf) fn width(self, text: &str) -> f64 {
        let width = |c: char| match self {
            Self::Plain => Widths::of("Helvetica").width(c),
            Self::Letters => letters::glyph(c).map_or(556.0, |(_, width)| width),
        };
        text.chars().map(width).sum::<f64>() / 1000.0
    }

    /// The text as a string to show; what the face does not have becomes an empty box.
    pub(in crate::document::pdf) fn string(self, text: &str) -> Object {
        match self {
            Self::Plain => {
                Object::string_literal(text.chars().map(|c| winansi(c).unwrap_or(b' ')).collect::<Vec<u8>>())
            }
            Self::Letters => {
                let codes = text.chars().flat_map(|c| letters::glyph(c).map_or(0, |(shape, _)| shape).to_be_bytes());
                Object::String(codes.collect(), StringFormat::Hexadecimal)
            }
        }
    }

    /// The lines of a text within a breadth, at a size of 1: broken at spaces, and inside a word that is too long.
    pub(in crate::document::pdf) fn wrap(self, text: &str, breadth: f64) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if line.is_empty() || self.width(&longer) <= breadth {
                    line = longer;
                } else {
                    lines.push(std::mem::replace(&mut line, word.to_owned()));
                }
                while self.width(&line) > breadth && line.chars().count() > 1 {
                    let rest = self.cut(&mut line, breadth);
                    lines.push(std::mem::replace(&mut line, rest));
                }
            }
            lines.push(line);
        }
        lines
    }

    /// Keeps as much of a line as fits, at least one character, and answers the rest.
    fn cut(self, line: &mut String, breadth: f64) -> String {
        let mut width = 0.0;
        let fits = line.char_indices().position(|(_, c)| {
            width += self.width(c.encode_utf8(&mut [0; 4]));
            width > breadth
        });
        let at = line.char_indices().nth(fits.unwrap_or(1).max(1)).map_or(line.len(), |(at, _)| at);
        line.split_off(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_face_serves_until_a_name_needs_more() {
        assert_eq!(Face::of("Café € 12,50\n", false), (Face::Plain, true));
        assert_eq!(Face::of("Łucja Şahin", false), (Face::Letters, true));
        assert_eq!(Face::of("漢字", false), (Face::Letters, false));
        assert_eq!(Face::of("Café € 12,50\n", true), (Face::Letters, true), "as the form does");
    }

    #[test]
    fn lines_break_at_spaces_and_in_words_that_are_too_long() {
        assert_eq!(Face::Plain.wrap("een twee\ndrie", 4.2), ["een twee", "drie"]);
        assert_eq!(Face::Plain.wrap("een twee drie", 2.2), ["een", "twee", "drie"]);
        assert_eq!(Face::Plain.wrap("nnnn n", 1.2), ["nn", "nn", "n"]);
    }
}
