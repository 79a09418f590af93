//! A row of the hours log that adds up the rows above it.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::entries;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-regel-totaal",
    title: "Een regel van de urenverantwoording is een totaal en telt niet mee",
    question: Question::OfRecord(ask),
};

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let totals = entries(record).into_iter().filter(|entry| entry.length.is_some());
    totals.filter_map(|entry| entry.total()).map(|answer| about(CHECK.code, answer)).collect()
}
