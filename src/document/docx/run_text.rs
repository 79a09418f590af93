//! Text as the runs of a Word document: line breaks, tabs, struck letters and symbol fonts, in a given formatting.

use std::borrow::Cow;

use quick_xml::escape::escape;

use crate::document::text_document::symbol_font;
use crate::document::xml::tree::{NodeId, Tree};
use crate::text::content::STRUCK;

/// What stands before `w:strike` in the properties of a run, after its style and fonts.
const BEFORE_STRIKE: [&str; 7] = ["b", "bCs", "i", "iCs", "caps", "smallCaps", "outline"];

/// The formatting that new text takes over.
#[derive(Clone, Debug, Default)]
pub(super) struct RunFormat {
    /// `w:` or whatever the document calls it.
    prefix: String,
    /// The properties of the run as written: style, fonts, what stands before `w:strike` and after it.
    style: String,
    fonts: String,
    before: String,
    after: String,
    /// Whether the run that the text goes into is struck out.
    is_struck: bool,
    /// Its font, when that is a symbol font.
    font: Option<String>,
}

/// Text of one look: whether it is struck out, and whether it cannot be drawn in the run's symbol font.
type LetterFormat = (bool, bool);

impl RunFormat {
    /// The formatting of these run properties, without the elements in `drop`; `near` lends its prefix.
    pub(super) fn of(tree: &Tree<'_>, near: NodeId, properties: Option<NodeId>, drop: &[&str]) -> Self {
        let prefix = tree.written(near).split_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
        let mut format = Self { prefix, ..Self::default() };
        for child in properties.into_iter().flat_map(|p| tree.children(p)) {
            let name = tree.w_name(child);
            if drop.contains(&name) || matches!(name, "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange") {
                continue;
            }
            let written = &tree.source[tree.span(child)];
            match name {
                "strike" | "dstrike" => format.is_struck |= tree.is_on(child),
                "rStyle" => format.style.push_str(written),
                "rFonts" => {
                    format.fonts.push_str(written);
                    format.font = tree.attr(child, "ascii").filter(|f| symbol_font::is_symbol(f)).map(Cow::into_owned);
                }
                name if BEFORE_STRIKE.contains(&name) => format.before.push_str(written),
                _ => format.after.push_str(written),
            }
        }
        format
    }

    /// The properties of a run of this look, as written.
    fn properties(&self, (struck, foreign): LetterFormat) -> String {
        let p = &self.prefix;
        let fonts = if foreign { "" } else { &self.fonts };
        let strike = if struck { format!("<{p}strike/>") } else { String::new() };
        let all = format!("{}{fonts}{}{strike}{}", self.style, self.before, self.after);
        if all.is_empty() { all } else { format!("<{p}rPr>{all}</{p}rPr>") }
    }

    /// A whole run.
    pub(super) fn run(mut self, text: &str) -> String {
        self.is_struck = false;
        let (p, properties) = (&self.prefix, self.properties((false, false)));
        format!("<{p}r>{properties}{}</{p}r>", self.within(text))
    }

    /// Text within a run of this formatting; where the look changes, the run is cut in two.
    pub(super) fn within(&self, text: &str) -> String {
        let p = &self.prefix;
        let own = (self.is_struck, false);
        let mut out = String::new();
        for (piece, look) in self.pieces(text) {
            let texts = self.texts(&piece, look.1);
            if look == own {
                out.push_str(&texts);
            } else {
                let (other, own) = (self.properties(look), self.properties(own));
                out.extend([&format!("</{p}r><{p}r>{other}"), &*texts, &format!("</{p}r><{p}r>{own}")]);
            }
        }
        out
    }

    /// A text cut where its look changes; white space goes along with what stands before it.
    fn pieces(&self, text: &str) -> Vec<(String, LetterFormat)> {
        let mut pieces: Vec<(String, LetterFormat)> = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let struck = chars.next_if_eq(&STRUCK).is_some();
            let foreign = self.font.as_deref().is_some_and(|font| symbol_font::coded(font, c).is_none());
            match pieces.last_mut() {
                Some((piece, look)) if *look == (struck, foreign) || (c == ' ' && look.0) => piece.push(c),
                _ => pieces.push((c.to_string(), (struck, foreign))),
            }
        }
        pieces
    }

    /// A run with the sign of this code, in a symbol font or in plain text.
    pub(super) fn sign(self, font: &str, code: u32) -> String {
        let (p, properties) = (&self.prefix, self.properties((false, false)));
        if symbol_font::is_symbol(font) {
            return format!("<{p}r>{properties}{}</{p}r>", self.symbol(font, code));
        }
        let sign = char::from_u32(code).unwrap_or('☐').to_string();
        self.run(&sign)
    }

    /// One sign drawn with a symbol font.
    pub(super) fn symbol(&self, font: &str, code: u32) -> String {
        let p = &self.prefix;
        format!("<{p}sym {p}font=\"{}\" {p}char=\"{code:04X}\"/>", escape(font))
    }

    /// Text elements, line breaks and tabs.
    fn texts(&self, text: &str, foreign: bool) -> String {
        let p = &self.prefix;
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\t']).unwrap_or(rest.len());
            if end > 0 {
                let drawn = self.drawn(&rest[..end], foreign);
                out.extend([&format!("<{p}t xml:space=\"preserve\">"), &*escape(&*drawn), &format!("</{p}t>")]);
            }
            match rest[end..].chars().next() {
                Some('\n') => out.extend(["<", p, "br/>"]),
                Some(_) => out.extend(["<", p, "tab/>"]),
                None => break,
            }
            rest = &rest[end + 1..];
        }
        out
    }

    /// The text in the codes of the run's font, without what XML cannot hold.
    fn drawn(&self, text: &str, foreign: bool) -> String {
        let code = |c: char| {
            let font = self.font.as_deref().filter(|_| !foreign)?;
            char::from_u32(symbol_font::coded(font, c)?)
        };
        let legal = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
        text.chars().filter(legal).map(|c| code(c).unwrap_or(c)).collect()
    }
}
