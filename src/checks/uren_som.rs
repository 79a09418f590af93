//! A total of hours used that the log does not add up to.

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::{format_hours, meant, total, uncounted};
use crate::checks::support::named::Named;
use crate::checks::support::rounded;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "uren-som",
    title: "Het totaal is niet de som van de urenverantwoording",
    question: Question::OfRecord(ask),
};

static USED: Named = Named::new("begeleiding.uren_besteed");

/// A total below the log is always said; one above it only on an hours log itself, as elsewhere it may count earlier
/// periods too, and where every entry has a length that is known. Thirds of an hour that were rounded are added as they
/// were written or as they were meant.
fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let Some((answer, used)) = USED.hours(record) else { return Vec::new() };
    let Some((sum, _)) = total(record) else { return Vec::new() };
    let ((least, most), (least_used, most_used)) = (meant(record), rounded::total(answer, used));
    let whole = || record.form.kind == "urenverantwoording" && uncounted(record) == 0;
    let differs = most_used < least || (least_used > most && whole());
    differs
        .then(|| about(CHECK.code, answer).with("used", format_hours(used)).with("sum", format_hours(sum)))
        .into_iter()
        .collect()
}
