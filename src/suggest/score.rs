//! How well a question fits a field: wording, whom it is about, the heading above it and what waits for the answer.

use std::collections::BTreeSet;

use crate::content::Content;
use crate::fold::{fold, fold_label};
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Notation, Reading};

use super::asked::Asked;
use super::lexicon::{Known, Lexicon, Slot, real};
use super::words::{About, Words};

/// A slot that a question may ask.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub slot: usize,
    /// From 0 to 1.
    pub score: f64,
    pub evidence: Vec<String>,
}

/// What is known around a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// Whom the heading is about.
    pub about: Option<About>,
    /// Whom the questions before it were about.
    pub lately: Option<About>,
    /// The groups that the headings name.
    pub topics: BTreeSet<String>,
    /// The groups that the title names.
    pub title: BTreeSet<String>,
    /// The words of the headings.
    pub above: Words,
}

/// Nothing below this is worth a thought.
const FLOOR: f64 = 0.3;

/// The slots that a question may ask, the best first; and how near it comes to a question outside the schema.
pub(super) fn candidates(lexicon: &Lexicon, asked: &Asked, around: &Around) -> (Vec<Candidate>, f64) {
    let text = asked.full_text();
    let (mut best, mut outside) = worded(lexicon, asked, around, &text);
    if let Some(bare) = without_parenthesis(&text) {
        let (others, _) = worded(lexicon, asked, around, &bare);
        others.into_iter().for_each(|other| better(&mut best, Candidate { score: other.score * 0.98, ..other }));
    }
    let parts = parts(&text);
    if parts.len() > 1 {
        let scored: Vec<(Vec<Candidate>, f64)> =
            parts.iter().map(|part| worded(lexicon, asked, around, part)).collect();
        enumerated(&scored).into_iter().for_each(|candidate| better(&mut best, candidate));
        outside = outside.max(scored.iter().map(|(_, outside)| *outside).sum::<f64>() / real(parts.len()));
    }
    for candidate in &mut best {
        shape(&lexicon.slots[candidate.slot], asked, candidate);
        if lexicon.slots[candidate.slot].is_pair() && !asked.hints.period && !names_two(&text) {
            candidate.score *= 0.7;
        }
    }
    best.retain(|candidate| candidate.score >= FLOOR);
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
    best.truncate(12);
    (best, outside)
}

/// Whether a label names two things, or the period that two dates make.
fn names_two(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains(" en ") || lower.contains(['/', '+']) || lower.contains("periode") || lower.contains("looptijd")
}

/// `Intensiteit (L / M / I)` without what stands between parentheses at its end.
fn without_parenthesis(text: &str) -> Option<String> {
    let open = text.trim_end().strip_suffix(')')?.rfind('(')?;
    let bare = text[..open].trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// The parts of an enumeration: `Vaardigheden, bekwaamheden, competenties`.
fn parts(text: &str) -> Vec<String> {
    let parted = text.replace(" en ", ",").replace(" of ", ",").replace([';', '/', ':'], ",");
    let parts: Vec<String> =
        parted.split(',').map(|part| part.trim().to_owned()).filter(|part| part.len() > 2).collect();
    if parts.iter().all(|part| part.split_whitespace().count() <= 4) { parts } else { Vec::new() }
}

/// Slots that several parts of an enumeration name, by how many of them.
fn enumerated(scored: &[(Vec<Candidate>, f64)]) -> Vec<Candidate> {
    let mut sums: Vec<Candidate> = Vec::new();
    for (candidates, _) in scored {
        for candidate in candidates.iter().filter(|c| c.score > 0.5) {
            match sums.iter_mut().find(|sum| sum.slot == candidate.slot) {
                Some(sum) => {
                    sum.score += candidate.score;
                    sum.evidence.extend(candidate.evidence.first().cloned());
                }
                None => sums.push(candidate.clone()),
            }
        }
    }
    let all = real(scored.len());
    sums.iter_mut().for_each(|sum| sum.score = sum.score / all * 0.95);
    sums
}

fn better(best: &mut Vec<Candidate>, candidate: Candidate) {
    match best.iter_mut().find(|known| known.slot == candidate.slot) {
        Some(known) if known.score >= candidate.score => {}
        Some(known) => *known = candidate,
        None => best.push(candidate),
    }
}

/// The slots that the words of a text may ask.
fn worded(lexicon: &Lexicon, asked: &Asked, around: &Around, text: &str) -> (Vec<Candidate>, f64) {
    let folded = fold_label(text);
    let mut words = lexicon.question(text);
    let near = lexicon.near(&mut words, &folded);
    let mut best: Vec<Candidate> = Vec::new();
    let mut outside: f64 = 0.0;
    for entry in near.iter().map(|n| &lexicon.entries[*n]) {
        let same = entry.folded == folded;
        let like = if same { 1.0 } else { lexicon.likeness(&words, &around.above, entry) * 0.97 };
        let Some(slot) = entry.slot else {
            outside = outside.max(like);
            continue;
        };
        let slot_is = &lexicon.slots[slot];
        if like < FLOOR || !asked.may_ask(slot_is) {
            continue;
        }
        let mut evidence = vec![format!("`{}` ({}): {like:.2}", entry.text, source(&entry.known))];
        let (of_others, of_groups) = lexicon.shared(&entry.words.stems);
        let whom = whom(&words, around, entry.about(slot_is), !entry.words.about.is_empty(), of_others, &mut evidence);
        let topic = topic(around, slot_is, of_groups, entry, &mut evidence);
        let score = like * whom * topic;
        better(&mut best, Candidate { slot, score, evidence });
    }
    (best, outside)
}

fn source(known: &Known) -> String {
    match known {
        Known::Schema => "schema".to_owned(),
        Known::Labels => "labels.toml".to_owned(),
        Known::Form(id) => id.to_string(),
    }
}

/// How whom the question is about agrees with whom the wording is about.
fn whom(
    words: &Words,
    around: &Around,
    wanted: Option<About>,
    named: bool,
    shared: bool,
    said: &mut Vec<String>,
) -> f64 {
    let mut tell = |what: &str, who: About, factor: f64| {
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
            } else if named || who != About::Client {
                0.66
            } else {
                0.9
            };
            tell("the heading does not name", who, factor)
        }
        (None, Some(lately)) if lately == who => tell("the questions before it are about", who, 0.97),
        (None, Some(_)) if shared => tell("the questions before it are not about", who, 0.7),
        (None, _) if named => 0.75,
        (None, _) if !shared => 1.0,
        (None, _) => tell("nothing names", who, if who == About::Client { 0.9 } else { 0.72 }),
    }
}

