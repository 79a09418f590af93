//! A wage or a rate far from what is paid: hours, a year or cents in the place of euros a month, or a decimal sign lost.

use crate::finding::Finding;
use crate::record::value::Value;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::{Named, value};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "bedrag-onwaarschijnlijk",
    title: "Een loon of tarief is onwaarschijnlijk",
    question: Question::OfRecord(ask),
};

/// Cents a month: below, it is a wage an hour or no wage; above, one of a year, or its decimal sign is lost.
const WAGE: std::ops::RangeInclusive<i64> = 10_000..=1_000_000;

/// Cents an hour of coaching.
const RATE: std::ops::RangeInclusive<i64> = 1_000..=50_000;

static BOUNDS: [(Named, std::ops::RangeInclusive<i64>); 2] =
    [(Named::new("dienstverband.loon"), WAGE), (Named::new("begeleiding.tarief"), RATE)];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    let amounts = BOUNDS.iter().flat_map(|(field, likely)| {
        field.answers(record).iter().filter(move |answer| match value(answer) {
            Some(Value::Money(cents)) => !likely.contains(cents),
            _ => false,
        })
    });
    amounts.map(|answer| about(CHECK.code, answer)).collect()
}
