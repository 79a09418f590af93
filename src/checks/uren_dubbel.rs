//! An entry of the hours log that stands there twice.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};

use super::check::{Check, Question, about};
use super::log::entries;

pub(super) const CHECK: Check = Check {
    code: "uren-dubbel",
    title: "Een regel van de urenverantwoording staat er twee keer",
    question: Question::OfRecord(ask),
};

/// Twice where every answer of the row is the same, and there is a date and a length among them.
fn ask(record: &Record) -> Vec<Finding> {
    let entries = entries(record);
    let whole = entries.iter().filter(|entry| entry.minutes().is_some());
    let dated: Vec<_> = whole.filter_map(|entry| entry.date).collect();
    if dated.len() < 2 {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let log = log(record);
    let again = dated.into_iter().filter(|(answer, _)| !seen.insert(row(log, answer.key.row)));
    again.map(|(answer, _)| about(CHECK.code, answer)).collect()
}

/// The answers of the log.
fn log(record: &Record) -> &[Answer] {
    let in_log = |answer: &Answer| Schema::common().field(answer.key.field).rows() == Some("uren");
    let from = record.answers.iter().position(in_log).unwrap_or(0);
    let length = record.answers[from..].iter().take_while(|answer| in_log(answer)).count();
    &record.answers[from..from + length]
}

/// What one row says.
fn row(log: &[Answer], row: u32) -> Vec<(FieldId, &str)> {
    let answers = log.iter().filter(|answer| answer.key.row == row);
    answers.map(|answer| (answer.key.field, answer.text.trim())).collect()
}
