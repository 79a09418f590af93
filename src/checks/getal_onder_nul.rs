//! An amount or a number below nought: a dash before a number is easily read as a minus, and a sum goes wrong in
//! silence.

use rust_decimal::Decimal;

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::record::schema::Schema;
use crate::record::value::Value;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::value;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "getal-onder-nul", title: "Een getal is kleiner dan nul", question: Question::OfRecord(ask) };

/// What is left may be less than nothing; of the others another check says it.
const ELSEWHERE: [&str; 6] = [
    "begeleiding.uren_resterend",
    "dienstverband.uren_per_week",
    "dienstverband.uren_werkelijk",
    "uren[].duur",
    "voortgang.cijfer_client",
    "voortgang.cijfer_werkgever",
];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let below = record.answers.iter().filter(|answer| value(answer).is_some_and(is_below) && !is_elsewhere(answer));
    below.map(|answer| about(CHECK.code, answer)).collect()
}

fn is_below(value: &Value) -> bool {
    match value {
        Value::Number(n) | Value::Hours(n) | Value::Money(n) => *n < 0,
        Value::Decimal(n) => *n < Decimal::ZERO,
        _ => false,
    }
}

fn is_elsewhere(answer: &Answer) -> bool {
    ELSEWHERE.contains(&Schema::common().field(answer.key.field).id.as_str())
}
