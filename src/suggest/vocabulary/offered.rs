//! The word of the schema that an offered answer means.

use crate::record::schema::Kind;
use crate::text::normalize::fold;

use super::choices;

/// The word of the schema that an offered answer means.
pub(in crate::suggest) fn choice_word(id: &str, kind: Kind, choices: &[String], option: &str) -> Option<String> {
    let folded = fold(option);
    if folded.is_empty() {
        return None;
    }
    if kind == Kind::YesNo {
        let first = option.split([' ', ',', ';']).next().map(fold).unwrap_or_default();
        return match first.as_str() {
            "ja" | "j" => Some("ja".to_owned()),
            "nee" | "n" => Some("nee".to_owned()),
            _ => None,
        };
    }
    let shared = choices::wordings(id);
    let exact = |wordings: &[String]| wordings.iter().any(|wording| fold(wording) == folded);
    let known = choices.iter().find(|word| fold(&word.replace('_', " ")) == folded);
    let known = known.or_else(|| shared.iter().find(|(_, wordings)| exact(wordings)).map(|(word, _)| word));
    let within = |word: &str| word.len() > 3 && (folded.contains(word) || (folded.len() > 3 && word.contains(&folded)));
    let mut near: Vec<&String> = shared
        .iter()
        .filter(|(_, wordings)| wordings.iter().any(|wording| within(&fold(wording))))
        .map(|(word, _)| word)
        .chain(choices.iter().filter(|word| within(&fold(&word.replace('_', " ")))))
        .collect();
    near.sort_unstable();
    near.dedup();
    let only =
        || if let [only] = near.as_slice() { Some((*only).clone()) } else { most_specific(&near, &shared, &folded) };
    known.cloned().or_else(only)
}

/// Of several words, the one whose wording covers most of the answer.
fn most_specific(near: &[&String], shared: &[(String, Vec<String>)], folded: &str) -> Option<String> {
    let longest = |word: &String| {
        let wordings = shared.iter().filter(|(w, _)| w == word).flat_map(|(_, all)| all).map(|w| fold(w));
        wordings
            .chain([fold(&word.replace('_', " "))])
            .filter(|w| folded.contains(w.as_str()))
            .map(|w| w.len())
            .max()
            .unwrap_or(0)
    };
    let best = near.iter().map(|word| longest(word)).max().filter(|best| *best > 0)?;
    let mut fitting = near.iter().filter(|word| longest(word) == best);
    fitting.next().filter(|_| fitting.next().is_none()).map(|word| (*word).clone())
}
