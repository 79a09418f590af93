//! New contents for cells of one table: cells and rows that are written once and repeated come apart around them.

use std::collections::BTreeMap;

use crate::document::cells::cell_stream::ticked_by;
use crate::document::filling::constraints::NumberShape;
use crate::document::ods::cell_value::{letters, said};
use crate::document::ods::formats::Formats;
use crate::document::ods::layout::{Cell, Row, Table};
use crate::document::ods::open_cell::{COLS, ROWS};
use crate::document::ods::styles::Styles;
use crate::document::ods::value::{Value, Words, element};
use crate::document::spreadsheet::edits_by_sheet::{Numbered, SheetEdits, outcome};
use crate::document::spreadsheet::rich_text::{Run, lay};
use crate::document::xml::patch::{Splices, opened, set};
use crate::finding::Finding;
use crate::text::content::{Content, STRUCK};
use crate::text::place::{Place, Spot};

/// The names of the automatic styles for words that are struck out, and for those that expressly are not.
#[derive(Debug)]
pub struct Lines {
    pub struck: String,
    pub plain: String,
    pub uses_struck: bool,
    pub uses_plain: bool,
}

/// A table while it changes.
pub struct Patch<'a> {
    pub text: &'a str,
    pub table: &'a Table,
    pub styles: &'a Styles,
    pub formats: &'a Formats,
    pub calcext: bool,
    /// Cells that get the format of others.
    pub like: &'a BTreeMap<Spot, Spot>,
    pub lines: &'a mut Lines,
    pub splices: &'a mut Splices,
    pub findings: &'a mut Vec<Finding>,
}

