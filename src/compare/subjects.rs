//! What is said of each subject and of each word, by whom, and from which text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rules::combined::{Combined, Key, RATES, REGIMES};
use crate::rules::fact::{FACTS, Fact, SECTIONS};
use crate::rules::ruling::{Intensity, Method, Ruling, Size};

use super::side_by_side::{self, name};

/// What one body says of a subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RulingSaid {
    pub ruling: String,
    pub name: String,
    pub text: String,
    /// The file that says it.
    pub file: String,
    /// The body has other files that count too.
    pub one_of_several: bool,
    pub second_hand: bool,
    /// Taken over from the body that it follows.
    pub follows: bool,
}

/// One subject of rules.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Subject {
    pub section: String,
    pub key: String,
    pub label: String,
    pub said: Vec<RulingSaid>,
    /// What older texts of a body say otherwise: they do not count, and are kept.
    pub older: Vec<RulingSaid>,
}

/// A word with what each body means by it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Defined {
    pub word: String,
    pub said: Vec<RulingSaid>,
    /// What older texts of a body mean by it, where that is something else.
    pub older: Vec<RulingSaid>,
}

/// How a rate is written in a file of rules; a reader gets it as one subject.
const OF_RATES: [&str; 3] = ["currency", "per", "vat"];

/// The facts that are subjects of their own.
pub(super) fn told() -> impl Iterator<Item = &'static Fact> {
    FACTS.iter().filter(|fact| fact.section != "tariff" || !OF_RATES.contains(&fact.key))
}

/// What a section of a file of rules is called.
pub(super) fn section(id: &'static str) -> &'static str {
    SECTIONS.iter().find(|(known, _)| *known == id).map_or(id, |(_, label)| label)
}

/// Every subject of which anything was seen, the hourly rate among them, and how much coaching where two texts of one
/// body say something else.
pub(super) fn facts(bodies: &[Combined<'_>], date: Date) -> Vec<Subject> {
    let text = |fact: &'static Fact| move |ruling: &Ruling| Some(ruling.fact(*fact)?.dutch(fact.kind));
    let of_fact = |fact: &'static Fact| subject((fact.section, fact.key), fact.label, bodies, text(fact));
    let mut subjects: Vec<Subject> = told().filter_map(of_fact).collect();
    let mut before = |key: Key, found: Option<Subject>| {
        let place = subjects.iter().position(|subject| subject.section == section(key.0)).unwrap_or(subjects.len());
        subjects.splice(place..place, found);
    };
    before(RATES, subject(RATES, "Uurtarief", bodies, |ruling| side_by_side::tariff(ruling, date)));
    let otherwise = subject(REGIMES, "Omvang", bodies, |ruling| ruling.intensity.as_ref().map(regimes));
    let several = otherwise.map(|mut subject| {
        subject.said.retain(|said| subject.older.iter().any(|older| older.ruling == said.ruling));
        subject
    });
    before(REGIMES, several.filter(|subject| !subject.older.is_empty()));
    subjects
}

/// A subject of which anything was seen.
fn subject(
    key: Key,
    label: &str,
    bodies: &[Combined<'_>],
    text: impl Fn(&Ruling) -> Option<String>,
) -> Option<Subject> {
    let counting: Vec<RulingSaid> = bodies
        .iter()
        .filter_map(|body| {
            let told = said(body, body.text_of(key).unwrap_or(&body.ruling), text(&body.ruling)?);
            Some(RulingSaid { follows: body.ruling.is_inherited(key), ..told })
        })
        .collect();
    let older = bodies.iter().flat_map(|body| {
        let texts = body.besides.iter().filter(|(of, _)| *of == key).map(|(_, older)| *older);
        texts.filter_map(|older| Some(said(body, older, text(older)?))).collect::<Vec<_>>()
    });
    (!counting.is_empty()).then(|| Subject {
        section: section(key.0).to_owned(),
        key: key.1.to_owned(),
        label: label.to_owned(),
        older: older.collect(),
        said: counting,
    })
}

fn said(body: &Combined<'_>, from: &Ruling, text: String) -> RulingSaid {
    RulingSaid {
        ruling: body.ruling.id.clone(),
        name: name(&body.ruling),
        text,
        file: from.id.clone(),
        one_of_several: body.has_several_texts(),
        second_hand: from.evidence.level.second_hand(),
        follows: false,
    }
}

/// Every word that a body defines, in the order of the words.
pub(super) fn definitions(bodies: &[Combined<'_>]) -> Vec<Defined> {
    let mut words: std::collections::BTreeMap<String, Defined> = std::collections::BTreeMap::new();
    for body in bodies {
        for (word, text, from, is_older) in &body.definitions {
            let word = word.replace('_', " ");
            let empty = || Defined { word: word.clone(), said: Vec::new(), older: Vec::new() };
            let defined = words.entry(word.clone()).or_insert_with(empty);
            let told = said(body, from, (*text).to_owned());
            if *is_older { defined.older.push(told) } else { defined.said.push(told) }
        }
    }
    words.into_values().collect()
}

/// `licht 36, 18, 18; midden 60, 36, 18 uur per jaar`
fn regimes(intensity: &Intensity) -> String {
    let number = crate::rules::fact::dutch;
    let each = intensity.regimes.iter().map(|regime| {
        let sizes: Vec<String> = match &regime.size {
            Size::ByYear(years) => years.iter().map(|year| year.map_or_else(|| "–".to_owned(), number)).collect(),
            Size::EveryYear(size) | Size::PerPeriod { size, .. } => vec![number(*size)],
        };
        format!("{} {}", regime.name, sizes.join(", "))
    });
    format!("{} {}", each.collect::<Vec<_>>().join("; "), unit(intensity.method))
}

fn unit(method: Method) -> &'static str {
    match method {
        Method::PercentageByRegime | Method::PercentageByYear => "% van de werkuren",
        Method::FixedHoursByRegime | Method::HoursPicklist => "uur per jaar",
        Method::FixedAmountByRegime => "euro per jaar",
        Method::FixedAmountPerPeriod => "euro per periode",
        Method::HoursPerWeek => "uur per week",
        Method::HoursPerMonth => "uur per maand",
        Method::MinutesPerWorkday => "minuten per werkdag",
    }
}
