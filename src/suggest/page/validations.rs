//! What the cells of a workbook say before anybody answers: the list of a drop-down, the format of a date.

use crate::document::cells::model::{Document, Format, Grid};
use crate::document::file::source::Source;
use crate::document::filling::constraints::{Constraints, NumberShape};
use crate::record::schema::Kind;
use crate::text::place::{Place, Spot};

use super::printed_form::PrintedForm;
use crate::suggest::cell_text::hints::{self, Hints};

/// Adds to each question, and to each column of a table, what its answer place says.
pub(in crate::suggest) fn take(printed_form: &mut PrintedForm, document: &Document, source: &Source) {
    if !matches!(document.format, Format::Xlsx | Format::Ods) {
        return;
    }
    let place = |sheet: usize, spot: Spot| {
        let sheet = &document.sheets[sheet];
        (sheet.grid == Grid::Sheet).then(|| sheet.place(spot)).flatten()
    };
    let mut asked: Vec<(Place, &mut Hints)> = Vec::new();
    for question in &mut printed_form.questions {
        let at = question.answer.and_then(|spot| place(question.at.0, spot));
        asked.extend(at.map(|at| (at, &mut question.hints)));
    }
    for table in &mut printed_form.tables {
        for column in &mut table.columns {
            let first = Spot { row: table.row + 1, col: column.col };
            asked.extend(place(table.sheet, first).map(|at| (at, &mut column.hints)));
        }
    }
    let places: Vec<Place> = asked.iter().map(|(place, _)| place.clone()).collect();
    let Ok(bytes) = source.head(source.len()) else { return };
    // a place that cannot be looked up takes nothing away from the others: the draft does without
    let Ok(targets) = crate::document::targets(&bytes, document.format, &places) else { return };
    for (target, (_, hints)) in targets.iter().zip(asked) {
        lay_on(target, hints);
    }
}

fn lay_on(target: &Constraints, hints: &mut Hints) {
    if hints.options.is_empty() && !hints.boxes {
        let answers = target.list.iter().flatten().map(|answer| answer.trim().to_owned());
        hints.options = answers.filter(|answer| !answer.is_empty() && !is_prompt(answer)).collect();
        hints.kind = hints.kind.or_else(|| hints::yes_no(&hints.options));
    }
    if hints.kind.is_none() && hints.options.is_empty() && !hints.period {
        hints.kind = match target.like {
            NumberShape::Day | NumberShape::Moment => Some(Kind::Date),
            NumberShape::Percent => Some(Kind::Percentage),
            _ => None,
        };
    }
}

/// An item that asks to choose, and is no answer.
fn is_prompt(answer: &str) -> bool {
    hints::placeholder(answer).is_some_and(|hints| hints.options.is_empty() && hints.kind.is_none())
}
