//! More coaching than the law lets UWV grant: 15, 7.5 and 6 per cent in the first, second and later years
//! (Reintegratiebesluit, articles 12 and 18); it does not bind gemeenten.

use rust_decimal::Decimal;

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "percentage-boven-wettelijk",
    title: "Het begeleidingspercentage is hoger dan UWV mag toekennen",
    question: Question::OfRecord(ask),
};

static SHARE: Named = Named::new("begeleiding.percentage");
static YEAR: Named = Named::new("begeleiding.jaar");

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let share = SHARE.number(record).filter(|_| record.form.body == "uwv");
    let above = share.filter(|(_, share)| *share > most(record));
    above.map(|(answer, _)| about(CHECK.code, answer).with("most", nl(most(record)))).into_iter().collect()
}

/// In the coaching year of the record; the first where it names none.
fn most(record: &Subject<'_>) -> Decimal {
    let year = YEAR.number(record).map_or(Decimal::ONE, |(_, year)| year);
    match year {
        year if year <= Decimal::ONE => Decimal::from(15),
        year if year <= Decimal::TWO => Decimal::new(75, 1),
        _ => Decimal::from(6),
    }
}

fn nl(share: Decimal) -> String {
    share.to_string().replace('.', ",")
}
