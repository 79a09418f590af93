//! The tables of a spreadsheet: rows and cells that are written once and repeated, spans, hidden rows and columns.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Area, Cell, Grid, Sheet};
use crate::document::ods::drawings::Drawings;
use crate::document::ods::forms::Boxes;
use crate::document::ods::open_cell::{COLS, Open, ROWS, repeats};
use crate::document::ods::styles::Styles;
use crate::document::ods::text::Paragraphs;
use crate::document::spreadsheet::format_words::FormatWords;
use crate::document::spreadsheet::{number_format, precision, text_boxes};
use crate::document::text_document::text_style::TextStyle;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::content::{Content, STRUCK, without_struck};
use crate::text::place::{Place, Spot};

/// Reads the tables, tag by tag.
#[derive(Default)]
pub struct Body {
    /// How many tables came by.
    pub sheets: u32,
    styles: Styles,
    table: Option<Table>,
    cell: Option<Open>,
    text: Paragraphs,
    drawings: Drawings,
    closed: bool,
}

/// The table being read.
#[derive(Default)]
struct Table {
    name: Arc<str>,
    hidden: bool,
    announced: bool,
    boxes: Boxes,
    merged: Vec<Area>,
    hidden_columns: Vec<(u32, u32)>,
    /// What columns say of cells without a style of their own, where they say something.
    column_styles: Vec<(u32, u32, TextStyle)>,
    row_style: Option<TextStyle>,
    columns: u32,
    /// Where the next cell stands.
    at: Spot,
    /// The row being read and how often it is repeated.
    row: Vec<Cell>,
    /// Bytes of text in it.
    row_text: u64,
    repeated: u32,
    hidden_row: bool,
    /// The format of the cell that ends here shows nothing of its value.
    unshown: bool,
}

impl Body {
    /// For tables whose styles are known.
    pub fn new(styles: Styles) -> Self {
        Self { styles, ..Self::default() }
    }

