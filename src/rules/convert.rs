//! One currency for every notation of intensity: hours per half-year, there and back, in exact decimals.

use rust_decimal::Decimal;

use crate::record::value::date::Date;

use super::outcome::{Assumption, Formula, Hours, Origin, Refusal, Span};
use super::person::WorkHours;

/// An amount of coaching as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Notation {
    /// Of the hours of work in a year, from 0 to 100.
    Percentage(Decimal),
    HoursPerYear(Decimal),
    /// In euros.
    AmountPerYear(Decimal),
    /// In euros for a period.
    AmountPerPeriod {
        amount: Decimal,
        months: u32,
    },
    HoursPerWeek(Decimal),
    HoursPerMonth(Decimal),
    HoursPerPeriod {
        hours: Decimal,
        months: u32,
    },
    /// Of a workday of eight hours.
    HoursPerWorkday(Decimal),
}

/// Weeks of work in a year, and who said so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weeks {
    pub per_year: Decimal,
    pub origin: Origin,
}

/// Euros per hour of coaching, and who said so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tariff {
    pub amount: Decimal,
    pub from: Option<Date>,
    pub origin: Origin,
}

/// What notations are converted with. What is not there is missed only by those that need it.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Base {
    pub work: Option<WorkHours>,
    pub weeks: Option<Weeks>,
    /// The contract hours a week from which all is given.
    pub reference: Option<Decimal>,
    pub tariff: Option<Tariff>,
}

/// Hours are the written number times `times`, divided by `by`: a fraction, so that there and back agree.
struct Factor {
    times: Decimal,
    by: Decimal,
    formula: Formula,
    assumptions: Vec<Assumption>,
}

const MONTHS_OF_HALF_YEAR: Decimal = Decimal::from_parts(6, 0, 0, false, 0);
const MOST_HOURS_A_WEEK: u32 = 168;
const MOST_HOURS_A_YEAR: u32 = 8784;
const MOST_WEEKS: u32 = 53;
const MOST_TARIFF: u32 = 10_000;
const MOST_MONTHS: u32 = 600;
const MAX_AMOUNT: u32 = 100_000_000;

/// What is written, in hours per half-year.
pub fn to_half_year(written: Notation, base: &Base) -> Result<Hours, Refusal> {
    let number = number_of(written)?;
    let Factor { times, by, formula, assumptions } = factor(written, base)?;
    Ok(Hours { hours: number * times / by, span: Span::HalfYear, formula, assumptions })
}

/// Hours per half-year in the notation of `like`, whose number does not matter.
pub fn from_half_year(hours: Decimal, like: Notation, base: &Base) -> Result<Notation, Refusal> {
    let hours = within("het aantal uren", hours, MAX_AMOUNT)?;
    let Factor { times, by, .. } = factor(like, base)?;
    Ok(with_number(like, hours * by / times))
}

/// Hours for a whole trial placement: `percentage × hours of work in a year × months / 12`.
pub fn trial(percentage: Decimal, months: u32, base: &Base) -> Result<Hours, Refusal> {
    let percentage = within("het percentage", percentage, 100)?;
    let mut assumptions = Vec::new();
    let annual = annual_hours(base, &mut assumptions)?;
    let hours = percentage * annual * whole_months(months)? / Decimal::from(1200);
    Ok(Hours { hours, span: Span::Whole { months }, formula: Formula::F9, assumptions })
}

/// What an amount buys at the tariff, not scaled to half a year.
pub fn whole_amount(amount: Decimal, months: u32, base: &Base) -> Result<Hours, Refusal> {
    let amount = within("het bedrag", amount, MAX_AMOUNT)?;
    let mut assumptions = Vec::new();
    let tariff = tariff(base, &mut assumptions)?;
    Ok(Hours { hours: amount / tariff, span: Span::Whole { months }, formula: Formula::Amount, assumptions })
}

/// The minutes of a group session that count for each of its people.
pub fn group_minutes(minutes: Decimal, people: u32) -> Option<Decimal> {
    (people > 0).then(|| minutes / Decimal::from(people))
}

/// The part of a yearly amount for some months of it, in euros.
pub fn part_of_year(amount: Decimal, months: u32) -> Decimal {
    amount * Decimal::from(months.min(12)) / Decimal::from(12)
}

fn factor(written: Notation, base: &Base) -> Result<Factor, Refusal> {
    let mut assumed = Vec::new();
    let two = Decimal::TWO;
    let (formula, times, by) = match written {
        Notation::Percentage(_) => (Formula::F1, annual_hours(base, &mut assumed)?, Decimal::from(200)),
        Notation::HoursPerYear(_) => {
            let (part, whole) = share(base, &mut assumed)?;
            (Formula::F2, part, two * whole)
        }
        Notation::AmountPerYear(_) => {
            let (part, whole) = share(base, &mut assumed)?;
            (Formula::F3, part, two * whole * tariff(base, &mut assumed)?)
        }
        Notation::AmountPerPeriod { months, .. } => {
            (Formula::F4, MONTHS_OF_HALF_YEAR, tariff(base, &mut assumed)? * whole_months(months)?)
        }
        Notation::HoursPerWeek(_) => (Formula::F5, weeks(base, &mut assumed)?, two),
        Notation::HoursPerMonth(_) => (Formula::F6, MONTHS_OF_HALF_YEAR, Decimal::ONE),
        Notation::HoursPerPeriod { months, .. } => (Formula::F7, MONTHS_OF_HALF_YEAR, whole_months(months)?),
        Notation::HoursPerWorkday(_) => (Formula::F8, annual_hours(base, &mut assumed)?, Decimal::from(16)),
    };
    Ok(Factor { times, by, formula, assumptions: assumed })
}

