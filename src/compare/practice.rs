//! From practice: how often each field is filled and how coaching is spread, of bodies and never of a person.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::record::answer::{Answer, Record};
use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::{Reading, gemeente};
use crate::text::normalize::fold;

use super::disclosure::{Counted, DisclosedCount, all_hidden, key, narrowed, part, parts, together, whole_or_none};
use super::measures::{Spread, between, duration, intensity};
use super::outcome_rows::keep_apart;
use super::outcomes::{CELLS, CROSSED, crossed, outcome};
use crate::report::wording::bodies::name as body_name;

/// What records show of each body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Practice {
    /// The weeks of work that percentages and hours a week were counted with; none where none were given.
    pub weeks_per_year: Option<Decimal>,
    /// Those of which enough forms were read: to name another would tell that there is one.
    pub bodies: Vec<BodyPractice>,
}

/// One body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BodyPractice {
    pub body: String,
    pub body_name: String,
    pub forms: DisclosedCount,
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
    pub forms: DisclosedCount,
}

/// Something that is measured and in what steps: each holds what is less than its bound and not less than the one
/// before.
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
    /// Nothing yet; `weeks` of work a year are for hours a week and percentages. `known` bodies and gemeenten are
    /// named, and any other is `onbekend`: a record may say anything of whose form it is.
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
        let enough = self.bodies.iter().filter(|(_, body)| body.forms.disclose(body.forms) != DisclosedCount::Hidden);
        Practice { weeks_per_year: self.weeks, bodies: enough.map(|(name, body)| body.disclose(name)).collect() }
    }
}

impl Body {
    fn disclose(&self, name: &str) -> BodyPractice {
        let forms = self.forms.disclose(self.forms);
        let mut listed: Vec<DisclosedCount> =
            self.filled.values().map(|[filled, rest]| part(self.forms, *filled, *rest)).collect();
        let mut spreads: Vec<Vec<DisclosedCount>> = self.steps.iter().map(|steps| parts(self.forms, steps)).collect();
        spreads.extend(self.outcomes.iter().map(|cells| whole_or_none(self.forms, cells)));
        together(forms, &mut listed, &mut spreads);
        let whole = narrowed(forms, &listed, &spreads);
        let mut outcomes = spreads.split_off(MEASURES.len());
        keep_apart(whole, &mut outcomes);
        for (crossed, _) in CROSSED.iter().zip(&outcomes).filter(|(_, told)| !all_hidden(told)) {
            // Two tables of the same forms would tell of each other what neither tells alone.
            crossed.instead.iter().for_each(|measure| spreads[*measure].fill(DisclosedCount::Hidden));
            for (id, told) in self.filled.keys().zip(&mut listed) {
                if crossed.bounded_by.contains(&Schema::common().field(*id).id.as_str()) {
                    *told = DisclosedCount::Hidden;
                }
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
        BodyPractice {
            body: name.to_owned(),
            body_name: body_name(name),
            forms,
            filled: filled.filter(|filled| filled.forms != DisclosedCount::Hidden).collect(),
            spreads: spreads.collect(),
            outcomes: CROSSED.iter().zip(outcomes).filter(|(_, told)| !all_hidden(told)).map(crossed).collect(),
        }
    }
}

/// Who a form is about, by number, else by name with the date of birth; all forms that tell neither may be of one
/// client. What counts is what an answer means, not how it was typed: `999 990 019` and `999990019` are one client.
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
    fn no_sensitive_field_is_counted() {
        let schema = Schema::common();
        for id in ["client.naam", "client.bsn", "profiel.diagnose"] {
            let field = schema.field(schema.id(id).expect("a field"));
            assert!(!may_be_counted(field), "{id}");
        }
    }
}
