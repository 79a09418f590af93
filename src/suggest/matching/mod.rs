//! Places the fields of the schema on the questions of a form.

mod addressed;
pub mod assign;
mod candidate;
pub mod confidence;
mod contact_words;
mod ellipsis;
mod name_parts;
mod plausible;
mod question_context;
mod score;
mod shape;
mod signers;

use std::collections::BTreeSet;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::document::cells::model::Document;
use crate::document::file::source::Source;
use crate::document::filling::formatting;

use crate::suggest::cell_text::likeness::QuestionLikeness;
use crate::suggest::page::choice_words;
use crate::suggest::page::form_questions;
use crate::suggest::page::form_reader;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::{At, Question, Within};
use crate::suggest::page::signatures;
use crate::suggest::page::translations;
use crate::suggest::page::validations;
use crate::suggest::vocabulary::field_order::FieldOrder;
use crate::suggest::vocabulary::form_kind;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::verdict::Verdict;
use crate::suggest::vocabulary::words::{Party, Words};
use addressed::{Addressed, addressed};
use assign::assign;
use candidate::Candidate;
use question_context::QuestionContext;
use signers::name_superior;

/// A question with the field it is thought to ask, if any.
#[derive(Clone, Debug)]
pub struct MatchedQuestion {
    pub asked: Question,
    /// What it asks, as a key of `labels.toml`.
    pub slot: Option<Slot>,
    /// From 0 to 1, as `confidence` fits it.
    pub confidence: f64,
    /// The score, and how far the next best is behind it: what the confidence is made of.
    pub strength: (f64, f64),
    pub evidence: Vec<String>,
    /// The other slots it may ask, the best first, with how likely each is.
    pub others: Vec<(Slot, f64)>,
}

/// What a neighbour adds for each step of a logarithm that it makes a field likelier.
const BESIDE: f64 = 0.025;
/// How far the next field may be, past questions that got none.
const NEAR: usize = 2;
/// From here on a neighbour speaks for a field.
const OFTEN: f64 = 0.7;

/// Below this a question stays unplaced.
pub const LEAST: f64 = 0.6;

/// Fields that are taken from one question at a time when two questions ask for parts of the same.
const ROUNDS: usize = 200;

/// A form as it was understood, with the fields of the schema on what it asks.
pub fn read(document: &Document, source: &Source, lexicon: &Lexicon) -> (PrintedForm, Vec<MatchedQuestion>) {
    let formats = formatting::read(source, document);
    let mut printed_form = form_reader::read(document, &formats, lexicon);
    validations::take(&mut printed_form, document, source);
    let placed = place(&printed_form, lexicon);
    printed_form.verdict = Verdict::of(&printed_form.title, &printed_form.words(), particular(&placed));
    // at the head of a filled letter stands whoever it is sent to
    if printed_form.filled && !form_kind::may_be_title(&printed_form.title) {
        printed_form.title.clear();
    }
    (printed_form, placed)
}

/// How many fields that hardly another form asks are surely asked; none where nobody is asked who the client is, as in
/// the minutes of a meeting.
fn particular(placed: &[MatchedQuestion]) -> usize {
    const GROUPS: [&str; 7] = ["doelgroep", "profiel", "werkplek", "begeleiding", "jobcoach", "voortgang", "doelen"];
    let sure = placed.iter().filter(|placed| placed.confidence >= 0.84).filter_map(|placed| placed.slot.as_ref());
    let (clients, others): (Vec<&Slot>, Vec<&Slot>) = sure.partition(|slot| slot.group == "client");
    let fields: BTreeSet<&str> =
        others.iter().filter(|slot| GROUPS.contains(&slot.group.as_str())).map(|slot| slot.id.as_str()).collect();
    if clients.is_empty() { 0 } else { fields.len() }
}

/// Takes all fields back: the form is none of this field, and nobody asked for them all the same.
pub fn take_back(placed: &mut [MatchedQuestion]) {
    for placed in placed {
        (placed.slot, placed.confidence) = (None, 0.0);
    }
}

