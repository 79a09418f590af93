//! Hours left that are not what was granted less what was used.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-resterend",
    title: "De resterende uren zijn niet het verschil van toegekend en besteed",
    question: Question::OfRecord(ask),
};

static GRANTED: Named = Named::new("begeleiding.uren_toegekend");
static USED: Named = Named::new("begeleiding.uren_besteed");
static LEFT: Named = Named::new("begeleiding.uren_resterend");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    differs(record).into_iter().collect()
}

fn differs(record: &Subject<'_>) -> Option<Finding> {
    let (answer, left) = LEFT.hours(record)?;
    let difference = GRANTED.hours(record)?.1 - USED.hours(record)?.1;
    // what was used too much may be said as nothing left
    let fits = left == difference || (left == 0 && difference < 0);
    (!fits).then(|| {
        about(CHECK.code, answer).with("left", format_hours(left)).with("difference", format_hours(difference))
    })
}
