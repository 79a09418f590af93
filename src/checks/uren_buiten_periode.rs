//! Entries of the hours log outside the period of the coaching or of the report.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::known::after;
use crate::checks::support::log::entries;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-buiten-periode",
    title: "Er zijn uren verantwoord buiten de periode",
    question: Question::OfRecord(ask),
};

static BEGINS: [Named; 2] = [Named::new("begeleiding.begin"), Named::new("voortgang.begin")];
static ENDS: [Named; 2] = [Named::new("begeleiding.einde"), Named::new("voortgang.einde")];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let entries = entries(record);
    if entries.is_empty() {
        return Vec::new();
    }
    let begins: Vec<_> = BEGINS.iter().filter_map(|begin| begin.date(record)).collect();
    let ends: Vec<_> = ENDS.iter().filter_map(|end| end.date(record)).collect();
    let dated = entries.iter().filter_map(|entry| entry.date);
    let outside = dated.filter(|(_, day)| {
        begins.iter().any(|(_, begin)| after(*begin, *day)) || ends.iter().any(|(_, end)| after(*day, *end))
    });
    outside.map(|(answer, _)| about(CHECK.code, answer)).collect()
}