/// Places the fields of the schema on what a form asks.
fn place(printed_form: &PrintedForm, lexicon: &Lexicon) -> Vec<MatchedQuestion> {
    let mut all = form_questions::of(printed_form);
    translations::mean(&mut all, &QuestionLikeness::new(lexicon));
    signatures::mark(&mut all, lexicon);
    let title = lexicon.vocabulary.words(&printed_form.title);
    let title = lexicon.topics(&title);
    let spoken = addressed(&all, &printed_form.title, lexicon);
    let around = surroundings(&all, lexicon, &title, spoken, form_kind::looks_back(&printed_form.title));
    let mut scored: Vec<(Vec<Candidate>, f64)> =
        all.par_iter().zip(&around).map(|(asked, around)| score::candidates(lexicon, asked, around)).collect();
    for n in choice_words::find(&all, lexicon) {
        scored[n].0.clear();
    }
    name_parts::settle(&all, &mut scored, lexicon);
    ellipsis::settle(&all, &mut scored, lexicon);
    signers::settle(&all, &around, &mut scored, lexicon);
    let first = matched(&all, &scored);
    neighbours(&all, &mut scored, &first, lexicon);
    let mut found = matched(&all, &scored);
    // each round takes a field from a question; where many questions ask the same, from all of them
    for round in 0.. {
        let Some((question, candidate)) = conflict(&scored, &found, lexicon) else { break };
        let lost = scored[question].0.remove(candidate).slot;
        if round > ROUNDS {
            scored.iter_mut().for_each(|(candidates, _)| candidates.retain(|candidate| candidate.slot != lost));
        }
        found = matched(&all, &scored);
    }
    several(&all, &scored, &mut found, lexicon);
    let placed = all.into_iter().zip(scored).zip(found);
    placed.map(|((asked, (candidates, outside)), slot)| told(asked, candidates, outside, slot, lexicon)).collect()
}

/// A part of a form: its sheet, and the headings above it.
type Part = (usize, Vec<At>);

fn part_of(asked: &Question) -> Part {
    (asked.at.0, asked.sections.iter().map(|(at, _)| *at).collect())
}

/// What is known around each question.
fn surroundings(
    all: &[Question],
    lexicon: &Lexicon,
    title: &BTreeSet<String>,
    spoken: Addressed,
    looks_back: bool,
) -> Vec<QuestionContext> {
    let mut around = Vec::new();
    // `Over wie gaat het?` over a number and a date of birth: only a client is asked for these
    let of_client: HashSet<Part> = all.iter().filter(|asked| lexicon.is_of_client(&asked.text)).map(part_of).collect();
    let mut last: Option<&Question> = None;
    let mut outer: Option<Party> = None;
    // parts that stand side by side take turns, line by line: each goes on where it was
    let mut parts: HashMap<Part, (Option<Party>, Option<Party>)> = HashMap::default();
    for asked in all {
        let path: Vec<&str> = asked.sections.iter().map(|(_, text)| text.as_str()).collect();
        let part = part_of(asked);
        let before = parts.get(&part).copied();
        let lately = before.and_then(|(lately, _)| lately);
        let column = asked.column.iter().map(|(_, text)| text.as_str());
        let above = lexicon.vocabulary.words(&path.iter().copied().chain(column.clone()).collect::<Vec<_>>().join(" "));
        let names = |text: &&str| !asks_for_another(text);
        let whom = |text: &str| spoken.about(lexicon.vocabulary.words(text), text);
        let inner: Vec<Words> = column.chain(path.iter().copied().rev()).filter(names).map(whom).collect();
        let about = inner.iter().find(|words| words.about.len() == 1).and_then(|words| words.about.first().copied());
        // a heading that says neither whom nor what, such as `Bezoekadres`, goes on with the one before it
        let silent =
            inner.iter().all(|words| words.about.is_empty() && lexicon.topics(words).is_empty()) && !path.is_empty();
        let goes_on = silent && last.is_some_and(|last| last.at.0 == asked.at.0);
        let about = match goes_on {
            true if of_client.contains(&part) => Some(Party::Client),
            true => before.map_or(outer, |(_, about)| about),
            false => about,
        };
        outer = about;
        let whose = about;
        let own = lexicon.vocabulary.words(&asked.full_text());
        // a contact stands for an organisation, also among the questions about a client
        let contact = own.stems.iter().any(|stem| stem == "contact" || stem == "contactperson");
        let about = about.filter(|about| !(contact && *about == Party::Client));
        let signer = own.about.first().copied().filter(|_| asked.signs && own.about.len() == 1);
        let about = signer.or(about).or(lately.filter(|_| asked.signs));
        let about = asked.gap.and_then(|gap| gap.whose).or(about);
        let topics =
            inner.iter().map(|words| lexicon.topics(words)).find(|topics| !topics.is_empty()).unwrap_or_default();
        let topics = if asked.signs { BTreeSet::from(["ondertekening".to_owned()]) } else { topics };
        let texts =
            path.iter().copied().chain(asked.column.iter().map(|(_, text)| text.as_str())).chain([&*asked.text]);
        let superior = || (topics.contains("ondertekening") && name_superior(texts)).then_some(Party::Werkgever);
        let about = about.or_else(superior);
        around.push(QuestionContext { about, lately, topics, title: title.clone(), above, spoken, looks_back });
        let says =
            own.about.len() == 1 && matches!(asked.within, Within::Form | Within::Clients) && asked.column.is_none();
        let lately = if says { own.about.first().copied() } else { lately };
        parts.insert(part, (lately, whose));
        last = Some(asked);
    }
    around
}

