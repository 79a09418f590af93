//! What one body rules on jobcoaching in one version of its text.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::record::value::date::Date;

use super::fact::{Fact, FactValue};

/// What kind of body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BodyKind {
    Gemeente,
    Samenwerkingsverband,
    Werkgeversservicepunt,
    /// Several bodies that agreed on one way of working.
    Overeenkomst,
    Uwv,
}

/// Which of a body's provisions it is about, where it has more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// A jobcoach of a recognised organisation, paid by the body.
    Extern,
    /// A jobcoach whom the employer employs or hires, subsidised.
    Intern,
}

/// What was read, from the best to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    PrimaryFullText,
    WebPage,
    /// What the body itself told or wrote, which is no text of its rules.
    OwnStatement,
    SecondaryTranscription,
    PrimaryOpeningOnly,
    ThirdPartyPage,
}

impl Level {
    /// The figures were taken from somebody else's account: check them at the source.
    pub fn second_hand(self) -> bool {
        matches!(self, Self::SecondaryTranscription | Self::ThirdPartyPage)
    }

    /// What was read, in Dutch.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::PrimaryFullText => "volledige regeltekst gelezen",
            Self::WebPage => "pagina van de instantie zelf gelezen, alleen het begin",
            Self::OwnStatement => "verklaring van de instantie zelf, geen regeltekst",
            Self::SecondaryTranscription => "weergave door derden: controleer bij de bron",
            Self::PrimaryOpeningOnly => "alleen het begin van de regeling gelezen",
            Self::ThirdPartyPage => "pagina van een ander over deze instantie: controleer bij de bron",
        }
    }
}

/// What kind of source it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Anybody can read it, at an address.
    #[default]
    Publication,
    Interview,
    Letter,
    InternalDocument,
}

impl SourceKind {
    /// In Dutch.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::Publication => "publicatie",
            Self::Interview => "gesprek",
            Self::Letter => "brief",
            Self::InternalDocument => "intern document",
        }
    }
}

/// Where it is known from.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub level: Level,
    pub kind: SourceKind,
    /// The address of the text itself; of what was never published, what it is and of when.
    pub source: String,
    /// The copy that was read, where it was not the source.
    pub seen_via: Option<String>,
    pub seen_on: civil::Date,
    pub also_see: Vec<String>,
}

/// Since when and until when it holds, as far as that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Validity {
    pub in_force_from: Option<civil::Date>,
    pub retroactive_to: Option<civil::Date>,
    /// The last day.
    pub in_force_until: Option<civil::Date>,
}

impl Validity {
    /// The first day on which it holds, also where it was made later.
    pub fn from(&self) -> Option<civil::Date> {
        self.retroactive_to.into_iter().chain(self.in_force_from).min()
    }

    /// Nothing seen says that it does not hold on `date`.
    pub fn holds_on(&self, date: civil::Date) -> bool {
        self.from().is_none_or(|from| from <= date) && self.in_force_until.is_none_or(|until| date <= until)
    }
}

/// How an amount of coaching is ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    PercentageByRegime,
    PercentageByYear,
    FixedHoursByRegime,
    HoursPicklist,
    FixedAmountByRegime,
    FixedAmountPerPeriod,
    HoursPerWeek,
    HoursPerMonth,
    MinutesPerWorkday,
}

impl Method {
    /// Whether the regime decides; the others count by year or by period, whatever the regime.
    pub fn by_regime(self) -> bool {
        !matches!(self, Self::PercentageByYear | Self::FixedAmountPerPeriod)
    }
}

/// How fewer contract hours lessen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProRata {
    Linear,
    /// Full from the reference hours, in proportion below them.
    LinearBelowReference,
    None,
}

/// Which period an amount per period is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    First,
    Later,
}

/// How much a regime gives, in the unit of the method.
#[derive(Clone, Debug, PartialEq)]
pub enum Size {
    /// For coaching year 1, 2, and 3 and later; none where not seen.
    ByYear([Option<Decimal>; 3]),
    /// The same in any year.
    EveryYear(Decimal),
    /// For a period of months; none where its length was not seen.
    PerPeriod { size: Decimal, months: Option<u32>, period: Period },
}

/// A regime, or whatever a body calls a step of intensity.
#[derive(Clone, Debug, PartialEq)]
pub struct Regime {
    /// As the body names it: `zeer licht`.
    pub name: String,
    pub size: Size,
    /// The percentages printed beside amounts, by year.
    pub percent: Vec<Decimal>,
}

