//! What a sheet part says after its rows that matters to who fills it: merged areas, controls, protection, rules.

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::xlsx::sheet::sheet_around_rows::area;
use crate::document::xml;

/// What stands after the rows of a sheet.
#[derive(Debug, Default)]
pub struct Tail {
    pub merged: Vec<Area>,
    /// The number of each control's shape and the id of its relation.
    pub shapes: Vec<(String, String)>,
    pub protected: bool,
    pub rules: Vec<Written>,
}

/// A data validation as it is written.
#[derive(Debug, Default)]
pub struct Written {
    /// The ranges that it holds for, apart by spaces.
    pub cells: String,
    /// `list`, `textLength`, `whole`, …
    pub kind: String,
    pub operator: String,
    pub formula: [String; 2],
    /// Whether anything else is refused.
    pub strict: bool,
}

/// Which words are being read.
#[derive(Clone, Copy)]
enum Within {
    Formula(usize),
    Cells,
}

impl Tail {
    /// Reads what stands after the rows in the text of a sheet part.
    pub fn of(text: &str) -> Self {
        let from = memchr::memmem::rfind(text.as_bytes(), b"sheetData").unwrap_or(0);
        let mut reader = xml::reader(&text[from..]);
        let mut tail = Self::default();
        let mut within = None;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => within = tail.tag(&tag, true).or(within),
                Ok(Event::Empty(tag)) => drop(tail.tag(&tag, false)),
                Ok(Event::End(tag)) if matches!(tag.local_name().as_ref(), "formula1" | "formula2" | "sqref") => {
                    within = None;
                }
                Ok(Event::Eof) | Err(_) => return tail,
                Ok(event) => tail.words(within, &event),
            }
        }
    }

    fn tag(&mut self, tag: &BytesStart<'_>, open: bool) -> Option<Within> {
        let word = |name| xml::attr(tag, name).unwrap_or_default().into_owned();
        match tag.local_name().as_ref() {
            "mergeCell" => self.merged.extend(area(&word("ref"))),
            "control" => self.shapes.push((word("shapeId"), word("r:id"))),
            "sheetProtection" => self.protected = xml::flag(tag, "sheet") == Some(true),
            "dataValidation" => self.rules.push(Written {
                cells: word("sqref"),
                kind: word("type"),
                operator: word("operator"),
                strict: xml::flag(tag, "showErrorMessage") == Some(true) && matches!(&*word("errorStyle"), "" | "stop"),
                ..Written::default()
            }),
            "formula1" if open => return Some(Within::Formula(0)),
            "formula2" if open => return Some(Within::Formula(1)),
            "sqref" if open => return Some(Within::Cells),
            _ => {}
        }
        None
    }

    fn words(&mut self, within: Option<Within>, event: &Event<'_>) {
        match (within, self.rules.last_mut()) {
            (Some(Within::Formula(n)), Some(rule)) => xml::push_text(&mut rule.formula[n], event),
            (Some(Within::Cells), Some(rule)) => xml::push_text(&mut rule.cells, event),
            _ => {}
        }
    }
}