/// `Wie helpt jou?` asks for somebody else than it names; `Wie is de jobcoach?` for the one it names.
fn asks_for_another(heading: &str) -> bool {
    let mut words = heading.split_whitespace().skip_while(|word| !word.starts_with(char::is_alphabetic));
    let who = words.next().is_some_and(|word| word.eq_ignore_ascii_case("wie"));
    who && words.next().is_some_and(|verb| !["is", "ben", "bent", "zijn", "was"].contains(&verb))
}

/// The best assignment as a whole, as positions among each question's candidates.
fn matched(all: &[Question], scored: &[(Vec<Candidate>, f64)]) -> Vec<Option<usize>> {
    let profits: Vec<Vec<(usize, i64)>> = all
        .iter()
        .zip(scored)
        .map(|(asked, (candidates, outside))| {
            let likely = candidates.iter().filter(|c| c.score >= threshold(asked) && c.score > outside * 0.97);
            #[allow(clippy::cast_possible_truncation, reason = "a score is at most 1.1")]
            let profit = |candidate: &Candidate| (candidate.slot, (candidate.score.powi(2) * 10_000.0) as i64);
            likely.map(profit).collect()
        })
        .collect();
    let found = assign(&profits);
    let position = |n: usize, slot: usize| scored[n].0.iter().position(|c| c.slot == slot);
    found.into_iter().enumerate().map(|(n, slot)| position(n, slot?)).collect()
}

fn threshold(asked: &Question) -> f64 {
    if asked.within == Within::Form { LEAST } else { LEAST - 0.05 }
}

/// What forms often ask beside the fields next to it is a little likelier, what they hardly ever do a little less.
fn neighbours(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], found: &[Option<usize>], lexicon: &Lexicon) {
    let slot_at = |n: usize| found[n].map(|c| scored[n].0[c].slot);
    let placed: Vec<Option<usize>> = (0..all.len()).map(slot_at).collect();
    for (n, (candidates, _)) in scored.iter_mut().enumerate() {
        let slot_of = |at: usize| placed[at].map(|slot| &lexicon.slots[slot]);
        let before = (n.saturating_sub(NEAR)..n).rev().find_map(slot_of);
        let after = (n + 1..(n + 1 + NEAR).min(all.len())).find_map(slot_of);
        for candidate in candidates.iter_mut() {
            let slot = &lexicon.slots[candidate.slot];
            if slot_at_before(&placed, n).is_some_and(|before| follows(&lexicon.slots[before], slot)) {
                let least = if is_end(&all[n].text, lexicon) { 0.95 } else { 0.0 };
                candidate.score = (candidate.score + 0.15).clamp(least, 1.1);
                candidate.evidence.push("follows its begin".to_owned());
            }
            let order = FieldOrder::common();
            let behind = before.map_or(0.0, |before| order.follows(before.field(), slot.field()));
            let ahead = after.map_or(0.0, |after| order.follows(slot.field(), after.field()));
            candidate.score = (candidate.score + BESIDE * (behind + ahead)).min(1.1);
            if let Some(before) = before.filter(|_| behind > OFTEN) {
                candidate.evidence.push(format!("often follows `{}`", before.field()));
            } else if let Some(after) = after.filter(|_| ahead > OFTEN) {
                candidate.evidence.push(format!("often stands before `{}`", after.field()));
            }
        }
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
    }
}

