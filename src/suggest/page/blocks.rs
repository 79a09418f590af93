//! Blocks that repeat: `Doel 1`, `Doel 2`, with the same labels under each, or the number within the labels; or the same
//! labels once more, without a number.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Question, Within};
use crate::suggest::cell_text::counted::{counted, group_of};
use crate::text::normalize::fold_label;

/// The labels that follow each of `Doel 1`, `Doel 2` in the same words, with the group and the number they are of.
fn following(questions: &[Question], repeats: impl Fn(&str) -> bool) -> Vec<Option<(&'static str, u32)>> {
    let mut current: Option<(&'static str, u32)> = None;
    let mut last: Option<&Question> = None;
    let mut of: Vec<Option<(&'static str, u32)>> = Vec::new();
    let mut times: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let words = |asked: &Question| fold_label(&asked.text);
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

/// A block has so many labels at most.
const LARGEST: usize = 12;
/// A text of fewer letters may be a heading.
const SHORT: usize = 30;

/// The questions with those of blocks that no number tells apart once: the same labels in the same order one time after
/// another, or once in a part that Word repeats.
fn unnumbered(questions: Vec<Question>) -> Vec<Question> {
    let words: Vec<String> = questions.iter().map(|asked| fold_label(&asked.text)).collect();
    let mut kept = Vec::new();
    let mut n = 0;
    while n < questions.len() {
        let Some((labels, group)) = block_at(&questions, &words, n) else {
            kept.push(questions[n].clone());
            n += 1;
            continue;
        };
        let first = n..n + labels;
        n = first.end;
        while words.get(n..n + labels) == Some(&words[first.clone()]) {
            n += labels;
        }
        // `Doel` over each of them, or no more than their own first label
        let heading = |asked: &Question| asked.sections.last().map(|(at, _)| *at);
        let own = questions
            .get(first.end)
            .is_some_and(|next| n > first.end && heading(next) != heading(&questions[first.start]));
        for asked in &questions[first] {
            let heading = own.then(|| heading(asked)).flatten();
            kept.push(Question { within: Within::Block { group: group.to_owned(), heading }, ..asked.clone() });
        }
    }
    kept
}

/// How many labels the block has that begins at a question, and the group that it is of.
fn block_at(questions: &[Question], words: &[String], n: usize) -> Option<(usize, &'static str)> {
    let heading = |asked: &Question| asked.sections.last().map(|(_, text)| text.clone());
    let plain = |asked: &Question| asked.within == Within::Form && asked.column.is_none() && !asked.signs;
    let alike = |block: &[Question]| {
        let first = &block[0];
        block.iter().all(|asked| plain(asked) && asked.at.0 == first.at.0 && heading(asked) == heading(first))
    };
    let group = |block: &[Question]| {
        let named = heading(&block[0]).and_then(|heading| group_of(&heading));
        // `Doelen` over the blocks may look like a question
        let before = || n.checked_sub(1).map(|before| &questions[before].text).filter(|text| text.len() < SHORT);
        named.or_else(|| group_of(&block[0].text)).or_else(|| before().and_then(|text| group_of(text)))
    };
    let repeated = |labels: &usize| {
        let both = n..n + 2 * labels;
        let different: BTreeSet<&String> = words[n..n + labels].iter().collect();
        both.end <= words.len()
            && words[n..n + labels] == words[n + labels..both.end]
            && different.len() == *labels
            && alike(&questions[both])
    };
    let most = LARGEST.min((questions.len() - n) / 2);
    let copies = (2..=most).find(repeated);
    let part = questions[n]
        .repeating
        .map(|part| questions[n..].iter().take_while(|asked| asked.repeating == Some(part)).take(LARGEST).count());
    let labels = copies.or_else(|| part.filter(|labels| *labels > 1 && alike(&questions[n..n + labels])))?;
    Some((labels, group(&questions[n..n + labels])?))
}

/// The questions with those of repeated blocks once: only the first block is asked about.
pub(super) fn first(questions: Vec<Question>) -> Vec<Question> {
    let questions = unnumbered(questions);
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
