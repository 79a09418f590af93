//! From practice: how often each field is filled and how coaching is spread, of bodies and never of a person.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use jiff::civil;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::record::answer::{Answer, Record};
use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::gemeente;
use crate::record::value::{Reading, Value};
use crate::rules::convert::{Base, Notation, Weeks, to_half_year};
use crate::rules::outcome::Origin;
use crate::rules::person::WorkHours;
use crate::text::normalize::fold;

use super::disclosure::{Counted, Told, all_hidden, key, part, parts, together};
use crate::report::bodies::name as body_name;

/// What records show of each body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Practice {
    /// The weeks of work that percentages and hours a week were counted with; none where none were given.
    pub weeks_per_year: Option<Decimal>,
    /// Those of which enough forms were read: to name another would tell that there is one.
    pub bodies: Vec<OfBody>,
}

/// One body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfBody {
    pub body: String,
    pub body_name: String,
    pub forms: Told,
    /// Where it may be told: a field that is not here was filled seldom, nearly always, or never.
    pub filled: Vec<Filled>,
    pub spreads: Vec<Spread>,
    /// How it ended, by something else: only tables in which every count may be told.
    pub outcomes: Vec<Spread>,
}

/// How often a field is filled.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filled {
    pub field: String,
    pub label: String,
    pub forms: Told,
}

/// How something is spread over steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Spread {
    pub of: String,
    pub unit: String,
    /// The last step is what is not filled or cannot be converted.
    pub steps: Vec<(String, Told)>,
}

/// Something that is measured and in what steps: each holds what is less than its bound and not less than the one before.
struct Measure {
    of: &'static str,
    unit: &'static str,
    bounds: &'static [u32],
    of_record: fn(&Record, Option<Decimal>) -> Option<Decimal>,
}

const MEASURES: [Measure; 3] = [
    Measure { of: "omvang", unit: "uur per half jaar", bounds: &[10, 20, 30, 45, 60, 90], of_record: intensity },
    Measure { of: "duur van de begeleiding", unit: "maanden", bounds: &[4, 7, 13, 25], of_record: duration },
    Measure { of: "tijd tussen evaluaties", unit: "weken", bounds: &[7, 14, 27], of_record: between },
];

/// How coaching ended, in groups of the words of `uitkomst.resultaat`.
const OUTCOMES: [(&str, &[&str]); 3] = [
    ("lichter of zonder jobcoach", &["zonder_begeleiding", "lichter_regime", "begeleiding_door_werkgever"]),
    ("gelijk of zwaarder", &["gelijk_regime", "hoger_regime"]),
    ("niet meer werkzaam", &["niet_meer_werkzaam"]),
];

/// How it ended, by something in two classes.
struct Crossed {
    of: &'static str,
    /// The measure that is not spread where this table is told, as one would narrow down the other.
    instead: Option<usize>,
    classes: [&'static str; 2],
    class: fn(&Record, Option<Decimal>) -> Option<usize>,
}

const CROSSED: [Crossed; 3] = [
    Crossed {
        of: "uitkomst naar omvang",
        instead: Some(0),
        classes: ["onder 30 uur per half jaar", "30 uur per half jaar en meer"],
        class: |record, weeks| intensity(record, weeks).map(|hours| usize::from(hours >= Decimal::from(30))),
    },
    Crossed {
        of: "uitkomst naar duur",
        instead: Some(1),
        classes: ["tot en met zes maanden", "langer dan zes maanden"],
        class: |record, _| months(record).map(|months| usize::from(months > 6)),
    },
    Crossed {
        of: "uitkomst naar soort jobcoach",
        instead: None,
        classes: ["extern, geregeld door de instantie", "intern, geregeld door de werkgever"],
        class: |record, _| match chosen(record, "jobcoach.georganiseerd_door")? {
            "gemeente" => Some(0),
            "werkgever" => Some(1),
            _ => None,
        },
    },
];

/// The cells of such a table: each outcome by each class, and last what has no outcome or no class.
const CELLS: usize = OUTCOMES.len() * 2 + 1;

/// What is gathered while records pass; no answer is kept.
#[derive(Debug, Default)]
pub struct Gathered {
    weeks: Option<Decimal>,
    /// By what clients are told apart while counting; it differs with every run, and is not printed.
    clients: RandomState,
    /// The bodies that may be named.
    known: BTreeSet<String>,
    bodies: BTreeMap<String, Body>,
}

#[derive(Debug, Default)]
struct Body {
    forms: Counted,
    /// Of each field the forms that fill it, and the rest.
    filled: BTreeMap<FieldId, [Counted; 2]>,
    /// By measure and step; the last step is what has no measure.
    steps: [Vec<Counted>; 3],
    /// By table and cell.
    outcomes: [[Counted; CELLS]; CROSSED.len()],
}

impl Gathered {
    /// Nothing yet; `weeks` of work a year are for hours a week and percentages. `known` bodies and gemeenten are named,
    /// and any other is `onbekend`: a record may say anything of whose form it is.
    pub fn new(weeks: Option<Decimal>, known: impl IntoIterator<Item = String>) -> Self {
        Self { weeks, known: known.into_iter().collect(), ..Self::default() }
    }

