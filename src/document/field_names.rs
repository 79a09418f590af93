//! The names of content controls and form fields, and a name of its own for each; what styles call struck out.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Whether text is struck out by what its style says of the line through it: any of them but `none`. None where it says
/// nothing. Programs write the style of the line, its type, or both.
pub(crate) fn line_through<'a>(said: impl Iterator<Item = &'a str>) -> Option<bool> {
    said.map(|line| line != "none").reduce(|any, line| any || line)
}

/// The attributes by which a style of OpenDocument makes its text stand out.
pub(crate) const STANDING_OUT: [&str; 5] =
    ["fo:font-weight", "style:text-underline-style", "style:text-underline-type", "fo:background-color", "fo:border"];

/// Whether what a style says by [`STANDING_OUT`] makes text bold, underlined, marked or framed.
pub(crate) fn stands_out(said: [Option<&str>; 5]) -> bool {
    let [weight, others @ ..] = said;
    let bold = weight.is_some_and(|weight| weight == "bold" || weight.parse().is_ok_and(|weight: u32| weight >= 600));
    bold || others.into_iter().flatten().any(|said| !matches!(said, "none" | "transparent"))
}

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
