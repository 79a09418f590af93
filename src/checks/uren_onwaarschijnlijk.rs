//! An entry of the hours log of no time, or of more than a working day.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question};
use crate::checks::support::log::{entries, unlikely};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-onwaarschijnlijk",
    title: "Een regel van de urenverantwoording is onwaarschijnlijk kort of lang",
    question: Question::OfRecord(ask),
};

/// Arbeidstijdenwet, article 5:7: twelve hours a day.
const MAX_MINUTES_A_DAY: i64 = 12 * 60;

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let entries = entries(record);
    let lengths = entries.iter().filter_map(|entry| Some((entry.answer()?, entry.minutes()?)));
    unlikely(CHECK.code, lengths, &(1..=MAX_MINUTES_A_DAY))
}
