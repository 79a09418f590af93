//! How near a text comes to a known wording.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::text::normalize::fold_label;

use super::texts::halves;
use crate::suggest::vocabulary::lexicon::{Entry, Lexicon};
use crate::suggest::vocabulary::words::Words;

/// How much texts look like questions; each is compared once.
pub(in crate::suggest) struct QuestionLikeness<'l> {
    lexicon: &'l Lexicon,
    known: RefCell<HashMap<String, f64>>,
}

impl<'l> QuestionLikeness<'l> {
    /// None is compared yet.
    pub(in crate::suggest) fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, known: RefCell::default() }
    }

    /// How much a text looks like a question, from 0 to 1.
    pub(in crate::suggest) fn of(&self, text: &str) -> f64 {
        if let Some(known) = self.known.borrow().get(text) {
            return *known;
        }
        let whole = self.lexicon.question_like(text);
        let like = halves(text).map_or(whole, |(first, second)| {
            let half = self.lexicon.question_like(first).max(self.lexicon.question_like(second));
            whole.max(half * 0.95)
        });
        self.known.borrow_mut().insert(text.to_owned(), like);
        like
    }
}

impl Lexicon {
    /// Whether a stem is a word of some wording.
    pub(in crate::suggest) fn knows(&self, stem: &str) -> bool {
        self.by_stem.contains_key(stem)
    }

    /// The entries that share a word with the text, by position; words that are one slip apart count as shared.
    pub fn near(&self, words: &mut Words, folded: &str) -> Vec<usize> {
        for stem in &mut words.stems {
            if !self.by_stem.contains_key(stem)
                && let Some(near) = self.misspelt(stem)
            {
                near.clone_into(stem);
            }
        }
        let mut found: Vec<usize> = self.by_text.get(folded).cloned().unwrap_or_default();
        found.extend(words.stems.iter().filter_map(|stem| self.by_stem.get(stem)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }

    fn misspelt(&self, stem: &str) -> Option<&str> {
        if stem.len() < 6 {
            return None;
        }
        let near = |known: &&String| {
            known.get(..3) == stem.get(..3)
                && known.len().abs_diff(stem.len()) < 2
                && strsim::damerau_levenshtein(known, stem) == 1
        };
        self.by_stem.keys().filter(near).min().map(String::as_str)
    }

    /// How much of what a text says is whom or what a part of a form is about, from 0 to 1.
    pub fn heading(&self, text: &str) -> f64 {
        let words = self.vocabulary.words(text);
        let topical = |stem: &String| self.topics.values().flatten().flatten().any(|topic| topic == stem);
        let all: f64 = words.stems.iter().map(|stem| self.weight(stem)).sum();
        let topic: f64 = words.stems.iter().filter(|stem| topical(stem)).map(|stem| self.weight(stem)).sum();
        match (words.stems.is_empty(), words.about.is_empty()) {
            (true, true) => 0.0,
            (true, false) => 1.0,
            _ => topic / all,
        }
    }

    /// How much a text looks like a question, whatever it asks: the nearest wording, from 0 to 1.
    fn question_like(&self, text: &str) -> f64 {
        self.nearest(text, |_| true)
    }

    /// The same for the columns of one repeating group.
    pub fn column_like(&self, text: &str, group: &str) -> f64 {
        self.nearest(text, |entry| entry.slot.is_some_and(|slot| self.slots[slot].rows.as_deref() == Some(group)))
    }

    fn nearest(&self, text: &str, of: impl Fn(&Entry) -> bool) -> f64 {
        let folded = fold_label(text);
        let mut words = self.question(text);
        let near = self.near(&mut words, &folded);
        let (weights, none) = (self.weights(&words), Words::default());
        let scores = near.iter().map(|n| &self.entries[*n]).filter(|e| of(e)).map(|e| {
            if e.folded == folded && e.is_worded_as(text) {
                1.0
            } else {
                self.likeness((&words, &weights), &none, e) * 0.98
            }
        });
        scores.fold(0.0, f64::max)
    }

    /// What each stem of a question weighs, for `likeness`.
    pub fn weights(&self, words: &Words) -> Vec<f64> {
        words.stems.iter().map(|stem| self.weight(stem)).collect()
    }

    /// How much of the words of a question and of a wording are the same, from 0 to 1; what the heading above the
    /// question says already need not be said again. `weights` are those of the stems of the question, in their order.
    pub fn likeness(&self, (words, weights): (&Words, &[f64]), above: &Words, entry: &Entry) -> f64 {
        let weighed = words.stems.iter().zip(weights);
        let both: f64 = weighed.filter(|(stem, _)| entry.words.stems.contains(stem)).map(|(_, weight)| weight).sum();
        if both == 0.0 {
            return 0.0;
        }
        let said = entry.words.stems.iter().filter(|s| above.stems.contains(s) && !words.stems.contains(s));
        let said: f64 = said.map(|stem| self.weight(stem)).sum();
        let own: f64 = weights.iter().sum();
        let shared = both + 0.4 * said;
        // what the question leaves out weighs more than what it adds
        shared / (shared + 0.5 * (own - both) + 0.65 * (entry.weight - both - 0.8 * said))
    }
}