fn name(who: About) -> &'static str {
    match who {
        About::Client => "the client",
        About::Werkgever => "the employer",
        About::Jobcoach => "the coach",
        About::Gemeente => "the gemeente",
    }
}

/// How the headings above agree with the group of the field.
fn topic(around: &Around, slot: &Slot, shared: bool, entry: &super::lexicon::Entry, said: &mut Vec<String>) -> f64 {
    let group = slot.group.as_str();
    let signs = around.topics.contains("ondertekening")
        || entry.words.stems.iter().any(|s| s.contains("ondertek") || s.contains("handtek") || s.contains("geteken"));
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

/// What waits for the answer, or the answer itself, against the kind of the field.
fn shape(slot: &Slot, asked: &Asked, candidate: &mut Candidate) {
    let mut apply = |factor: f64, bonus: f64, what: String| {
        candidate.score = (candidate.score * factor + bonus).min(1.1);
        candidate.evidence.push(what);
    };
    let schema = Schema::common();
    let field = schema.field(slot.targets[0].field);
    let kind = slot.kind;
    if asked.hints.period {
        if slot.is_pair() {
            apply(1.0, 0.1, "two dates wait".to_owned());
        } else {
            apply(0.6, 0.0, "two dates wait".to_owned());
        }
    } else if slot.is_pair() && asked.hints.kind == Some(Kind::Date) {
        apply(0.6, 0.0, "one date waits".to_owned());
    }
    if let Some(waits) = asked.hints.kind.filter(|waits| asked.hints.options.is_empty() || *waits != Kind::YesNo) {
        match agreement(kind, waits) {
            Some(true) => apply(1.0, 0.06, format!("a {waits:?} waits")),
            Some(false) => apply(0.6, 0.0, format!("a {waits:?} waits")),
            None => {}
        }
    }
    if asked.hints.options.len() > 1 {
        let words: Vec<String> =
            asked.hints.options.iter().filter_map(|o| choice_word(&field.id, field.kind, &field.choices, o)).collect();
        let share = real(words.len()) / real(asked.hints.options.len());
        match field.kind {
            Kind::Choice if share >= 0.5 => {
                apply(1.0, 0.25 * share, format!("{} of {} choices fit", words.len(), asked.hints.options.len()));
            }
            Kind::YesNo if share >= 0.6 => apply(1.0, 0.06, "ja and nee wait".to_owned()),
            Kind::Choice | Kind::YesNo if share < 0.3 => apply(0.6, 0.0, "the choices do not fit".to_owned()),
            Kind::Text | Kind::Prose | Kind::Choice | Kind::YesNo => apply(0.92, 0.0, "choices wait".to_owned()),
            Kind::Hours | Kind::Duration | Kind::Number | Kind::Percentage
                if asked.hints.options.iter().all(|o| o.bytes().any(|b| b.is_ascii_digit())) => {}
            _ => apply(0.55, 0.0, "choices wait".to_owned()),
        }
    } else if asked.hints.boxes && !matches!(field.kind, Kind::YesNo | Kind::Choice) {
        apply(0.6, 0.0, "a box waits".to_owned());
    }
    for content in &asked.contents {
        if let Some((factor, bonus, what)) = answered(kind, &field.choices, content, slot.is_pair()) {
            apply(factor, bonus, what.to_owned());
            break;
        }
    }
}

/// Whether an answer of one kind may wait where another is asked; none where nothing can be said.
fn agreement(kind: Kind, waits: Kind) -> Option<bool> {
    match (kind, waits) {
        (kind, waits) if kind == waits => Some(true),
        (Kind::Text | Kind::Prose, Kind::Date) => Some(false),
        (Kind::Text | Kind::Prose, _) => None,
        (Kind::Decimal | Kind::Number | Kind::Hours | Kind::Duration, Kind::Hours | Kind::Duration | Kind::Number) => {
            None
        }
        _ => Some(false),
    }
}

/// What the answer itself says about the kind asked.
fn answered(kind: Kind, choices: &[String], content: &Content, pair: bool) -> Option<(f64, f64, &'static str)> {
    if pair || content.is_empty() {
        return None;
    }
    let words: Vec<(String, Vec<String>)> = choices.iter().map(|w| (w.clone(), vec![w.replace('_', " ")])).collect();
    let notation = Notation::compile(kind, None, &words).ok()?;
    let reading = value::parse(content, &notation).reading?;
    let is_date = matches!(content, Content::Date(_));
    match (kind, reading) {
        (_, Reading::Said(_)) => None,
        (Kind::Bsn, Reading::Value(_)) => Some((1.0, 0.2, "the answer passes the eleven test")),
        (Kind::Iban, Reading::Value(_)) => Some((1.0, 0.2, "the answer is a valid IBAN")),
        (Kind::Email | Kind::Postcode, Reading::Value(_)) => Some((1.0, 0.12, "the answer fits")),
        (Kind::Text | Kind::Prose | Kind::Name | Kind::Address, _) if is_date || is_email(content) => {
            Some((0.55, 0.0, "the answer does not fit"))
        }
        (Kind::Text | Kind::Prose | Kind::Name | Kind::Address, _) => None,
        (Kind::Choice | Kind::Gemeente, Reading::AsWritten) => Some((0.9, 0.0, "the answer is not a known one")),
        (_, Reading::Value(_)) => Some((1.0, 0.05, "the answer fits")),
        (_, Reading::AsWritten) => Some((0.7, 0.0, "the answer does not fit")),
    }
}

fn is_email(content: &Content) -> bool {
    content.as_text().is_some_and(|text| text.contains('@') && !text.contains(' '))
}

/// The word of the schema that an offered answer means.
pub(super) fn choice_word(id: &str, kind: Kind, choices: &[String], option: &str) -> Option<String> {
    let folded = fold(option);
    if folded.is_empty() {
        return None;
    }
    if kind == Kind::YesNo {
        let first = option.split([' ', ',', ';']).next().map(fold).unwrap_or_default();
        return match first.as_str() {
            "ja" | "j" => Some("ja".to_owned()),
            "nee" | "n" => Some("nee".to_owned()),
            _ => None,
        };
    }
    let shared = super::choices::wordings(id);
    let exact = |wordings: &[String]| wordings.iter().any(|wording| fold(wording) == folded);
    let known = choices.iter().find(|word| fold(&word.replace('_', " ")) == folded);
    let known = known.or_else(|| shared.iter().find(|(_, wordings)| exact(wordings)).map(|(word, _)| word));
    let within = |word: &str| word.len() > 3 && (folded.contains(word) || (folded.len() > 3 && word.contains(&folded)));
    let mut near: Vec<&String> = shared
        .iter()
        .filter(|(_, wordings)| wordings.iter().any(|wording| within(&fold(wording))))
        .map(|(word, _)| word)
        .chain(choices.iter().filter(|word| within(&fold(&word.replace('_', " ")))))
        .collect();
    near.sort_unstable();
    near.dedup();
    let only =
        || if let [only] = near.as_slice() { Some((*only).clone()) } else { most_specific(&near, &shared, &folded) };
    known.cloned().or_else(only)
}

/// Of several words, the one whose wording covers most of the answer.
fn most_specific(near: &[&String], shared: &[(String, Vec<String>)], folded: &str) -> Option<String> {
    let longest = |word: &String| {
        let wordings = shared.iter().filter(|(w, _)| w == word).flat_map(|(_, all)| all).map(|w| fold(w));
        wordings
            .chain([fold(&word.replace('_', " "))])
            .filter(|w| folded.contains(w.as_str()))
            .map(|w| w.len())
            .max()
            .unwrap_or(0)
    };
    let best = near.iter().map(|word| longest(word)).max().filter(|best| *best > 0)?;
    let mut fitting = near.iter().filter(|word| longest(word) == best);
    fitting.next().filter(|_| fitting.next().is_none()).map(|word| (*word).clone())
}
