//! Coaching that lasts longer than the contract.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::known::after;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "begeleiding-na-contract",
    title: "De begeleiding loopt door na het einde van het dienstverband",
    question: Question::OfRecord(ask),
};

static COACHING: Named = Named::new("begeleiding.einde");
static CONTRACT: Named = Named::new("dienstverband.einde");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let (Some((answer, coaching)), Some((_, contract))) = (COACHING.date(record), CONTRACT.date(record)) else {
        return Vec::new();
    };
    after(coaching, contract).then(|| about(CHECK.code, answer)).into_iter().collect()
}
