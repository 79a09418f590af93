//! A citizen service number that fails the eleven test is no number anybody has.

use crate::finding::Finding;
use crate::text::bsn::passes_eleven_test;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "bsn-elfproef",
    title: "Het burgerservicenummer doorstaat de elfproef niet",
    question: Question::OfRecord(ask),
};

static BSN: Named = Named::new("client.bsn");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let failing = BSN.text(record).filter(|(_, bsn)| !passes_eleven_test(bsn));
    failing.map(|(answer, _)| about(CHECK.code, answer)).into_iter().collect()
}
