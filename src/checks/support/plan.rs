//! What a form says of the coaching it asks for, as the rules of a body see it.

use rust_decimal::Decimal;

use crate::mapping::spec::form_spec::Mapping;
use crate::record::value::Value;
use crate::record::value::date::{Date, days_between};
use crate::rules::convert::Notation;
use crate::rules::judge::Plan;
use crate::rules::person::{CoachingYear, WorkHours};

use crate::dossier::periods::whole_months;

use crate::checks::support::known::later;
use crate::checks::support::named::{Named, value};
use crate::checks::support::subject::Subject;

/// The kinds of form that other documents go with.
const WITH_DOCUMENTS: [&str; 3] = ["aanmelding", "aanvraag", "vervolgaanvraag"];

static HOURS_A_WEEK: Named = Named::new("dienstverband.uren_per_week");
static HOURS_A_YEAR: Named = Named::new("dienstverband.uren_per_jaar");
static CONTRACT: [Named; 2] = [Named::new("dienstverband.begin"), Named::new("dienstverband.einde")];
static WAGE_VALUE: Named = Named::new("doelgroep.loonwaarde");
static YEAR: Named = Named::new("begeleiding.jaar");
static REGIME: Named = Named::new("begeleiding.regime");
static MOTIVATION: Named = Named::new("begeleiding.regime_motivatie");
static BEGIN: Named = Named::new("begeleiding.begin");
static END: Named = Named::new("begeleiding.einde");
static LENGTH: Named = Named::new("begeleiding.duur");
static PERCENTAGE: Named = Named::new("begeleiding.percentage");
static WEEK: Named = Named::new("begeleiding.uren_per_week");
static MONTH: Named = Named::new("begeleiding.uren_per_maand");
static ASKED: Named = Named::new("begeleiding.uren_aangevraagd");
static TARIFF: Named = Named::new("begeleiding.tarief");
static REPORTED_SINCE: Named = Named::new("voortgang.begin");
static ATTACHED: Named = Named::new("formulier.bijlagen");

/// What the form says of the coaching it asks.
pub(in crate::checks) fn plan(record: &Subject<'_>, mapping: Option<&Mapping>) -> Plan {
    let hours = |field: &Named| field.hours(record).map(|(_, minutes)| Decimal::from(minutes) / Decimal::from(60));
    let work = hours(&HOURS_A_WEEK).map(WorkHours::PerWeek).or(hours(&HOURS_A_YEAR).map(WorkHours::PerYear));
    let months = months(record);
    let of_period = || Some(Notation::HoursPerPeriod { hours: hours(&ASKED)?, months: months? });
    let percentage = || PERCENTAGE.number(record).map(|(_, share)| Notation::Percentage(share));
    let asks_why = mapping.is_some_and(|mapping| mapping.asks(MOTIVATION.id()));
    Plan {
        work,
        contract_months: contract(record),
        loonwaarde: WAGE_VALUE.number(record).map(|(_, percent)| percent),
        year: YEAR.number(record).and_then(|(_, year)| CoachingYear::from_number(i64::try_from(year).ok()?)),
        regime: REGIME.text(record).map(|(_, word)| word.to_owned()),
        regime_motivated: asks_why.then(|| !MOTIVATION.answers(record).is_empty()),
        asked: of_period()
            .or(hours(&WEEK).map(Notation::HoursPerWeek))
            .or(hours(&MONTH).map(Notation::HoursPerMonth))
            .or_else(percentage),
        tariff: money(record),
        months,
        months_in_all: in_all(record, months),
        documents: documents(record, mapping),
    }
}

fn money(record: &Subject<'_>) -> Option<Decimal> {
    match TARIFF.answers(record).first().and_then(value)? {
        Value::Money(cents) => Some(Decimal::new(*cents, 2)),
        _ => None,
    }
}

/// The most whole months that the contract can last.
fn contract(record: &Subject<'_>) -> Option<u32> {
    let [begin, end] = &CONTRACT;
    let ((_, begin), (_, end)) = (begin.date(record)?, end.date(record)?);
    let (first, last) = (begin.first_day()?, end.last_day()?);
    if last < first {
        return None;
    }
    let months = whole_months(first, last)?;
    // the last month counts where it is all but whole
    let rest = days_between(later(first, months, 0), last);
    Some(if rest >= 27 { months + 1 } else { months })
}

/// The whole months for which coaching is asked.
fn months(record: &Subject<'_>) -> Option<u32> {
    if let (Some((_, Date::Day(begin))), Some((_, Date::Day(end)))) = (BEGIN.date(record), END.date(record)) {
        return whole_months(begin, end).map(|months| months.max(1));
    }
    LENGTH.duration(record).map(|(_, length)| length.months).filter(|months| *months > 0)
}

/// At least all months of coaching at this employer: the whole years before this one, or since the period that is
/// reported on began; with these.
fn in_all(record: &Subject<'_>, months: Option<u32>) -> Option<u32> {
    let years = YEAR.number(record).and_then(|(_, year)| u32::try_from(year.trunc()).ok()).filter(|year| *year > 1);
    let by_years = years.map(|year| (year - 1).saturating_mul(12).saturating_add(months.unwrap_or(1)));
    let until = END.date(record).or_else(|| BEGIN.date(record)).and_then(|(_, date)| date.first_day());
    let since = REPORTED_SINCE.date(record).and_then(|(_, date)| date.last_day());
    let by_dates = since.zip(until).and_then(|(since, until)| whole_months(since, until));
    // dates that are known to the month last from the end of the first to the begin of the last, at least
    let own = BEGIN.date(record).zip(END.date(record));
    let at_least = own.and_then(|((_, begin), (_, end))| whole_months(begin.last_day()?, end.first_day()?));
    by_years.max(by_dates).max(months).max(at_least)
}

/// What is attached to a request, of a form that asks it or says it; none where the form has no place for it.
fn documents(record: &Subject<'_>, mapping: Option<&Mapping>) -> Option<Vec<String>> {
    let attached = ATTACHED.answers(record);
    let asks = mapping.is_some_and(|mapping| mapping.asks(ATTACHED.id()));
    let told = WITH_DOCUMENTS.contains(&record.form.kind.as_str()) && (asks || !attached.is_empty());
    told.then(|| attached.iter().map(|answer| answer.text.to_string()).collect())
}
