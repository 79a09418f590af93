//! How much coaching a ruling gives a person, in hours per half-year, or why that cannot be said.

use jiff::civil;
use rust_decimal::Decimal;

use super::convert::{Base, Notation, Tariff, Weeks, to_half_year, trial, whole_amount};
use super::fact;
use super::outcome::{Assumption, Hours, Origin, Refusal};
use super::person::{CoachingYear, Given, Person};
use super::ruling::{Intensity, Method, Period, Regime, Ruling, Size, same_regime};

impl Ruling {
    /// The hours per half-year that a person gets, with all that the figure assumes.
    pub fn half_year(&self, person: &Person, given: &Given) -> Result<Hours, Refusal> {
        let intensity = self.intensity.as_ref().ok_or(Refusal::NotSeen)?;
        let (regime, mut assumptions) = regime(intensity, person)?;
        let written = written(intensity.method, regime, person, &mut assumptions)?;
        let mut hours = to_half_year(written, &self.base(person, given))?;
        hours.assumptions.append(&mut assumptions);
        hours.assumptions.extend(self.standing(given.date));
        Ok(hours)
    }

    /// The hours that a person gets for a whole trial placement of `person.months`, or as long as is usual here.
    pub fn trial(&self, person: &Person, given: &Given) -> Result<Hours, Refusal> {
        let mut assumptions = Vec::new();
        let months = self.trial_months(person, &mut assumptions)?;
        let base = self.base(person, given);
        let mut hours = match (self.trial_amount(person)?, self.trial_percentage(person)?) {
            (Some(amount), _) => whole_amount(amount, months, &base)?,
            (None, Some(percentage)) => trial(percentage, months, &base)?,
            (None, None) => return Err(Refusal::NotSeen),
        };
        hours.assumptions.append(&mut assumptions);
        hours.assumptions.extend(self.standing(given.date));
        Ok(hours)
    }

    /// What this ruling, and where it is silent the asker, says to convert with.
    pub fn base(&self, person: &Person, given: &Given) -> Base {
        let ruled_weeks = self.intensity.as_ref().and_then(|intensity| intensity.weeks_per_year);
        let weeks = ruled_weeks
            .map(|per_year| Weeks { per_year, origin: Origin::Ruling })
            .or(given.weeks.map(|per_year| Weeks { per_year, origin: Origin::Given }));
        let rate = self.rate_on(given.date);
        let tariff = rate
            .map(|rate| Tariff { amount: rate.amount, from: rate.from, origin: Origin::Ruling })
            .or(given.tariff.map(|amount| Tariff { amount, from: None, origin: Origin::Given }));
        let reference = self.intensity.as_ref().and_then(|intensity| intensity.reference_hours);
        Base { work: person.work, weeks, reference, tariff }
    }

    /// The last day of the text that is followed, where it no longer holds on the day.
    pub fn lapsed_before(&self, date: civil::Date) -> Option<civil::Date> {
        self.followed.as_ref()?.until.filter(|until| *until < date)
    }

    /// What any figure of this ruling rests on: whether it holds, whether it is a ceiling, and who told it.
    fn standing(&self, date: civil::Date) -> Vec<Assumption> {
        let mut standing = Vec::new();
        match self.intensity.as_ref().and_then(|intensity| intensity.is_maximum) {
            Some(true) => standing.push(Assumption::Ceiling),
            Some(false) => standing.push(Assumption::Entitlement),
            None => {}
        }
        let from = self.validity.from();
        if !self.validity.holds_on(date) {
            standing.push(Assumption::NotInForce { from, until: self.validity.in_force_until });
        } else if from.is_none() {
            standing.push(Assumption::Undated);
        }
        if self.inherited.contains(&("intensity", "regimes")) {
            let lapsed = self.lapsed_before(date);
            standing.extend(self.follows.clone().map(|body| Assumption::Follows { body, lapsed }));
        }
        let level = self.evidence.level;
        if level.second_hand() {
            standing.push(Assumption::SecondHand { level });
        }
        standing
    }

    fn trial_months(&self, person: &Person, assumptions: &mut Vec<Assumption>) -> Result<u32, Refusal> {
        if let Some(months) = person.months {
            return Ok(months);
        }
        let usual = self.number(fact::TRIAL_MONTHS).and_then(|months| u32::try_from(months).ok());
        let months = usual.ok_or(Refusal::MonthsMissing)?;
        assumptions.push(Assumption::Months { months, origin: Origin::Ruling });
        Ok(months)
    }

    fn trial_amount(&self, person: &Person) -> Result<Option<Decimal>, Refusal> {
        match self.fact(fact::TRIAL_AMOUNTS) {
            Some(_) => self.trial_regime(fact::TRIAL_AMOUNTS, person).map(Some),
            None => Ok(self.number(fact::TRIAL_AMOUNT)),
        }
    }

    fn trial_percentage(&self, person: &Person) -> Result<Option<Decimal>, Refusal> {
        self.fact(fact::TRIAL_PERCENT).map(|_| self.trial_regime(fact::TRIAL_PERCENT, person)).transpose()
    }

