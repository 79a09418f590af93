//! Two entries of the hours log at the same time.

use crate::finding::Finding;
use crate::record::answer::Answer;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{Entry, entries, says};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-overlap",
    title: "Twee regels van de urenverantwoording overlappen in tijd",
    question: Question::OfRecord(ask),
};

/// A row that says in every column what another says is that row twice, which is another finding.
fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let entries = entries(record);
    let mut timed: Vec<_> = entries.iter().filter_map(timed).collect();
    timed.sort_by_key(|(day, from, to, _)| (*day, *from, *to));
    let mut found = Vec::new();
    let mut until = None;
    let mut before = None;
    for (day, from, to, answer) in timed {
        let end = until.filter(|(same, _)| *same == day).map_or(from, |(_, end)| end);
        let twice = || before.is_some_and(|row| says(record, row) == says(record, answer.key.row));
        if from < end && !twice() {
            found.push(about(CHECK.code, answer));
        }
        until = Some((day, end.max(to)));
        before = Some(answer.key.row);
    }
    found
}

/// The day, the minutes between which it lies, and the answer to point at; not past midnight.
fn timed<'a>(entry: &Entry<'a>) -> Option<(jiff::civil::Date, i64, i64, &'a Answer)> {
    let (day, (answer, from), (_, to)) = (entry.date?.1.day()?, entry.from?, entry.to?);
    (from < to).then_some((day, from, to, answer))
}