/// How much coaching a body rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Intensity {
    pub method: Method,
    /// Weeks of work in a year, where the text says so.
    pub weeks_per_year: Option<Decimal>,
    /// The contract hours a week from which all is given.
    pub reference_hours: Option<Decimal>,
    pub pro_rata: Option<ProRata>,
    pub default_regime: Option<String>,
    pub exceptional_regime: Option<String>,
    /// A ceiling, or what one is entitled to; none where not seen.
    pub is_maximum: Option<bool>,
    pub regimes: Vec<Regime>,
}

/// An hourly rate, excluding VAT.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// None where the text gives no date.
    pub from: Option<Date>,
    /// Euros an hour.
    pub amount: Decimal,
    pub source: Option<String>,
    pub note: Option<String>,
}

/// The text of another body that a body follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The file's name.
    pub id: String,
    /// Whose text it is.
    pub body: String,
    /// The last day on which it held.
    pub until: Option<civil::Date>,
}

/// What one body rules in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruling {
    /// The file's name: `uwv-extern-2014`.
    pub id: String,
    /// A CBS code, `uwv`, or the name of a body that is no gemeente.
    pub body: String,
    pub scheme: Option<Scheme>,
    pub name: String,
    pub kind: BodyKind,
    /// The CBS codes of the gemeenten it works for, where it is none itself.
    pub gemeenten: Vec<String>,
    /// The body whose rules hold here where this text says nothing itself.
    pub follows: Option<String>,
    /// What was taken over from those, by section and key; `intensity` and `rates` of `tariff` among them.
    pub inherited: BTreeSet<(&'static str, &'static str)>,
    /// The text that was taken over from.
    pub followed: Option<Followed>,
    pub title: Option<String>,
    /// `CVDR703171/2`, `BWBR0035263`
    pub regulation: Option<String>,
    pub validity: Validity,
    pub evidence: Evidence,
    pub intensity: Option<Intensity>,
    /// From old to new.
    pub rates: Vec<Rate>,
    /// By section and key; what is not there was not seen.
    pub facts: BTreeMap<(&'static str, &'static str), FactValue>,
    /// What the body calls what.
    pub definitions: Vec<(String, String)>,
    pub notes: Vec<String>,
}

impl Ruling {
    /// What is said under a key; none where it was not seen.
    pub fn fact(&self, fact: Fact) -> Option<&FactValue> {
        self.facts.get(&(fact.section, fact.key))
    }

    /// Whether it takes over what it says under a section and a key from the body that it follows.
    pub fn is_inherited(&self, key: (&str, &str)) -> bool {
        self.inherited.iter().any(|inherited| *inherited == key)
    }

    /// The number under a key.
    pub fn number(&self, fact: Fact) -> Option<Decimal> {
        match self.fact(fact) {
            Some(FactValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The texts under a key; empty where none was seen.
    pub fn texts(&self, fact: Fact) -> &[String] {
        match self.fact(fact) {
            Some(FactValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The number under a key for a regime.
    pub fn by_regime(&self, fact: Fact, regime: &str) -> Option<Decimal> {
        let Some(FactValue::ByRegime(numbers)) = self.fact(fact) else { return None };
        numbers.iter().find(|(name, _)| same_regime(name, regime)).map(|(_, number)| *number)
    }

    /// What it is cited as: its title, else the name of the body.
    pub fn cited(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// The rate that held on `date`.
    pub fn rate_on(&self, date: civil::Date) -> Option<&Rate> {
        let began = |rate: &&Rate| rate.from.is_none_or(|from| first_day(from).is_none_or(|day| day <= date));
        self.rates.iter().rev().find(began)
    }
}

/// The first day that a date can be.
fn first_day(date: Date) -> Option<civil::Date> {
    match date {
        Date::Day(day) => Some(day),
        Date::Month(year, month) => civil::Date::new(year, month, 1).ok(),
        Date::Year(year) => civil::Date::new(year, 1, 1).ok(),
    }
}

/// Other words for a regime, with the usual one.
const REGIME_WORDS: [(&str, &str); 5] = [
    ("zwaar", "intensief"),
    ("zwaarste", "intensief"),
    ("middel", "midden"),
    ("gemiddeld", "midden"),
    ("middenregime", "midden"),
];

/// Whether two writings name one regime: `zeer_licht` and `zeer licht`, `zwaar` and `intensief`.
pub fn same_regime(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let name = name.trim().replace('_', " ").to_lowercase();
        let usual = REGIME_WORDS.iter().find(|(word, _)| *word == name);
        usual.map_or(name, |(_, usual)| (*usual).to_owned())
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::same_regime;

    #[test]
    fn other_words_for_a_regime_are_understood() {
        assert!(same_regime("zwaar", "Intensief") && same_regime("zeer_licht", "zeer licht"));
        assert!(!same_regime("licht", "zeer licht") && !same_regime("zwaar", "midden"));
    }
}
