//! Travel time of an entry of the hours log that is longer than any way there and back.

use crate::finding::Finding;

use super::check::{Check, Question};
use super::log::{entries, unlikely};
use super::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "reistijd-onwaarschijnlijk",
    title: "De reistijd in een regel van de urenverantwoording is onwaarschijnlijk",
    question: Question::OfRecord(ask),
};

/// There and back between two places of the country that lie far apart.
const MAX_MINUTES: i64 = 6 * 60;

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    unlikely(CHECK.code, entries(record).iter().filter_map(|entry| entry.travel), &(0..=MAX_MINUTES))
}
