//! What bodies say alike in answer to one question, and by how many it is said of their own.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rules::combined::{Combined, Key, RATES};
use crate::rules::fact::{Fact, FactValue};
use crate::rules::ruling::Ruling;
use crate::text::dutch;
use crate::text::normalize::fold;

use super::side_by_side;
use super::subjects::{section, told};

/// A question that rules answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub section: String,
    pub label: String,
    /// The keys of the facts that answer it.
    pub keys: Vec<String>,
    /// How many bodies answer it of their own.
    pub of: usize,
    /// What is said alike, by the most first.
    pub held: Vec<CommonRuling>,
}

/// What several say alike.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CommonRuling {
    /// Without the asides that not all of them have.
    pub text: String,
    pub rulings: Vec<String>,
    /// Those that take it over from the body that they follow.
    pub following: Vec<String>,
    /// How many bodies say so of their own: who takes it over from another is no voice beside that one.
    pub voices: usize,
    /// Said by more than half of those that say anything.
    pub majority: bool,
}

/// Facts that answer one question in different ways, and what the question is called.
const HOW_OFTEN: [Key; 3] =
    [("evaluation", "review_every_months"), ("evaluation", "frequency"), ("evaluation", "as_agreed")];
const HOW_OFTEN_LABEL: &str = "Hoe vaak geëvalueerd of opnieuw besloten";

/// What bodies answer to every question that any of them answers.
pub(super) fn questions(bodies: &[Combined<'_>], date: Date) -> Vec<Question> {
    let mut found = Vec::new();
    let mut with_rates = false;
    for fact in told() {
        if fact.section == RATES.0 && !std::mem::replace(&mut with_rates, true) {
            let rate = |ruling: &Ruling, _: bool| side_by_side::tariff(ruling, date).into_iter().collect();
            found.push(question(&[RATES], "Uurtarief", bodies, rate));
        }
        let key = (fact.section, fact.key);
        found.push(match HOW_OFTEN.iter().position(|one| *one == key) {
            None => question(&[key], fact.label, bodies, |ruling, _| answers(ruling, fact)),
            Some(0) => question(&HOW_OFTEN, HOW_OFTEN_LABEL, bodies, how_often),
            Some(_) => continue,
        });
    }
    found.retain(|question| !question.held.is_empty());
    found
}

/// What a ruling says of a fact: the parts of a list each, anything else whole.
fn answers(ruling: &Ruling, fact: &Fact) -> Vec<String> {
    match ruling.texts(*fact) {
        [] => ruling.fact(*fact).map(|said| said.dutch(fact.kind)).into_iter().collect(),
        parts => parts.to_vec(),
    }
}

/// How often, in whichever way a ruling says it; where it says anything of its own, only that.
fn how_often(ruling: &Ruling, own: bool) -> Vec<String> {
    let said = |key: Key| ruling.facts.get(&key).filter(|_| !own || !ruling.is_inherited(key));
    let mut told = Vec::new();
    if let Some(FactValue::Number(months)) = said(HOW_OFTEN[0]) {
        told.push(every(&crate::rules::fact::dutch(*months)));
    }
    if let Some(FactValue::Text(text)) = said(HOW_OFTEN[1]) {
        told.push(months(text).map_or_else(|| text.clone(), |months| every(&months.to_string())));
    }
    match said(HOW_OFTEN[2]) {
        Some(FactValue::YesNo(true)) => told.push("naar afspraak".to_owned()),
        Some(FactValue::YesNo(false)) if told.is_empty() => told.push("niet naar afspraak".to_owned()),
        _ => {}
    }
    told
}

/// `elke 6 maanden`
fn every(months: &str) -> String {
    if months == "1" { "elke maand".to_owned() } else { format!("elke {months} maanden") }
}

/// Words before a length of time that say nothing of it.
const EVERY: [&str; 10] = ["elke", "elk", "iedere", "ieder", "om", "de", "het", "per", "eens", "in"];

/// The months between two evaluations, where a text says nothing else: `elke zes maanden`, `halfjaarlijks`.
fn months(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !EVERY.contains(word));
    let number = |word: &str| word.parse().ok().or_else(|| dutch::number(word));
    match words.collect::<Vec<_>>().as_slice() {
        ["maandelijks" | "maand"] => Some(1),
        ["kwartaal" | "driemaandelijks"] => Some(3),
        ["halfjaarlijks" | "halfjaar"] | ["half", "jaar"] => Some(6),
        ["jaarlijks" | "jaar"] => Some(12),
        [count, "maanden" | "maand"] => number(count),
        [count, "jaar" | "jaren"] => number(count)?.checked_mul(12),
        _ => None,
    }
}

