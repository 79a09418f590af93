//! Puts the pieces of a reader together into a whole document, with the extents of merged cells.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::document::cells::model::{Area, Cell, Document, Format, Piece, Sheet};
use crate::finding::Finding;
use crate::text::place::Spot;

/// Remarks that are kept of one document; a damaged one has something to say of every cell.
const REMARKS: usize = 1_000;
/// Merged areas that are kept of one sheet.
const MERGED: usize = 50_000;

/// Takes in the pieces of one document.
#[derive(Debug, Default)]
pub struct DocumentBuilder {
    sheets: Vec<Sheet>,
    findings: Vec<Finding>,
}

impl DocumentBuilder {
    /// Takes in the next piece.
    pub fn take(&mut self, piece: Piece) -> ControlFlow<()> {
        match (piece, self.sheets.last_mut()) {
            (Piece::Sheet(sheet), _) => self.sheets.push(sheet),
            (Piece::Finding(finding), _) if self.findings.len() <= REMARKS => self.findings.push(finding),
            (Piece::Cells(mut cells), Some(sheet)) if sheet.cells.is_empty() => sheet.cells.append(&mut cells),
            (Piece::Cells(cells), Some(sheet)) => sheet.cells.extend(cells),
            (Piece::Merged(merged), Some(_)) => self.merge(merged),
            (Piece::Cells(_) | Piece::Merged(_), None) | (Piece::Finding(_), _) => {}
        }
        ControlFlow::Continue(())
    }

    fn merge(&mut self, mut merged: Vec<Area>) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        if merged.len() > MERGED {
            let finding = Finding::new("too-many-merged").with("sheet", &sheet.name).with("limit", MERGED);
            self.findings.insert(0, finding);
            merged.truncate(MERGED);
        }
        sheet.merged.append(&mut merged);
    }

    /// The document, once the last piece is in.
    pub fn document(mut self, format: Format) -> Document {
        for sheet in &mut self.sheets {
            in_order(sheet, &mut self.findings);
            lay_out(sheet, &mut self.findings);
        }
        if self.findings.len() > REMARKS {
            self.findings.truncate(REMARKS);
            self.findings.push(Finding::new("remarks-cut").with("limit", REMARKS));
        }
        Document { format, sheets: self.sheets, findings: self.findings }
    }
}

/// Sorts cells that a damaged file gives out of order; of two at one spot the first is kept.
fn in_order(sheet: &mut Sheet, findings: &mut Vec<Finding>) {
    if sheet.cells.is_sorted_by(|a, b| a.spot < b.spot) {
        return;
    }
    sheet.cells.sort_by_key(|cell| cell.spot);
    let mut doubled = Vec::new();
    sheet.cells.dedup_by(|later, kept| {
        let same = later.spot == kept.spot;
        if same {
            doubled.push(kept.spot);
        }
        same
    });
    findings.extend(doubled.into_iter().map(|spot| remark("double-cell", sheet, spot)));
}

/// Gives merged cells their extent and takes out what lies covered by them.
fn lay_out(sheet: &mut Sheet, findings: &mut Vec<Finding>) {
    sheet.merged.sort_unstable_by_key(|area| area.from);
    apart(sheet, findings);
    let mut covered = Vec::new();
    let mut areas = sheet.merged.iter().peekable();
    let mut open = Open::default();
    for (i, cell) in sheet.cells.iter_mut().enumerate() {
        while let Some(area) = areas.next_if(|area| area.from <= cell.spot) {
            open.add(*area);
        }
        match open.over(cell.spot.row, cell.spot.col) {
            Some(area) if area.from == cell.spot => stretch(cell, &area),
            Some(area) if area.from.col <= cell.spot.col && cell.spot.col <= area.to.col => covered.push(i),
            _ => {}
        }
    }
    take_out(sheet, covered, findings);
}

