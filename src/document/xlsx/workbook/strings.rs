//! The shared strings of a workbook in one block of text, struck-out letters marked.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use quick_xml::events::Event;

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::text_document::symbol_font;
use crate::document::xlsx::plain;
use crate::document::xml;
use crate::document::xml::chunks::Chunks;
use crate::finding::Finding;
use crate::text::content::strike;
use crate::text::letter_format::{LetterFormat, LetterFormats};
use crate::text::raised;

/// All shared strings, one after the other.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
    /// Strings with runs of their own font, which the font of a cell does not change.
    rich: HashSet<usize>,
    /// What is seen on white of strings with letters that nobody sees there.
    seen: HashMap<usize, String>,
    /// The usual size of letters, in half points.
    usual: u32,
}

impl Strings {
    /// Reads the part, where the workbook has one; `usual` is the size of letters of which none is said.
    pub fn read(zipped: &mut Package, part: Option<&str>, usual: u32, limits: &Limits) -> Result<Self, Finding> {
        let mut strings = Self { usual, ..Self::default() };
        let Some(part) = part.filter(|part| zipped.has(part)) else {
            return Ok(strings);
        };
        let mut chunks = Chunks::new(zipped.reader(part)?, "si>", part);
        let mut run = Run::default();
        while let Some(piece) = chunks.next_piece()? {
            strings.add(piece, &mut run);
            if strings.text.len() as u64 > limits.part {
                return Err(Finding::new("too-large").with("size", limits.part >> 20));
            }
        }
        Ok(strings)
    }

    /// The string with this number, and whether it has a font of its own.
    pub fn get(&self, index: usize) -> Option<(&str, bool)> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some((&self.text[start..end], !self.rich.is_empty() && self.rich.contains(&index)))
    }

    /// What is seen on white of a string with letters that nobody sees there; none of any other string.
    pub fn seen_on_white(&self, index: usize) -> Option<&str> {
        if self.seen.is_empty() { None } else { self.seen.get(&index).map(String::as_str) }
    }

    /// Whether no string has a font of its own.
    pub fn is_plain(&self) -> bool {
        self.rich.is_empty()
    }

    fn add(&mut self, piece: &str, run: &mut Run) {
        let mut rest = piece;
        while !rest.is_empty() {
            rest = match plain::string(rest) {
                Some((text, after)) => {
                    self.text.push_str(text);
                    self.close(run);
                    after
                }
                None => self.parsed(rest, run),
            };
        }
    }

    /// Reads on with a parser, up to the end of a string; what is left.
    fn parsed<'p>(&mut self, rest: &'p str, run: &mut Run) -> &'p str {
        let mut reader = xml::reader(rest);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) | Err(_) => return "",
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "si" => self.close(run),
                Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "si" => self.close(run),
                Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {}
                Ok(event) => {
                    run.take(&event, &mut self.text);
                    continue;
                }
            }
            let read = usize::try_from(reader.buffer_position()).unwrap_or(rest.len());
            return rest.get(read..).unwrap_or_default();
        }
    }

    fn close(&mut self, run: &mut Run) {
        let from = self.ends.last().copied().unwrap_or(0);
        if let Some(seen) = run.seen_on_white(&self.text, from) {
            self.seen.insert(self.ends.len(), seen);
        }
        run.choose(&mut self.text, from, self.usual);
        if std::mem::take(run).rich {
            self.rich.insert(self.ends.len());
        }
        self.ends.push(self.text.len());
    }
}

/// The text of a string item as it comes by, be it shared or in a cell.
#[derive(Debug, Default)]
pub struct Run {
    /// Whether a run had a font of its own.
    pub rich: bool,
    font: RunFont,
    looks: LetterFormats,
    /// What nobody sees on white.
    unseen: Vec<Range<usize>>,
    /// Inside `<t>`: where it began in the text.
    begun: Option<usize>,
    /// Inside a reading aid, which is no text.
    aside: bool,
}

/// The font of a run, as far as it changes what is read.
#[derive(Clone, Copy, Debug, Default)]
struct RunFont {
    struck: bool,
    /// Bold or underlined.
    stands_out: bool,
    raised: bool,
    symbol: Option<&'static str>,
    look: LetterFormat,
}