    /// Counts a record in.
    pub fn see(&mut self, record: &Record) {
        let key = key(record);
        let named = |body: &String| self.known.contains(body) || gemeente::name(body).is_some();
        let name = Some(&record.form.body).filter(|body| named(body)).map_or("onbekend", String::as_str);
        let body = self.bodies.entry(name.to_owned()).or_default();
        let client = client(record).map_or(0, |told| self.clients.hash_one(told));
        let outcome = outcome(record);
        body.forms.add(key, client);
        for (field, _) in Schema::common().all().filter(|(_, field)| may_be_counted(field)) {
            let is_filled = !record.answers_to(field).is_empty();
            body.filled.entry(field).or_default()[usize::from(!is_filled)].add(key, client);
        }
        for (measure, steps) in MEASURES.iter().zip(&mut body.steps) {
            steps.resize(measure.bounds.len() + 2, Counted::default());
            let size = (measure.of_record)(record, self.weeks);
            let step = size.map_or(measure.bounds.len() + 1, |size| step(size, measure.bounds));
            steps[step].add(key, client);
        }
        for (crossed, cells) in CROSSED.iter().zip(&mut body.outcomes) {
            let cell = outcome.zip((crossed.class)(record, self.weeks));
            cells[cell.map_or(CELLS - 1, |(outcome, class)| outcome * 2 + class)].add(key, client);
        }
    }

    /// All that may be told.
    pub fn practice(&self) -> Practice {
        let enough = self.bodies.iter().filter(|(_, body)| body.forms.told(body.forms) != Told::Hidden);
        Practice { weeks_per_year: self.weeks, bodies: enough.map(|(name, body)| body.told(name)).collect() }
    }
}

impl Body {
    fn told(&self, name: &str) -> OfBody {
        let forms = self.forms.told(self.forms);
        let mut listed: Vec<Told> =
            self.filled.values().map(|[filled, rest]| part(self.forms, *filled, *rest)).collect();
        let mut spreads: Vec<Vec<Told>> = self.steps.iter().map(|steps| parts(self.forms, steps)).collect();
        let whole_or_not = |cells: &[Counted; CELLS]| {
            let told = parts(self.forms, cells);
            if told.contains(&Told::Hidden) { vec![Told::Hidden; CELLS] } else { told }
        };
        spreads.extend(self.outcomes.iter().map(whole_or_not));
        together(forms, &mut listed, &mut spreads);
        let outcomes = spreads.split_off(MEASURES.len());
        for (crossed, told) in CROSSED.iter().zip(&outcomes) {
            // Two tables of the same forms would tell of each other what neither tells alone.
            if let Some(measure) = crossed.instead.filter(|_| !all_hidden(told)) {
                spreads[measure].fill(Told::Hidden);
            }
        }
        let filled = self.filled.keys().zip(listed).map(|(id, forms)| {
            let field = Schema::common().field(*id);
            Filled { field: field.id.clone(), label: field.label.nl.clone(), forms }
        });
        let spreads = MEASURES.iter().zip(spreads).map(|(measure, told)| Spread {
            of: measure.of.to_owned(),
            unit: measure.unit.to_owned(),
            steps: names(measure.bounds).into_iter().zip(told).collect(),
        });
        OfBody {
            body: name.to_owned(),
            body_name: body_name(name),
            forms,
            filled: filled.filter(|filled| filled.forms != Told::Hidden).collect(),
            spreads: spreads.collect(),
            outcomes: CROSSED.iter().zip(outcomes).filter(|(_, told)| !all_hidden(told)).map(crossed).collect(),
        }
    }
}

/// A table of outcomes as steps: `lichter of zonder jobcoach; onder 30 uur per half jaar`.
fn crossed((crossed, told): (&Crossed, Vec<Told>)) -> Spread {
    let cells =
        OUTCOMES.iter().flat_map(|(outcome, _)| crossed.classes.iter().map(move |class| format!("{outcome}; {class}")));
    let names = cells.chain(["niet bekend".to_owned()]);
    Spread { of: crossed.of.to_owned(), unit: "formulieren".to_owned(), steps: names.zip(told).collect() }
}

/// The word of a choice.
fn chosen<'r>(record: &'r Record, id: &str) -> Option<&'r str> {
    match record.value(id)? {
        Value::Text(word) => Some(word),
        _ => None,
    }
}

