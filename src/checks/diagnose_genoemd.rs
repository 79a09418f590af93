//! A diagnosis that should not be there: the form asked one, or the writer gave one.

use crate::finding::Finding;
use crate::record::value::Reading;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "diagnose-genoemd", title: "Er is een diagnose ingevuld", question: Question::OfRecord(ask) };

static DIAGNOSIS: Named = Named::new("profiel.diagnose");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let given = DIAGNOSIS.answers(record).iter().filter(|answer| !matches!(answer.reading, Reading::NonAnswer(_)));
    given.map(|answer| about(CHECK.code, answer)).collect()
}
