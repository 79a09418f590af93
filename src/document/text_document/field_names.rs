//! The names of content controls and form fields, and a name of its own for each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Gives out names, in the order of the document.
#[derive(Clone, Default)]
pub(crate) struct Naming {
    used: HashSet<String>,
    counts: HashMap<&'static str, u32>,
    /// How often each repeated name was given.
    repeats: HashMap<String, u32>,
}

impl Naming {
    /// All names of an answer place, from the most to the least telling, and one that no other has.
    ///
    /// The last name is its number among its kind (`tekst 3`): it is all that is left after some programs save.
    pub(crate) fn name(&mut self, word: &'static str, given: [Option<&str>; 2]) -> (Vec<Arc<str>>, Arc<str>) {
        let count = self.counts.entry(word).or_default();
        *count += 1;
        let numbered = format!("{word} {count}");
        let mut names: Vec<Arc<str>> = given.into_iter().flatten().map(Arc::from).collect();
        names.dedup();
        let unique: Arc<str> = self.unique(names.first().map_or(&numbered, |n| &**n)).into();
        if names.first().is_some_and(|first| *first != unique) {
            names.push(Arc::clone(&unique));
        }
        names.push(numbered.into());
        names.dedup();
        (names, unique)
    }

    /// A name that no other has: repeated ones are numbered from 2.
    fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        while !self.used.insert(unique.clone()) {
            let count = self.repeats.entry(name.to_owned()).or_insert(1);
            *count += 1;
            unique = format!("{name} {count}");
        }
        unique
    }
}
