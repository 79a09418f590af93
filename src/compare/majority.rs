//! What bodies say alike of a subject, and by how many it is said of their own.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::rules::fact::FACTS;
use crate::rules::ruling::Ruling;
use crate::text::normalize::fold;

/// What several say alike of a subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommonRuling {
    pub text: String,
    pub rulings: Vec<String>,
    /// How many say so of their own: who takes it over from another is no voice beside that one.
    pub voices: usize,
    /// How many say anything of the subject of their own, in whatever way it may be said.
    pub of: usize,
    /// Said by more than half of those.
    pub majority: bool,
}

/// What one ruling says of a subject.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RulingSaid {
    pub ruling: String,
    pub name: String,
    pub text: String,
    pub second_hand: bool,
    /// Taken over from the body that it follows.
    pub follows: bool,
}

/// Facts that answer one question in different ways: who says one of them does not say the other.
const ONE_QUESTION: [[(&str, &str); 2]; 1] = [[("evaluation", "frequency"), ("evaluation", "as_agreed")]];

/// What is said alike of a subject: the parts of a list each, anything else whole; by the most voices first, then in
/// their order.
pub(super) fn held(section: &str, key: &str, said: &[RulingSaid], rulings: &[&Ruling]) -> Vec<CommonRuling> {
    let mut held: Vec<CommonRuling> = Vec::new();
    for one in said {
        let ruling = rulings.iter().find(|ruling| ruling.id == one.ruling);
        let fact = FACTS.iter().find(|fact| fact.section == section && fact.key == key);
        let parts = ruling.zip(fact).map_or(&[][..], |(ruling, fact)| ruling.texts(*fact));
        let whole = std::slice::from_ref(&one.text);
        for text in if parts.is_empty() { whole } else { parts } {
            match held.iter_mut().find(|known| alike(&known.text) == alike(text)) {
                Some(known) if known.rulings.contains(&one.ruling) => {}
                Some(known) => known.rulings.push(one.ruling.clone()),
                None => held.push(CommonRuling {
                    text: text.clone(),
                    rulings: vec![one.ruling.clone()],
                    voices: 0,
                    of: 0,
                    majority: false,
                }),
            }
        }
    }
    let of = speaking(section, key, said, rulings).len();
    for one in &mut held {
        one.voices = voices(section, key, rulings, &one.rulings).len();
        (one.of, one.majority) = (of, one.voices * 2 > of);
    }
    held.sort_by_key(|one| Reverse((one.voices, one.rulings.len())));
    held
}

/// Those who say it of their own; of who takes it over, the text that it is taken from.
fn voices<'r>(section: &str, key: &str, rulings: &[&'r Ruling], saying: &[String]) -> BTreeSet<&'r str> {
    let saying = rulings.iter().filter(|ruling| saying.contains(&ruling.id));
    let voice = |ruling: &&'r Ruling| match ruling.followed.as_ref().filter(|_| is_inherited(ruling, section, key)) {
        Some(followed) => followed.id.as_str(),
        None => ruling.id.as_str(),
    };
    saying.map(voice).collect()
}

/// Those who answer the question of a fact, by this fact or by another that answers it.
fn speaking<'r>(section: &str, key: &str, said: &[RulingSaid], rulings: &[&'r Ruling]) -> BTreeSet<&'r str> {
    let saying: Vec<String> = said.iter().map(|one| one.ruling.clone()).collect();
    let mut all = voices(section, key, rulings, &saying);
    let others = ONE_QUESTION.iter().filter(|facts| facts.contains(&(section, key))).flatten();
    for (section, key) in others {
        let fact = FACTS.iter().find(|fact| fact.section == *section && fact.key == *key);
        let saying = rulings.iter().filter(|ruling| fact.is_some_and(|fact| ruling.fact(*fact).is_some()));
        all.extend(voices(section, key, rulings, &saying.map(|ruling| ruling.id.clone()).collect::<Vec<_>>()));
    }
    all
}

/// Words as they compare: what stands in brackets is an aside.
fn alike(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let kept = fold(&kept.collect::<String>());
    if kept.is_empty() { fold(text) } else { kept }
}

/// Whether a ruling takes over what it says of a subject from the body that it follows.
pub(super) fn is_inherited(ruling: &Ruling, section: &str, key: &str) -> bool {
    ruling.inherited.iter().any(|(of, own)| *of == section && *own == key)
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn capitals_and_asides_tell_no_words_apart() {
        assert_eq!(alike("De klantmanager (participatie)"), alike("de Klantmanager"));
        assert_ne!(alike("(geen)"), alike("(altijd)"));
    }
}
