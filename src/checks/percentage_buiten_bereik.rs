//! A percentage that cannot be: a wage value or a share of coaching of nothing, or of more than all.

use rust_decimal::Decimal;

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "percentage-buiten-bereik",
    title: "Een percentage is nul of meer dan honderd",
    question: Question::OfRecord(ask),
};

static SHARES: [Named; 2] = [Named::new("doelgroep.loonwaarde"), Named::new("begeleiding.percentage")];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let shares = SHARES.iter().filter_map(|share| share.number(record));
    let outside = shares.filter(|(_, share)| *share <= Decimal::ZERO || *share > Decimal::ONE_HUNDRED);
    outside.map(|(answer, _)| about(CHECK.code, answer)).collect()
}
