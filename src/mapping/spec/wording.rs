//! A printed text of a mapping, with what of it counts when texts are compared.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::text::normalize::{fold, fold_label};

/// Printed text, and the same without all that does not matter when texts are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    pub text: String,
    pub folded: String,
    /// That of `folded`.
    pub hash: u64,
}

/// The hash by which folded texts are looked up.
pub(crate) fn hashed(folded: &str) -> u64 {
    FixedState::default().hash_one(folded)
}

impl Wording {
    /// Printed text as it is compared: a label, without its number and aside.
    pub fn new(text: &str) -> Self {
        Self::folded(text, fold_label(text))
    }

    /// Printed text of which every word counts.
    pub fn phrase(text: &str) -> Self {
        Self::folded(text, fold(text))
    }

    fn folded(text: &str, folded: String) -> Self {
        Self { text: text.to_owned(), hash: hashed(&folded), folded }
    }
}

/// The label of a block with its number in the place of `{n}`, or the letter of that number in the place of `{a}`.
pub fn numbered(text: &str, n: u32) -> Wording {
    let letter = u8::try_from(n).ok().filter(|n| (1..=26).contains(n)).map(|n| char::from(b'A' + n - 1));
    let numbered = text.replace("{n}", &n.to_string());
    Wording::new(&numbered.replace("{a}", &letter.map(String::from).unwrap_or_default()))
}

/// The label of a block without its number or letter.
pub fn unnumbered(text: &str) -> String {
    text.replace("{n}", "").replace("{a}", "")
}

/// Whether the label of a block counts.
pub fn is_counting(text: &str) -> bool {
    text.contains("{n}") || text.contains("{a}")
}
