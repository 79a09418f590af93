//! A text in words, as names are looked for in it, and words beside the lists of names.

use std::ops::Range;

use foldhash::HashSet;

/// A word, and whether a sentence begins with it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) range: Range<usize>,
    pub(super) first: bool,
}

/// The words of a text: letters, with hyphens and apostrophes within.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut found: Vec<Word> = Vec::new();
    let mut from = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        let inside = c.is_alphabetic() || (matches!(c, '-' | '\'' | '’') && from.is_some());
        match (from, inside) {
            (None, true) => from = Some(at),
            (None, false) if c == '\'' => from = Some(at),
            (Some(start), false) => {
                let end = start + text[start..at].trim_end_matches(['-', '\'', '’']).len();
                if end > start {
                    let behind = found.last().map_or("", |last| &text[last.range.end..start]);
                    let first = found.is_empty() || behind.contains(['.', '!', '?', '\n', ':', '•', '"']);
                    found.push(Word { range: start..end, first });
                }
                from = None;
            }
            _ => {}
        }
    }
    found.into_iter()
}

/// As the lists write a name: `KLAAS` and `klaas` as `Klaas`.
pub(super) fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
}

/// Whether a word is in a list, or is made of two or more that all are: `Pieter-Jan`, `JAN-WILLEM`.
pub(super) fn all_in(list: &HashSet<String>, word: &str) -> bool {
    list.contains(&titled(word)) || (word.contains('-') && word.split('-').all(|half| list.contains(&titled(half))))
}

/// Whether a word is written in these letters; a hyphen parts the halves of a double name.
pub(super) fn all_letters(word: &str, are: impl Fn(char) -> bool) -> bool {
    word.chars().all(|c| are(c) || c == '-')
}