/// Fields that take several values take them all.
fn several(all: &[Question], scored: &[(Vec<Candidate>, f64)], found: &mut [Option<usize>], lexicon: &Lexicon) {
    let schema = crate::record::schema::Schema::common();
    for n in 0..all.len() {
        let best = scored[n].0.first();
        let many = best.filter(|c| c.score >= LEAST + 0.1 && schema.field(lexicon.slots[c.slot].targets[0].field).many);
        if found[n].is_none() && many.is_some() && all[n].within == Within::Form {
            found[n] = Some(0);
        }
    }
}

/// The slot of the question before.
fn slot_at_before(placed: &[Option<usize>], n: usize) -> Option<usize> {
    placed.get(n.checked_sub(1)?).copied().flatten()
}

/// `Tot`, `Einddatum (leeg = vast)`: nothing but that something ends.
fn is_end(label: &str, lexicon: &Lexicon) -> bool {
    let bare = label.split('(').next().unwrap_or_default();
    let said = lexicon.vocabulary.words(bare);
    let until = said.stems.iter().all(|stem| matches!(stem.as_str(), "eind" | "einde" | "datum" | "tot"));
    until && !said.stems.is_empty() && said.about.is_empty()
}

/// Whether one slot is the begin of which the other is the end.
fn follows(begin: &Slot, end: &Slot) -> bool {
    let of = |slot: &Slot, word: &str| slot.id.strip_suffix(word).map(str::to_owned);
    of(begin, "begin").is_some_and(|stem| of(end, "einde") == Some(stem))
}

/// Two fields asked in one cell, and one of them asked apart as well: the worse of the two.
fn conflict(scored: &[(Vec<Candidate>, f64)], found: &[Option<usize>], lexicon: &Lexicon) -> Option<(usize, usize)> {
    let chosen: Vec<(usize, usize, &Candidate)> =
        (0..).zip(found).zip(scored).filter_map(|((n, at), (all, _))| Some((n, (*at)?, &all[(*at)?]))).collect();
    for &(pair, at, candidate) in chosen.iter().filter(|(.., c)| lexicon.slots[c.slot].is_pair()) {
        let targets = &lexicon.slots[candidate.slot].targets;
        for &(other, place, rival) in chosen.iter().filter(|(other, ..)| *other != pair) {
            let slot = &lexicon.slots[rival.slot];
            if slot.targets.iter().any(|target| targets.contains(target)) {
                return Some(if rival.score >= candidate.score { (pair, at) } else { (other, place) });
            }
        }
    }
    None
}

fn told(
    asked: Question,
    candidates: Vec<Candidate>,
    outside: f64,
    found: Option<usize>,
    lexicon: &Lexicon,
) -> MatchedQuestion {
    let chosen = found.map(|c| candidates[c].clone());
    let rival = candidates
        .iter()
        .filter(|c| chosen.as_ref().is_none_or(|chosen| c.slot != chosen.slot))
        .map(|c| c.score)
        .fold(0.0, f64::max);
    let sure = |score: f64, rival: f64| confidence::sure(score, rival.max(outside));
    let best = chosen.as_ref().map_or(0.0, |c| c.score);
    let others = candidates
        .iter()
        .filter(|c| chosen.as_ref().is_none_or(|chosen| c.slot != chosen.slot))
        .take(3)
        .map(|c| (lexicon.slots[c.slot].clone(), sure(c.score, best)))
        .collect();
    MatchedQuestion {
        confidence: chosen.as_ref().map_or(0.0, |c| sure(c.score, rival)),
        slot: chosen.as_ref().map(|c| lexicon.slots[c.slot].clone()),
        strength: (best, best - rival.max(outside)),
        evidence: chosen.map(|c| c.evidence).unwrap_or_default(),
        others,
        asked,
    }
}
