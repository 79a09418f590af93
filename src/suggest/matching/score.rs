//! How well a question fits a field: wording, whom it is about, the heading above it and what waits for the answer.

use crate::text::normalize::fold_label;

use super::candidate::Candidate;
use super::contact_words;
use super::plausible::rule_out;
use super::question_context::{QuestionContext, topic, whom};
use super::shape::shape;
use crate::suggest::cell_text::texts::about_only;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::learnt::Learnt;
use crate::suggest::vocabulary::lexicon::{Lexicon, SharedWords, WordingSource};
use crate::suggest::vocabulary::numbers::real;
use crate::suggest::vocabulary::phrases::{Phrases, words};
use crate::suggest::vocabulary::words::Party;

// Chosen by hand and fitted by nothing; what a score is worth in the end says the curve of `confidence`, which is fitted.
// `cargo bench --bench suggest` says what a change of these does.

/// Nothing below this is worth a thought.
const FLOOR: f64 = 0.3;

/// Wordings that share no word with a question come into thought when they are this alike by their letters.
const LETTERS: f64 = 0.4;
/// A wording with more letters than this is a whole question.
const WHOLE: usize = 10;
/// How sure what stands before a clause is, beside the whole.
const CLAUSE: f64 = 0.92;
/// How sure what stands between parentheses is, beside the whole.
const ASIDE: f64 = 0.88;
/// How much the words and the letters weigh; that both are the same is needed by none.
const SHARES: (f64, f64) = (0.75, 0.4);

/// The slots that a question may ask, the best first; and how near it comes to a question outside the schema.
pub(super) fn candidates(lexicon: &Lexicon, asked: &Question, around: &QuestionContext) -> (Vec<Candidate>, f64) {
    // a signature, a stamp: a column that asks nothing, in whatever row
    if asked.column.as_ref().is_some_and(|(_, heading)| lexicon.is_outside(heading)) {
        return (Vec::new(), 1.0);
    }
    let text = asked.meaning.clone().unwrap_or_else(|| asked.full_text());
    let (mut best, mut outside) = worded(lexicon, asked, around, &text);
    // `Firma (jobcoach)`: what says of whom is not left out
    let names_nobody = |left_out: &str| lexicon.vocabulary.words(left_out).about.is_empty();
    if let Some((bare, left_out)) = without_parenthesis(&text).filter(|(_, left_out)| names_nobody(left_out)) {
        let (others, _) = worded(lexicon, asked, around, bare);
        // words between parentheses that are words of questions say something
        let says = lexicon.vocabulary.words(left_out).stems.iter().any(|stem| lexicon.knows(stem));
        let factor = if says { 0.9 } else { 0.98 };
        others.into_iter().for_each(|other| better(&mut best, Candidate { score: other.score * factor, ..other }));
    }
    if let Some(inside) = said_aside(lexicon, &text) {
        let (others, _) = worded(lexicon, asked, around, inside);
        others.into_iter().for_each(|other| better(&mut best, Candidate { score: other.score * ASIDE, ..other }));
    }
    if let Some(bare) = without_clause(&text) {
        let (others, _) = worded(lexicon, asked, around, bare);
        others.into_iter().for_each(|other| better(&mut best, Candidate { score: other.score * CLAUSE, ..other }));
    }
    if asked.column.is_some() {
        crossed(lexicon, asked, around).into_iter().for_each(|candidate| better(&mut best, candidate));
    }
    contact_words::candidates(lexicon, asked, around, &text)
        .into_iter()
        .for_each(|candidate| better(&mut best, candidate));
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
    for candidate in signed(lexicon, asked, around).into_iter().chain(viewed(lexicon, asked)) {
        better(&mut best, candidate);
    }
    let named = !lexicon.vocabulary.words(&text).about.is_empty() || around.about.or(around.lately).is_some();
    rule_out(asked, around, named, &lexicon.slots, &mut best);
    best.retain(|candidate| candidate.score >= FLOOR);
    best.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
    best.truncate(12);
    (best, outside)
}

