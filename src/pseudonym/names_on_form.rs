//! Names in free text that stand elsewhere on the same form.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::pseudonym::names::Names;
use crate::pseudonym::words::{titled, words};
use crate::text::normalize::fold;

/// The words of a name by which it is found in a text, a double one also by its halves; those
/// between first name and surname find nothing.
pub fn name_words(name: &str) -> impl Iterator<Item = String> + '_ {
    let names = Names::known();
    let with_halves = |word: String| {
        let halves: Vec<String> = word.split('-').filter(|half| *half != word).map(str::to_owned).collect();
        std::iter::once(word).chain(halves)
    };
    words(name).map(|word| name[word.range].to_lowercase()).flat_map(with_halves).filter(move |word| {
        word.chars().count() > 2 && !names.tussenvoegsels.contains(word) && !names.titels.contains(word)
    })
}

/// Letters that a name has at least where it is found within a longer word: `sannedevries`.
const WITHIN: usize = 5;

/// The words of names that stand elsewhere on the form, however they are written here: in small letters, with other
/// accents, as what belongs to somebody, glued to others or in an address. What is a word of every day too counts with
/// a capital only.
pub(super) fn found(text: &str, own: &BTreeSet<String>) -> Vec<Range<usize>> {
    let names = Names::known();
    let folded: Vec<String> = own.iter().map(|word| fold(word)).filter(|word| word.chars().count() > 2).collect();
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, c.is_alphanumeric()) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                let word = &text[start..at];
                let plain = fold(word);
                let is_other = word.chars().all(char::is_lowercase) && names.ook_woord.contains(&titled(&plain));
                let is_own = |own: &String| {
                    let whole = plain == *own || plain.strip_suffix('s') == Some(own);
                    whole && !is_other
                        || own.len() >= WITHIN && plain.len() > own.len() + 1 && plain.contains(own.as_str())
                };
                if folded.iter().any(is_own) {
                    found.push(start..at);
                }
                from = None;
            }
            _ => {}
        }
    }
    found
}
