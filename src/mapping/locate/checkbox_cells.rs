//! Boxes that stand in cells of their own, each beside its word: the buttons of a pdf, the ticked cells of a sheet.

use std::ops::Range;

use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::finding::Finding;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::place::Spot;

use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::label_index::{At, LabelIndex};
use crate::mapping::locate::location::BoxAt;
use crate::mapping::spec::mapping_line::{Direction, TickBox};

/// The boxes of a question: right of it, else in the lines right below it. None where they stand in one text with their
/// words.
pub(crate) fn of_question(
    printed: &LabelIndex<'_>,
    question: At,
    boxes: &[TickBox],
) -> Result<Option<Vec<BoxAt>>, Finding> {
    let sheet = printed.sheet(question);
    let Some((side, words)) = words(sheet, question.cell) else { return Ok(None) };
    let words: Vec<At> = words.into_iter().map(|cell| At { cell, ..question }).collect();
    let mut found = Vec::new();
    for (turn, tick) in boxes.iter().enumerate() {
        let own = |at: &&At| printed.folded_label(**at).is_some_and(|label| *label == tick.label.folded);
        let beside = |at: &At| step(sheet, printed.cell(*at), side, 0).filter(|spot| may_be_box(sheet, *spot));
        let of_word = |at: &At| beside(at).map(|spot| BoxAt { turn, label: *at, spot: Some(spot) });
        let places: Vec<BoxAt> = words.iter().filter(own).filter_map(of_word).collect();
        match <[BoxAt; 1]>::try_from(places) {
            Ok(only) => found.extend(only),
            Err(several) => {
                let code = if several.is_empty() { "label-missing" } else { "label-ambiguous" };
                return Err(Finding::new(code).with("label", &tick.label.text));
            }
        }
    }
    Ok(Some(found))
}

/// The words beside the boxes of a question, by their positions in the sheet, and on which side of each its box stands.
/// They stand right of the question down to the next one, else in the lines right below it, up to the next question
/// beside it: `☐ ja ☐ nee`, `ja ☐ nee ☐`, or one below the other.
pub(crate) fn words(sheet: &Sheet, question: usize) -> Option<(Direction, Vec<usize>)> {
    let cell = &sheet.cells[question];
    let drawn = |cell: &Cell| cell.content.as_text().is_some_and(has_certain_box);
    if drawn(cell) || step(sheet, cell, Direction::Right, 0).and_then(|spot| sheet.at(spot)).is_some_and(drawn) {
        return None;
    }
    let (right, below) = (cell.end().col + 1, sheet.area(cell.spot).to.row.max(cell.end().row) + 1);
    let last = sheet.cells.last().map_or(0, |cell| cell.spot.row);
    let lines = |from: u32, cols: Range<u32>, ends: &dyn Fn(u32, &[usize]) -> bool| {
        let side = side(sheet, from, &cols)?;
        let rows = (from..=last).map(|row| (row, line(sheet, row, &cols, side)));
        let lines: Vec<Vec<usize>> =
            rows.take_while(|(row, words)| !ends(*row, words)).map(|(_, words)| words).collect();
        // a text with one box behind it is a question of its own where it stands below
        let other = from > cell.spot.row && side == Direction::Right && lines.first().is_none_or(|line| line.len() < 2);
        let words = lines.concat();
        (!words.is_empty() && !other).then_some((side, words))
    };
    // what stands before the boxes of a later line is the next question
    let asked = |row: u32, _: &[usize]| row > cell.spot.row && sheet.in_row(row).any(|cell| cell.spot.col < right);
    let next =
        sheet.in_row(cell.spot.row).find(|other| other.spot.col > cell.spot.col && other.content.as_text().is_some());
    let until = next.map_or(u32::MAX, |next| next.spot.col);
    lines(cell.spot.row, right..u32::MAX, &asked)
        .or_else(|| lines(below, cell.spot.col..until, &|_, words| words.is_empty()))
        .or_else(|| yes_no_cells(sheet, cell))
}

/// The words of `ja [  ] nee [  ]` right of a question of a sheet, where a cross is put into an empty cell beside the word.
fn yes_no_cells(sheet: &Sheet, question: &Cell) -> Option<(Direction, Vec<usize>)> {
    let word = |cell: &Cell| {
        let text = cell.content.as_text()?.trim().to_lowercase();
        ["ja", "nee"].into_iter().find(|word| *word == text)
    };
    let beside = step(sheet, question, Direction::Right, 0).filter(|_| sheet.grid == Grid::Sheet)?;
    let behind = sheet.in_row(question.spot.row).filter(|cell| cell.spot.col > question.spot.col);
    let words: Vec<&Cell> = behind.filter(|cell| word(cell).is_some()).collect();
    let [first, last] = words.as_slice() else { return None };
    let side = if first.spot == sheet.corner(beside) { Direction::Right } else { Direction::Left };
    let spots = [first, last].map(|cell| step(sheet, cell, side, 0));
    let boxed = spots.iter().all(|spot| spot.is_some_and(|spot| may_be_box(sheet, spot)));
    let between = side == Direction::Right || spots[0] == Some(sheet.corner(beside));
    let all = word(first) != word(last) && spots[0] != spots[1] && boxed && between;
    let positions = || words.iter().filter_map(|cell| sheet.position(cell.spot)).collect();
    all.then(|| (side, positions()))
}

/// Whether a cell is a box, or an empty one into which a cross is put.
fn may_be_box(sheet: &Sheet, spot: Spot) -> bool {
    sheet.at(spot).is_none_or(|cell| is_tick(cell) || cell.content.shown().trim().chars().count() <= 1)
}

/// On which side of its word each box of a line stands: left where the line begins with a box.
fn side(sheet: &Sheet, row: u32, cols: &Range<u32>) -> Option<Direction> {
    let mut cells = sheet.in_row(row).filter(|cell| cols.contains(&cell.spot.col) && !cell.content.is_empty());
    match (cells.next()?, cells.next()?) {
        (first, _) if is_tick(first) => Some(Direction::Left),
        (_, second) if is_tick(second) => Some(Direction::Right),
        _ => None,
    }
}

/// The words of a line that have a box on that side, up to the first text without one.
fn line(sheet: &Sheet, row: u32, cols: &Range<u32>, side: Direction) -> Vec<usize> {
    let mut words = Vec::new();
    for cell in sheet.in_row(row).filter(|cell| cols.contains(&cell.spot.col)) {
        if cell.content.is_empty() || is_tick(cell) {
            continue;
        }
        let beside = step(sheet, cell, side, 0).is_some_and(|spot| is_box(sheet, spot));
        match sheet.position(cell.spot).filter(|_| beside) {
            Some(word) => words.push(word),
            None => break,
        }
    }
    words
}

/// The box of a word whose own cell has none: to its left, else to its right.
pub(crate) fn of_word(printed: &LabelIndex<'_>, word: At) -> Option<Spot> {
    box_at(printed, word, Direction::Left).or_else(|| box_at(printed, word, Direction::Right))
}

fn box_at(printed: &LabelIndex<'_>, word: At, side: Direction) -> Option<Spot> {
    let sheet = printed.sheet(word);
    step(sheet, printed.cell(word), side, 0).filter(|spot| is_box(sheet, *spot))
}

fn is_box(sheet: &Sheet, spot: Spot) -> bool {
    sheet.at(spot).is_some_and(is_tick)
}

fn is_tick(cell: &Cell) -> bool {
    matches!(cell.content, Content::Tick(_))
}
