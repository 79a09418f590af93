//! A citizen service number in the middle of a text, where nobody looks after it.

use crate::finding::Finding;
use crate::record::schema::{Field, Kind};
use crate::text::bsn;

use crate::checks::support::check::{Check, Question};
use crate::checks::support::free_text::{FreeTextFields, free_texts};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "bsn-in-tekst",
    title: "Er staat een burgerservicenummer in een tekst",
    question: Question::OfRecord(ask),
};

static WANTED: FreeTextFields = FreeTextFields::new(wanted);

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    free_texts(record, &WANTED).filter(|told| bsn::holds(told.text)).map(|told| told.finding(CHECK.code)).collect()
}

/// Not where a number is the answer: some of them pass the eleven test by chance or by design.
fn wanted(field: &Field) -> bool {
    !field.id.ends_with("nummer") && !matches!(field.kind, Kind::Bsn | Kind::Kvk | Kind::Iban | Kind::Phone)
}
