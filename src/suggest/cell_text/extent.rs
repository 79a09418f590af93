//! How much of a document a draft looks at: a form to fill in is small, and a table shows in its first rows what it asks.

use crate::document::cells::model::{Document, Sheet};
use crate::finding::Finding;

/// Cells that are looked at of one sheet, and of all sheets together.
const OF_A_SHEET: usize = 4_000;
const IN_ALL: usize = 10_000;

/// The beginning of each sheet of a document that has more, and what to say of that; none where all of it is looked at.
/// What stands at a position there stands at the same one in the whole.
pub fn beginning(document: &Document) -> Option<(Document, Finding)> {
    let all: usize = document.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    if all <= OF_A_SHEET {
        return None;
    }
    let mut left = IN_ALL;
    let first = |sheet: &Sheet| {
        let count = sheet.cells.len().min(OF_A_SHEET).min(left);
        left -= count;
        cut(sheet, count)
    };
    let sheets: Vec<Sheet> = document.sheets.iter().map(first).collect();
    let kept: usize = sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let finding = Finding::new("draft-of-first-cells").with("count", all).with("kept", kept);
    (kept < all).then(|| (Document { format: document.format, sheets, findings: Vec::new() }, finding))
}

/// The first cells of a sheet, with what belongs to their rows.
fn cut(sheet: &Sheet, count: usize) -> Sheet {
    if count == sheet.cells.len() {
        return sheet.clone();
    }
    let cells = sheet.cells[..count].to_vec();
    let last = cells.last().map_or(0, |cell| cell.spot.row);
    let merged = sheet.merged.iter().filter(|area| area.from.row <= last).take(count).copied().collect();
    let named = sheet.named.iter().filter(|named| named.spot.row <= last).take(count).cloned().collect();
    Sheet {
        name: sheet.name.clone(),
        grid: sheet.grid,
        hidden: sheet.hidden,
        cells,
        merged,
        named,
        repeating: sheet.repeating.clone(),
    }
}

#[cfg(test)]
mod tests {
    use crate::document::cells::model::{Cell, Format, Grid};
    use crate::text::content::Content;

    use super::*;

    fn document(sheets: usize, rows: u32) -> Document {
        let sheet = |n: usize| {
            let mut sheet = Sheet::new(&format!("Blad{n}"), Grid::Sheet);
            sheet.cells = (0..rows).map(|row| Cell::new(row, 0, Content::Text("Naam".into()))).collect();
            sheet
        };
        Document { format: Format::Xlsx, sheets: (0..sheets).map(sheet).collect(), findings: Vec::new() }
    }

    #[test]
    fn a_form_is_looked_at_whole_and_a_long_one_by_its_beginning() {
        assert!(beginning(&document(1, 4000)).is_none());
        assert!(beginning(&document(500, 5)).is_none());
        for (sheets, rows, kept) in [(1, 4001, 4000), (5, 3000, 10_000), (2, 90_000, 8000)] {
            let (cut, finding) = beginning(&document(sheets, rows)).expect("too much");
            assert_eq!(cut.sheets.len(), sheets);
            assert_eq!(cut.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>(), kept);
            assert_eq!(finding.code, "draft-of-first-cells");
        }
    }
}
