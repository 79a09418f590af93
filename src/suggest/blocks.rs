//! Blocks that repeat: `Doel 1`, `Doel 2`, with the same labels under each, or the number within the labels.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asked, Within};

/// A text with `{n}` for the number that counts in it, and the number; `Doel A` counts with `{a}`.
pub(super) fn counted(text: &str) -> Option<(String, u32)> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    // `5.3 Doel 1: behaald voor`: the number of the question does not count
    if words.len() > 2 && is_question_number(words[0]) {
        words.remove(0);
    }
    if let Some(lettered) = lettered(&words) {
        return Some(lettered);
    }
    let digits = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).parse::<u32>().ok();
    let position = words.iter().skip(1).position(|word| digits(word).is_some_and(|n| n > 0 && n < 20))? + 1;
    let number = digits(words[position])?;
    let counted = words[position].replacen(&number.to_string(), "{n}", 1);
    let head = words[..position].join(" ");
    let rest = words[position + 1..].join(" ");
    Some((format!("{head} {counted} {rest}").trim().to_owned(), number))
}

/// `5.3`, `12`, `4a.`
fn is_question_number(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')', ':']);
    let bare = bare.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(bare);
    !bare.is_empty() && bare.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `Doel A`, `Doel B:`: one word with a letter behind it.
fn lettered(words: &[&str]) -> Option<(String, u32)> {
    let [head, last] = words else { return None };
    let letter = last.trim_end_matches([':', '.', ')']);
    let byte = *letter.as_bytes().first().filter(|byte| letter.len() == 1 && (b'A'..=b'H').contains(byte))?;
    let named = group_of(head).is_some();
    named.then(|| (format!("{head} {}", last.replacen(letter, "{a}", 1)), u32::from(byte - b'A') + 1))
}

/// The group whose rows such blocks are.
fn group_of(template: &str) -> Option<&'static str> {
    let folded = crate::text::normalize::fold(template);
    let goals = folded.contains("doel") && !folded.contains("doelgroep");
    match (goals, folded.contains("contactmoment") || folded.contains("gesprek")) {
        (true, _) => Some("doelen"),
        (_, true) => Some("uren"),
        _ => None,
    }
}

/// The labels that follow each of `Doel 1`, `Doel 2` in the same words, with the group and the number they are of.
fn following(questions: &[Asked], repeats: impl Fn(&str) -> bool) -> Vec<Option<(&'static str, u32)>> {
    let mut current: Option<(&'static str, u32)> = None;
    let mut last: Option<&Asked> = None;
    let mut of: Vec<Option<(&'static str, u32)>> = Vec::new();
    let mut times: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let words = |asked: &Asked| crate::text::normalize::fold_label(&asked.text);
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
    let many = |asked: &Asked| times.get(&words(asked)).is_some_and(|n| n.contains(&1) && n.contains(&2));
    questions.iter().zip(of).map(|(asked, of)| of.filter(|_| many(asked))).collect()
}

/// The questions with those of repeated blocks once: only the first block is asked about.
pub(super) fn first(questions: Vec<Asked>) -> Vec<Asked> {
    let mut numbers: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let heading = |asked: &Asked| asked.sections.last().and_then(|(at, text)| Some((*at, counted(text)?)));
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
                kept.push(Asked { within, ..asked });
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
                kept.push(Asked { within, ..asked });
            }
            Some(_) => {}
            None => kept.push(asked),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        assert_eq!(counted("Doel 1"), Some(("Doel {n}".to_owned(), 1)));
        assert_eq!(counted("Wanneer is doel 2 klaar?"), Some(("Wanneer is doel {n} klaar?".to_owned(), 2)));
        assert_eq!(counted("Doel 3:"), Some(("Doel {n}:".to_owned(), 3)));
        assert_eq!(counted("Doel B"), Some(("Doel {a}".to_owned(), 2)));
        assert_eq!(counted("Deel A"), None);
        assert_eq!(counted("2 Gegevens"), None);
        assert_eq!(counted("Naam"), None);
    }
}
