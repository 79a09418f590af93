//! Blocks that repeat: `Doel 1`, `Doel 2`, with the same labels under each, or the number within the labels.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Question, Within};
use crate::suggest::cell_text::counted::{counted, group_of};

/// The labels that follow each of `Doel 1`, `Doel 2` in the same words, with the group and the number they are of.
fn following(questions: &[Question], repeats: impl Fn(&str) -> bool) -> Vec<Option<(&'static str, u32)>> {
    let mut current: Option<(&'static str, u32)> = None;
    let mut last: Option<&Question> = None;
    let mut of: Vec<Option<(&'static str, u32)>> = Vec::new();
    let mut times: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let words = |asked: &Question| crate::text::normalize::fold_label(&asked.text);
    for asked in questions {
        if last.is_some_and(|last| last.at.0 != asked.at.0 || last.sections != asked.sections) {
            current = None;
        }
        last = Some(asked);
        match counted(&asked.text).filter(|(template, _)| repeats(template)) {
            Some((template, n)) => {
                current = group_of(&template).map(|group| (group, n));
                of.push(None);
            }
            None => {
                current.iter().for_each(|(_, n)| {
                    times.entry(words(asked)).or_default().insert(*n);
                });
                of.push(current);
            }
        }
    }
    let many = |asked: &Question| times.get(&words(asked)).is_some_and(|n| n.contains(&1) && n.contains(&2));
    questions.iter().zip(of).map(|(asked, of)| of.filter(|_| many(asked))).collect()
}

/// The questions with those of repeated blocks once: only the first block is asked about.
pub(super) fn first(questions: Vec<Question>) -> Vec<Question> {
    let mut numbers: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let heading = |asked: &Question| asked.sections.last().and_then(|(at, text)| Some((*at, counted(text)?)));
    for asked in &questions {
        let own = counted(&asked.text);
        for (template, n) in own.into_iter().chain(heading(asked).map(|(_, counted)| counted)) {
            numbers.entry(template).or_default().insert(n);
        }
    }
    let repeats = |template: &str| numbers.get(template).is_some_and(|n| n.contains(&1) && n.contains(&2));
    let goals = |template: &str| repeats(template) && group_of(template).is_some();
    let following = following(&questions, goals);
    let mut kept = Vec::new();
    for (asked, following) in questions.into_iter().zip(following) {
        if let Some((group, n)) = following {
            if n == 1 {
                let within = Within::Block { group: group.to_owned(), heading: None };
                kept.push(Question { within, ..asked });
            }
            continue;
        }
        let own = counted(&asked.text).filter(|(template, _)| repeats(template)).map(|(t, n)| (t, n, None));
        let under = heading(&asked).filter(|(_, (template, _))| repeats(template)).map(|(at, (t, n))| (t, n, Some(at)));
        let Some((template, n, heading)) = own.or(under) else {
            kept.push(asked);
            continue;
        };
        match group_of(&template) {
            Some(group) if n == 1 => {
                let within = Within::Block { group: group.to_owned(), heading };
                kept.push(Question { within, ..asked });
            }
            Some(_) => {}
            None => kept.push(asked),
        }
    }
    kept
}
