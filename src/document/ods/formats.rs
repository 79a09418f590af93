//! What the styles of a spreadsheet make of a cell: the shape of its content, and whether it may be filled in.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::filling::constraints::NumberShape;
use crate::document::spreadsheet::precision::{Hours, Precision};
use crate::document::xml;

/// The cell styles and formats by name.
#[derive(Debug, Default)]
pub struct Formats {
    styles: HashMap<String, Style>,
    shapes: HashMap<String, NumberShape>,
    precisions: HashMap<String, Precision>,
    open: String,
}

/// What one cell style says itself.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    format: Option<String>,
    locked: Option<bool>,
    printed: Option<bool>,
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
        self.part(name, tag);
        let word = |name| xml::attr(tag, name).map(std::borrow::Cow::into_owned);
        let shape = match name {
            "style:style" if xml::attr(tag, "style:family").is_some_and(|family| family == "table-cell") => {
                self.open = word("style:name").unwrap_or_default();
                let (parent, format) = (word("style:parent-style-name"), word("style:data-style-name"));
                self.styles.insert(self.open.clone(), Style { parent, format, ..Style::default() });
                return;
            }
            "style:style" => return self.open.clear(),
            "style:table-cell-properties" => {
                if let Some(style) = self.styles.get_mut(&self.open) {
                    let protect = word("style:cell-protect");
                    style.printed = xml::flag(tag, "style:print-content");
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
        let fixed = !matches!(shape, NumberShape::Any | NumberShape::Text);
        let all_hours = word("number:truncate-on-overflow").is_some_and(|how| how == "false");
        let hours = if all_hours { Hours::All } else { Hours::None };
        // A style for texts shows a text where it has a place for it.
        let hides_text = shape == NumberShape::Text;
        let precision = Precision { fixed, hides: fixed, hides_text, hours, ..Precision::default() };
        self.precisions.insert(self.open.clone(), precision);
    }

    /// Takes in one part of a number format: what it lets see.
    fn part(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(own) = self.precisions.get_mut(&self.open) else { return };
        let long = xml::attr(tag, "number:style").is_some_and(|how| how == "long");
        let textual = xml::flag(tag, "number:textual") == Some(true);
        own.foreign |= xml::attr(tag, "number:calendar").is_some_and(|calendar| calendar != "gregorian");
        let wide = match name {
            "number:number" => {
                own.decimals = xml::number(tag, "number:decimal-places").unwrap_or(0);
                own.grouped = xml::flag(tag, "number:grouping") == Some(true);
                let factor = xml::number::<f64>(tag, "number:display-factor").unwrap_or(1.0);
                own.thousands = if factor >= 1e6 { 2 } else { u8::from(factor >= 1e3) };
                // Without a number of decimals it shows as it is.
                own.fixed = xml::attr(tag, "number:decimal-places").is_some();
                0.0
            }
            "number:text-content" => {
                own.hides_text = false;
                0.0
            }
            "number:fraction" | "number:scientific-number" => {
                own.fixed = false;
                0.0
            }
            "number:day" => {
                own.month_first |= own.month && !own.year;
                own.day = true;
                2.0
            }
            "number:month" => {
                own.month = true;
                own.named_month |= textual;
                if textual { if long { 9.0 } else { 3.0 } } else { 2.0 }
            }
            "number:year" => {
                own.year = true;
                if long { 4.0 } else { 2.0 }
            }
            "number:hours" => {
                own.hours = if own.hours == Hours::All { Hours::All } else { Hours::OfDay };
                2.0
            }
            "number:minutes" => {
                own.minutes = true;
                2.0
            }
            "number:seconds" => {
                own.seconds = true;
                2.0
            }
            "number:text" | "number:currency-symbol" => {
                own.money |= name == "number:currency-symbol";
                own.wide += 0.6;
                return;
            }
            _ => return,
        };
        own.wide += wide;
        own.hides = false;
    }

    /// What of a number shows in cells of this style.
    pub fn precision(&self, style: &str) -> Precision {
        let format = self.line(style).find_map(|style| style.format.as_ref());
        format.and_then(|format| self.precisions.get(format)).copied().unwrap_or_default()
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

    /// Whether paper shows cells of this style.
    pub fn printed(&self, style: &str) -> bool {
        self.line(style).find_map(|style| style.printed).unwrap_or(true)
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
    use crate::text::content::Content;

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

    #[test]
    fn a_format_says_what_of_a_number_shows() {
        let mut formats = Formats::default();
        let style = |name: &str, format: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:data-style-name=\"{format}\"/>"
            )
        };
        let styles: String =
            [("a", "N1"), ("b", "N2"), ("c", "N3"), ("d", "N4")].map(|(name, n)| style(name, n)).concat();
        formats.take(&format!(
            "<s><number:number-style style:name=\"N1\"><number:number number:decimal-places=\"0\"/></number:number-style>\
             <number:time-style style:name=\"N2\"><number:hours/><number:text>:</number:text><number:minutes/></number:time-style>\
             <number:time-style style:name=\"N3\" number:truncate-on-overflow=\"false\"><number:hours/><number:minutes/></number:time-style>\
             <number:number-style style:name=\"N4\"><number:number/></number:number-style>{styles}</s>"
        ));
        let long = Content::Clock(131_400);
        for (style, content, shown) in [
            ("a", Content::Number(12.5), false),
            ("a", Content::Number(12.0), true),
            ("b", long.clone(), false),
            ("c", long, true),
            ("d", Content::Number(12.5), true),
            ("e", Content::Number(12.5), true),
        ] {
            assert_eq!(formats.precision(style).shows(&content), shown, "{style} {content:?}");
        }
    }
}
