//! The text of a cell or paragraph: white space as the format folds it, tabs and line breaks, struck-out spans.

use quick_xml::events::{BytesStart, Event};

use crate::document::ods::styles::Styles;
use crate::document::text_document::symbol_font;
use crate::document::text_document::text_style::TextStyle;
use crate::document::xml;
use crate::text::content::strike;
use crate::text::letter_format::LetterFormats;
use crate::text::raised;

/// What is no text of the cell: a comment, a table in it, the reading aid of a word.
const ASIDE: [&str; 3] = ["office:annotation", "table:table", "text:ruby-text"];

/// Text as it comes by.
#[derive(Debug, Default)]
pub struct Paragraphs {
    text: String,
    /// How many paragraphs have begun.
    begun: u32,
    within: bool,
    /// White space here would be folded away.
    folded: bool,
    /// Whether the cell strikes out its text.
    struck: bool,
    /// The symbol font that draws the text of the cell.
    symbol: Option<&'static str>,
    /// Something else than white lies behind the text of the cell.
    backed: bool,
    /// The colour that lies behind it.
    ground: u32,
    /// A date in it is that of the day on which the file is opened.
    renews: bool,
    /// The cell is crossed through.
    crossed: bool,
    /// What every open span says of its text.
    spans: Vec<TextStyle>,
    /// How the text looks, where it stands out.
    looks: LetterFormats,
    /// Text that is hidden.
    hidden: String,
    /// How deep the reader stands within what is no text of the cell: a comment, a drawing.
    aside: u32,
}

impl Paragraphs {
    /// The text of a cell begins, which may strike it out or draw it in a symbol font.
    pub fn begin(&mut self, cell: TextStyle) {
        (self.struck, self.symbol) = (cell.struck == Some(true), cell.symbol);
        (self.backed, self.crossed, self.ground) = (cell.backed, cell.crossed, cell.ground);
    }

    /// A tag begins.
    pub fn start(&mut self, tag: &BytesStart<'_>, styles: &Styles) {
        let name = tag.name().0;
        if self.aside > 0 || ASIDE.contains(&name) || name.starts_with("draw:") {
            self.aside += 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.paragraph(),
            "text:span" => {
                let outer = self.spans.last().copied().unwrap_or_default();
                self.spans.push(styles.of_span(tag).or(outer));
            }
            "text:s" => {
                let spaces = xml::number(tag, "text:c").unwrap_or(1_usize).min(1024);
                self.text.push_str(&" ".repeat(spaces));
                self.folded = false;
            }
            "text:date" | "text:time" => {
                self.renews |= xml::attr(tag, "text:fixed").is_none_or(|fixed| fixed != "true")
            }
            "text:tab" => self.fixed('\t'),
            "text:line-break" => self.fixed('\n'),
            _ => {}
        }
    }

    /// A tag ends.
    pub fn end(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "text:p" | "text:h" => {
                if self.folded && self.text.ends_with(' ') {
                    self.text.pop();
                }
                self.within = false;
            }
            "text:span" => drop(self.spans.pop()),
            _ => {}
        }
    }

    /// Text between tags.
    pub fn take(&mut self, event: &Event<'_>) {
        if self.aside > 0 || !self.within {
            return;
        }
        let mut said = String::new();
        xml::push_text(&mut said, event);
        let span = self.spans.last().copied().unwrap_or_default();
        let ground = if span.backed { span.ground } else { self.ground };
        let unseen = TextStyle { backed: span.backed || self.backed, ground, ..span }.is_unseen();
        if span.hidden == Some(true) || unseen {
            return self.hidden.push_str(&said);
        }
        let from = self.text.len();
        for c in said.chars() {
            let white = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !white {
                self.text.push(c);
            } else if !self.folded {
                self.text.push(' ');
            }
            self.folded = white;
        }
        if let Some(font) = span.symbol.or(self.symbol) {
            let drawn = symbol_font::text(font, &self.text[from..]);
            self.text.replace_range(from.., &drawn);
        }
        if span.raised == Some(true) {
            let raised = raised::raise(&self.text[from..]);
            self.text.replace_range(from.., &raised);
        }
        let struck = self.crossed || span.struck.unwrap_or(self.struck);
        if struck {
            let struck = strike(&self.text[from..]);
            self.text.replace_range(from.., &struck);
        }
        self.looks.add(from..self.text.len(), span.marked && !struck, span.look);
    }

    /// Whether a date in the text renews itself, and whether a paragraph stands here of which nothing shows.
    pub fn remarks(&self) -> (bool, bool) {
        (self.renews, self.begun > 0 && self.text.is_empty() && self.hidden.is_empty())
    }

    /// The text, once the cell ends, and whether text is hidden in it. That counts only where none is shown.
    pub fn finish(&mut self) -> (String, bool) {
        let said = std::mem::take(self);
        let hides = !said.hidden.trim().is_empty();
        if hides && said.text.trim().is_empty() {
            return (said.hidden, true);
        }
        // A span says only in what it differs: of letters of no size the size is not known.
        (said.looks.choice_words(&said.text, || 0).unwrap_or(said.text), hides)
    }

    /// Whether the reader stands within a comment or a drawing.
    pub fn aside(&self) -> bool {
        self.aside > 0
    }

    fn paragraph(&mut self) {
        if self.begun > 0 {
            self.text.push('\n');
        }
        self.begun += 1;
        self.within = true;
        self.folded = true;
    }

    fn fixed(&mut self, c: char) {
        self.text.push(c);
        self.folded = false;
    }
}