    fn trial_regime(&self, fact: fact::Fact, person: &Person) -> Result<Decimal, Refusal> {
        let by_default = self.intensity.as_ref().and_then(|intensity| intensity.default_regime.as_ref());
        let known = || match self.fact(fact) {
            Some(fact::FactValue::ByRegime(numbers)) => {
                numbers.iter().map(|(name, _)| name.replace('_', " ")).collect()
            }
            _ => Vec::new(),
        };
        let Some(name) = person.regime.as_ref().or(by_default) else {
            return Err(Refusal::RegimeMissing { known: known() });
        };
        self.by_regime(fact, name).ok_or_else(|| Refusal::RegimeUnknown { asked: name.clone(), known: known() })
    }
}

/// The regime that is meant, and what was assumed to choose it.
fn regime<'i>(intensity: &'i Intensity, person: &Person) -> Result<(&'i Regime, Vec<Assumption>), Refusal> {
    let known = || intensity.regimes.iter().map(|regime| regime.name.clone()).collect();
    let named = |name: &str| intensity.regimes.iter().find(|regime| same_regime(&regime.name, name));
    let of_itself = || by_itself(intensity, person.year);
    match person.regime.as_deref() {
        None => {
            let regime = of_itself().ok_or_else(|| Refusal::RegimeMissing { known: known() })?;
            Ok((regime, vec![Assumption::Regime { used: regime.name.clone() }]))
        }
        Some(asked) => match named(asked) {
            Some(regime) => Ok((regime, Vec::new())),
            None if !intensity.method.by_regime() => {
                let regime = of_itself().ok_or_else(|| Refusal::RegimeMissing { known: known() })?;
                let (asked, used) = (asked.replace('_', " "), regime.name.clone());
                Ok((regime, vec![Assumption::RegimesUnknownHere { asked, used }]))
            }
            None => Err(Refusal::RegimeUnknown { asked: asked.replace('_', " "), known: known() }),
        },
    }
}

/// The regime that is meant when none is named: the default, the period of the year, or the only one.
fn by_itself(intensity: &Intensity, year: CoachingYear) -> Option<&Regime> {
    let wanted = if year == CoachingYear::First { Period::First } else { Period::Later };
    let of_period = |regime: &&Regime| matches!(regime.size, Size::PerPeriod { period, .. } if period == wanted);
    match (&intensity.default_regime, intensity.regimes.as_slice()) {
        (Some(name), regimes) => regimes.iter().find(|regime| same_regime(&regime.name, name)),
        (None, [only]) => Some(only),
        (None, regimes) => regimes.iter().find(of_period),
    }
}

/// What the ruling writes for this regime and year.
fn written(
    method: Method,
    regime: &Regime,
    person: &Person,
    assumptions: &mut Vec<Assumption>,
) -> Result<Notation, Refusal> {
    let size = match &regime.size {
        Size::EveryYear(size) => *size,
        Size::ByYear(sizes) => sizes[person.year.index()]
            .ok_or_else(|| Refusal::YearNotSeen { regime: regime.name.clone(), year: person.year.dutch() })?,
        Size::PerPeriod { size, months, period } => {
            let months = period_months(*months, person, assumptions)?;
            in_its_period(*period, regime, person.year, assumptions)?;
            return Ok(Notation::AmountPerPeriod { amount: *size, months });
        }
    };
    Ok(match method {
        Method::PercentageByRegime | Method::PercentageByYear => Notation::Percentage(size),
        Method::FixedHoursByRegime | Method::HoursPicklist => Notation::HoursPerYear(size),
        Method::FixedAmountByRegime | Method::FixedAmountPerPeriod => Notation::AmountPerYear(size),
        Method::HoursPerWeek => Notation::HoursPerWeek(size),
        Method::HoursPerMonth => Notation::HoursPerMonth(size),
        Method::MinutesPerWorkday => Notation::HoursPerWorkday(size / Decimal::from(60)),
    })
}

fn period_months(ruled: Option<u32>, person: &Person, assumptions: &mut Vec<Assumption>) -> Result<u32, Refusal> {
    let (months, origin) = match (ruled, person.months) {
        (Some(months), _) => (months, Origin::Ruling),
        (None, Some(months)) => (months, Origin::Given),
        (None, None) => return Err(Refusal::MonthsMissing),
    };
    assumptions.push(Assumption::Months { months, origin });
    Ok(months)
}

fn in_its_period(
    period: Period,
    regime: &Regime,
    year: CoachingYear,
    assumptions: &mut Vec<Assumption>,
) -> Result<(), Refusal> {
    match (period, year) {
        (Period::First, CoachingYear::First) => assumptions.push(Assumption::FirstPeriodOnly),
        (Period::First, _) => return Err(Refusal::NotInThisYear { regime: regime.name.clone() }),
        (Period::Later, _) => {}
    }
    Ok(())
}
