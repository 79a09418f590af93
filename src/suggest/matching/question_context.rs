//! What stands around a question: the heading above it, the questions before it, the title of the form.

use std::collections::BTreeSet;

use super::addressed::Addressed;
use crate::suggest::vocabulary::lexicon::Entry;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::words::{Party, Words};

/// What a label of signing says, wherever it stands.
const SIGNED: [&str; 6] = ["ondertek", "handtek", "geteken", "tekende", "opgemaaktte", "waarheid"];

/// What is known around a question.
#[derive(Clone, Debug, Default)]
pub(super) struct QuestionContext {
    /// Whom the heading is about.
    pub about: Option<Party>,
    /// Whom the questions before it were about.
    pub lately: Option<Party>,
    /// The groups that the headings name.
    pub topics: BTreeSet<String>,
    /// The groups that the title names.
    pub title: BTreeSet<String>,
    /// The words of the headings.
    pub above: Words,
    /// Whom the form speaks to with `u` or `je`.
    pub spoken: Addressed,
    /// The form looks back on a period.
    pub looks_back: bool,
}

impl QuestionContext {
    /// How a period of the coaching, or of the report on it, agrees with the kind of the form, where its label says neither.
    pub(super) fn of_period(&self, slot: &Slot, folded: &str) -> f64 {
        const DAYS: [&str; 3] = ["begin", "einde", "duur"];
        let period =
            |group: &str| slot.targets.len() < 3 && slot.group == group && DAYS.iter().any(|day| slot.id.contains(day));
        let named = ["begeleid", "traject", "coach", "verslag", "rapport", "evaluat", "verantwoord", "plan"];
        let other = if self.looks_back { "begeleiding" } else { "voortgang" };
        // `Per. van`, `Rapp.periode t/m` on a form that looks back: the period that it is about
        let whole = ["periode", "tijdvak", "pervan", "pertm", "pertot"].iter().any(|word| folded.contains(word));
        let contract = ["contract", "dienst", "proef"].iter().any(|word| folded.contains(word));
        if self.looks_back && whole && !contract && period("dienstverband") {
            return 0.7;
        }
        if self.looks_back && folded.contains("rapp") && period("begeleiding") {
            return 0.7;
        }
        if period(other) && !named.iter().any(|word| folded.contains(word)) { 0.85 } else { 1.0 }
    }

    /// Whether what the heading of a column says agrees with a slot.
    pub(super) fn is_of_column(&self, slot: &Slot) -> bool {
        let group = slot.group.as_str();
        let topical = self.topics.contains(group) || akin(group).is_some_and(|akin| self.topics.contains(akin));
        let whom = self.about.is_some() && self.about == slot.about;
        topical || whom || (self.topics.is_empty() && self.about.is_none())
    }
}

/// How whom the question is about agrees with whom the wording is about.
pub(super) fn whom(
    words: &Words,
    around: &QuestionContext,
    wanted: Option<Party>,
    named: bool,
    shared: bool,
    said: &mut Vec<String>,
) -> f64 {
    let mut tell = |what: &str, who: Party, factor: f64| {
        said.push(format!("{what} {}: {factor:.2}", name(who)));
        factor
    };
    if !words.about.is_empty() {
        return match wanted {
            Some(who) if words.about.contains(&who) => 1.0,
            Some(who) => tell("it names another than", who, if shared || named { 0.45 } else { 0.75 }),
            None => 0.94,
        };
    }
    let Some(who) = wanted else { return if around.about.is_some() { 0.98 } else { 1.0 } };
    match (around.about, around.lately) {
        (Some(above), _) if above == who => tell("the heading names", who, 1.0),
        (Some(_), Some(lately)) if lately == who => tell("the questions before it are about", who, 0.85),
        (Some(_), _) => {
            let factor = if shared {
                0.55
            } else if named || who != Party::Client {
                0.6
            } else {
                0.9
            };
            tell("the heading does not name", who, factor)
        }
        (None, Some(lately)) if lately == who => tell("the questions before it are about", who, 0.97),
        (None, Some(_)) if shared => tell("the questions before it are not about", who, 0.7),
        (None, _) if named => {
            if shared {
                0.6
            } else {
                0.75
            }
        }
        (None, _) if !shared => 1.0,
        (None, _) => tell("nothing names", who, if who == Party::Client { 0.9 } else { 0.72 }),
    }
}

fn name(who: Party) -> &'static str {
    match who {
        Party::Client => "the client",
        Party::Werkgever => "the employer",
        Party::Jobcoach => "the coach",
        Party::Gemeente => "the gemeente",
    }
}

/// How the headings above agree with the group of the field.
pub(super) fn topic(around: &QuestionContext, slot: &Slot, shared: bool, entry: &Entry, said: &mut Vec<String>) -> f64 {
    let group = slot.group.as_str();
    let signs = around.topics.contains("ondertekening") || SIGNED.iter().any(|word| entry.folded.contains(word));
    if group == "ondertekening" && !signs {
        return if slot.id == "ondertekening.toestemming" { 0.95 } else { 0.35 };
    }
    let seen = !entry.section.stems.is_empty() && entry.section.stems.iter().any(|s| around.above.stems.contains(s));
    let factor: f64 = if around.topics.is_empty() {
        let titled = around.title.contains(group) || akin(group).is_some_and(|akin| around.title.contains(akin));
        match (titled, shared) {
            (true, _) => 1.0,
            (false, true) if around.title.is_empty() => {
                if group == "begeleiding" {
                    0.98
                } else {
                    0.95
                }
            }
            (false, true) => 0.9,
            (false, false) => 1.0,
        }
    } else if around.topics.contains(group) || akin(group).is_some_and(|akin| around.topics.contains(akin)) {
        said.push(format!("the heading is about `{group}`"));
        1.02
    } else if around.topics.contains("ondertekening") && shared {
        0.5
    } else if shared {
        said.push(format!("the heading is not about `{group}`"));
        0.8
    } else {
        0.92
    };
    if seen { factor.max(0.9) } else { factor }
}

/// The group that forms put under the same heading.
fn akin(group: &str) -> Option<&'static str> {
    match group {
        "werkplek" => Some("dienstverband"),
        "dienstverband" => Some("werkplek"),
        "voortgang" => Some("uren"),
        _ => None,
    }
}
