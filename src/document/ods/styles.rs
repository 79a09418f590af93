//! What the automatic styles of a spreadsheet say: which sheets are hidden and which text is struck out.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use crate::document::field_names::{STANDING_OUT, line_through, stands_out};
use crate::document::xml;

/// The attributes by which a style strikes its text out; programs write the one, the other or both.
const LINE_THROUGH: [&str; 2] = ["style:text-line-through-style", "style:text-line-through-type"];

/// Styles by name.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    open: String,
    hidden: HashSet<String>,
    /// Whether the text of a style is struck out, where it says so.
    struck: HashMap<String, bool>,
    /// The styles of which the text stands out.
    stands_out: HashSet<String>,
}

impl Styles {
    /// Takes in a tag from among the styles.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.name().0 {
            "style:style" => self.open = xml::attr(tag, "style:name").unwrap_or_default().into_owned(),
            "style:table-properties" if xml::attr(tag, "table:display").is_some_and(|shown| shown == "false") => {
                self.hidden.insert(self.open.clone());
            }
            "style:text-properties" => {
                let said = xml::attrs(tag, LINE_THROUGH);
                if let Some(line) = line_through(said.iter().flatten().map(|line| &**line)) {
                    self.struck.insert(self.open.clone(), line);
                }
                let said = xml::attrs(tag, STANDING_OUT);
                if stands_out(said.each_ref().map(Option::as_deref)) {
                    self.stands_out.insert(self.open.clone());
                }
            }
            _ => {}
        }
    }

    /// Whether the sheets of this style are hidden.
    pub fn hides(&self, tag: &BytesStart<'_>) -> bool {
        !self.hidden.is_empty() && xml::attr(tag, "table:style-name").is_some_and(|name| self.hidden.contains(&*name))
    }

    /// Whether the text of this style, named by the attribute `by`, is struck out.
    pub fn strikes(&self, tag: &BytesStart<'_>, by: &str) -> bool {
        self.line(tag, by) == Some(true)
    }

    /// Whether the text of this style, named by the attribute `by`, is struck out or expressly not; none where the
    /// style does not say.
    pub fn line(&self, tag: &BytesStart<'_>, by: &str) -> Option<bool> {
        if self.struck.is_empty() { None } else { self.named(&xml::attr(tag, by)?) }
    }

    /// Whether the text of this style, named by the attribute `by`, is bold, underlined, marked or framed.
    pub fn stands_out(&self, tag: &BytesStart<'_>, by: &str) -> bool {
        !self.stands_out.is_empty() && xml::attr(tag, by).is_some_and(|name| self.stands_out.contains(&*name))
    }

    /// The same of the style with this name.
    pub fn named(&self, name: &str) -> Option<bool> {
        self.struck.get(name).copied()
    }
}
