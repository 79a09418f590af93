//! The text of a cell or paragraph: white space as the format folds it, tabs and line breaks, struck-out spans.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::document::ods::styles::Styles;
use crate::document::xml;
use crate::text::content::strike;
use crate::text::emphasis;

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
    /// For every open span, whether it is struck out, where it says so.
    spans: Vec<Option<bool>>,
    /// For every open span, whether it stands out.
    outstanding: Vec<bool>,
    /// Where the text stands out.
    marked: Vec<Range<usize>>,
    /// How deep the reader stands within what is no text of the cell: a comment, a drawing.
    aside: u32,
}

impl Paragraphs {
    /// The text of a cell begins, which may strike it out.
    pub fn begin(&mut self, struck: bool) {
        self.struck = struck;
    }

    /// A tag begins.
    pub fn start(&mut self, tag: &BytesStart<'_>, styles: &Styles) {
        let name = tag.name().0;
        if self.aside > 0 || name == "office:annotation" || name.starts_with("draw:") || name == "table:table" {
            self.aside += 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.paragraph(),
            "text:span" => {
                self.spans.push(styles.line(tag, "text:style-name"));
                self.outstanding.push(styles.stands_out(tag, "text:style-name"));
            }
            "text:s" => {
                let spaces = xml::number(tag, "text:c").unwrap_or(1_usize).min(1024);
                self.text.push_str(&" ".repeat(spaces));
                self.folded = false;
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
            "text:span" => drop((self.spans.pop(), self.outstanding.pop())),
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
        if self.spans.iter().rev().find_map(|line| *line).unwrap_or(self.struck) {
            let struck = strike(&self.text[from..]);
            self.text.replace_range(from.., &struck);
        } else if self.outstanding.contains(&true) {
            self.marked.push(from..self.text.len());
        }
    }

    /// The text, once the cell ends.
    pub fn finish(&mut self) -> String {
        let said = std::mem::take(self);
        emphasis::chosen(&said.text, &said.marked).unwrap_or(said.text)
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