/// Keeps the first of areas that overlap: a damaged file.
fn apart(sheet: &mut Sheet, findings: &mut Vec<Finding>) {
    let mut open = Open::default();
    let mut overlapping = Vec::new();
    sheet.merged.retain(|area| {
        let free = open.over(area.from.row, area.to.col).is_none_or(|other| other.to.col < area.from.col);
        if free {
            open.add(*area);
        } else {
            overlapping.push(area.from);
        }
        free
    });
    findings.extend(overlapping.into_iter().map(|spot| remark("overlapping-merge", sheet, spot)));
}

/// The areas around the row that is being walked, none over another, by their first column.
#[derive(Default)]
struct Open(BTreeMap<u32, Area>);

impl Open {
    fn add(&mut self, area: Area) {
        self.0.insert(area.from.col, area);
    }

    /// The last area that reaches this row and begins at `col` or before it; those that ended above are dropped.
    fn over(&mut self, row: u32, col: u32) -> Option<Area> {
        loop {
            let (&begin, area) = self.0.range(..=col).next_back()?;
            if area.to.row >= row {
                return Some(*area);
            }
            self.0.remove(&begin);
        }
    }
}

fn stretch(cell: &mut Cell, area: &Area) {
    cell.rows = area.to.row - area.from.row + 1;
    cell.cols = area.to.col - area.from.col + 1;
}

fn take_out(sheet: &mut Sheet, mut covered: Vec<usize>, findings: &mut Vec<Finding>) {
    if covered.is_empty() {
        return;
    }
    covered.sort_unstable();
    let mut at = 0;
    let cells = std::mem::take(&mut sheet.cells);
    for (i, cell) in cells.into_iter().enumerate() {
        if covered.get(at) != Some(&i) {
            sheet.cells.push(cell);
            continue;
        }
        at += 1;
        if !cell.content.is_empty() {
            let place = crate::text::place::Place::cell(&sheet.name, cell.spot);
            findings.push(Finding::new("covered-cell").place(place));
        }
    }
}

fn remark(code: &'static str, sheet: &Sheet, spot: Spot) -> Finding {
    Finding::new(code).place(crate::text::place::Place::cell(&sheet.name, spot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cells::model::Grid;
    use crate::text::content::Content;

    fn text(row: u32, col: u32, text: &str) -> Cell {
        Cell::new(row, col, Content::Text(text.into()))
    }

    fn area(address: &str) -> Area {
        let (from, to) = address.split_once(':').expect("a range");
        Area { from: from.parse().expect("an address"), to: to.parse().expect("an address") }
    }

    fn document(cells: Vec<Cell>, merged: &[&str]) -> Document {
        let mut whole = DocumentBuilder::default();
        let _ = whole.take(Piece::Sheet(Sheet::new("Blad1", Grid::Sheet)));
        let _ = whole.take(Piece::Cells(cells));
        let _ = whole.take(Piece::Merged(merged.iter().map(|a| area(a)).collect()));
        whole.document(Format::Xlsx)
    }

    #[test]
    fn what_lies_under_a_merged_cell_is_said_and_taken_out() {
        let document = document(vec![text(0, 0, "a"), text(0, 1, "b"), text(1, 2, "c")], &["A1:B2"]);
        let sheet = &document.sheets[0];
        assert_eq!(sheet.cells.len(), 2);
        assert_eq!((sheet.cells[0].rows, sheet.cells[0].cols), (2, 2));
        let codes: Vec<_> = document.findings.iter().map(|f| f.code.as_ref()).collect();
        assert_eq!(codes, ["covered-cell"]);
        assert_eq!(document.findings[0].place.as_ref().map(ToString::to_string).as_deref(), Some("Blad1!B1"));
    }

    #[test]
    fn cells_in_disorder_are_sorted_and_doubles_said() {
        let document = document(vec![text(2, 0, "a"), text(0, 1, "b"), text(2, 0, "c")], &["A1:B1", "B1:C1"]);
        let spots: Vec<_> = document.sheets[0].cells.iter().map(|c| c.spot.to_string()).collect();
        assert_eq!(spots, ["A3"]);
        let codes: Vec<_> = document.findings.iter().map(|f| f.code.as_ref()).collect();
        assert_eq!(codes, ["double-cell", "overlapping-merge", "covered-cell"]);
    }
}
