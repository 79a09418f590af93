//! Many more hours granted than asked.

use crate::finding::Finding;
use crate::record::value::{Reading, Value};

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-toegekend-boven-aanvraag",
    title: "Er zijn veel meer uren toegekend dan aangevraagd",
    question: Question::OfRecord(ask),
};

static ASKED: Named = Named::new("begeleiding.uren_aangevraagd");
static GRANTED: Named = Named::new("begeleiding.uren_toegekend");
static USED: Named = Named::new("begeleiding.uren_besteed");
static REQUEST: Named = Named::new("begeleiding.aanvraag");

pub(super) fn ask(record: &Subject<'_>) -> Vec<Finding> {
    above(record).into_iter().collect()
}

fn above(record: &Subject<'_>) -> Option<Finding> {
    let (answer, granted) = GRANTED.hours(record)?;
    let (_, asked) = ASKED.hours(record)?;
    (is_above(granted, asked) && !tells_of_before(record)).then(|| said(about(CHECK.code, answer), granted, asked))
}

/// What is granted may be rounded up, to whole hours or to what a month has of them: by an hour, or a tenth.
pub(super) fn is_above(granted: i64, asked: i64) -> bool {
    let more = granted.saturating_sub(asked);
    more > 60 && more > asked / 10
}

pub(super) fn said(finding: Finding, granted: i64, asked: i64) -> Finding {
    finding.with("granted", format_hours(granted)).with("asked", format_hours(asked))
}

/// Whether the grant may be that of the period before the one that is asked for: an application that follows on one tells
/// what was granted and used until then.
fn tells_of_before(record: &Subject<'_>) -> bool {
    let is = |word: &str| REQUEST.answers(record).iter().any(|answer| answer_is(&answer.reading, word));
    !is("eerste") && (is("vervolg") || USED.hours(record).is_some_and(|(_, used)| used > 0))
}

fn answer_is(reading: &Reading, word: &str) -> bool {
    matches!(reading, Reading::Value(Value::Text(text)) if text == word)
}
