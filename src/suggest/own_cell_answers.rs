//! Labels with room for the answer in their own cell: an empty line below, or a line of dots behind.

use crate::document::model::{Cell, Grid, Sheet};
use crate::text::checkbox::has_certain_box;
use crate::text::label;
use crate::text::place::Spot;

use super::hints;
use super::likeness::QuestionLikeness;
use super::sheet_classifier::SheetClassifier;
use super::texts::split;

/// Fewer labels with room than this are no habit.
const FEWEST: usize = 3;
/// A text that is this near to a known wording is a label.
const LABEL: f64 = 0.6;

/// Whether an empty line or a line to write on follows the text of a cell.
pub(super) fn is_left(cell: &Cell) -> bool {
    cell.room || cell.content.as_text().is_some_and(|text| text.trim_end_matches(' ').ends_with('\n'))
}

/// Whether a label has its answer on the next line of its own cell, as somebody typed it there.
pub(super) fn is_taken(text: &str) -> bool {
    let text = text.trim();
    let parted = label::separator(text).filter(|(at, _)| *at < text.len());
    parted
        .is_some_and(|(at, end)| text[at..].starts_with('\n') || text[end..].trim_start_matches(' ').starts_with('\n'))
}

/// A label with an explanation on the lines under it.
fn explained(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim().split_once('\n')?;
    let printed = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let asks = rest.lines().any(|line| line.trim_end().ends_with(':')) || has_certain_box(rest);
    (printed(first) && printed(rest) && !asks).then_some((first.trim_end(), rest))
}

impl SheetClassifier<'_> {
    /// The text of a cell as a label, and the explanation under it, each for itself.
    pub(super) fn parted(&self, c: usize, text: &str) -> (String, Option<String>) {
        let label = self.label_text(c, text);
        let explanation = text[label.len()..].trim();
        (label.to_owned(), Some(explanation.to_owned()).filter(|text| !text.is_empty()))
    }

    /// The text of a cell as a label: without the explanation under it, where that is the habit of the form.
    pub(super) fn label_text<'t>(&self, c: usize, text: &'t str) -> &'t str {
        let cell = &self.sheet.cells[c];
        if let Some(lines) = cell.italic_from.filter(|lines| *lines > 0 && !self.italic) {
            return upright(text, lines);
        }
        match explained(text).filter(|_| self.explained) {
            Some((first, _)) if has_beside(self.sheet, cell) => first,
            _ => text,
        }
    }
}

/// The first lines of a text that have letters, as many as stand upright; boxes and lines to write on behind them belong to it.
fn upright(text: &str, lines: u16) -> &str {
    let mut left = usize::from(lines);
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        if line.contains(char::is_alphabetic) {
            if left == 0 {
                let rest = &text[end..];
                return if has_certain_box(rest) { text } else { text[..end].trim_end() };
            }
            left -= 1;
        }
        end += line.len();
    }
    text
}

/// Whether labels stand with an explanation under them and their answers in the next cell, so that what follows on a line of
/// its own was printed and not typed.
pub(super) fn are_explained(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
    let mut labels = sheet.cells.iter().filter(|cell| {
        let first = cell.content.as_text().and_then(explained);
        first.is_some_and(|(first, _)| first.ends_with('?') || likes.of(split(first).0) >= LABEL)
    });
    let beside = labels.clone().filter(|cell| is_answered_beside(sheet, cell, likes)).count();
    let others = labels.clone().count() - beside;
    labels.next().is_some() && beside >= FEWEST && beside > others * 2
}

/// Whether anything that asks nothing itself is beside a cell; a word that is a label elsewhere may be an answer here.
fn has_beside(sheet: &Sheet, cell: &Cell) -> bool {
    let right = Spot { row: cell.spot.row, col: sheet.area(cell.spot).to.col.max(cell.end().col) + 1 };
    let asks = |cell: &Cell| cell.content.as_text().is_some_and(|text| text.trim().ends_with([':', '?']));
    sheet.at(sheet.corner(right)).is_some_and(|beside| !asks(beside))
}

/// Whether an answer stands beside a label or may be written there: a cell that is empty, holds boxes, or no label.
fn is_answered_beside(sheet: &Sheet, cell: &Cell, likes: &QuestionLikeness<'_>) -> bool {
    let right = Spot { row: cell.spot.row, col: sheet.area(cell.spot).to.col.max(cell.end().col) + 1 };
    sheet.at(sheet.corner(right)).is_some_and(|beside| match beside.content.as_text() {
        Some(text) => hints::placeholder(text).is_some() || likes.of(split(text).0) < LABEL,
        None => true,
    })
}

/// Whether the answers of a sheet stand in the cells of their labels: the habit of the whole, for an empty line is left under
/// many a label of which the answer stands beside it.
pub(super) fn answers_within(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
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
