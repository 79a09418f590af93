//! Borders, backgrounds and locks of the cells of a spreadsheet.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::filling::formatting::{CellFormat, MOST, SheetFormat, fill_of};
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::Spot;

/// A cell or row that is written once may stand for this many of a form; more are the rest of the sheet.
const REPEATED: u32 = 40;

/// Each sheet by its name.
pub fn read(source: &Source) -> Result<Vec<(Option<String>, SheetFormat)>, Finding> {
    let mut zipped = Package::open(source, &Limits::default())?;
    let mut reading = Reading::default();
    for part in ["styles.xml", "content.xml"] {
        if let Some(text) = zipped.text_if_any(part)? {
            reading.take(&text);
        }
    }
    Ok(reading.sheets)
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    style: String,
    styles: HashMap<String, CellFormat>,
    sheets: Vec<(Option<String>, SheetFormat)>,
    columns: Vec<(u32, u32, String)>,
    next_column: u32,
    next: Next,
    repeated_row: u32,
}

/// Where the next cell stands.
#[derive(Default)]
struct Next {
    row: u32,
    col: u32,
}

impl Reading {
    fn take(&mut self, text: &str) {
        let mut reader = xml::reader(text);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => self.tag(&tag, false),
                Event::Empty(tag) => self.tag(&tag, true),
                Event::End(tag) if tag.name().0 == "table:table-row" => self.end_row(),
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn end_row(&mut self) {
        self.next.row = self.next.row.saturating_add(self.repeated_row);
    }

    fn tag(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let number = |name: &str| xml::number::<u32>(tag, name).unwrap_or(1).max(1);
        match tag.name().0 {
            "style:style" => {
                self.style = xml::attr(tag, "style:name").unwrap_or_default().into_owned();
                let parent = xml::attr(tag, "style:parent-style-name");
                let format = parent.and_then(|parent| self.styles.get(&*parent).copied()).unwrap_or_default();
                self.styles.insert(self.style.clone(), format);
            }
            "style:table-cell-properties" => self.properties(tag),
            "style:text-properties" => {
                if let (Some(weight), Some(format)) =
                    (xml::attr(tag, "fo:font-weight"), self.styles.get_mut(&self.style))
                {
                    format.bold = weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600);
                }
            }
            "table:table" => {
                let protected = xml::flag(tag, "table:protected") == Some(true);
                let name = xml::attr(tag, "table:name").map(std::borrow::Cow::into_owned);
                self.sheets.push((name, SheetFormat { protected, ..SheetFormat::default() }));
                self.columns.clear();
                (self.next, self.next_column) = (Next::default(), 0);
            }
            "table:table-column" => {
                let repeated = number("table:number-columns-repeated");
                let from = self.next_column;
                self.next_column = from.saturating_add(repeated);
                let style = xml::attr(tag, "table:default-cell-style-name").map(std::borrow::Cow::into_owned);
                self.columns.extend(style.map(|style| (from, self.next_column, style)));
            }
            "table:table-row" => {
                self.repeated_row = number("table:number-rows-repeated");
                self.next.col = 0;
                if empty {
                    self.end_row();
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.cell(tag, number("table:number-columns-repeated")),
            _ => {}
        }
    }

    fn properties(&mut self, tag: &BytesStart<'_>) {
        let Some(format) = self.styles.get_mut(&self.style) else { return };
        let line = |name: &str| xml::attr(tag, name).map(|line| !line.starts_with("none"));
        if let Some(all) = line("fo:border") {
            format.lines = if all { 4 } else { 0 };
        }
        let sides = ["fo:border-left", "fo:border-right", "fo:border-top", "fo:border-bottom"].map(line);
        if sides.iter().any(Option::is_some) {
            format.lines = u8::try_from(sides.iter().filter(|side| **side == Some(true)).count()).unwrap_or(0);
        }
        if let Some(fill) = xml::attr(tag, "fo:background-color") {
            format.fill = if fill == "transparent" { 0 } else { fill_of(&fill) };
        }
        if let Some(protect) = xml::attr(tag, "style:cell-protect") {
            format.unlocked = protect == "none";
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, repeated: u32) {
        let own = xml::attr(tag, "table:style-name").map(std::borrow::Cow::into_owned);
        let from = self.next.col;
        self.next.col = from.saturating_add(repeated);
        let Some((_, sheet)) = self.sheets.last_mut() else { return };
        for col in from..from.saturating_add(repeated.min(REPEATED)) {
            let column = || self.columns.iter().find(|(a, b, _)| (*a..*b).contains(&col)).map(|(.., style)| style);
            let Some(format) = own.as_ref().or_else(column).and_then(|style| self.styles.get(style)) else { continue };
            for row in self.next.row..self.next.row.saturating_add(self.repeated_row.min(REPEATED)) {
                if sheet.cells.len() < MOST {
                    sheet.cells.insert(Spot { row, col }, *format);
                }
            }
        }
    }
}
