//! A mark that is not on the scale from 0 to 10.

use rust_decimal::Decimal;

use crate::finding::Finding;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "cijfer-buiten-schaal",
    title: "Een rapportcijfer ligt niet tussen 0 en 10",
    question: Question::OfRecord(ask),
};

static MARKS: [Named; 2] = [Named::new("voortgang.cijfer_client"), Named::new("voortgang.cijfer_werkgever")];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let marks = MARKS.iter().filter_map(|mark| mark.number(record));
    let outside = marks.filter(|(_, mark)| *mark < Decimal::ZERO || *mark > Decimal::TEN);
    outside.map(|(answer, _)| about(CHECK.code, answer)).collect()
}