/// The group of how it ended.
fn outcome(record: &Record) -> Option<usize> {
    let word = chosen(record, "uitkomst.resultaat")?;
    OUTCOMES.iter().position(|(_, words)| words.contains(&word))
}

/// Who a form is about, by number, else by name with the date of birth; all forms that tell neither may be of one client.
/// What counts is what an answer means, not how it was typed: `999 990 019` and `999990019` are one client.
fn client(record: &Record) -> Option<Vec<String>> {
    if let Some(pseudonym) = &record.pseudonym {
        return Some(vec![pseudonym.to_string()]);
    }
    let told = |id: &str| -> Vec<String> {
        let answers = Schema::common().id(id).map_or(&[][..], |field| record.answers_to(field));
        let meant = |answer: &Answer| match &answer.reading {
            Reading::Value(value) => format!("{value:?}"),
            _ => fold(&answer.text),
        };
        answers.iter().map(meant).collect()
    };
    let (number, name) = (told("client.bsn"), told("client.naam"));
    match (number.is_empty(), name.is_empty()) {
        (false, _) => Some(number),
        (true, false) => Some([name, told("client.geboortedatum")].concat()),
        (true, true) => None,
    }
}

/// No field that may be about a person is even counted.
fn may_be_counted(field: &Field) -> bool {
    !field.sensitive
}

fn step(size: Decimal, bounds: &[u32]) -> usize {
    bounds.iter().position(|bound| size < Decimal::from(*bound)).unwrap_or(bounds.len())
}

/// `onder 10`, `10 tot 20`, …, `90 en meer`, `niet bekend`
fn names(bounds: &[u32]) -> Vec<String> {
    let first = bounds.first().map(|bound| format!("onder {bound}"));
    let between = bounds.windows(2).map(|pair| format!("{} tot {}", pair[0], pair[1]));
    let last = bounds.last().map(|bound| format!("{bound} en meer"));
    first.into_iter().chain(between).chain(last).chain(["niet bekend".to_owned()]).collect()
}

fn hours(record: &Record, id: &str) -> Option<Decimal> {
    match record.value(id)? {
        Value::Hours(minutes) => Some(Decimal::from(*minutes) / Decimal::from(60)),
        _ => None,
    }
}

fn day(record: &Record, id: &str) -> Option<civil::Date> {
    match record.value(id)? {
        Value::Date(Date::Day(day)) => Some(*day),
        _ => None,
    }
}

/// Days from one date of a form to another that is not before it.
fn days(record: &Record, from: &str, to: &str) -> Option<i32> {
    let (from, to) = (day(record, from)?, day(record, to)?);
    from.until(to).ok().map(|span| span.get_days()).filter(|days| *days >= 0)
}

/// Hours of coaching per half-year, from whatever the form says of them.
fn intensity(record: &Record, weeks: Option<Decimal>) -> Option<Decimal> {
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
fn months(record: &Record) -> Option<u32> {
    if let Some(days) = days(record, "begeleiding.begin", "begeleiding.einde") {
        return as_months(u32::try_from(days + 1).ok()?);
    }
    match record.value("begeleiding.duur")? {
        Value::Duration(length) => Some(length.months + as_months(length.days)?),
        _ => None,
    }
}

/// Days in months of 365.25 / 12 days, rounded.
fn as_months(days: u32) -> Option<u32> {
    Some((days.checked_mul(48)? + 730) / 1461)
}

fn duration(record: &Record, _: Option<Decimal>) -> Option<Decimal> {
    months(record).map(Decimal::from)
}

/// Weeks from an evaluation to the next one.
fn between(record: &Record, _: Option<Decimal>) -> Option<Decimal> {
    let days = days(record, "voortgang.evaluatiedatum", "voortgang.volgende_evaluatie")?;
    Some(Decimal::from(days) / Decimal::from(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_hold_what_is_less_than_their_bound() {
        let bounds = &[10, 20];
        for (size, name) in [("0", "onder 10"), ("9.99", "onder 10"), ("10", "10 tot 20"), ("20", "20 en meer")] {
            assert_eq!(names(bounds)[step(size.parse().expect("a number"), bounds)], name, "{size}");
        }
    }

    #[test]
    fn every_outcome_has_its_group() {
        let schema = Schema::common();
        let field = schema.field(schema.id("uitkomst.resultaat").expect("a field"));
        let grouped: Vec<&str> = OUTCOMES.iter().flat_map(|(_, words)| *words).copied().collect();
        assert!(
            field.choices.iter().all(|word| grouped.contains(&word.as_str())) && grouped.len() == field.choices.len()
        );
    }

    #[test]
    fn no_sensitive_field_is_counted() {
        let schema = Schema::common();
        for id in ["client.naam", "client.bsn", "profiel.diagnose"] {
            let field = schema.field(schema.id(id).expect("a field"));
            assert!(!may_be_counted(field), "{id}");
        }
    }
}
