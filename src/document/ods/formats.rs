//! What the styles of a spreadsheet make of a cell: the shape of its content, and whether it may be filled in.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::constraints::NumberShape;
use crate::document::xml;

/// The cell styles and formats by name.
#[derive(Debug, Default)]
pub struct Formats {
    styles: HashMap<String, Style>,
    shapes: HashMap<String, NumberShape>,
    open: String,
}

/// What one cell style says itself.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    format: Option<String>,
    locked: Option<bool>,
}

impl Formats {
    /// Takes in the styles of a part, up to its body.
    pub fn take(&mut self, text: &str) {
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.name().0 {
                    "office:body" | "office:master-styles" => return,
                    name => self.tag(name, &tag),
                },
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &BytesStart<'_>) {
        let word = |name| xml::attr(tag, name).map(std::borrow::Cow::into_owned);
        let shape = match name {
            "style:style" if xml::attr(tag, "style:family").is_some_and(|family| family == "table-cell") => {
                self.open = word("style:name").unwrap_or_default();
                let (parent, format) = (word("style:parent-style-name"), word("style:data-style-name"));
                self.styles.insert(self.open.clone(), Style { parent, format, locked: None });
                return;
            }
            "style:style" => return self.open.clear(),
            "style:table-cell-properties" => {
                if let Some(style) = self.styles.get_mut(&self.open) {
                    let protect = word("style:cell-protect");
                    style.locked =
                        protect.map(|how| how.split(' ').any(|w| matches!(w, "protected" | "hidden-and-protected")));
                }
                return;
            }
            "number:number-style" | "number:currency-style" => NumberShape::Number,
            "number:percentage-style" => NumberShape::Percent,
            "number:date-style" => NumberShape::Day,
            "number:time-style" => NumberShape::Clock,
            "number:text-style" => NumberShape::Text,
            "number:boolean-style" => NumberShape::Any,
            "number:hours" | "number:minutes" => {
                self.shapes.entry(self.open.clone()).and_modify(|shape| {
                    if *shape == NumberShape::Day {
                        *shape = NumberShape::Moment;
                    }
                });
                return;
            }
            "number:number" if word("number:decimal-places").is_none() => {
                self.shapes.entry(self.open.clone()).and_modify(|shape| {
                    if *shape == NumberShape::Number {
                        *shape = NumberShape::Any;
                    }
                });
                return;
            }
            _ => return,
        };
        self.open = word("style:name").unwrap_or_default();
        self.shapes.insert(self.open.clone(), shape);
    }

    /// The shape that a cell style gives.
    pub fn shape(&self, style: &str) -> NumberShape {
        let format = self.line(style).find_map(|style| style.format.as_ref());
        format.and_then(|format| self.shapes.get(format)).copied().unwrap_or_default()
    }

    /// Whether cells of this style are locked on a protected sheet.
    pub fn locked(&self, style: &str) -> bool {
        self.line(style).find_map(|style| style.locked).unwrap_or(true)
    }

    /// A style and those it is derived from.
    fn line<'a>(&'a self, style: &str) -> impl Iterator<Item = &'a Style> {
        let first = self.styles.get(style).or_else(|| self.styles.get("Default"));
        let parent = |style: &&'a Style| self.styles.get(style.parent.as_ref()?);
        std::iter::successors(first, parent).take(32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_come_from_formats_through_parents() {
        let mut formats = Formats::default();
        formats.take(
            "<s><number:date-style style:name=\"N1\"><number:day/></number:date-style>\
             <number:date-style style:name=\"N2\"><number:day/><number:hours/></number:date-style>\
             <number:number-style style:name=\"N0\"><number:number/></number:number-style>\
             <style:style style:name=\"a\" style:family=\"table-cell\" style:data-style-name=\"N1\">\
             <style:table-cell-properties style:cell-protect=\"none\"/></style:style>\
             <style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\"/>\
             <style:style style:name=\"c\" style:family=\"table-cell\" style:parent-style-name=\"c\" style:data-style-name=\"N2\"/>\
             <style:style style:name=\"d\" style:family=\"table-cell\" style:data-style-name=\"N0\"/></s>",
        );
        let told: Vec<_> = ["a", "b", "c", "d", "e"].map(|name| (formats.shape(name), formats.locked(name))).into();
        let locked = [(NumberShape::Moment, true), (NumberShape::Any, true), (NumberShape::Any, true)];
        assert_eq!(told, [vec![(NumberShape::Day, false); 2], locked.to_vec()].concat());
    }
}
