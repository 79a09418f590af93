//! What the styles of a spreadsheet say: which sheets are hidden, and which text is struck out or looks otherwise.

use std::collections::{HashMap, HashSet};

use quick_xml::events::{BytesStart, Event};

use crate::document::ods::length::points;
use crate::document::spreadsheet::UNSEEN;
use crate::document::text_document::text_style::TextStyle;
use crate::document::xml;

/// Styles by name.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    open: String,
    hidden: HashSet<String>,
    /// What the styles say of their text, where they say something.
    texts: HashMap<String, TextStyle>,
    /// Whether any of them strikes its text out, draws it in a symbol font, or in a colour that nobody sees.
    changes: bool,
    /// Formats that divide a number by a thousand before it shows: how often, and to how many decimals.
    scales: HashMap<String, (u8, u8)>,
    /// Number formats with no place for a number or a text.
    showing_nothing: HashSet<String>,
}

impl Styles {
    /// The named styles of a document, of which those of its tables are made.
    pub fn named_in(text: &str) -> Self {
        let mut styles = Self::default();
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => styles.take(&tag),
                Ok(Event::End(tag)) if tag.name().0 == "office:styles" => return styles,
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => {}
            }
        }
    }

    /// Takes in a tag from among the styles.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.name().0 {
            "style:style" => {
                let names = ["style:name", "style:parent-style-name", "style:data-style-name"];
                let [name, parent, format] = xml::attrs(tag, names);
                self.open = name.unwrap_or_default().into_owned();
                let mut style = parent.and_then(|parent| self.texts.get(&*parent).copied()).unwrap_or_default();
                if let Some(format) = format {
                    (style.thousands, style.decimals) = self.scales.get(&*format).copied().unwrap_or_default();
                    style.unshown = self.showing_nothing.contains(&*format);
                    self.changes |= style.thousands > 0 || style.unshown;
                }
                if style != TextStyle::default() {
                    self.texts.insert(self.open.clone(), style);
                }
            }
            "style:map" => self.map(tag),
            name if name.starts_with("number:") && name.ends_with("-style") => {
                self.open = xml::attr(tag, "style:name").unwrap_or_default().into_owned();
                self.showing_nothing.insert(self.open.clone());
            }
            "number:text" | "number:currency-symbol" => {}
            "number:number" => {
                self.showing_nothing.remove(&self.open);
                let factor = xml::number::<f64>(tag, "number:display-factor").unwrap_or(1.0);
                if factor >= 1e3 {
                    let decimals = xml::number(tag, "number:decimal-places").unwrap_or(0);
                    self.scales.insert(self.open.clone(), (if factor >= 1e6 { 2 } else { 1 }, decimals));
                }
            }
            "style:table-properties" if xml::attr(tag, "table:display").is_some_and(|shown| shown == "false") => {
                self.hidden.insert(self.open.clone());
            }
            "style:table-row-properties" => {
                let height = xml::attr(tag, "style:row-height").and_then(|height| points(&height));
                if height.is_some_and(|height| height <= UNSEEN) {
                    self.hidden.insert(self.open.clone());
                }
            }
            "style:table-cell-properties" => {
                let mut style = self.texts.get(&self.open).copied().unwrap_or_default();
                style.take_cell(|names| xml::attrs(tag, names));
                self.changes |= style.crossed || style.is_unseen();
                if style != TextStyle::default() {
                    self.texts.insert(self.open.clone(), style);
                }
            }
            "style:text-properties" => {
                let of_parent = self.texts.get(&self.open).copied().unwrap_or_default();
                let own = TextStyle::of(|names| xml::attrs(tag, names)).or(of_parent);
                self.changes |= own.struck.is_some() || own.symbol.is_some() || own.is_unseen();
                if own != TextStyle::default() {
                    self.texts.insert(self.open.clone(), own);
                }
            }
            name if name.starts_with("number:") => drop(self.showing_nothing.remove(&self.open)),
            _ => {}
        }
    }

    /// A style that a cell has under a condition: one that strikes out or hides matters.
    fn map(&mut self, tag: &BytesStart<'_>) {
        let [condition, applied] = xml::attrs(tag, ["style:condition", "style:apply-style-name"]);
        let applied = applied.and_then(|name| self.texts.get(&*name).copied()).unwrap_or_default();
        let own = self.texts.get(&self.open).copied().unwrap_or_default();
        if applied.struck != Some(true) && !applied.or(own).is_unseen() || own.is_unseen() {
            return;
        }
        self.changes = true;
        let always = condition.is_some_and(|said| matches!(&*said, "is-true-formula(1)" | "is-true-formula(TRUE())"));
        let style = if always { applied.or(own) } else { TextStyle { conditional: true, ..own } };
        self.texts.insert(self.open.clone(), style);
    }

    /// Whether the sheets or the rows of this style are hidden.
    pub fn hides(&self, tag: &BytesStart<'_>) -> bool {
        !self.hidden.is_empty() && xml::attr(tag, "table:style-name").is_some_and(|name| self.hidden.contains(&*name))
    }

    /// What the style of a cell, a row or a column says of its text, by the attribute that names it; none where no style
    /// changes what is read of a cell, or none is named.
    pub fn of_cell(&self, tag: &BytesStart<'_>, by: &str) -> Option<TextStyle> {
        if !self.changes {
            return None;
        }
        xml::attr(tag, by).map(|name| self.texts.get(&*name).copied().unwrap_or_default())
    }

    /// What the style of a span says of its text.
    pub fn of_span(&self, tag: &BytesStart<'_>) -> TextStyle {
        let name = if self.texts.is_empty() { None } else { xml::attr(tag, "text:style-name") };
        name.and_then(|name| self.texts.get(&*name).copied()).unwrap_or_default()
    }

    /// Whether the style with this name strikes its text out, or expressly does not; none where it does not say.
    pub fn named(&self, name: &str) -> Option<bool> {
        self.texts.get(name)?.struck
    }
}
