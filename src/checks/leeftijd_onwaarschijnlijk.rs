//! A client too young or too old to be at work on the day of the form: most often a slip in the year of birth.

use crate::finding::Finding;
use crate::record::value::date::Date;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::known::later;
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "leeftijd-onwaarschijnlijk",
    title: "De leeftijd van de cliënt is onwaarschijnlijk",
    question: Question::OfRecord(ask),
};

const YOUNGEST: u32 = 15;
const OLDEST: u32 = 75;

static BIRTH: Named = Named::new("client.geboortedatum");

/// Days on which the client is surely of working age, the first that is known.
static DAYS: [Named; 5] = [
    Named::new("formulier.datum"),
    Named::new("begeleiding.begin"),
    Named::new("dienstverband.begin"),
    Named::new("voortgang.begin"),
    Named::new("ondertekening.client_datum"),
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let Some((answer, birth)) = BIRTH.date(record) else { return Vec::new() };
    let day = DAYS.iter().find_map(|day| day.date(record));
    let unlikely = day.is_some_and(|(_, day)| too_young(birth, day) || too_old(birth, day));
    unlikely.then(|| about(CHECK.code, answer)).into_iter().collect()
}

fn too_young(birth: Date, day: Date) -> bool {
    birth.first_day().zip(day.last_day()).is_some_and(|(birth, day)| later(birth, YOUNGEST * 12, 0) > day)
}

fn too_old(birth: Date, day: Date) -> bool {
    birth.last_day().zip(day.first_day()).is_some_and(|(birth, day)| later(birth, (OLDEST + 1) * 12, 0) <= day)
}
