//! More hours used than granted.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{format_hours, meant, total};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-boven-toekenning",
    title: "Er zijn meer uren besteed dan toegekend",
    question: Question::OfRecord(ask),
};

static GRANTED: Named = Named::new("begeleiding.uren_toegekend");
static USED: Named = Named::new("begeleiding.uren_besteed");

pub(super) fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let Some((_, granted)) = GRANTED.hours(record) else { return Vec::new() };
    let used = USED.hours(record).map(|(answer, used)| (about(CHECK.code, answer), used));
    let logged = || total(record).map(|(sum, place)| (Finding::new(CHECK.code).field("uren[].duur").place(place), sum));
    let above = |(_, used): &(Finding, i64)| *used > granted;
    // hours that were rounded up one by one are not more than was granted
    let surely = |_: &(Finding, i64)| meant(record).0 > granted * 100;
    let found = used.filter(above).or_else(|| logged().filter(above).filter(surely));
    found
        .map(|(finding, used)| finding.with("used", format_hours(used)).with("granted", format_hours(granted)))
        .into_iter()
        .collect()
}
