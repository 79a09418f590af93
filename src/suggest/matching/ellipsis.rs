//! Labels that leave out what the question before them says: a bare `van` or `tot` on the line of `Soort contract`,
//! `En de werkgever?` after `Wat vindt de werknemer ervan?`, `Werkt bij` after `Deelnemer`, `E-mail van deze persoon`.

use super::candidate::Candidate;
use crate::suggest::page::question::Question;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::phrases::words;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::words::Party;

/// The words that say nothing but that something begins, and that it ends.
const BEGINS: [&str; 8] = ["van", "vanaf", "per", "ingaande", "ingangsdatum", "start", "begin", "begindatum"];
const ENDS: [&str; 11] = [
    "tot",
    "t m",
    "tot en met",
    "einde",
    "eind",
    "einddatum",
    "en stopt",
    "stopt",
    "en stop op",
    "en stopt op",
    "stopt op",
];

/// Labels of a verb alone, with what they ask of a client and of a jobcoach.
const VERBS: [(&[&str], &str, Option<&str>); 4] = [
    (
        &["werkt bij", "werkt voor", "in dienst bij", "werkzaam bij", "werkzaam voor"],
        "werkgever.naam",
        Some("jobcoach.organisatie"),
    ),
    (
        &["werkt als", "werkzaam als", "werkt daar als", "werkt er als", "werkt bij ons als", "werkt bij u als"],
        "werkplek.functie",
        None,
    ),
    (&["woont in", "woont te", "wonend te", "wonende te", "woonachtig te"], "client.adres.plaats", None),
    (&["geboren", "geboren op"], "client.geboortedatum", None),
];

/// How well such a word fits the period of what is asked before it.
const OF_LINE: f64 = 1.0;
/// What is left of a period of something else.
const OF_OTHER: f64 = 0.6;

/// Gives labels that lean on the question before them what they ask.
pub(super) fn settle(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    periods(all, scored, lexicon);
    others(all, scored, lexicon);
    verbs(all, scored, lexicon);
    same_person(all, scored, lexicon);
}

/// Gives a verb alone what it asks of whom the questions before it are about.
fn verbs(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    for n in 0..all.len() {
        let said = said(all[n].text.split('(').next().unwrap_or_default()).join(" ");
        let Some((_, of_client, of_coach)) = VERBS.iter().find(|(texts, ..)| texts.contains(&said.as_str())) else {
            continue;
        };
        let in_part = all[..n].iter().zip(&*scored).rev().take_while(|(before, _)| before.sections == all[n].sections);
        let coach = in_part
            .filter_map(|(_, (candidates, _))| best(candidates))
            .map(|best| lexicon.slots[best.slot].group.as_str())
            .find(|group| ["client", "jobcoach"].contains(group))
            == Some("jobcoach");
        let id = if coach { *of_coach } else { Some(*of_client) };
        let Some(slot) = lexicon.slots.iter().position(|slot| Some(slot.id.as_str()) == id) else { continue };
        let evidence = vec![format!("what `{said}` asks of whom the questions before it are about")];
        scored[n].0.retain(|candidate| candidate.slot != slot);
        scored[n].0.iter_mut().for_each(|candidate| candidate.score *= OF_OTHER);
        scored[n].0.insert(0, Candidate { slot, score: OF_LINE, evidence });
    }
}

/// `deze persoon` is whom the question before it asks: fields of others fit less.
fn same_person(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    for n in 1..all.len() {
        let said = words(&all[n].text).join(" ");
        if !["deze persoon", "deze contactpersoon"].iter().any(|person| said.contains(person)) {
            continue;
        }
        let Some(group) = best(&scored[n - 1].0).map(|best| lexicon.slots[best.slot].group.clone()) else { continue };
        for candidate in scored[n].0.iter_mut().filter(|candidate| lexicon.slots[candidate.slot].group != group) {
            candidate.score *= OF_OTHER;
        }
        scored[n].0.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.slot.cmp(&b.slot)));
    }
}

/// What the words of a question say best, whichever other question takes it for the moment.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score))
}

