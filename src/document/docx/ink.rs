//! Text as the runs of a Word document: line breaks, tabs, struck letters and symbol fonts, in a given formatting.

use quick_xml::escape::escape;

use crate::content::STRUCK;
use crate::document::docx::glyph;
use crate::document::tree::{Id, Tree};

/// What stands before `w:strike` in the properties of a run.
const BEFORE_STRIKE: [&str; 9] = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "outline"];

/// The formatting that new text takes over.
#[derive(Clone, Debug, Default)]
pub(super) struct Ink {
    /// `w:` or whatever the document calls it.
    prefix: String,
    /// The properties of the run, as written.
    plain: String,
    /// The same, struck out.
    struck: String,
    /// Whether the run that the text goes into is struck out.
    is_struck: bool,
    font: Option<String>,
}

impl Ink {
    /// The formatting of these run properties, without the elements in `drop`; `near` lends its prefix.
    pub(super) fn of(tree: &Tree<'_>, near: Id, properties: Option<Id>, drop: &[&str]) -> Self {
        let prefix = tree.written(near).split_once(':').map_or(String::new(), |(p, _)| format!("{p}:"));
        let mut ink = Self { prefix, ..Self::default() };
        let mut before = String::new();
        let mut after = String::new();
        for child in properties.into_iter().flat_map(|p| tree.children(p)) {
            let name = tree.word(child);
            if drop.contains(&name) || matches!(name, "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange") {
                continue;
            }
            match name {
                "strike" | "dstrike" => ink.is_struck |= tree.is_on(child),
                name if BEFORE_STRIKE.contains(&name) => before.push_str(&tree.source[tree.span(child)]),
                _ => after.push_str(&tree.source[tree.span(child)]),
            }
            if name == "rFonts" {
                ink.font = tree.attr(child, "ascii").filter(|f| glyph::is_symbol(f)).map(std::borrow::Cow::into_owned);
            }
        }
        let p = &ink.prefix;
        if !before.is_empty() || !after.is_empty() {
            ink.plain = format!("<{p}rPr>{before}{after}</{p}rPr>");
        }
        ink.struck = format!("<{p}rPr>{before}<{p}strike/>{after}</{p}rPr>");
        ink
    }

    /// A whole run.
    pub(super) fn run(mut self, text: &str) -> String {
        self.is_struck = false;
        let (p, rpr) = (&self.prefix, &self.plain);
        format!("<{p}r>{rpr}{}</{p}r>", self.within(text))
    }

    /// Text within a run of this formatting; where the striking changes, the run is cut in two.
    pub(super) fn within(&self, text: &str) -> String {
        let p = &self.prefix;
        let mut out = String::new();
        for (piece, struck) in pieces(text) {
            if struck == self.is_struck {
                out.push_str(&self.texts(&piece));
                continue;
            }
            let (other, own) = if struck { (&self.struck, &self.plain) } else { (&self.plain, &self.struck) };
            let texts = self.texts(&piece);
            out.push_str(&format!("</{p}r><{p}r>{other}{texts}</{p}r><{p}r>{own}"));
        }
        out
    }

    /// A run with the sign of this code, in a symbol font or in plain text.
    pub(super) fn sign(self, font: &str, code: u32) -> String {
        let (p, rpr) = (&self.prefix, &self.plain);
        if glyph::is_symbol(font) {
            return format!("<{p}r>{rpr}{}</{p}r>", self.symbol(font, code));
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
    fn texts(&self, text: &str) -> String {
        let p = &self.prefix;
        let mut out = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\t']).unwrap_or(rest.len());
            if end > 0 {
                let drawn = self.drawn(&rest[..end]);
                out.push_str(&format!("<{p}t xml:space=\"preserve\">{}</{p}t>", escape(&*drawn)));
            }
            match rest[end..].chars().next() {
                Some('\n') => out.push_str(&format!("<{p}br/>")),
                Some(_) => out.push_str(&format!("<{p}tab/>")),
                None => break,
            }
            rest = &rest[end + 1..];
        }
        out
    }

    /// The text in the codes of the run's font, without what XML cannot hold.
    fn drawn(&self, text: &str) -> String {
        let code = |c: char| {
            let font = self.font.as_deref()?;
            char::from_u32(glyph::coded(font, c)?)
        };
        let legal = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
        text.chars().filter(legal).map(|c| code(c).unwrap_or(c)).collect()
    }
}

/// A text cut where the striking out begins and ends; white space goes along with what stands before it.
fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let struck = chars.next_if_eq(&STRUCK).is_some();
        match pieces.last_mut() {
            Some((piece, was)) if *was == struck || (c == ' ' && *was) => piece.push(c),
            _ => pieces.push((c.to_string(), struck)),
        }
    }
    pieces
}
