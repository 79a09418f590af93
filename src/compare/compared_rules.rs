//! The rules of bodies side by side: what each says of every subject, and how much coaching that is for one person.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::rules::catalogue::Rules;
use crate::rules::combined::REGIMES;
use crate::rules::outcome::{Hours, Refusal, two_decimals};
use crate::rules::person::{CoachingYear, Given, Person};
use crate::rules::ruling::{Regime, Ruling, Scheme, Size};

use super::majority::{self, Question};
use super::side_by_side::{self, name};
use super::sources::{self, SourceText};
use super::subjects::{self, Defined, Subject};

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
    /// What is said alike in answer to each question, by most and by fewer.
    pub questions: Vec<Question>,
    /// What bodies mean by a word, side by side.
    pub definitions: Vec<Defined>,
    /// Every text that is known of these bodies, also those that do not count.
    pub sources: Vec<SourceText>,
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

/// The texts of one body as one ruling, of UWV those of one scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Body {
    pub id: String,
    pub name: String,
    pub scheme: Option<Scheme>,
    /// How much it gives is known from somebody else's account.
    pub second_hand: bool,
    /// The body whose rules hold where these texts say nothing themselves.
    pub follows: Option<String>,
    /// The last day of the text that it follows, where that no longer holds on the day.
    pub lapsed: Option<String>,
    /// How much it gives is taken over from that body.
    pub intensity_followed: bool,
    /// Nothing seen says that the text that says how much does not hold on the day.
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

/// Lays the rulings that are wanted side by side, for a person.
pub fn ruled(rules: &Rules, wanted: impl Fn(&Ruling) -> bool, person: &Person, given: &Given) -> ComparedRules {
    let mut bodies = rules.combined(given.date);
    bodies.retain(|body| wanted(&body.ruling) || body.texts.iter().any(|text| wanted(text.ruling)));
    let mut later = rules.not_begun(given.date);
    later.retain(|text| wanted(text));
    let rulings = || bodies.iter().map(|body| &body.ruling);
    let mut of_person: Vec<PersonFigure> = rulings().map(|ruling| for_person(ruling, person, given)).collect();
    of_person.sort_by_key(|one| Reverse(hours(&one.figure)));
    ComparedRules {
        asked: asked(person, given),
        rulings: rulings().map(|ruling| body(ruling, given)).collect(),
        person: of_person,
        intensity: rulings().flat_map(|ruling| rows(ruling, person, given)).collect(),
        side_by_side: side_by_side::side_by_side(&bodies, given.date),
        facts: subjects::facts(&bodies, given.date),
        questions: majority::questions(&bodies, given.date),
        definitions: subjects::definitions(&bodies),
        sources: sources::sources(&bodies, &later, given.date),
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

fn body(ruling: &Ruling, given: &Given) -> Body {
    Body {
        id: ruling.id.clone(),
        name: name(ruling),
        scheme: ruling.scheme,
        second_hand: ruling.evidence.level.second_hand(),
        follows: ruling.follows.clone(),
        lapsed: ruling.lapsed_before(given.date).map(|day| day.to_string()),
        intensity_followed: ruling.is_inherited(REGIMES),
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