/// What `En de werkgever?` asks: the same as the question before it, of another.
fn others(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    const PARTIES: [(Party, &str); 3] =
        [(Party::Client, "_client"), (Party::Werkgever, "_werkgever"), (Party::Jobcoach, "_jobcoach")];
    for n in 1..all.len() {
        let said = said(&all[n].text);
        let own = lexicon.vocabulary.words(&all[n].text);
        let leans = said.first().is_some_and(|word| word == "en") && said.len() <= 4 && own.about.len() == 1;
        let Some((_, ending)) = PARTIES.iter().find(|(party, _)| leans && own.about.contains(party)) else { continue };
        let Some(before) = best(&scored[n - 1].0).map(|best| lexicon.slots[best.slot].id.as_str()) else { continue };
        let same = |slot: &Slot| {
            let stem = PARTIES.iter().find_map(|(_, ending)| before.strip_suffix(ending));
            stem.is_some() && slot.id.strip_suffix(ending) == stem
        };
        let Some(slot) = lexicon.slots.iter().position(same) else { continue };
        let evidence = vec![format!("the same as `{before}`, of another")];
        scored[n].0 = vec![Candidate { slot, score: OF_LINE, evidence }];
    }
}

/// Gives the bare words behind a question of a period the period of that question.
fn periods(all: &[Question], scored: &mut [(Vec<Candidate>, f64)], lexicon: &Lexicon) {
    // the group of the line so far: `van` takes it from what stands before it, and `tot` from the same
    let mut line: Option<(usize, String)> = None;
    for n in 1..all.len() {
        let Some(word) = bare(&all[n].text) else { continue };
        let before = n - 1;
        let group = match &line {
            Some((last, group)) if *last == before => group.clone(),
            _ => {
                let Some(best) = best(&scored[before].0) else { continue };
                lexicon.slots[best.slot].group.clone()
            }
        };
        // `... tot en met` goes on where the label before it ended
        let goes_on = all[n].text.trim_start().starts_with(['…', '.']) && all[n].sections == all[before].sections;
        if (all[n].at != all[before].at && !goes_on)
            || !["dienstverband", "begeleiding", "voortgang"].contains(&group.as_str())
        {
            continue;
        }
        let id = format!("{group}.{word}");
        let Some(slot) = lexicon.slots.iter().position(|slot| slot.id == id) else { continue };
        let candidates = &mut scored[n].0;
        candidates.retain(|candidate| candidate.slot != slot);
        candidates.iter_mut().for_each(|candidate| candidate.score *= OF_OTHER);
        candidates.insert(0, Candidate { slot, score: OF_LINE, evidence: vec![format!("on the line of `{group}`")] });
        line = Some((n, group));
    }
}

/// The words of a label without its number: `3. En de werkgever?`
fn said(label: &str) -> Vec<String> {
    words(label).into_iter().skip_while(|word| word.parse::<u32>().is_ok()).collect()
}

/// Whether a label says nothing but that something begins or ends, as the end of the field that asks it.
fn bare(label: &str) -> Option<&'static str> {
    let said = said(label).join(" ");
    let is = |known: &[&str]| known.contains(&said.as_str());
    if is(&BEGINS) { Some("begin") } else { is(&ENDS).then_some("einde") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::spec::mapping_line::Direction;

    #[test]
    fn what_is_left_out_is_taken_from_the_question_before() {
        let lexicon = Lexicon::new(std::iter::empty());
        let slot = |id: &str| lexicon.slots.iter().position(|slot| slot.id == id).expect(id);
        for (before, asks, text, expected) in [
            ("Soort contract", "dienstverband.soort", "van", "dienstverband.begin"),
            ("Deelnemer", "client.naam", "Werkt bij", "werkgever.naam"),
            ("35. Jobcoach", "jobcoach.naam", "36. Werkt bij", "jobcoach.organisatie"),
            ("Jobcoach", "jobcoach.naam", "werkzaam voor (bureau)", "jobcoach.organisatie"),
            ("BSN", "client.bsn", "Wonend te", "client.adres.plaats"),
            ("Begeleiding start", "begeleiding.begin", "en stopt", "begeleiding.einde"),
            (
                "Wat vindt de werknemer ervan?",
                "voortgang.visie_client",
                "En de werkgever?",
                "voortgang.visie_werkgever",
            ),
            (
                "2. Wat vindt de werknemer?",
                "voortgang.visie_client",
                "3. En de werkgever?",
                "voortgang.visie_werkgever",
            ),
        ] {
            let questions = [before, text].map(|text| Question::new((0, 0), text.to_owned(), Direction::After));
            let known = Candidate { slot: slot(asks), score: 0.9, evidence: Vec::new() };
            let mut scored = vec![(vec![known], 0.0), (Vec::new(), 0.0)];
            settle(&questions, &mut scored, &lexicon);
            let found = scored[1].0.first().map(|best| lexicon.slots[best.slot].id.as_str());
            assert_eq!(found, Some(expected), "{text}");
        }
    }
}