impl Run {
    /// Takes in one event and adds what it says to `text`.
    pub fn take(&mut self, event: &Event<'_>, text: &mut String) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" if !self.aside => self.begun = Some(text.len()),
                name => self.font(name, tag),
            },
            Event::Empty(tag) => self.font(tag.local_name().as_ref(), tag),
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.finish(text),
                "r" => self.font = RunFont::default(),
                "rPh" => self.aside = false,
                _ => {}
            },
            event if self.begun.is_some() => xml::push_text(text, event),
            _ => {}
        }
    }

    fn font(&mut self, name: &str, tag: &quick_xml::events::BytesStart<'_>) {
        match name {
            "rPr" => self.rich = true,
            "rPh" => self.aside = true,
            _ => self.font.take(name, tag),
        }
    }

    /// Strikes out what was not chosen, in a text that began at `from`, where one word of it stands out; `usual` is the
    /// size of letters of which none is said, in half points.
    pub fn choose(&mut self, text: &mut String, from: usize, usual: u32) {
        let looks = std::mem::take(&mut self.looks).behind(from);
        if let Some(said) = looks.choice_words(&text[from..], || usual) {
            text.replace_range(from.., &said);
        }
    }

    /// What is seen on white of a text that began at `from`; none where all of it is.
    pub fn seen_on_white(&self, text: &str, from: usize) -> Option<String> {
        if self.unseen.iter().all(|range| text[range.clone()].trim().is_empty()) {
            return None;
        }
        let mut seen = String::new();
        let mut at = from;
        for range in &self.unseen {
            seen.push_str(&text[at..range.start]);
            at = range.end;
        }
        Some(seen + &text[at..])
    }

    fn finish(&mut self, text: &mut String) {
        let Some(begun) = self.begun.take() else { return };
        if text[begun..].contains("_x") {
            let plain = unescape(&text[begun..]);
            text.replace_range(begun.., &plain);
        }
        let RunFont { struck, stands_out, raised, symbol, look } = self.font;
        if let Some(font) = symbol {
            let shown = symbol_font::text(font, &text[begun..]);
            text.replace_range(begun.., &shown);
        }
        if raised {
            let up = raised::raise(&text[begun..]);
            text.replace_range(begun.., &up);
        }
        if struck {
            let struck = strike(&text[begun..]);
            text.replace_range(begun.., &struck);
        }
        if look.is_unseen_on_white() {
            self.unseen.push(begun..text.len());
        }
        self.looks.add(begun..text.len(), stands_out && !struck, look);
    }
}

impl RunFont {
    fn take(&mut self, name: &str, tag: &quick_xml::events::BytesStart<'_>) {
        let val = || xml::attr(tag, "val");
        match name {
            "strike" => self.struck = xml::flag(tag, "val").unwrap_or(true),
            "b" => self.stands_out |= xml::flag(tag, "val").unwrap_or(true),
            "u" => self.stands_out |= val().is_none_or(|val| val != "none"),
            "i" => self.look.italic = xml::flag(tag, "val").unwrap_or(true),
            "sz" => self.look.size = half_points(xml::number(tag, "val").unwrap_or(0.0)),
            "color" => self.look.color = color(tag),
            "vertAlign" => self.raised = val().is_some_and(|val| val == "superscript"),
            "rFont" => self.symbol = val().and_then(|val| symbol_font::named(&val)),
            _ => {}
        }
    }
}

/// A size of letters in half points.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "letters of 0 to 409 points")]
pub fn half_points(points: f32) -> u32 {
    (points.clamp(0.0, 409.0) * 2.0).round() as u32
}

/// The colour of letters; the first dark one of the theme is black.
fn color(tag: &quick_xml::events::BytesStart<'_>) -> u32 {
    match xml::attrs(tag, ["rgb", "theme", "indexed"]) {
        [Some(rgb), ..] => LetterFormat::color(&rgb),
        [None, Some(theme), _] if theme == "0" => LetterFormat::color("ffffff"),
        [None, Some(theme), _] if theme != "1" => LetterFormat::color(&format!("theme {theme}")),
        [None, None, Some(index)] if index != "8" && index != "64" => LetterFormat::color(&format!("indexed {index}")),
        _ => 0,
    }
}

/// Resolves `_x000D_`, as Excel writes what xml cannot hold.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let hex = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(c) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            plain.push(c);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(rest);
    plain.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(part: &str) -> Strings {
        let mut strings = Strings::default();
        strings.add(part, &mut Run::default());
        strings
    }

    #[test]
    fn runs_are_joined_and_struck_letters_marked() {
        let strings = strings(
            "<sst><si><t>R&amp;D &#233;</t></si><si/><si><r><t xml:space=\"preserve\">ja / </t></r>\
             <r><rPr><strike/></rPr><t>nee</t></r><r><rPr><strike val=\"0\"/></rPr><t>?</t></r></si>\
             <si><t>漢</t><rPh sb=\"0\" eb=\"1\"><t>kan</t></rPh></si><si><t>a_x000D_\nb _x12_</t></si></sst>",
        );
        let all: Vec<_> = (0..5).filter_map(|i| strings.get(i)).collect();
        let struck = "ja / n\u{336}e\u{336}e\u{336}?";
        assert_eq!(all, [("R&D é", false), ("", false), (struck, true), ("漢", false), ("a\nb _x12_", false)]);
        assert_eq!(strings.get(5), None);
    }
}
