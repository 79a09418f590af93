//! Headings as labels over prose: all text below one, up to the next label or heading.

use crate::document::cells::model::{Cell, Grid};
use crate::text::normalize::{fold, fold_label};
use crate::text::place::Spot;

use crate::mapping::locate::label_index::{At, LabelIndex, Region};
use crate::mapping::spec::form_spec::Mapping;

/// The cells that the prose under a label takes, the first of which is written to.
pub(crate) fn below(printed: &LabelIndex<'_>, mapping: &Mapping, label: At, region: &Region) -> Vec<Spot> {
    let sheet = printed.sheet(label);
    let end = printed.cell(label).end();
    let after = (0..).zip(&sheet.cells).filter(|(_, cell)| cell.spot.row > end.row);
    // what is printed right under the heading tells what to write there
    let noted = |printed_cell: &Cell| printed_cell.content.as_text().is_some_and(|text| mapping.is_fixed(&fold(text)));
    let own = after.skip_while(|(_, printed_cell)| noted(printed_cell)).take_while(|(cell, printed_cell)| {
        let at = At { sheet: label.sheet, cell: *cell };
        region.holds(printed, at) && !printed_cell.content.as_text().is_some_and(|text| is_printed(text, mapping))
    });
    let mut spots: Vec<Spot> = own.map(|(_, cell)| cell.spot).collect();
    if spots.is_empty() && sheet.grid == Grid::Sheet {
        spots.push(sheet.corner(Spot { row: end.row + 1, col: printed.cell(label).spot.col }));
    }
    spots
}

/// Whether a text ends the prose above it: a label or heading of the mapping, text that it calls fixed, a question of
/// either with what may be answered behind it (`… in het register?  ja / nee`), or a sentence with gaps.
fn is_printed(text: &str, mapping: &Mapping) -> bool {
    let label = text.split([':', '\t']).next().unwrap_or(text);
    let question = text.split_inclusive('?').next().filter(|question| question.len() < text.len());
    let asks = |question: &str| mapping.declares(&fold_label(question)) || mapping.is_fixed(&fold(question));
    mapping.declares(&fold_label(text))
        || question.is_some_and(asks)
        || label.len() < text.len() && mapping.declares(&fold_label(label))
        || mapping.is_fixed(&fold(text))
        || fold(text) == mapping.title_folded
        || mapping.is_sentence(text)
}
