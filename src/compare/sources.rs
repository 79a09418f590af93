//! Every text that is known of a body, with what it gives to the comparison, or why it does not count.

use serde::{Deserialize, Serialize};

use crate::rules::combined::{Combined, Standing};
use crate::rules::ruling::{Level, Ruling, SourceKind};

use super::side_by_side::name;

/// A text and how far to trust it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SourceText {
    /// The ruling that it is part of; its own where its body has none that counts.
    pub ruling: String,
    pub name: String,
    /// The name of its file.
    pub file: String,
    pub cited: String,
    pub regulation: Option<String>,
    pub level: Level,
    pub second_hand: bool,
    pub source: String,
    pub source_kind: SourceKind,
    pub seen_on: String,
    pub in_force_from: Option<String>,
    pub in_force_until: Option<String>,
    /// Nothing seen says that it does not hold on the day.
    pub holds: bool,
    pub follows: Option<String>,
    pub standing: StandingWord,
    /// The version that took its place.
    pub replaced_by: Option<String>,
    /// The sections of which something is taken from it.
    pub gives: Vec<String>,
}

/// Whether a text counts, or why it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    Counts,
    NotYet,
    Lapsed,
    Replaced,
    NothingSeen,
    SaidByNewer,
}

impl StandingWord {
    fn of(standing: Standing<'_>) -> Self {
        match standing {
            Standing::Counts => Self::Counts,
            Standing::NotYet => Self::NotYet,
            Standing::Lapsed => Self::Lapsed,
            Standing::Replaced(_) => Self::Replaced,
            Standing::NothingSeen => Self::NothingSeen,
            Standing::SaidByNewer => Self::SaidByNewer,
        }
    }
}

/// The texts of bodies, and those of bodies of which none has begun.
pub(super) fn sources(bodies: &[Combined<'_>], later: &[&Ruling], date: jiff::civil::Date) -> Vec<SourceText> {
    let of_bodies = bodies.iter().flat_map(|body| {
        let text = |text: &crate::rules::combined::Text<'_>| SourceText {
            gives: text.gives.iter().map(|section| (*section).to_owned()).collect(),
            ..source(text.ruling, &body.ruling, text.standing, date)
        };
        body.texts.iter().map(text).collect::<Vec<_>>()
    });
    let later = later.iter().map(|text| source(text, text, Standing::NotYet, date));
    of_bodies.chain(later).collect()
}

fn source(text: &Ruling, body: &Ruling, standing: Standing<'_>, date: jiff::civil::Date) -> SourceText {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let replaced_by = match standing {
        Standing::Replaced(other) => Some(other.regulation.clone().unwrap_or_else(|| other.cited().to_owned())),
        _ => None,
    };
    SourceText {
        ruling: body.id.clone(),
        name: name(body),
        file: text.id.clone(),
        cited: text.cited().to_owned(),
        regulation: text.regulation.clone(),
        level: text.evidence.level,
        second_hand: text.evidence.level.second_hand(),
        source: text.evidence.source.clone(),
        source_kind: text.evidence.kind,
        seen_on: text.evidence.seen_on.to_string(),
        in_force_from: day(text.validity.from()),
        in_force_until: day(text.validity.in_force_until),
        holds: text.validity.holds_on(date),
        follows: text.follows.clone(),
        standing: StandingWord::of(standing),
        replaced_by,
        gives: Vec::new(),
    }
}
