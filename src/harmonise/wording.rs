//! The words of one common question: the most used that means one thing, else the standard's; and whom it surprises.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::mapping::spec::wording::Wording;
use crate::record::schema::{FieldId, Schema};
use crate::text::normalize::without_number;

use super::asked::{Forms, Worded, weight};

/// A proposed question.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub text: String,
    /// The bodies that ask it otherwise: name, and their own words.
    pub surprises: Vec<(String, String)>,
    pub why: &'static str,
}

/// Words that nobody can be asked in: they stand for several things, here or in the standard.
pub struct ReservedWords {
    /// The standard's words for other fields, and those already proposed.
    pub words: BTreeSet<String>,
}

/// Proposes the words for one field; what is chosen is reserved from then on.
pub fn propose(field: FieldId, standard: Option<&str>, forms: &Forms<'_>, reserved: &mut ReservedWords) -> Proposed {
    let meanings = forms.meanings();
    let mut used = forms.wordings(field);
    used.sort_by_key(|worded| Reverse((worded.by.len(), weight(&worded.by))));
    let of_standard = standard.map(|text| Wording::new(text).folded);
    let means_one = |folded: &String| meanings.get(folded).is_none_or(|fields| fields.as_slice() == [field]);
    let says_enough = |worded: &&Worded<'_>| !worded.needs_heading && !is_fragment(&worded.text);
    let is_free = |folded: &String| of_standard.as_ref() == Some(folded) || !reserved.words.contains(folded);
    let usable = |text: &str| !text.contains(['/', '{', '☐']) && text.chars().count() <= 60;
    let is_shared = |worded: &&Worded<'_>| {
        worded.by.len() > 1 && means_one(&worded.folded) && is_free(&worded.folded) && usable(&worded.text)
    };
    let shared = used.iter().filter(says_enough).find(is_shared);
    let only =
        || used.iter().filter(says_enough).find(|w| means_one(&w.folded) && is_free(&w.folded) && usable(&w.text));
    let label = || Schema::common().field(field).label.nl.clone();
    let (text, why) = match (shared, standard) {
        (Some(worded), _) => (trimmed(&worded.text), "het meest gebruikt, en het betekent één ding"),
        (None, Some(standard)) => (standard.to_owned(), "de woorden van het standaardformulier"),
        (None, None) => match only() {
            Some(worded) => (trimmed(&worded.text), "de woorden van het enige formulier dat het zo vraagt"),
            None => (label(), "de naam in het gemeenschappelijke schema"),
        },
    };
    let folded = Wording::new(&text).folded;
    reserved.words.insert(folded.clone());
    let others = used.iter().filter(|worded| worded.folded != folded);
    let surprises = others.flat_map(|w| w.by.iter().map(|asking| (asking.body.name.clone(), w.text.clone())));
    let same: Vec<&str> = used
        .iter()
        .filter(|w| w.folded == folded)
        .flat_map(|w| &w.by)
        .map(|asking| asking.body.name.as_str())
        .collect();
    let surprises = surprises.filter(|(name, _)| !same.contains(&name.as_str())).collect();
    Proposed { text, surprises, why }
}

/// Whether words say too little alone: `Vorm`, `d.d.`, the end of a sentence. What is written in capitals (`BSN`) is a
/// name.
fn is_fragment(text: &str) -> bool {
    let text = trimmed(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_name = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    text.chars().next().is_some_and(char::is_lowercase) || (letters < 5 && !is_name)
}

/// Without a colon, a mark that it is required, or the number that the question has on one form.
fn trimmed(text: &str) -> String {
    without_number(text.trim()).trim_end_matches([':', '*', ' ']).to_owned()
}
