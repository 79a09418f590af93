//! The rules of bodies side by side: what each says of every subject, and how much coaching that is for one person.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::rules::catalogue::Rules;
use crate::rules::fact::{FACTS, Fact, SECTIONS};
use crate::rules::outcome::{Hours, Refusal, two_decimals};
use crate::rules::person::{CoachingYear, Given, Person};
use crate::rules::ruling::{Level, Regime, Ruling, Scheme, Size, SourceKind};

use super::majority::{CommonRuling, RulingSaid, held, is_inherited};
use super::side_by_side;

/// What rules give, and for whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ComparedRules {
    pub asked: ComparedPerson,
    pub rulings: Vec<Body>,
    /// What each ruling gives this person.
    pub person: Vec<PersonFigure>,
    /// Every regime of each ruling over the years.
    pub intensity: Vec<Row>,
    /// What the law leaves to each body, a row a body.
    pub side_by_side: Vec<side_by_side::Row>,
    /// What is said of each subject, by the rulings whose source mentions it.
    pub facts: Vec<Subject>,
    /// What bodies mean by a word, side by side.
    pub definitions: Vec<Defined>,
}

/// A word with what each body means by it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Defined {
    pub word: String,
    pub said: Vec<RulingSaid>,
}

/// The person and the bases that were given.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ComparedPerson {
    pub date: String,
    pub hours_per_week: Option<Decimal>,
    pub year: usize,
    pub regime: Option<String>,
    pub weeks_per_year: Option<Decimal>,
    pub tariff: Option<Decimal>,
    pub months: Option<u32>,
}

/// A ruling and how far to trust it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Body {
    pub id: String,
    pub name: String,
    pub scheme: Option<Scheme>,
    pub cited: String,
    pub regulation: Option<String>,
    pub level: Level,
    pub second_hand: bool,
    pub source: String,
    pub source_kind: SourceKind,
    pub seen_on: String,
    /// The body whose rules hold where this text says nothing itself.
    pub follows: Option<String>,
    /// The last day of the text that it follows, where that no longer holds on the day.
    pub lapsed: Option<String>,
    /// Nothing seen says that it does not hold on the day.
    pub holds: bool,
}

/// Hours per half-year, or why there are none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    Hours {
        /// Two decimals.
        hours: Decimal,
        formula: String,
        assumptions: Vec<String>,
        /// Second-hand, or by a rate that the asker chose.
        indicative: bool,
    },
    Refused {
        code: String,
        why: String,
    },
}

/// A ruling's figure for the person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonFigure {
    pub ruling: String,
    pub name: String,
    pub figure: Figure,
}

/// One regime of one ruling.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub ruling: String,
    pub name: String,
    pub regime: Option<String>,
    pub years: [Figure; 3],
    /// Hours in three years, where every year has its own figure.
    pub total: Option<Decimal>,
}

/// One subject of rules.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Subject {
    pub section: String,
    pub key: String,
    pub label: String,
    pub said: Vec<RulingSaid>,
    /// What is said alike, by the most first; a list counts by its parts.
    pub held: Vec<CommonRuling>,
}

/// Lays the rulings that are wanted side by side, for a person.
pub fn ruled(rules: &Rules, wanted: impl Fn(&Ruling) -> bool, person: &Person, given: &Given) -> ComparedRules {
    let mut rulings = rules.to_compare(given.date);
    rulings.retain(|ruling| wanted(ruling));
    let mut of_person: Vec<PersonFigure> = rulings.iter().map(|ruling| for_person(ruling, person, given)).collect();
    of_person.sort_by_key(|one| Reverse(hours(&one.figure)));
    ComparedRules {
        asked: asked(person, given),
        rulings: rulings.iter().map(|ruling| body(ruling, given)).collect(),
        person: of_person,
        intensity: rulings.iter().flat_map(|ruling| rows(ruling, person, given)).collect(),
        side_by_side: side_by_side::side_by_side(&rulings, name, given.date),
        facts: facts(&rulings, given.date),
        definitions: definitions(&rulings),
    }
}

fn asked(person: &Person, given: &Given) -> ComparedPerson {
    ComparedPerson {
        date: given.date.to_string(),
        hours_per_week: match person.work {
            Some(crate::rules::person::WorkHours::PerWeek(hours)) => Some(hours),
            _ => None,
        },
        year: person.year.index() + 1,
        regime: person.regime.clone(),
        weeks_per_year: given.weeks,
        tariff: given.tariff,
        months: person.months,
    }
}

/// `UWV (extern)`
fn name(ruling: &Ruling) -> String {
    match ruling.scheme {
        Some(Scheme::Extern) if !ruling.name.contains("extern") => format!("{} (extern)", ruling.name),
        Some(Scheme::Intern) if !ruling.name.contains("intern") => format!("{} (intern)", ruling.name),
        _ => ruling.name.clone(),
    }
}

