//! A cost that is some times more or less than the hours at their rate: a decimal sign lost, or the cost of something else.

use rust_decimal::Decimal;

use crate::finding::Finding;
use crate::record::value::Value;

use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::log::format_hours;
use crate::checks::support::named::{Named, value};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "kosten-onwaarschijnlijk",
    title: "De kosten passen niet bij de uren en het tarief",
    question: Question::OfRecord(ask),
};

/// So many times more or less is no tax, no travel and no other period.
const TIMES: i64 = 3;

static COST: Named = Named::new("begeleiding.kosten");
static RATE: Named = Named::new("begeleiding.tarief");
static HOURS: [Named; 2] = [Named::new("begeleiding.uren_toegekend"), Named::new("begeleiding.uren_aangevraagd")];

fn ask(record: &Subject<'_>) -> Vec<Finding> {
    unlikely(record).into_iter().collect()
}

/// Said where the cost fits none of the hours that are told.
fn unlikely(record: &Subject<'_>) -> Option<Finding> {
    let money = |field: &Named| {
        let answer = field.answers(record).first().cloned()?;
        match value(&answer)? {
            Value::Money(cents) if *cents > 0 => Some((*cents, answer)),
            _ => None,
        }
    };
    let (cost, answer) = money(&COST)?;
    let (rate, _) = money(&RATE)?;
    let hours: Vec<i64> =
        HOURS.iter().filter_map(|field| field.hours(record)).map(|(_, n)| n).filter(|n| *n > 0).collect();
    let fits = |minutes: &i64| {
        let by_rate = Decimal::from(rate) * Decimal::from(*minutes) / Decimal::from(60);
        let (cost, times) = (Decimal::from(cost), Decimal::from(TIMES));
        cost < by_rate * times && cost * times > by_rate
    };
    let first = *hours.first()?;
    (!hours.iter().any(fits)).then(|| about(CHECK.code, &answer).with("hours", format_hours(first)))
}
