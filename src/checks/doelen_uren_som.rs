//! Goals that need other hours than are asked.

use crate::finding::Finding;
use crate::record::answer::Record;

use super::check::{Check, Question, about};
use super::log::{range, said};
use super::named::{Named, hours, value};

pub(super) const CHECK: Check = Check {
    code: "doelen-uren-som",
    title: "De uren van de doelen tellen niet op tot de aangevraagde uren",
    question: Question::OfRecord(ask),
};

static OF_GOALS: Named = Named::new("doelen[].uren");
static GOALS: Named = Named::new("doelen[].doel");
static ASKED: Named = Named::new("begeleiding.uren_aangevraagd");

/// More than is asked is always said; less, only where every goal has its hours.
fn ask(record: &Record) -> Vec<Finding> {
    let answers = OF_GOALS.answers(record);
    let (Some(from), Some(to), Some((_, asked))) = (answers.first(), answers.last(), ASKED.hours(record)) else {
        return Vec::new();
    };
    let lengths: Vec<i64> = answers.iter().filter_map(value).filter_map(hours).collect();
    let sum: i64 = lengths.iter().sum();
    let whole = lengths.len() == answers.len() && lengths.len() >= GOALS.answers(record).len();
    let differs = sum > asked || (whole && sum < asked);
    let finding = || about(CHECK.code, from).place(range(&from.place, &to.place)).field("doelen[].uren");
    differs.then(|| finding().with("sum", said(sum)).with("asked", said(asked))).into_iter().collect()
}
