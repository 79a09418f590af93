//! Whose name and date a bare `Naam` or `Datum` in a block of signing asks, where no heading says who signs: of the one who
//! is named on its line or in its part, else of whoever the form speaks to.

use std::collections::BTreeSet;

use super::candidate::Candidate;
use super::question_context::QuestionContext;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::phrases::words;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::words::Party;

/// The labels that ask something of whoever signs, with how the field of each party ends.
const ASKED: [(&[&str], &str); 2] = [(&["datum", "d d", "dd", "dagtekening"], "datum"), (&["naam"], "naam")];
/// Those who sign, as fields begin.
const SIGNERS: [(Party, &str); 3] =
    [(Party::Client, "client"), (Party::Werkgever, "werkgever"), (Party::Jobcoach, "jobcoach")];
/// How surely a label that names its signer has to do so, for others to follow it.
const NAMED: f64 = 0.85;
/// How well a bare label fits the field of the one who signs.
const OF_SIGNER: f64 = 0.95;
/// What is left of the fields of others.
const OF_OTHER: f64 = 0.7;

/// Those who sign for an employer, as forms call them.
const SUPERIORS: [&str; 6] = ["leidinggevende", "chef", "directeur", "directie", "teamleider", "manager"];

/// Whether one of these texts names who signs for an employer: `Gezien: leidinggevende`.
pub(super) fn name_superior<'t>(mut texts: impl Iterator<Item = &'t str>) -> bool {
    texts.any(|text| words(text).iter().any(|word| SUPERIORS.contains(&word.as_str())))
}

/// Gives bare labels of signing the field of the one who signs there.
pub(super) fn settle(
    all: &[Question],
    around: &[QuestionContext],
    scored: &mut [(Vec<Candidate>, f64)],
    lexicon: &Lexicon,
) {
    let named: Vec<Option<&str>> = all.iter().zip(&*scored).map(|(asked, one)| names(asked, &one.0, lexicon)).collect();
    for n in 0..all.len() {
        let Some(what) = bare(&all[n].text).filter(|_| around[n].about.is_none()) else { continue };
        let signs = scored[n].0.first().is_some_and(|best| lexicon.slots[best.slot].group == "ondertekening");
        let Some(who) = signs.then(|| signer(all, n, &named, &around[n])).flatten() else { continue };
        let id = format!("ondertekening.{who}_{what}");
        let Some(slot) = lexicon.slots.iter().position(|slot| slot.id == id) else { continue };
        let candidates = &mut scored[n].0;
        let known = candidates.iter().position(|candidate| candidate.slot == slot);
        let mut own = known
            .map_or_else(|| Candidate { slot, score: 0.0, evidence: Vec::new() }, |known| candidates.remove(known));
        own.score = own.score.max(OF_SIGNER);
        own.evidence.push(format!("{who} signs here"));
        candidates.iter_mut().for_each(|candidate| candidate.score *= OF_OTHER);
        candidates.insert(0, own);
    }
}

/// Who signs where a bare label stands.
fn signer<'n>(all: &[Question], n: usize, named: &[Option<&'n str>], around: &QuestionContext) -> Option<&'n str> {
    let line = |at: usize| (all[at].at.0, all[at].answer.map(|spot| spot.row));
    let before = || (0..n).rev().take_while(|at| line(*at) == line(n) && line(n).1.is_some());
    if let Some(who) = before().find_map(|at| named[at]) {
        return Some(who);
    }
    let beside = all.iter().zip(named).filter(|(asked, _)| asked.sections == all[n].sections);
    let mut signers: BTreeSet<&str> = beside.filter_map(|(_, who)| *who).collect();
    match signers.pop_first() {
        Some(who) => Some(who).filter(|_| signers.is_empty()),
        None => SIGNERS.iter().find(|(party, _)| around.spoken.reader == Some(*party)).map(|(_, who)| *who),
    }
}

/// What a label asks that names nobody.
fn bare(label: &str) -> Option<&'static str> {
    let said = words(label).join(" ");
    ASKED.iter().find(|(labels, _)| labels.contains(&said.as_str())).map(|(_, what)| *what)
}

/// The one whose name or date a label asks surely, as its own words say.
fn names(asked: &Question, candidates: &[Candidate], lexicon: &Lexicon) -> Option<&'static str> {
    let best = candidates.first().filter(|best| best.score >= NAMED && bare(&asked.text).is_none())?;
    let of = |slot: &Slot, who: &str| slot.id.strip_prefix("ondertekening.").is_some_and(|id| id.starts_with(who));
    SIGNERS.iter().find(|(_, who)| of(&lexicon.slots[best.slot], who)).map(|(_, who)| *who)
}
