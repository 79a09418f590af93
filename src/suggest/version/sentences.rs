//! Running sentences of the newer form: those in other words lead their old lines there, and new ones get a line.

use std::collections::HashSet;

use crate::mapping::locate::question_locations::QuestionLocation;
use crate::mapping::spec::mapping_line::Line;
use crate::suggest::cell_text::gap_sentence::GapSentence;
use crate::suggest::draft::line::{self, listed, quoted};
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::question::At;
use crate::suggest::vocabulary::slot::Slot;

use super::mapping_text::{patterns, with};
use super::mapping_update::MappingUpdate;

/// The question of a new sentence that asks all that the line of an old one does, with the new pattern.
pub(super) fn reworded<'w>(work: &MappingUpdate<'w>, line: &Line) -> Option<(&'w MatchedQuestion, String)> {
    let taken = work.taken();
    let sentences = work.new.printed_form.sentences.iter().filter(|(at, _)| !taken.contains(at));
    let mut found = sentences.filter_map(|(at, sentence)| {
        let targets = line.targets();
        let own = |slot: &Slot| slot.targets.iter().all(|target| targets.contains(target));
        let (asked, pattern) = pattern(work, *at, sentence, own);
        let all = targets.iter().all(|target| asked.iter().any(|(_, slot)| slot.targets.contains(target)));
        Some((asked.first().filter(|_| all)?.0, pattern))
    });
    found.next().filter(|_| found.next().is_none())
}

/// Writes the new pattern before the old ones of a line; false where that does not find the sentence.
pub(super) fn lead(work: &mut MappingUpdate<'_>, n: usize, at: At, pattern: &str) -> bool {
    let mut all = vec![pattern.to_owned()];
    all.extend(patterns(&work.text, n));
    let Some(text) = with(&work.text, n, "pattern", &listed(&all)) else { return false };
    let holds = |standing: &[QuestionLocation], _: &HashSet<usize>| {
        standing.iter().any(|stand| stand.line == Some(n) && stand.label == at)
    };
    work.take(text, holds)
}

/// A line for a sentence of which no gap was asked before: its text, and the field and the question of each gap.
pub(super) fn added<'w>(
    work: &MappingUpdate<'w>,
    at: At,
    known: impl Fn(&Slot) -> bool,
    new: &str,
) -> Option<(String, Vec<(&'w MatchedQuestion, &'w Slot)>)> {
    let sentence = work.new.printed_form.sentences.get(&at)?;
    let (asked, pattern) = pattern(work, at, sentence, |slot| !known(slot));
    (!asked.is_empty()).then(|| (format!("\n[[combined]] # {new}\npattern = {}\n", quoted(&pattern)), asked))
}

/// The questions of a sentence that ask such fields, and its pattern with these.
fn pattern<'w>(
    work: &MappingUpdate<'w>,
    at: At,
    sentence: &GapSentence,
    is: impl Fn(&Slot) -> bool,
) -> (Vec<(&'w MatchedQuestion, &'w Slot)>, String) {
    let own = work.new.placed.iter().filter(|placed| placed.asked.at == at && placed.confidence >= DOUBT);
    let own = own.filter_map(|placed| Some((placed, placed.slot.as_ref().filter(|slot| is(slot))?)));
    let asked: Vec<(&MatchedQuestion, &Slot)> = own.collect();
    let mut fields = vec![String::new(); sentence.typed.len()];
    for (placed, slot) in &asked {
        if let Some(gap) = placed.asked.gap {
            fields[gap.number] = line::key(slot);
        }
    }
    let pattern = sentence.pattern(&fields);
    (asked, pattern)
}
