//! More hours of coaching than hours of work.

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::value::date::days_between;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "uren-boven-contract", title: "Er is meer begeleiding dan werk", question: Question::OfRecord(ask) };

static CONTRACT: Named = Named::new("dienstverband.uren_per_week");
static BEGIN: Named = Named::new("begeleiding.begin");
static END: Named = Named::new("begeleiding.einde");
static WEEK: Named = Named::new("begeleiding.uren_per_week");
static MONTH: Named = Named::new("begeleiding.uren_per_maand");
static PERIOD: [Named; 3] = [
    Named::new("begeleiding.uren_aangevraagd"),
    Named::new("begeleiding.uren_toegekend"),
    Named::new("begeleiding.uren_besteed"),
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let Some((_, contract)) = CONTRACT.hours(record) else { return Vec::new() };
    let weekly = WEEK.hours(record).into_iter().map(|read| (read, 7));
    let monthly = MONTH.hours(record).into_iter().map(|read| (read, 31));
    let length = period(record);
    let whole = PERIOD.iter().filter_map(|field| Some((field.hours(record)?, length?)));
    let above = weekly.chain(monthly).chain(whole).filter(|((_, minutes), days)| minutes * 7 > contract * days);
    above.map(|((answer, _), days)| found(answer, contract * days / 7)).collect()
}

/// The most days that the coaching can last.
fn period(record: &Subject<'_>) -> Option<i64> {
    let ((_, begin), (_, end)) = (BEGIN.date(record)?, END.date(record)?);
    Some(i64::from(days_between(begin.first_day()?, end.last_day()?)) + 1).filter(|days| *days >= 7)
}

fn found(answer: &Answer, work: i64) -> Finding {
    about(CHECK.code, answer).with("work", format_hours(work))
}
