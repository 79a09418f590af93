//! An entry of the hours log that stands there twice.

use foldhash::HashSet;

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{entries, says};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-dubbel",
    title: "Een regel van de urenverantwoording staat er twee keer",
    question: Question::OfRecord(ask),
};

/// Twice where every answer of the row is the same, and there is a date and a length among them.
fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let entries = entries(record);
    let whole = entries.iter().filter(|entry| entry.minutes().is_some());
    let dated: Vec<_> = whole.filter_map(|entry| entry.date).collect();
    if dated.len() < 2 {
        return Vec::new();
    }
    let mut days = HashSet::default();
    if dated.iter().all(|(answer, _)| days.insert(answer.text.trim())) {
        return Vec::new();
    }
    let mut seen = HashSet::default();
    let again = dated.into_iter().filter(|(answer, _)| !seen.insert(says(record, answer.key.row)));
    again.map(|(answer, _)| about(CHECK.code, answer)).collect()
}
