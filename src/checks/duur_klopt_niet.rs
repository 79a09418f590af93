//! A length that differs from the dates beside it.

use crate::finding::Finding;
use crate::record::value::date::{Date, days_between};
use crate::record::value::duration::Duration;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::known::later;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "duur-klopt-niet",
    title: "De duur past niet bij de begin- en einddatum",
    question: Question::OfRecord(ask),
};

/// Begin, end and length of one period.
static PERIODS: [[Named; 3]; 2] = [
    [Named::new("dienstverband.begin"), Named::new("dienstverband.einde"), Named::new("dienstverband.duur")],
    [Named::new("begeleiding.begin"), Named::new("begeleiding.einde"), Named::new("begeleiding.duur")],
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    PERIODS.iter().filter_map(|[begin, end, length]| differs(record, begin, end, length)).collect()
}

fn differs(record: &Subject<'_>, begin: &Named, end: &Named, length: &Named) -> Option<Finding> {
    let (answer, length) = length.duration(record)?;
    let ((_, begin), (_, end)) = (begin.date(record)?, end.date(record)?);
    (!fits(begin, end, length)?).then(|| about(CHECK.code, answer))
}

/// The end may be the last day or the day after it, and half a year may be called 26 weeks: a week more or less is let
/// be, and two days for a period of less than eight weeks.
fn fits(begin: Date, end: Date, length: Duration) -> Option<bool> {
    let slack = if length.months * 30 + length.days < 56 { 2 } else { 7 };
    let earliest = later(begin.first_day()?, length.months, length.days);
    let latest = later(begin.last_day()?, length.months, length.days);
    Some(days_between(earliest, end.last_day()?) >= -(slack + 1) && days_between(latest, end.first_day()?) <= slack)
}