/// What a row asks in the column of the one who signs there.
fn signed(lexicon: &Lexicon, asked: &Question, around: &QuestionContext) -> Option<Candidate> {
    let who = match around.about.filter(|_| asked.signs)? {
        Party::Client => "client",
        Party::Werkgever => "werkgever",
        Party::Jobcoach => "jobcoach",
        Party::Gemeente => return None,
    };
    let text = what_is_asked(lexicon, asked);
    let stems = lexicon.vocabulary.words(text).stems;
    let says = |word: &str| stems.iter().any(|stem| stem == word);
    let by = words(text).iter().any(|word| word == "door" || word == "wie");
    let what = if by {
        "naam"
    } else if says("datum") || says("getekend") {
        "datum"
    } else if says("nam") {
        "naam"
    } else {
        return None;
    };
    let id = format!("ondertekening.{who}_{what}");
    let slot = lexicon.slots.iter().position(|slot| slot.id == id)?;
    Some(Candidate { slot, score: 1.0, evidence: vec![format!("{who} signs here")] })
}

/// What somebody thinks, asked in the column that is about them: `Hoe is het gegaan?` under `Werkgever`.
fn viewed(lexicon: &Lexicon, asked: &Question) -> Option<Candidate> {
    let (_, heading) = asked.column.as_ref().filter(|_| !asked.signs)?;
    let person = if about_only(lexicon, &asked.text) { &asked.text } else { heading };
    let who = match lexicon.vocabulary.words(person).about.first().filter(|_| about_only(lexicon, person))? {
        Party::Client => "client",
        Party::Werkgever => "werkgever",
        Party::Jobcoach => "jobcoach",
        Party::Gemeente => return None,
    };
    let what = what_is_asked(lexicon, asked);
    if !Phrases::common().tell("view", what) || Phrases::common().tell("score", what) {
        return None;
    }
    let id = format!("voortgang.visie_{who}");
    let slot = lexicon.slots.iter().position(|slot| slot.id == id)?;
    Some(Candidate { slot, score: 0.9, evidence: vec![format!("what the {who} thinks")] })
}

/// What is asked where a row crosses a column: the row says it, or the column where the row says nothing but whom.
fn what_is_asked<'q>(lexicon: &Lexicon, asked: &'q Question) -> &'q str {
    match &asked.column {
        Some((_, heading)) if about_only(lexicon, &asked.text) => heading,
        _ => &asked.text,
    }
}

/// Whether a label names two things, or the period that two dates make.
fn names_two(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains(" en ") || lower.contains(['/', '+']) || lower.contains("periode") || lower.contains("looptijd")
}

/// `Intensiteit (L / M / I)` without what stands between parentheses at its end, and that.
fn without_parenthesis(text: &str) -> Option<(&str, &str)> {
    let whole = text.trim_end().strip_suffix(')')?;
    let (bare, left_out) = whole.split_at(whole.rfind('(')?);
    (!bare.trim().is_empty()).then(|| (bare.trim(), &left_out[1..]))
}

/// `wonende te (straat, nr.)`, `uitvoering door (naam jobcoach)`: what stands between parentheses, where it says by itself what
/// is asked.
fn said_aside<'t>(lexicon: &Lexicon, text: &'t str) -> Option<&'t str> {
    let (bare, inside) = without_parenthesis(text)?;
    // `Correspondentieadres (postcode)`: an aside to words that are known is a part of what they ask
    let own = lexicon.vocabulary.words(bare);
    if own.stems.len() == 1 && lexicon.knows(&own.stems[0]) && own.about.is_empty() {
        return None;
    }
    let inside = inside.trim_end_matches(')').trim();
    let said = lexicon.vocabulary.words(inside);
    let known = said.stems.iter().filter(|stem| lexicon.knows(stem)).count();
    // `(naam, telefoon)` says how to answer, and not whose
    let of_anybody =
        said.about.is_empty() && words(inside).iter().any(|word| word.contains("naam") || word.contains("tel"));
    let whole = !of_anybody
        && !text.ends_with('?')
        && known == said.stems.len()
        && (known > 1 || known > 0 && !said.about.is_empty());
    whole.then_some(inside)
}

