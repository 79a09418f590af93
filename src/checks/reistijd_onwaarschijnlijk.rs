//! Travel time of an entry of the hours log that is longer than any way there and back.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question};
use crate::checks::support::log::{entries, unlikely};
use crate::checks::support::subject::Subject;

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
