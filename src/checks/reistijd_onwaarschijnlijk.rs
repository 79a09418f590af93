//! Travel time of an entry of the hours log that is longer than any way there and back.

use crate::finding::Finding;

use super::check::{Check, Question, about};
use super::log::{entries, format_hours};
use super::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "reistijd-onwaarschijnlijk",
    title: "De reistijd in een regel van de urenverantwoording is onwaarschijnlijk",
    question: Question::OfRecord(ask),
};

/// There and back between two places of the country that lie far apart.
const MAX_MINUTES: i64 = 6 * 60;

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let entries = entries(record);
    let travels = entries.iter().filter_map(|entry| entry.travel);
    let unlikely = travels.filter(|(_, minutes)| !(0..=MAX_MINUTES).contains(minutes));
    unlikely.map(|(answer, minutes)| about(CHECK.code, answer).with("hours", format_hours(minutes))).collect()
}
