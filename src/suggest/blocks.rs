//! Blocks that repeat: `Doel 1`, `Doel 2`, with the same labels under each, or the number within the labels.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asked, Within};

/// A text with `{n}` for the number that counts in it, and the number.
pub(super) fn counted(text: &str) -> Option<(String, u32)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let digits = |word: &str| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).parse::<u32>().ok();
    let position = words.iter().skip(1).position(|word| digits(word).is_some_and(|n| n > 0 && n < 20))? + 1;
    let number = digits(words[position])?;
    let counted = words[position].replacen(&number.to_string(), "{n}", 1);
    let head = words[..position].join(" ");
    let rest = words[position + 1..].join(" ");
    Some((format!("{head} {counted} {rest}").trim().to_owned(), number))
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
    let mut kept = Vec::new();
    for asked in questions {
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
        assert_eq!(counted("2 Gegevens"), None);
        assert_eq!(counted("Naam"), None);
    }
}