fn question(
    keys: &[Key],
    label: &str,
    bodies: &[Combined<'_>],
    answers: impl Fn(&Ruling, bool) -> Vec<String>,
) -> Question {
    let (mut held, mut voices): (Vec<(CommonRuling, Vec<Voice>)>, Vec<Voice>) = (Vec::new(), Vec::new());
    for body in bodies {
        let ruling = &body.ruling;
        let said = || keys.iter().filter(|key| body.text_of(**key).is_some());
        let own = said().any(|key| !ruling.is_inherited(*key));
        let voice = voice(ruling, own);
        let answers = answers(ruling, own);
        if !answers.is_empty() && !voices.contains(&voice) {
            voices.push(voice.clone());
        }
        for text in answers {
            let at = held.iter().position(|(known, _)| alike(&known.text) == alike(&text)).unwrap_or_else(|| {
                held.push((CommonRuling::of(&text), Vec::new()));
                held.len() - 1
            });
            held[at].0.add(&text, &ruling.id, own);
            if !held[at].1.contains(&voice) {
                held[at].1.push(voice.clone());
            }
        }
    }
    let of = voices.len();
    let counted =
        held.into_iter().map(|(common, by)| CommonRuling { voices: by.len(), majority: by.len() * 2 > of, ..common });
    let mut held: Vec<CommonRuling> = counted.collect();
    held.sort_by_key(|one| Reverse((one.voices, one.rulings.len())));
    Question {
        section: section(keys[0].0).to_owned(),
        label: label.to_owned(),
        keys: keys.iter().map(|(_, key)| (*key).to_owned()).collect(),
        of,
        held,
    }
}

/// The body that speaks: of who takes it over, the body that it is taken from. Schemes of one body are one voice.
type Voice = String;

fn voice(ruling: &Ruling, own: bool) -> Voice {
    let followed = ruling.followed.as_ref().filter(|_| !own);
    followed.map_or(&ruling.body, |followed| &followed.body).to_lowercase()
}

impl CommonRuling {
    fn of(text: &str) -> Self {
        Self { text: text.to_owned(), rulings: Vec::new(), following: Vec::new(), voices: 0, majority: false }
    }

    /// Another that says it: an aside that only one of them has is not said by all.
    fn add(&mut self, text: &str, ruling: &str, own: bool) {
        if fold(&self.text) != fold(text) {
            self.text = without_asides(&self.text);
        }
        if !self.rulings.iter().any(|known| known == ruling) {
            self.rulings.push(ruling.to_owned());
            self.following.extend((!own).then(|| ruling.to_owned()));
        }
    }
}

/// Words as they compare: what stands in brackets is an aside.
fn alike(text: &str) -> String {
    let kept = fold(&without_asides(text));
    if kept.is_empty() { fold(text) } else { kept }
}

/// A text without what stands in brackets; whole where it is nothing else.
fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let kept = text.chars().filter(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    let kept = kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.replace(" ,", ",").replace(" ;", ";").replace(" .", ".");
    if fold(&kept).is_empty() { text.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::{alike, months, without_asides};

    #[test]
    fn capitals_and_asides_tell_no_words_apart() {
        assert_eq!(alike("De klantmanager (participatie)"), alike("de Klantmanager"));
        assert_ne!(alike("(geen)"), alike("(altijd)"));
        assert_eq!(without_asides("werkgever (tekent mee), of werknemer"), "werkgever, of werknemer");
    }

    #[test]
    fn a_length_of_time_is_read_where_a_text_says_nothing_else() {
        let cases = [
            ("elke zes maanden", Some(6)),
            ("Halfjaarlijks", Some(6)),
            ("eens per jaar", Some(12)),
            ("iedere 3 maanden", Some(3)),
            ("twee keer per jaar", None),
            ("naar behoefte, en elke 6 maanden", None),
        ];
        for (text, expected) in cases {
            assert_eq!(months(text), expected, "{text}");
        }
    }
}
