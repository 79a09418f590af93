//! An entry of the hours log whose length is not what its times say.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{Entry, entries, format_hours};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "uren-tijd", title: "De duur past niet bij begin- en eindtijd", question: Question::OfRecord(ask) };

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    entries(record).iter().filter_map(differs).collect()
}

fn differs(entry: &Entry<'_>) -> Option<Finding> {
    let ((answer, length), span) = (entry.length?, entry.span()?);
    let fits = fits(length, span, entry.travel.map_or(0, |(_, minutes)| minutes));
    (!fits).then(|| about(CHECK.code, answer).with("length", format_hours(length)).with("span", format_hours(span)))
}

/// Rounding to a quarter is let be; travel may be counted in or out; a long day may have an hour's break.
fn fits(length: i64, span: i64, travel: i64) -> bool {
    let pause = if span > 330 { 60 } else { 0 };
    let near = |minutes: i64| length < minutes + 15 && length > minutes - 15 - pause;
    near(span) || near(span + travel) || near(span - travel)
}