/// `Jobcoach die de intake deed` without what is told of the one who is asked for.
fn without_clause(text: &str) -> Option<&str> {
    let at = [" die ", " dat ", " waar ", ", die "].iter().filter_map(|word| text.find(word)).min()?;
    let bare = text[..at].trim();
    (!bare.is_empty() && bare.split_whitespace().count() <= 3 && !text.ends_with('?')).then_some(bare)
}

/// What the label of a row asks in its column: the whole of it, or the part that the column is about.
fn crossed(lexicon: &Lexicon, asked: &Question, around: &QuestionContext) -> Vec<Candidate> {
    let mut found = Vec::new();
    if about_only(lexicon, &asked.text) {
        return found;
    }
    let bare = without_parenthesis(&asked.text).map(|(bare, _)| (bare.to_owned(), 0.96));
    let parts = parts(&asked.text).into_iter().map(|part| (part, 0.95));
    let texts = std::iter::once((asked.text.clone(), 0.97)).chain(bare).chain(parts);
    for (text, factor) in texts {
        for candidate in worded(lexicon, asked, around, &text).0 {
            let fits = if around.is_of_column(&lexicon.slots[candidate.slot]) { 1.0 } else { 0.6 };
            found.push(Candidate { score: candidate.score * factor * fits, ..candidate });
        }
    }
    found
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
fn worded(lexicon: &Lexicon, asked: &Question, around: &QuestionContext, text: &str) -> (Vec<Candidate>, f64) {
    let folded = fold_label(text);
    let mut words = lexicon.question(text);
    let letters = lexicon.trigrams.alike(text, &lexicon.vocabulary);
    let mut near = lexicon.near(&mut words, &folded);
    near.extend((0..letters.len()).filter(|n| letters[*n] >= LETTERS));
    let learnt = Learnt::of(lexicon, text);
    near.extend(learnt.nearest(lexicon, &letters));
    near.sort_unstable();
    near.dedup();
    let weights = lexicon.weights(&words);
    let spoken = around.spoken.about(words.clone(), text);
    let mut best: Vec<Candidate> = Vec::new();
    let mut outside: f64 = 0.0;
    for (entry, letters) in near.iter().map(|n| (&lexicon.entries[*n], letters[*n])) {
        let same = entry.folded == folded && entry.is_worded_as(text);
        let likeness = || lexicon.likeness((&words, &weights), &around.above, entry);
        let like = if same { 1.0 } else { blended(likeness(), letters) * 0.97 };
        let like = if same { like } else { learnt.beside(like, entry.slot) };
        let Some(slot) = entry.slot else {
            // what is asked of the gemeente says nothing of what is asked of the werknemer
            let of_another = !words.about.is_empty() && !entry.words.about.is_empty();
            if of_another && words.about.is_disjoint(&entry.words.about) {
                continue;
            }
            outside = outside.max(like);
            continue;
        };
        let slot_is = &lexicon.slots[slot];
        if like < FLOOR || !asked.may_ask(slot_is) {
            continue;
        }
        let mut evidence = vec![format!("`{}` ({}): {like:.2}", entry.text, source(&entry.known))];
        let SharedWords { of_others, of_groups } = lexicon.shared(slot_is, &entry.words.stems);
        let whom = whom(&spoken, around, entry.about(slot_is), !entry.words.about.is_empty(), of_others, &mut evidence);
        // a whole question that is asked of nobody else says itself whom it is about
        let whom = if same && !of_others && folded.len() > WHOLE { whom.max(0.9) } else { whom };
        let topic = topic(around, slot_is, of_groups, entry, &mut evidence);
        let score = like * whom * topic * around.of_period(slot_is, &folded);
        better(&mut best, Candidate { slot, score, evidence });
    }
    (best, outside)
}

/// How alike two texts are by their words and, for a part, by their letters.
fn blended(words: f64, letters: f64) -> f64 {
    (SHARES.0 * words + SHARES.1 * letters).min(1.0)
}

fn source(known: &WordingSource) -> String {
    match known {
        WordingSource::Schema => "schema".to_owned(),
        WordingSource::Labels => "labels.toml".to_owned(),
        WordingSource::Form(id) => id.to_string(),
    }
}
