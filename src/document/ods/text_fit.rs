//! How much text shows in the cells of a spreadsheet whose rows do not grow: what styles say of columns, rows and letters.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::ods::length::points;
use crate::document::ods::open_cell::{COLS, ROWS, repeats};
use crate::document::spreadsheet::text_fit::{CellBox, CellSize};
use crate::document::xml;

/// The sizes of a document, by the names of its tables and styles.
#[derive(Debug, Default)]
pub struct Sizes {
    tables: HashMap<String, Spans>,
    columns: HashMap<String, f64>,
    /// How high, and whether it grows with its text.
    rows: HashMap<String, (f64, bool)>,
    cells: HashMap<String, FontFormat>,
    open: (String, String),
    table: String,
    depth: usize,
}

/// The columns and rows of a table, in order: how many, and their style.
#[derive(Debug, Default)]
struct Spans {
    columns: Vec<(u32, String)>,
    rows: Vec<(u32, String)>,
}

/// What one cell style says of its letters.
#[derive(Debug, Default)]
struct FontFormat {
    parent: Option<String>,
    wraps: Option<bool>,
    size: Option<f64>,
}

/// How wide a digit of the usual faces is, for letters of one point.
const DIGIT: f64 = 0.556;

impl Sizes {
    /// Takes in the styles and tables of a part.
    pub fn take(&mut self, text: &str) {
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += usize::from(tag.name().0 == "table:table");
                    self.tag(&tag);
                }
                Ok(Event::Empty(tag)) => self.tag(&tag),
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(usize::from(tag.name().0 == "table:table"));
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn tag(&mut self, tag: &BytesStart<'_>) {
        let word = |name| xml::attr(tag, name).map(std::borrow::Cow::into_owned);
        let style = || word("table:style-name").unwrap_or_default();
        let (family, name) = (self.open.0.as_str(), self.open.1.clone());
        match tag.name().0 {
            "style:style" | "style:default-style" => {
                let name = word("style:name").unwrap_or_else(|| "Default".to_owned());
                self.open = (word("style:family").unwrap_or_default(), name);
                if self.open.0 == "table-cell" {
                    self.cells.entry(self.open.1.clone()).or_default().parent = word("style:parent-style-name");
                }
            }
            "style:table-column-properties" if family == "table-column" => {
                self.columns.extend(word("style:column-width").and_then(|wide| points(&wide)).map(|wide| (name, wide)));
            }
            "style:table-row-properties" if family == "table-row" => {
                let grows = word("style:use-optimal-row-height").is_some_and(|grows| grows == "true");
                let high = word("style:row-height").and_then(|high| points(&high));
                self.rows.extend(high.map(|high| (name, (high, grows))));
            }
            "style:table-cell-properties" if family == "table-cell" => {
                let wraps = word("fo:wrap-option").map(|how| how == "wrap");
                self.cells.entry(name).and_modify(|letters| letters.wraps = wraps);
            }
            "style:text-properties" if family == "table-cell" => {
                let size = word("fo:font-size").and_then(|size| points(&size));
                self.cells.entry(name).and_modify(|letters| letters.size = size);
            }
            "table:table" if self.depth == 1 => self.table = word("table:name").unwrap_or_default(),
            "table:table-column" if self.depth == 1 => {
                let columns = (repeats(tag, "table:number-columns-repeated", COLS), style());
                self.tables.entry(self.table.clone()).or_default().columns.push(columns);
            }
            "table:table-row" if self.depth == 1 => {
                let rows = (repeats(tag, "table:number-rows-repeated", ROWS), style());
                self.tables.entry(self.table.clone()).or_default().rows.push(rows);
            }
            _ => {}
        }
    }

    /// What shows of a text in a cell of this style that breaks it into lines, or is merged, and does not grow with it.
    pub fn room(&self, table: &str, area: &Area, style: &str) -> Option<CellSize> {
        let table = self.tables.get(table)?;
        let merged = area.from != area.to;
        let wraps = self.line(style).find_map(|letters| letters.wraps).unwrap_or(false);
        let size = self.line(style).find_map(|letters| letters.size).unwrap_or(10.0);
        let rows = (area.from.row..=area.to.row).take(1000);
        let rows: Vec<(f64, bool)> = rows
            .map(|row| at(&table.rows, row).and_then(|style| self.rows.get(style)).copied())
            .collect::<Option<_>>()?;
        if !(merged || wraps && rows.iter().all(|(_, grows)| !grows)) {
            return None;
        }
        let high = rows.iter().map(|(high, _)| high).sum();
        Some(CellSize::of(CellBox {
            digits: self.wide(table, area)? / (DIGIT * size),
            digit_size: size,
            height: high,
            letter_size: size,
            wraps,
        }))
    }

    /// How many digits stand beside each other in a cell of this style.
    pub fn digits(&self, table: &str, area: &Area, style: &str) -> Option<f64> {
        let size = self.line(style).find_map(|letters| letters.size).unwrap_or(10.0);
        Some(self.wide(self.tables.get(table)?, area)? / (DIGIT * size))
    }

    /// How wide an area is, in points.
    fn wide(&self, table: &Spans, area: &Area) -> Option<f64> {
        let columns = (area.from.col..=area.to.col).take(1000);
        columns.map(|col| at(&table.columns, col).and_then(|style| self.columns.get(style)).copied()).sum()
    }

    /// A cell style and those it comes from.
    fn line<'a>(&'a self, style: &str) -> impl Iterator<Item = &'a FontFormat> {
        let first = self.cells.get(style).or_else(|| self.cells.get("Default"));
        std::iter::successors(first, |letters| self.cells.get(letters.parent.as_ref()?)).take(32)
    }
}

/// The style of a column or row by its number.
fn at(spans: &[(u32, String)], number: u32) -> Option<&String> {
    let mut begin = 0_u32;
    spans
        .iter()
        .find(|(count, _)| {
            begin = begin.saturating_add(*count);
            number < begin
        })
        .map(|(_, style)| style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::place::Spot;

    #[test]
    fn a_row_of_fixed_height_has_room_and_one_that_grows_has_not() {
        let mut sizes = Sizes::default();
        sizes.take(
            r#"<d><style:style style:name="co" style:family="table-column"><style:table-column-properties style:column-width="1in"/></style:style>
            <style:style style:name="vast" style:family="table-row"><style:table-row-properties style:row-height="1cm" style:use-optimal-row-height="false"/></style:style>
            <style:style style:name="groeit" style:family="table-row"><style:table-row-properties style:row-height="1cm" style:use-optimal-row-height="true"/></style:style>
            <style:style style:name="ce" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/><style:text-properties fo:font-size="12pt"/></style:style>
            <table:table table:name="Blad1"><table:table-column table:style-name="co" table:number-columns-repeated="3"/>
            <table:table-row table:style-name="vast"/><table:table-row table:style-name="groeit"/></table:table></d>"#,
        );
        let area = |row: u32, cols: u32| Area { from: Spot { row, col: 0 }, to: Spot { row, col: cols - 1 } };
        let room = sizes.room("Blad1", &area(0, 1), "ce").expect("fixed");
        assert_eq!((format!("{:.0}", room.letters), room.lines), ("12".to_owned(), 2));
        assert_eq!(sizes.room("Blad1", &area(1, 1), "ce"), None, "it grows");
        assert!(sizes.room("Blad1", &area(1, 3), "ce").is_some_and(|wide| wide.letters > 2.9 * room.letters), "merged");
        assert_eq!(points("2.54cm").map(|wide| format!("{wide:.1}")), Some("72.0".to_owned()));
    }
}
