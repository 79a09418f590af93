//! Hours that were granted on a request that was refused.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "besluit-tegenstrijdig",
    title: "Er zijn uren toegekend op een aanvraag die is afgewezen",
    question: Question::OfRecord(ask),
};

static DECISION: Named = Named::new("begeleiding.besluit");
static GRANTED: Named = Named::new("begeleiding.uren_toegekend");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let refused = DECISION.text(record).filter(|(_, word)| *word == "afgewezen");
    let granted = GRANTED.hours(record).filter(|(_, hours)| *hours > 0);
    let both = refused.zip(granted);
    both.map(|((answer, _), (_, hours))| about(CHECK.code, answer).with("granted", format_hours(hours)))
        .into_iter()
        .collect()
}
