//! What the automatic styles of a spreadsheet say: which sheets are hidden and which text is struck out.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::document::xml;

/// Styles by name.
#[derive(Debug, Default)]
pub struct Styles {
    open: String,
    hidden: HashSet<String>,
    struck: HashSet<String>,
}

impl Styles {
    /// Takes in a tag from among the styles.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.name().0 {
            "style:style" => self.open = xml::attr(tag, "style:name").unwrap_or_default().into_owned(),
            "style:table-properties" if xml::attr(tag, "table:display").is_some_and(|shown| shown == "false") => {
                self.hidden.insert(self.open.clone());
            }
            "style:text-properties"
                if xml::attr(tag, "style:text-line-through-style").is_some_and(|line| line != "none") =>
            {
                self.struck.insert(self.open.clone());
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
        !self.struck.is_empty() && xml::attr(tag, by).is_some_and(|name| self.struck.contains(&*name))
    }
}
