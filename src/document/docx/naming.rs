//! The names of content controls and legacy fields, and a place of its own for each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::document::docx::inline::Answer;
use crate::place::Place;

/// Gives out names, in the order of the document.
#[derive(Clone, Default)]
pub(super) struct Naming {
    used: HashSet<String>,
    counts: HashMap<&'static str, u32>,
}

impl Naming {
    /// All names of an answer place, from the most to the least telling, and its place.
    ///
    /// The last name is its number among its kind (`tekst 3`): it is all that is left after some programs save.
    pub(super) fn name(&mut self, answer: &Answer) -> (Vec<Arc<str>>, Place) {
        let (word, given) = match answer {
            Answer::Control(c) => (c.kind.word(), [c.tag.as_deref(), c.alias.as_deref()]),
            Answer::Field(f) => (f.kind.word(), [f.name.as_deref(), None]),
        };
        let count = self.counts.entry(word).or_default();
        *count += 1;
        let numbered = format!("{word} {count}");
        let mut names: Vec<Arc<str>> = given.into_iter().flatten().map(Arc::from).collect();
        names.dedup();
        let unique = self.unique(names.first().map_or(&numbered, |n| &**n));
        if names.first().is_some_and(|first| **first != *unique) {
            names.push(unique.as_str().into());
        }
        names.push(numbered.into());
        names.dedup();
        let place = match answer {
            Answer::Control(_) => Place::Control(unique.into()),
            Answer::Field(_) => Place::Field(unique.into()),
        };
        (names, place)
    }

    /// A name that no other has: repeated ones are numbered from 2.
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut count = 1;
        while !self.used.insert(unique.clone()) {
            count += 1;
            unique = format!("{name} {count}");
        }
        unique
    }
}
