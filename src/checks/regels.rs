//! A request or a plan against the rules of the body it is for, on the day it begins.

use jiff::civil;
use rust_decimal::Decimal;

use crate::finding::Finding;
use crate::mapping::declaration::Mapping;
use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::record::value::Value;
use crate::record::value::date::Date;
use crate::record::value::gemeente;
use crate::rules::catalogue::Rules;
use crate::rules::convert::Notation;
use crate::rules::judge::{Breach, Plan, judge};
use crate::rules::person::{CoachingYear, WorkHours};
use crate::rules::ruling::{Ruling, Scheme};

use super::known::{first, last, whole_months};
use super::named::{Named, value};

/// The codes of its findings, each with a Dutch title.
pub const CODES: [(&str, &str); 10] = [
    ("regel-boven-maximum", "Er wordt meer begeleiding gevraagd dan de regeling toestaat"),
    ("regel-contract-te-kort", "Het contract is korter dan de regeling vraagt"),
    ("regel-loonwaarde-te-laag", "De loonwaarde is lager dan de regeling vraagt"),
    ("regel-loonwaarde-uitzondering", "De loonwaarde is alleen bij uitzondering hoog genoeg"),
    ("regel-periode-te-lang", "De periode is langer dan in één keer wordt toegekend"),
    ("regel-regime-onbekend", "De regeling kent dit regime niet"),
    ("regel-regime-zonder-motivatie", "Het zwaarste regime is niet gemotiveerd"),
    ("regel-te-lang", "De begeleiding duurt langer dan de regeling toestaat"),
    ("regel-uren-te-weinig", "Er zijn minder contracturen dan de regeling vraagt"),
    ("regel-uren-uitzondering", "De contracturen zijn alleen bij uitzondering genoeg"),
];

/// The kinds of form that ask for coaching.
const ASKING: [&str; 4] = ["aanmelding", "aanvraag", "vervolgaanvraag", "plan_van_aanpak"];

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
static FORM_DATE: Named = Named::new("formulier.datum");
static ORGANISER: Named = Named::new("jobcoach.georganiseerd_door");
static EMPLOYER: Named = Named::new("jobcoach.in_dienst_van");
static GEMEENTE: Named = Named::new("gemeente.naam");

/// All in which a form that asks for coaching goes beyond the rules; nothing where its day is not known.
pub(super) fn put(record: &Record, mapping: Option<&Mapping>) -> Vec<Finding> {
    if !ASKING.contains(&record.form.kind.as_str()) {
        return Vec::new();
    }
    let Some(day) = day(record) else { return Vec::new() };
    let plan = plan(record, mapping);
    breaches(&plan, &rulings(record, day), day).iter().map(|breach| at_its_place(breach, record)).collect()
}

/// The day on which coaching begins, else that of the form.
fn day(record: &Record) -> Option<civil::Date> {
    BEGIN.date(record).or_else(|| FORM_DATE.date(record)).map(|(_, date)| first(date))
}

/// The ruling of the body, or those of its schemes where the form does not say which it is.
fn rulings(record: &Record, day: civil::Date) -> Vec<&'static Ruling> {
    let rules = Rules::built_in();
    let of = |body: &str| -> Vec<&'static Ruling> {
        let schemes = wanted(record).iter().filter_map(|scheme| rules.for_scheme(body, *scheme, day));
        let schemes: Vec<&Ruling> = schemes.collect();
        if schemes.is_empty() { rules.for_body(body, day).into_iter().collect() } else { schemes }
    };
    let own = of(&record.form.body);
    match GEMEENTE.text(record).and_then(|(_, name)| gemeente::code(name)) {
        Some(code) if own.is_empty() => of(code),
        _ => own,
    }
}

/// Internal is who is employed or hired by the employer; either where nothing tells.
fn wanted(record: &Record) -> &'static [Scheme] {
    let told = ORGANISER.text(record).or_else(|| EMPLOYER.text(record)).map(|(_, word)| word);
    match told {
        Some("werkgever") => &[Scheme::Intern],
        Some(_) => &[Scheme::Extern],
        None => &[Scheme::Extern, Scheme::Intern],
    }
}

/// What is beyond all rulings that may be meant.
fn breaches(plan: &Plan, rulings: &[&Ruling], day: civil::Date) -> Vec<Breach> {
    let mut each = rulings.iter().map(|ruling| judge(plan, ruling, day));
    let Some(mut found) = each.next() else { return Vec::new() };
    for other in each {
        found.retain(|breach| other.iter().any(|one| one.code == breach.code));
    }
    found
}

fn at_its_place(breach: &Breach, record: &Record) -> Finding {
    let finding = breach.finding();
    let field = Schema::common().id(breach.field);
    match field.and_then(|field| record.answers_to(field).first()) {
        Some(answer) => finding.place(answer.place.clone()),
        None => finding,
    }
}

/// What the form says of the coaching it asks.
fn plan(record: &Record, mapping: Option<&Mapping>) -> Plan {
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
        months_in_all: months,
        documents: None,
    }
}

fn money(record: &Record) -> Option<Decimal> {
    match TARIFF.answers(record).first().and_then(value)? {
        Value::Money(cents) => Some(Decimal::new(*cents, 2)),
        _ => None,
    }
}

/// The most whole months that the contract can last.
fn contract(record: &Record) -> Option<u32> {
    let [begin, end] = &CONTRACT;
    let ((_, begin), (_, end)) = (begin.date(record)?, end.date(record)?);
    if last(end) < first(begin) {
        return None;
    }
    let months = whole_months(first(begin), last(end))?;
    // the last month counts where it is all but whole
    let rest = super::known::days(super::known::later(first(begin), months, 0), last(end));
    Some(if rest >= 27 { months + 1 } else { months })
}

/// The whole months for which coaching is asked.
fn months(record: &Record) -> Option<u32> {
    if let (Some((_, Date::Day(begin))), Some((_, Date::Day(end)))) = (BEGIN.date(record), END.date(record)) {
        return whole_months(begin, end).map(|months| months.max(1));
    }
    LENGTH.duration(record).map(|(_, length)| length.months).filter(|months| *months > 0)
}
