//! The rows that a form prints for a table: those between lines, up to a row of which one merged cell is all.

use crate::document::cells::model::Sheet;
use crate::document::filling::formatting::SheetFormat;
use crate::mapping::locate::table::{Body, GroupPlace, GroupRow, Table};
use crate::text::place::Spot;

/// How many rows of a table that nothing ends are looked at for lines.
const MOST: u32 = 2_000;

/// The last row of a table between lines; none where its first row has none.
pub(super) fn last_ruled(sheet: &Sheet, format: &SheetFormat, table: &Table) -> Option<u32> {
    let body = table.body.as_ref()?;
    let last = if body.open { body.to.max(body.from.saturating_add(MOST)) } else { body.to };
    (body.from..=last).take_while(|row| is_ruled(sheet, format, body, *row)).last()
}

/// Whether most cells of a row have a line; one that belongs to the merged cells of the row above does as that did.
fn is_ruled(sheet: &Sheet, format: &SheetFormat, body: &Body, row: u32) -> bool {
    let Some(entry) = body.row(sheet, row) else { return true };
    let spots: Vec<Spot> = spots(&entry).collect();
    let lines = |spot: &&Spot| format.cells.get(spot).is_some_and(|cell| cell.lines > 0);
    2 * spots.iter().filter(lines).count() > spots.len()
}

/// Whether one merged cell is the place of several columns: a remark under the table, or the next heading.
pub(super) fn is_one_cell(entry: &GroupRow) -> bool {
    let mut seen: Vec<Spot> = Vec::new();
    spots(entry).any(|spot| {
        let twice = seen.contains(&spot);
        seen.push(spot);
        twice
    })
}

fn spots(entry: &GroupRow) -> impl Iterator<Item = Spot> {
    entry.cells.iter().flat_map(|cell| match &cell.stands {
        GroupPlace::Cell(spot) => vec![*spot],
        GroupPlace::Boxes(boxes) => boxes.iter().map(|(_, spot)| *spot).collect(),
        GroupPlace::After(_) => Vec::new(),
    })
}
