//! Choices that are printed as labels: `vast`, `tijdelijk` and `uitzend`, each with a cell to mark beside it.
//!
//! Such a word asks nothing of its own: whoever takes it for a label puts the mark of a choice into a field.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::record::schema::Schema;
use crate::text::normalize::fold;

use super::question::{Question, Within};
use crate::suggest::cell_text::texts::about_only;
use crate::suggest::vocabulary::choices;
use crate::suggest::vocabulary::lexicon::Lexicon;

/// The positions of the questions that are choices of one field, side by side or below each other.
pub(in crate::suggest) fn find(all: &[Question], lexicon: &Lexicon) -> BTreeSet<usize> {
    let words = words();
    let none = BTreeSet::new();
    let plain = |asked: &Question| {
        asked.within == Within::Form
            && asked.column.is_none()
            && asked.hints.options.is_empty()
            && !asked.text.ends_with([':', '?'])
            && !about_only(lexicon, &asked.text)
    };
    let of = |asked: &Question| words.get(&fold(&asked.text)).filter(|_| plain(asked)).unwrap_or(&none);
    let fields: Vec<&BTreeSet<&str>> = all.iter().map(of).collect();
    let pairs = (1..all.len())
        .filter(|n| all[n - 1].sections == all[*n].sections && fields[n - 1].intersection(fields[*n]).next().is_some());
    pairs.flat_map(|n| [n - 1, n]).collect()
}

/// The fields of which a word is a choice, in words of the schema or of the shared lists.
fn words() -> HashMap<String, BTreeSet<&'static str>> {
    let mut words: HashMap<String, BTreeSet<&'static str>> = HashMap::default();
    for (_, field) in Schema::common().all().filter(|(_, field)| !field.choices.is_empty()) {
        let shared = choices::wordings(&field.id).into_iter().flat_map(|(_, texts)| texts);
        for word in field.choices.iter().cloned().chain(shared) {
            words.entry(fold(&word.replace('_', " "))).or_default().insert(&field.id);
        }
    }
    words
}