    /// Hands on one piece; what is wrong with its xml ends the reading.
    pub fn read(&mut self, piece: &str, feed: &mut CellStream<'_>) -> Step<Option<Finding>> {
        let mut reader = xml::reader(piece);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => return Ok(None),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag, feed)?;
                    self.end(tag.name().0, feed)?;
                }
                Ok(Event::Start(tag)) => self.start(&tag, feed)?,
                Ok(Event::End(tag)) => self.end(tag.name().0, feed)?,
                Ok(event) => self.text(&event),
                Err(_) => return Ok(Some(Finding::new("damaged-part").with("part", "content.xml"))),
            }
        }
    }

    /// A tag begins.
    pub fn start(&mut self, tag: &BytesStart<'_>, feed: &mut CellStream<'_>) -> Step {
        let name = tag.name().0;
        if self.table.is_some() {
            self.drawings.start(tag);
        }
        if self.cell.is_some() {
            if name == "draw:control" {
                self.loose_box(tag, feed)?;
            }
            self.text.start(tag, &self.styles);
            return Ok(());
        }
        let Some(table) = &mut self.table else {
            match name {
                "table:table" => self.begin(tag),
                name if name.starts_with("style:") || name.starts_with("number:") => self.styles.take(tag),
                _ => {}
            }
            return Ok(());
        };
        match name {
            "form:checkbox" => table.boxes.take(tag),
            "table:table-column" => table.column(tag, self.styles.of_cell(tag, "table:default-cell-style-name")),
            "table:table-row" => {
                table.announce(feed)?;
                table.begin_row(tag, self.styles.of_cell(tag, "table:default-cell-style-name"));
                table.hidden_row |= self.styles.hides(tag);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let mut open = Open::new(tag, &self.styles);
                open.style = open.style.or_else(|| table.style());
                self.text.begin(open.style.unwrap_or_default());
                self.cell = Some(open);
            }
            _ => {}
        }
        Ok(())
    }

    /// A tag ends.
    pub fn end(&mut self, name: &str, feed: &mut CellStream<'_>) -> Step {
        let table = self.table.as_ref();
        let said = self.drawings.end(name, || table.map(|table| Place::cell(&table.name, table.at)));
        if let Some(finding) = said {
            feed.finding(finding)?;
        }
        if let Some(open) =
            self.cell.take_if(|_| !self.text.aside() && matches!(name, "table:table-cell" | "table:covered-table-cell"))
        {
            let (renews, shows_nothing) = self.text.remarks();
            let (text, hides) = self.text.finish();
            return match &mut self.table {
                Some(table) => {
                    let looks = open.style.unwrap_or_default();
                    let codes = [
                        ("renews-itself", renews || open.renews),
                        ("shown-in-thousands", looks.thousands > 0 && open.kind == "float"),
                        ("looks-by-condition", looks.conditional),
                    ];
                    for (code, _) in
                        codes.iter().filter(|(_, holds)| *holds && (open.value.is_some() || !text.is_empty()))
                    {
                        feed.finding(Finding::new(code).place(Place::cell(&table.name, table.at)))?;
                    }
                    table.unshown = shows_nothing && open.value.as_deref().is_some_and(|value| !value.is_empty());
                    if hides {
                        feed.finding(Finding::new("hidden-text").place(Place::cell(&table.name, table.at)))?;
                    }
                    table.close(&open, text, feed)
                }
                None => Ok(()),
            };
        }
        if self.cell.is_some() {
            self.text.end(name);
            return Ok(());
        }
        match (name, &mut self.table) {
            ("table:table-row", Some(table)) => table.end_row(feed),
            ("table:table", Some(_)) => self.end_table(feed),
            ("office:spreadsheet", _) => {
                self.closed = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Text between tags.
    pub fn text(&mut self, event: &Event<'_>) {
        self.drawings.take(event);
        if self.cell.is_some() {
            self.text.take(event);
        }
    }

    /// Hands on what is still held; whether the file was cut off.
    pub fn finish(&mut self, feed: &mut CellStream<'_>) -> Step<bool> {
        self.end_table(feed)?;
        text_boxes::hand_on(std::mem::take(&mut self.drawings.boxes), feed)?;
        Ok(!self.closed)
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        let name = xml::attr(tag, "table:name").unwrap_or_default();
        let hidden = self.styles.hides(tag);
        self.table = Some(Table { name: (*name).into(), hidden, ..Table::default() });
        self.sheets += 1;
    }

    fn end_table(&mut self, feed: &mut CellStream<'_>) -> Step {
        let Some(mut table) = self.table.take() else { return Ok(()) };
        table.announce(feed)?;
        table.end_row(feed)?;
        feed.end(table.merged)
    }

    fn loose_box(&self, tag: &BytesStart<'_>, feed: &mut CellStream<'_>) -> Step {
        match self.table.as_ref().filter(|table| table.boxes.loose(tag)) {
            Some(table) => feed.finding(Finding::new("control-without-cell").place(Place::cell(&table.name, table.at))),
            None => Ok(()),
        }
    }
}

impl Table {
    /// Says that the sheet begins, once its controls are known.
    fn announce(&mut self, feed: &mut CellStream<'_>) -> Step {
        if std::mem::replace(&mut self.announced, true) {
            return Ok(());
        }
        if self.hidden {
            feed.finding(Finding::new("hidden-sheet").with("sheet", &self.name))?;
        }
        let sheet = Sheet { hidden: self.hidden, ..Sheet::new(&self.name, Grid::Sheet) };
        feed.sheet(sheet, std::mem::take(&mut self.boxes.linked))
    }

    fn column(&mut self, tag: &BytesStart<'_>, style: Option<TextStyle>) {
        let repeated = repeats(tag, "table:number-columns-repeated", COLS);
        let last = self.columns.saturating_add(repeated - 1).min(COLS - 1);
        if out_of_sight(tag) {
            self.hidden_columns.push((self.columns, last));
        }
        if let Some(style) = style.filter(|style| *style != TextStyle::default()) {
            self.column_styles.push((self.columns, last, style));
        }
        self.columns = last + 1;
    }

    /// What the row or the column says of a cell that names no style of its own.
    fn style(&self) -> Option<TextStyle> {
        let col = self.at.col;
        let of_column = || self.column_styles.iter().find(|(from, to, _)| (*from..=*to).contains(&col));
        self.row_style.or_else(|| of_column().map(|(.., style)| *style))
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>, style: Option<TextStyle>) {
        self.row_style = style;
        self.repeated = repeats(tag, "table:number-rows-repeated", ROWS);
        self.hidden_row = out_of_sight(tag);
        self.at.col = 0;
    }

    /// Hands on the row as often as it is repeated.
    fn end_row(&mut self, feed: &mut CellStream<'_>) -> Step {
        let cells = std::mem::take(&mut self.row);
        self.row_text = 0;
        let repeated = std::mem::take(&mut self.repeated).min(ROWS.saturating_sub(self.at.row));
        if !cells.is_empty() {
            for again in 1..repeated {
                for cell in &cells {
                    let spot = Spot { row: self.at.row + again - 1, col: cell.spot.col };
                    feed.cell(Cell { spot, ..cell.clone() })?;
                }
            }
            for mut cell in cells {
                cell.spot.row = (self.at.row + repeated).saturating_sub(1);
                feed.cell(cell)?;
            }
        }
        self.at.row += repeated;
        Ok(())
    }

    /// Notes the cell that ends here as often as it is repeated.
    fn close(&mut self, open: &Open, text: String, feed: &mut CellStream<'_>) -> Step {
        let at = self.at;
        let repeated = open.repeated.min(COLS.saturating_sub(at.col));
        self.at.col += repeated;
        if open.rows > 1 || open.cols > 1 {
            let to = Spot { row: (at.row + open.rows - 1).min(ROWS - 1), col: (at.col + open.cols - 1).min(COLS - 1) };
            self.merged.push(Area { from: at, to });
        }
        self.row_text += text.len() as u64 * u64::from(repeated);
        let asked = self.row_text;
        if asked > feed.limits().text {
            return Err(Finding::new("too-large").with("size", asked >> 20).into());
        }
        let content = self.content(open, text, feed)?;
        if content == Content::Empty {
            if !open.formula || repeated == 0 {
                return Ok(());
            }
            feed.finding(Finding::new("formula-without-value").place(Place::cell(&self.name, at)))?;
        }
        for col in at.col..at.col + repeated {
            let hidden = open.is_unseen()
                || self.unshown
                || self.hidden_row
                || self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&col));
            let new = Cell::new(at.row, col, content.clone());
            self.row.push(Cell { hidden, formula: open.formula && !open.constant, ..new });
        }
        Ok(())
    }

    fn content(&self, open: &Open, text: String, feed: &mut CellStream<'_>) -> Step<Content> {
        let value = open.value.as_deref();
        let number = || value.and_then(|v| v.trim().parse::<f64>().ok());
        let typed = match open.kind.as_str() {
            "float" | "currency" if open.style.is_some_and(|style| style.thousands > 0) => {
                let TextStyle { thousands, decimals, .. } = open.style.unwrap_or_default();
                number().map(|n| Content::Number(precision::in_thousands(n, thousands, decimals)))
            }
            "float" | "currency" => number().map(Content::Number).map(|number| with_words(number, &text)),
            "percentage" => number().map(Content::Percent),
            "date" => value.and_then(number_format::iso),
            "time" => value.and_then(number_format::iso_seconds).map(Content::Clock),
            "boolean" => value.map(|v| Content::Text(if v == "true" { "WAAR" } else { "ONWAAR" }.into())),
            "error" => {
                feed.finding(Finding::new("cell-error").place(Place::cell(&self.name, self.spot_before(open))))?;
                None
            }
            _ => None,
        };
        let struck = || open.strikes() || (text.contains(STRUCK) && without_struck(&text).trim().is_empty());
        Ok(match typed {
            Some(typed) if struck() => typed.struck(),
            Some(typed) => typed,
            None => open.said(text),
        })
    }

    fn spot_before(&self, open: &Open) -> Spot {
        Spot { row: self.at.row, col: self.at.col.saturating_sub(open.repeated) }
    }
}

/// A number with the words that its format prints beside it, as the program that wrote the file showed it.
fn with_words(number: Content, shown: &str) -> Content {
    match FormatWords::of_shown(shown) {
        Some(words) => words.around(number),
        None => number,
    }
}

/// Whether a row or column is hidden by hand or by a filter.
fn out_of_sight(tag: &BytesStart<'_>) -> bool {
    xml::attr(tag, "table:visibility").is_some_and(|seen| seen != "visible")
}
