//! A citizen service number that begins with 999 is given to nobody: it is meant for tests and examples.

use crate::finding::Finding;
use crate::text::bsn::passes_eleven_test;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "bsn-testnummer",
    title: "Het burgerservicenummer is een testnummer",
    question: Question::OfRecord(ask),
};

static BSN: Named = Named::new("client.bsn");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let tested = BSN.text(record).filter(|(_, bsn)| bsn.starts_with("999") && passes_eleven_test(bsn));
    tested.map(|(answer, _)| about(CHECK.code, answer)).into_iter().collect()
}
