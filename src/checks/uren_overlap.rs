//! Two entries of the hours log at the same time.

use crate::finding::Finding;
use crate::record::answer::{Answer, Record};

use super::check::{Check, Question, about};
use super::log::{Entry, entries};

pub(super) const CHECK: Check = Check {
    code: "uren-overlap",
    title: "Twee regels van de urenverantwoording overlappen in tijd",
    question: Question::OfRecord(ask),
};

/// The same times twice are the same entry twice, which is another finding.
fn ask(record: &Record) -> Vec<Finding> {
    let entries = entries(record);
    let mut timed: Vec<_> = entries.iter().filter_map(timed).collect();
    timed.sort_by_key(|(day, from, ..)| (*day, *from));
    let mut found = Vec::new();
    let mut until = None;
    for (day, from, to, answer) in timed {
        match until {
            Some((same, begin, end)) if same == day && from < end && (from, to) != (begin, end) => {
                found.push(about(CHECK.code, answer));
                until = Some((day, begin, to.max(end)));
            }
            Some((same, _, end)) if same == day && end > to => {}
            _ => until = Some((day, from, to)),
        }
    }
    found
}

/// The day, the minutes between which it lies, and the answer to point at; not past midnight.
fn timed<'a>(entry: &Entry<'a>) -> Option<(jiff::civil::Date, i64, i64, &'a Answer)> {
    let (day, (answer, from), (_, to)) = (entry.date?.1.day()?, entry.from?, entry.to?);
    (from < to).then_some((day, from, to, answer))
}