/// The part of the full hours that this contract is, as a fraction of at most one.
fn share(base: &Base, assumed: &mut Vec<Assumption>) -> Result<(Decimal, Decimal), Refusal> {
    let Some(reference) = base.reference else { return Ok((Decimal::ONE, Decimal::ONE)) };
    let reference = above_zero("het aantal uren waarvanaf alles geldt", reference, MOST_HOURS_A_WEEK)?;
    assumed.push(Assumption::Reference { hours: reference });
    match base.work.ok_or(Refusal::WorkHoursMissing)? {
        WorkHours::PerWeek(hours) => {
            let hours = above_zero("het aantal contracturen per week", hours, MOST_HOURS_A_WEEK)?;
            Ok((hours.min(reference), reference))
        }
        WorkHours::PerYear(hours) => {
            let hours = above_zero("het aantal werkuren per jaar", hours, MOST_HOURS_A_YEAR)?;
            let full = reference * weeks(base, assumed)?;
            Ok((hours.min(full), full))
        }
    }
}

fn annual_hours(base: &Base, assumed: &mut Vec<Assumption>) -> Result<Decimal, Refusal> {
    match base.work.ok_or(Refusal::WorkHoursMissing)? {
        WorkHours::PerWeek(hours) => {
            let hours = above_zero("het aantal contracturen per week", hours, MOST_HOURS_A_WEEK)?;
            Ok(hours * weeks(base, assumed)?)
        }
        WorkHours::PerYear(hours) => above_zero("het aantal werkuren per jaar", hours, MOST_HOURS_A_YEAR),
    }
}

fn weeks(base: &Base, assumed: &mut Vec<Assumption>) -> Result<Decimal, Refusal> {
    let Weeks { per_year, origin } = base.weeks.ok_or(Refusal::WeeksMissing)?;
    assumed.push(Assumption::Weeks { per_year, origin });
    above_zero("het aantal weken per jaar", per_year, MOST_WEEKS)
}

fn tariff(base: &Base, assumed: &mut Vec<Assumption>) -> Result<Decimal, Refusal> {
    let Tariff { amount, from, origin } = base.tariff.ok_or(Refusal::TariffMissing)?;
    assumed.push(Assumption::Tariff { amount, from, origin });
    above_zero("het tarief", amount, MOST_TARIFF)
}

fn whole_months(months: u32) -> Result<Decimal, Refusal> {
    above_zero("het aantal maanden", Decimal::from(months), MOST_MONTHS)
}

fn number_of(written: Notation) -> Result<Decimal, Refusal> {
    match written {
        Notation::Percentage(percentage) => within("het percentage", percentage, 100),
        Notation::AmountPerYear(amount) | Notation::AmountPerPeriod { amount, .. } => {
            within("het bedrag", amount, MAX_AMOUNT)
        }
        Notation::HoursPerYear(hours)
        | Notation::HoursPerWeek(hours)
        | Notation::HoursPerMonth(hours)
        | Notation::HoursPerPeriod { hours, .. }
        | Notation::HoursPerWorkday(hours) => within("het aantal uren", hours, MAX_AMOUNT),
    }
}

fn with_number(like: Notation, number: Decimal) -> Notation {
    match like {
        Notation::Percentage(_) => Notation::Percentage(number),
        Notation::HoursPerYear(_) => Notation::HoursPerYear(number),
        Notation::AmountPerYear(_) => Notation::AmountPerYear(number),
        Notation::AmountPerPeriod { months, .. } => Notation::AmountPerPeriod { amount: number, months },
        Notation::HoursPerWeek(_) => Notation::HoursPerWeek(number),
        Notation::HoursPerMonth(_) => Notation::HoursPerMonth(number),
        Notation::HoursPerPeriod { months, .. } => Notation::HoursPerPeriod { hours: number, months },
        Notation::HoursPerWorkday(_) => Notation::HoursPerWorkday(number),
    }
}

fn within(what: &'static str, number: Decimal, most: u32) -> Result<Decimal, Refusal> {
    let most = Decimal::from(most);
    let inside = !(number < Decimal::ZERO || number > most);
    if inside { Ok(number) } else { Err(Refusal::OutOfRange { what, most }) }
}

fn above_zero(what: &'static str, number: Decimal, most: u32) -> Result<Decimal, Refusal> {
    // Nothing smaller than a thousandth is meant, and dividing by it could overflow.
    if number < Decimal::new(1, 3) {
        return Err(Refusal::OutOfRange { what, most: Decimal::from(most) });
    }
    within(what, number, most)
}
