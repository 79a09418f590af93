//! What is measured of a form: how much coaching, for how long, and how often it is evaluated.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::record::answer::Record;
use crate::record::value::Value;
use crate::record::value::date::days_between;
use crate::rules::convert::{Base, Notation, Weeks, to_half_year};
use crate::rules::outcome::Origin;
use crate::rules::person::WorkHours;

use super::disclosure::DisclosedCount;

/// How something is spread over steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Spread {
    pub of: String,
    pub unit: String,
    /// The last step is what is not filled or cannot be converted.
    pub steps: Vec<(String, DisclosedCount)>,
}

fn hours(record: &Record, id: &str) -> Option<Decimal> {
    record.minutes(id).map(|minutes| Decimal::from(minutes) / Decimal::from(60))
}

/// Days from one date of a form to another that is not before it.
fn days(record: &Record, from: &str, to: &str) -> Option<i32> {
    Some(days_between(record.day(from)?, record.day(to)?)).filter(|days| *days >= 0)
}

/// Hours of coaching per half-year, from whatever the form says of them.
pub(super) fn intensity(record: &Record, weeks: Option<Decimal>) -> Option<Decimal> {
    let base = Base {
        work: hours(record, "dienstverband.uren_per_week").map(WorkHours::PerWeek),
        weeks: weeks.map(|per_year| Weeks { per_year, origin: Origin::Given }),
        reference: None,
        tariff: None,
    };
    let months = || months(record).filter(|months| *months > 0);
    let of_period = |id| Some(Notation::HoursPerPeriod { hours: hours(record, id)?, months: months()? });
    let percentage = || match record.value("begeleiding.percentage")? {
        Value::Percentage(percentage) => Some(Notation::Percentage(*percentage)),
        _ => None,
    };
    let notations = [
        of_period("begeleiding.uren_toegekend"),
        of_period("begeleiding.uren_aangevraagd"),
        hours(record, "begeleiding.uren_per_week").map(Notation::HoursPerWeek),
        hours(record, "begeleiding.uren_per_maand").map(Notation::HoursPerMonth),
        percentage(),
    ];
    notations.into_iter().flatten().find_map(|written| to_half_year(written, &base).ok()).map(|hours| hours.hours)
}

/// Whole months of coaching, from its dates or its length.
pub(super) fn months(record: &Record) -> Option<u32> {
    if let Some(days) = days(record, "begeleiding.begin", "begeleiding.einde") {
        return as_months(u32::try_from(days + 1).ok()?);
    }
    let length = record.duration("begeleiding.duur")?;
    Some(length.months + as_months(length.days)?)
}

/// Days in months of 365.25 / 12 days, rounded.
fn as_months(days: u32) -> Option<u32> {
    Some((days.checked_mul(48)? + 730) / 1461)
}

pub(super) fn duration(record: &Record, _: Option<Decimal>) -> Option<Decimal> {
    months(record).map(Decimal::from)
}

/// Weeks from an evaluation to the next one.
pub(super) fn between(record: &Record, _: Option<Decimal>) -> Option<Decimal> {
    let days = days(record, "voortgang.evaluatiedatum", "voortgang.volgende_evaluatie")?;
    Some(Decimal::from(days) / Decimal::from(7))
}
