//! What a form explains: under a label in its own cell, or on a line between a question and its answer.

use crate::document::cells::model::{Cell, Grid, OwnPlace, Sheet};
use crate::text::checkbox::has_certain_box;
use crate::text::place::Spot;

use crate::suggest::cell_text::hints;
use crate::suggest::cell_text::likeness::QuestionLikeness;
use crate::suggest::cell_text::texts::split;

/// Fewer labels with an explanation, or questions with a note, are no habit.
const FEWEST: usize = 3;
/// A text that is this near to a known wording is a label.
const LABEL: f64 = 0.6;

/// A label with an explanation on the lines under it.
pub(super) fn explained(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.trim().split_once('\n')?;
    let printed = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let asks = rest.lines().any(|line| line.trim_end().ends_with(':')) || has_certain_box(rest);
    (printed(first) && printed(rest) && !asks).then_some((first.trim_end(), rest))
}

/// The first lines of a text that have letters, as many as stand upright; boxes and lines to write on behind them belong to it.
pub(super) fn upright(text: &str, lines: u16) -> &str {
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
pub(super) fn has_beside(sheet: &Sheet, cell: &Cell) -> bool {
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

/// Whether most of a text is in italics.
pub(super) fn is_italic(sheet: &Sheet) -> bool {
    let (all, italic) = sheet
        .cells
        .iter()
        .filter(|cell| !cell.content.is_empty())
        .fold((0, 0), |(all, italic), cell| (all + 1, italic + usize::from(cell.italic_from == Some(0))));
    italic * 2 > all
}

/// Whether most questions of a text have a printed line under them, and then an empty one.
pub(super) fn are_prompted(sheet: &Sheet) -> bool {
    let line = |cell: &Cell| matches!(cell.own_place, OwnPlace::Paragraph(_)) && sheet.grid == Grid::Flow;
    let asks = |cell: &Cell| cell.content.as_text().is_some_and(|text| text.trim().ends_with('?'));
    let (mut all, mut prompted) = (0, 0);
    for three in sheet.cells.windows(3).filter(|three| three.iter().all(line) && asks(&three[0])) {
        all += 1;
        let printed = three[1].content.as_text().is_some_and(|text| hints::placeholder(text).is_none());
        prompted += usize::from(printed && three[2].content.is_empty());
    }
    prompted >= FEWEST && prompted * 2 > all
}