fn body(ruling: &Ruling, given: &Given) -> Body {
    Body {
        id: ruling.id.clone(),
        name: name(ruling),
        scheme: ruling.scheme,
        cited: ruling.cited().to_owned(),
        regulation: ruling.regulation.clone(),
        level: ruling.evidence.level,
        second_hand: ruling.evidence.level.second_hand(),
        source: ruling.evidence.source.clone(),
        source_kind: ruling.evidence.kind,
        follows: ruling.follows.clone(),
        lapsed: ruling.lapsed_before(given.date).map(|day| day.to_string()),
        seen_on: ruling.evidence.seen_on.to_string(),
        holds: ruling.validity.holds_on(given.date),
    }
}

fn for_person(ruling: &Ruling, person: &Person, given: &Given) -> PersonFigure {
    PersonFigure { ruling: ruling.id.clone(), name: name(ruling), figure: figure(ruling.half_year(person, given)) }
}

fn figure(found: Result<Hours, Refusal>) -> Figure {
    match found {
        Ok(hours) => Figure::Hours {
            hours: hours.rounded(),
            formula: hours.formula.dutch().to_owned(),
            assumptions: hours.assumptions.iter().map(crate::rules::outcome::Assumption::dutch).collect(),
            indicative: hours.indicative(),
        },
        Err(refusal) => Figure::Refused { code: refusal.code().to_owned(), why: refusal.dutch() },
    }
}

/// The hours of a figure; none where it is refused.
pub(super) fn hours(figure: &Figure) -> Option<Decimal> {
    match figure {
        Figure::Hours { hours, .. } => Some(*hours),
        Figure::Refused { .. } => None,
    }
}

fn rows(ruling: &Ruling, person: &Person, given: &Given) -> Vec<Row> {
    let regimes = ruling.intensity.as_ref().map_or(&[][..], |intensity| &intensity.regimes);
    if regimes.is_empty() {
        return vec![row(ruling, None, person, given)];
    }
    regimes.iter().map(|regime| row(ruling, Some(regime), person, given)).collect()
}

fn row(ruling: &Ruling, regime: Option<&Regime>, person: &Person, given: &Given) -> Row {
    let found = CoachingYear::ALL.map(|year| {
        let person = Person { year, regime: regime.map(|regime| regime.name.clone()), ..person.clone() };
        ruling.half_year(&person, given)
    });
    let by_year = regime.is_some_and(|regime| matches!(regime.size, Size::ByYear(_)));
    let sum: Option<Decimal> = found.iter().map(|year| Some(year.as_ref().ok()?.hours * Decimal::TWO)).sum();
    Row {
        ruling: ruling.id.clone(),
        name: name(ruling),
        regime: regime.map(|regime| regime.name.clone()),
        years: found.map(figure),
        total: sum.filter(|_| by_year).map(two_decimals),
    }
}

/// How a rate is written in a file of rules; a reader gets it as one subject.
const OF_RATES: [&str; 3] = ["currency", "per", "vat"];

/// Every subject of which anything was seen, the hourly rate among them.
fn facts(rulings: &[&Ruling], date: jiff::civil::Date) -> Vec<Subject> {
    let told = FACTS.iter().filter(|fact| fact.section != "tariff" || !OF_RATES.contains(&fact.key));
    let text = |fact: &'static Fact| move |ruling: &Ruling| Some(ruling.fact(*fact)?.dutch(fact.kind));
    let mut subjects: Vec<Subject> =
        told.filter_map(|fact| subject(fact.section, fact.key, fact.label, rulings, text(fact))).collect();
    let rate = subject("tariff", "rates", "Uurtarief", rulings, |ruling| side_by_side::tariff(ruling, date));
    let place = subjects.iter().position(|subject| subject.section == section("tariff")).unwrap_or(subjects.len());
    subjects.splice(place..place, rate);
    subjects
}

fn section(id: &'static str) -> &'static str {
    SECTIONS.iter().find(|(known, _)| *known == id).map_or(id, |(_, label)| label)
}

/// A subject of which anything was seen.
fn subject(
    of: &'static str,
    key: &'static str,
    label: &str,
    rulings: &[&Ruling],
    text: impl Fn(&Ruling) -> Option<String>,
) -> Option<Subject> {
    let said: Vec<RulingSaid> = rulings
        .iter()
        .filter_map(|ruling| {
            let second_hand = ruling.evidence.level.second_hand();
            let follows = is_inherited(ruling, of, key);
            Some(RulingSaid {
                ruling: ruling.id.clone(),
                name: name(ruling),
                text: text(ruling)?,
                second_hand,
                follows,
            })
        })
        .collect();
    let held = held(of, key, &said, rulings);
    (!said.is_empty()).then(|| Subject {
        held,
        section: section(of).to_owned(),
        key: key.to_owned(),
        label: label.to_owned(),
        said,
    })
}

/// Every word that a body defines, in the order of the words.
fn definitions(rulings: &[&Ruling]) -> Vec<Defined> {
    let mut words: BTreeMap<String, Vec<RulingSaid>> = BTreeMap::new();
    for ruling in rulings {
        let second_hand = ruling.evidence.level.second_hand();
        for (word, text) in &ruling.definitions {
            let said = RulingSaid {
                ruling: ruling.id.clone(),
                name: name(ruling),
                text: text.clone(),
                second_hand,
                follows: false,
            };
            words.entry(word.replace('_', " ")).or_default().push(said);
        }
    }
    words.into_iter().map(|(word, said)| Defined { word, said }).collect()
}