type ReaderControl<'a> = (Spot, &'a [Numbered<'a>]);

impl Patch<'_> {
    /// Makes the edits of this table.
    pub fn apply(&mut self, wanted: &SheetEdits<'_>) {
        let table = self.table;
        for row in &table.rows {
            self.rows(row, wanted);
        }
        if let Some((at, next)) = table.next {
            let beyond = wanted.cells.range(Spot { row: next, col: 0 }..).map(|(spot, _)| spot.row);
            let mut numbers: Vec<u32> = beyond.collect();
            numbers.dedup();
            let mut from = next;
            for number in numbers {
                from = self.added_row(at, from, number, wanted);
            }
        } else {
            self.findings.extend(wanted.nowhere());
        }
    }

    /// Changes a row, or some of those that are written once.
    fn rows(&mut self, row: &Row, wanted: &SheetEdits<'_>) {
        let end = row.number.saturating_add(row.repeated);
        let old = &self.text[row.all.clone()];
        let (mut new, mut from) = (String::new(), row.number);
        let mut numbers: Vec<u32> = wanted
            .cells
            .range(Spot { row: row.number, col: 0 }..Spot { row: end, col: 0 })
            .map(|(s, _)| s.row)
            .collect();
        numbers.dedup();
        for number in numbers {
            if let Some(changed) = self.row(row, number, wanted) {
                new.push_str(&repeated_rows(old, row, number - from));
                new.push_str(&changed);
                from = number + 1;
            }
        }
        if from > row.number {
            new.push_str(&repeated_rows(old, row, end - from));
            self.splices.put(row.all.clone(), new);
        }
    }

    /// One row with its edits; none where nothing changes.
    fn row(&mut self, row: &Row, number: u32, wanted: &SheetEdits<'_>) -> Option<String> {
        let old = &self.text[row.all.clone()];
        let (mut splices, base) = (Splices::default(), row.all.start);
        for cell in &row.cells {
            let asked = asked(wanted, number, cell.col, cell.col.saturating_add(cell.repeated));
            if let Some(new) = self.cells(row, cell, &asked) {
                splices.put(cell.all.start - base..cell.all.end - base, new);
            }
        }
        let beyond = self.beyond(Some(row), row.next, &asked(wanted, number, row.next, COLS));
        if splices.is_empty() && beyond.is_empty() {
            return None;
        }
        let tag = set(&old[..row.tag.len()], "table:number-rows-repeated", None);
        if row.tag.end == row.all.end {
            return Some(format!("{}{beyond}</table:table-row>", opened(&tag)));
        }
        splices.put(0..row.tag.len(), tag);
        splices.insert(row.end - base, beyond);
        Some(splices.apply(old))
    }

    /// A row after the last; the number of the next one.
    fn added_row(&mut self, at: usize, from: u32, number: u32, wanted: &SheetEdits<'_>) -> u32 {
        let cells = self.beyond(None, 0, &asked(wanted, number, 0, COLS));
        if cells.is_empty() || number >= ROWS {
            return from;
        }
        if number > from {
            let gap = set("<table:table-row>", "table:number-rows-repeated", Some(&(number - from).to_string()));
            self.splices.insert(at, format!("{gap}<table:table-cell/></table:table-row>"));
        }
        self.splices.insert(at, format!("<table:table-row>{cells}</table:table-row>"));
        number + 1
    }

    /// A cell, or some of those that are written once, with their edits; none where nothing changes.
    fn cells(&mut self, row: &Row, cell: &Cell, asked: &[ReaderControl<'_>]) -> Option<String> {
        let old = &self.text[cell.all.clone()];
        let (mut new, mut from) = (String::new(), cell.col);
        for (spot, edits) in asked {
            if let Some(changed) = self.change(row, cell, *spot, edits) {
                new.push_str(&repeated_cells(old, cell, spot.col - from));
                new.push_str(&changed);
                from = spot.col + 1;
            }
        }
        (from > cell.col).then(|| new + &repeated_cells(old, cell, cell.col + cell.repeated - from))
    }

    fn change(&mut self, row: &Row, cell: &Cell, spot: Spot, edits: &[Numbered<'_>]) -> Option<String> {
        let slice = &self.text[cell.all.clone()];
        let single = set(&slice[..cell.tag.len()], "table:number-columns-repeated", None);
        let now = self.linked(said(&format!("{single}{}", &slice[cell.tag.len()..]), self.styles), spot);
        let copied = self.copied_style(spot);
        let single =
            copied.as_ref().map_or_else(|| single.clone(), |style| set(&single, "table:style-name", Some(style)));
        let Some(content) = self.asked(&now, edits) else {
            return copied.map(|_| format!("{single}{}", &slice[cell.tag.len()..]));
        };
        if cell.formula || self.table.fills(spot) {
            self.findings.push(Finding::new("formula-not-overwritten").place(Place::cell(&self.table.name, spot)));
            return None;
        }
        let style = copied.unwrap_or_else(|| self.table.style(Some(row), Some(cell), spot.col).to_owned());
        let like = match (self.formats.shape(&style), &now) {
            // A typed cell without a format of its own is shown by its type.
            (NumberShape::Any, Content::Date(_)) => NumberShape::Day,
            (NumberShape::Any, Content::Moment(_)) => NumberShape::Moment,
            (NumberShape::Any, Content::Clock(_)) => NumberShape::Clock,
            (NumberShape::Any, Content::Percent(_)) => NumberShape::Percent,
            (shape, _) => shape,
        };
        let value = Value::of(&content, like, self.tick(spot, &content));
        let words = self.words(&value, slice, &style);
        Some(element(slice, cell.tag.len(), &value.tag(&single, self.calcext), &words))
    }

    /// Cells after the last of a row.
    fn beyond(&mut self, row: Option<&Row>, next: u32, asked: &[ReaderControl<'_>]) -> String {
        let (mut new, mut from) = (String::new(), next);
        for (spot, edits) in asked {
            let now = self.table.ticked(*spot).map_or(Content::Empty, Content::Tick);
            let copied = self.copied_style(*spot);
            let content = self.asked(&now, edits);
            if content.is_none() && copied.is_none() {
                continue;
            }
            let content = content.unwrap_or(Content::Empty);
            let style = copied.clone().unwrap_or_else(|| self.table.style(row, None, spot.col).to_owned());
            let value = Value::of(&content, self.formats.shape(&style), self.tick(*spot, &content));
            if value == Value::Nothing && copied.is_none() {
                continue;
            }
            let gap = "<table:table-cell/>";
            let own = copied.map_or_else(|| gap.to_owned(), |style| set(gap, "table:style-name", Some(&style)));
            match spot.col - from {
                0 => {}
                1 => new.push_str(gap),
                n => new.push_str(&set(gap, "table:number-columns-repeated", Some(&n.to_string()))),
            }
            let words = self.words(&value, "", &style);
            new.push_str(&element(gap, gap.len(), &value.tag(&own, self.calcext), &words));
            from = spot.col + 1;
        }
        new
    }

    /// The style that a cell gets from another.
    fn copied_style(&self, spot: Spot) -> Option<String> {
        let from = self.like.get(&spot)?;
        let row = self.table.row(from.row);
        let cell = row.and_then(|row| row.cell(from.col));
        Some(self.table.style(row, cell, from.col).to_owned())
    }

    fn asked(&mut self, now: &Content, edits: &[Numbered<'_>]) -> Option<Content> {
        match outcome(now, edits) {
            Ok(content) => content,
            Err(finding) => {
                self.findings.push(finding);
                None
            }
        }
    }

    /// Whether a box is linked to this cell; it takes the new state.
    fn tick(&mut self, spot: Spot, content: &Content) -> bool {
        let boxes = self.table.boxes.iter().filter(|(_, at, _)| *at == spot);
        let state = match content {
            Content::Tick(true) => "checked",
            Content::Tick(false) | Content::Empty => "unchecked",
            _ => return false,
        };
        let mut any = false;
        for (at, ..) in boxes {
            any = true;
            self.splices.put(at.clone(), set(&self.text[at.clone()], "form:current-state", Some(state)));
        }
        any
    }

    /// The words of a value, in the spans that the cell has.
    fn words(&mut self, value: &Value, slice: &str, style: &str) -> Vec<Words> {
        let text = match value {
            Value::Nothing => return Vec::new(),
            Value::Typed(.., shown) => shown,
            Value::Text(text) => text,
        };
        let struck = self.styles.named(style) == Some(true) && matches!(value, Value::Text(_));
        let marked = text.contains(STRUCK);
        let old = if slice.contains("<text:span") { letters(slice, self.styles) } else { Vec::new() };
        let runs = lay(&old, &String::new(), text);
        let mut line = |run: &Run<String>| match (struck, run.struck && marked) {
            (true, false) => {
                self.lines.uses_plain = true;
                Some(self.lines.plain.clone())
            }
            (false, true) => {
                self.lines.uses_struck = true;
                Some(self.lines.struck.clone())
            }
            _ => None,
        };
        runs.into_iter()
            .map(|run| Words { font: (run.font.clone(), line(&run)), struck: run.struck, text: run.text })
            .collect()
    }

    /// What stands in a cell, or in the box that is linked to it.
    fn linked(&self, said: Content, spot: Spot) -> Content {
        match self.table.ticked(spot) {
            Some(ticked) => Content::Tick(ticked_by(&said).unwrap_or(ticked)),
            None => said,
        }
    }
}

/// The edits of one row from one column up to another.
fn asked<'a>(wanted: &'a SheetEdits<'a>, row: u32, from: u32, to: u32) -> Vec<ReaderControl<'a>> {
    let cells = wanted.cells.range(Spot { row, col: from }..Spot { row, col: to.max(from) });
    cells.map(|(spot, edits)| (*spot, edits.as_slice())).collect()
}

fn repeated_rows(old: &str, row: &Row, n: u32) -> String {
    repeated(old, row.tag.len(), "table:number-rows-repeated", n)
}

fn repeated_cells(old: &str, cell: &Cell, n: u32) -> String {
    repeated(old, cell.tag.len(), "table:number-columns-repeated", n)
}

/// An element that is written once for `n`.
fn repeated(old: &str, tag: usize, name: &str, n: u32) -> String {
    match n {
        0 => String::new(),
        1 => set(&old[..tag], name, None) + &old[tag..],
        n => set(&old[..tag], name, Some(&n.to_string())) + &old[tag..],
    }
}
