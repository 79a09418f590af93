//! Boxes that stand in cells of their own, each beside its word: the buttons of a pdf, the ticked cells of a sheet.

use crate::document::model::Sheet;
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Spot;

use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::label_index::{At, LabelIndex};
use crate::mapping::locate::location::BoxAt;
use crate::mapping::spec::mapping_line::{Direction, TickBox};

/// The boxes of a question whose first answer cell is `first`: right of the question, in one line or below each other.
/// None where they stand in one text with their words.
pub(crate) fn of_question(
    printed: &LabelIndex<'_>,
    question: At,
    first: Spot,
    boxes: &[TickBox],
) -> Result<Option<Vec<BoxAt>>, Finding> {
    let sheet = printed.sheet(question);
    let side = if is_box(sheet, first) { Direction::Left } else { Direction::Right };
    let word = sheet.position(first).map(|cell| At { cell, ..question });
    if side == Direction::Right && word.is_none_or(|word| box_at(printed, word, side).is_none()) {
        return Ok(None);
    }
    let words = words_of(printed, question);
    let mut found = Vec::new();
    for (turn, tick) in boxes.iter().enumerate() {
        let own = |at: &&At| printed.folded_label(**at).is_some_and(|label| *label == tick.label.folded);
        let of_word = |at: &At| box_at(printed, *at, side).map(|spot| BoxAt { turn, label: *at, spot: Some(spot) });
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

/// The box of a word whose own cell has none: to its left, else to its right.
pub(crate) fn of_word(printed: &LabelIndex<'_>, word: At) -> Option<Spot> {
    box_at(printed, word, Direction::Left).or_else(|| box_at(printed, word, Direction::Right))
}

fn box_at(printed: &LabelIndex<'_>, word: At, side: Direction) -> Option<Spot> {
    let sheet = printed.sheet(word);
    step(sheet, printed, word, side, 0).filter(|spot| is_box(sheet, *spot))
}

fn is_box(sheet: &Sheet, spot: Spot) -> bool {
    sheet.at(spot).is_some_and(|cell| matches!(cell.content, Content::Tick(_)))
}

/// The cells right of a question, down to the row in which the next question stands.
fn words_of(printed: &LabelIndex<'_>, question: At) -> Vec<At> {
    let (sheet, own) = (printed.sheet(question), printed.cell(question));
    let (from, edge) = (own.spot.row, own.end().col);
    let next =
        sheet.cells.iter().filter(|cell| cell.spot.row > from && cell.spot.col <= edge).map(|cell| cell.spot.row);
    let until = next.min().unwrap_or(u32::MAX);
    let inside = |spot: Spot| (from..until).contains(&spot.row) && spot.col > edge;
    let cells = sheet.cells.iter().enumerate().filter(|(_, cell)| inside(cell.spot));
    cells.map(|(cell, _)| At { cell, ..question }).collect()
}
