//! Whole and part of a name never compete: beside `Tussenvoegsel`, `Achternaam` is no whole name.

use crate::record::schema::Kind;
use crate::text::normalize::fold;

use super::candidate::Candidate;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;

const FIRST: [&str; 6] = ["voornaam", "voornamen", "roepnaam", "voorletter", "tussenvoegsel", "initialen"];
const LAST: [&str; 3] = ["achternaam", "familienaam", "geslachtsnaam"];
/// The parts of one name stand within so many questions of each other.
const NEAR: usize = 3;

/// Which part of a name a label asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Last,
    /// All of it, or nothing of a name.
    Other,
}

/// Turns the whole name into its last part where the other parts are asked beside it.
pub(super) fn settle(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    let parts: Vec<Part> = all.iter().map(|asked| part(&asked.text)).collect();
    for ((candidates, _), _) in scored.iter_mut().zip(&parts).filter(|(_, part)| **part == Part::First) {
        to_part(candidates, lexicon);
    }
    for (n, (candidates, _)) in scored.iter_mut().enumerate().filter(|(n, _)| parts[*n] == Part::Last) {
        let near = n.saturating_sub(NEAR)..(n + NEAR + 1).min(all.len());
        if parts[near].contains(&Part::First) {
            to_last(candidates, lexicon);
        }
    }
}

fn part(text: &str) -> Part {
    let label = fold(text);
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    // `Voorletters en naam` is all of it
    let whole = crate::suggest::vocabulary::phrases::words(text).iter().any(|word| word == "naam");
    match (says(&FIRST) && !whole, says(&LAST)) {
        (true, false) => Part::First,
        (false, true) => Part::Last,
        _ => Part::Other,
    }
}

/// `Voorletters` is no whole name.
fn to_part(candidates: &mut Vec<Candidate>, lexicon: &Lexicon) {
    let is_part = |candidate: &Candidate| lexicon.slots[candidate.slot].targets[0].part.is_some();
    if candidates.iter().any(is_part) {
        candidates.retain(|candidate| is_part(candidate) || lexicon.slots[candidate.slot].kind != Kind::Name);
    }
}

fn to_last(candidates: &mut Vec<Candidate>, lexicon: &Lexicon) {
    for candidate in candidates.iter_mut() {
        let slot = &lexicon.slots[candidate.slot];
        if slot.kind == Kind::Name && !slot.is_pair() && slot.targets[0].part.is_none() {
            let last = format!("{}.achternaam", slot.id);
            candidate.slot = lexicon.slots.iter().position(|slot| slot.id == last).unwrap_or(candidate.slot);
        }
    }
    candidates.sort_by(|a, b| a.slot.cmp(&b.slot).then(b.score.total_cmp(&a.score)));
    candidates.dedup_by_key(|candidate| candidate.slot);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
}
