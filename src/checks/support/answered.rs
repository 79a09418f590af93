//! Whether a question was answered: "onbekend" and a dash are no answer, "n.v.t." and "zie bijlage" are.

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{NonAnswer, Reading};
use crate::text::place::Place;

use crate::checks::support::subject::Subject;

/// Whether one of these answers says something.
pub(in crate::checks) fn answered<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> bool {
    answers
        .into_iter()
        .any(|answer| !matches!(answer.reading, Reading::NonAnswer(NonAnswer::Unknown | NonAnswer::Nothing)))
}

/// A finding about a field without an answer: at the dash that stands there if one does, and in a list at its row.
pub(in crate::checks) fn lacking(code: &'static str, record: &Subject<'_>, field: FieldId) -> Finding {
    let finding = Finding::new(code).field(Schema::common().field(field).id.clone());
    match record.answers_to(field).first() {
        Some(dash) => finding.place(dash.place.clone()),
        None => match record.answers.first().map(|first| &first.place) {
            Some(Place::Record { row, .. }) => finding.place(Place::Record { row: *row, col: 1 }),
            _ => finding,
        },
    }
}
