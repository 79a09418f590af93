//! A date of the form itself, or of a signature, that lies years from all others of the form: a slip in its year.

use crate::dossier::recency::is_far_from_others;
use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "datum-ver-van-andere",
    title: "Een datum ligt jaren van de andere datums van het formulier",
    question: Question::OfRecord(ask),
};

static DATES: [Named; 6] = [
    Named::new("formulier.datum"),
    Named::new("formulier.ontvangen"),
    Named::new("ondertekening.jobcoach_datum"),
    Named::new("ondertekening.client_datum"),
    Named::new("ondertekening.werkgever_datum"),
    Named::new("doelgroep.loonwaarde_datum"),
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let dated = DATES.iter().filter_map(|field| field.date(record));
    dated
        .filter(|(answer, _)| is_far_from_others(record, answer.key.field))
        .map(|(answer, _)| about(CHECK.code, answer))
        .collect()
}
