//! More hours left than were granted, where nothing is said of the hours used.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-resterend-boven-toekenning",
    title: "Er resteren meer uren dan er zijn toegekend",
    question: Question::OfRecord(ask),
};

static GRANTED: Named = Named::new("begeleiding.uren_toegekend");
static USED: Named = Named::new("begeleiding.uren_besteed");
static LEFT: Named = Named::new("begeleiding.uren_resterend");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    above(record).into_iter().collect()
}

fn above(record: &Subject<'_>) -> Option<Finding> {
    let (answer, left) = LEFT.hours(record)?;
    let (_, granted) = GRANTED.hours(record)?;
    // with the hours used beside them, what is left is told by subtraction
    let told = USED.hours(record).is_some();
    (left > granted && !told)
        .then(|| about(CHECK.code, answer).with("left", format_hours(left)).with("granted", format_hours(granted)))
}
