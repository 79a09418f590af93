//! Labels with room for the answer in their own cell: an empty line below, or a line of dots behind.

use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::text::label;
use crate::text::place::Spot;

use super::hints;
use super::likeness::QuestionLikeness;
use super::texts::split;

/// Fewer labels with room than this are no habit.
const FEWEST: usize = 3;
/// A text that is this near to a known wording is a label.
const LABEL: f64 = 0.6;

/// Whether an empty line or a line to write on follows the text of a cell.
pub(in crate::suggest) fn is_left(cell: &Cell) -> bool {
    cell.room || cell.content.as_text().is_some_and(|text| text.trim_end_matches(' ').ends_with('\n'))
}

/// Whether a label has its answer on the next line of its own cell, as somebody typed it there.
pub(in crate::suggest) fn is_taken(text: &str) -> bool {
    let text = text.trim();
    let parted = label::separator(text).filter(|(at, _)| *at < text.len());
    parted
        .is_some_and(|(at, end)| text[at..].starts_with('\n') || text[end..].trim_start_matches(' ').starts_with('\n'))
}

/// Whether the answers of a sheet stand in the cells of their labels: the habit of the whole, for an empty line is left under
/// many a label of which the answer stands beside it.
pub(in crate::suggest) fn answers_within(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
    let width =
        sheet.cells.iter().filter(|cell| !cell.content.is_empty()).map(|cell| cell.end().col).max().unwrap_or(0);
    let (mut own, mut beside) = (0, 0);
    for cell in &sheet.cells {
        let Some(text) = cell.content.as_text().filter(|text| is_left(cell) || is_taken(text)) else { continue };
        if likes.of(split(text).0) < LABEL {
            continue;
        }
        match neighbour(sheet, cell, width) {
            Some(true) => own += 1,
            Some(false) => beside += 1,
            None => {}
        }
    }
    own >= FEWEST && own > beside * 2
}

/// Whether the cell beside a label, or else the one under it, is printed; none where nothing can be said of it.
fn neighbour(sheet: &Sheet, cell: &Cell, width: u32) -> Option<bool> {
    let right = Spot { row: cell.spot.row, col: sheet.area(cell.spot).to.col.max(cell.end().col) + 1 };
    let below = Spot { row: sheet.area(cell.spot).to.row.max(cell.end().row) + 1, col: cell.spot.col };
    let free = |cell: &Cell| {
        cell.content.is_empty() || cell.content.as_text().is_none_or(|text| hints::placeholder(text).is_some())
    };
    match (sheet.at(sheet.corner(right)), sheet.grid) {
        (Some(cell), _) => Some(!free(cell)),
        (None, Grid::Flow) => Some(sheet.at(sheet.corner(below)).is_none_or(|cell| !free(cell))),
        (None, _) => (right.col <= width).then_some(false),
    }
}
