//! Choices that are printed as labels: `vast`, `tijdelijk` and `uitzend`, each with a cell to mark beside it.
//!
//! Such a word asks nothing of its own: whoever takes it for a label puts the mark of a choice into a field.

use std::collections::BTreeSet;

use crate::record::schema::Schema;
use crate::text::normalize::fold;

use super::asked::{Asked, Within};
use super::choices;
use super::lexicon::Lexicon;
use super::texts::about_only;

/// The positions of the questions that are choices of one field, side by side or below each other.
pub(super) fn find(all: &[Asked], lexicon: &Lexicon) -> BTreeSet<usize> {
    let fields: Vec<BTreeSet<&str>> = all.iter().map(|asked| fields_of(asked, lexicon)).collect();
    let pairs = (1..all.len()).filter(|n| {
        all[n - 1].sections == all[*n].sections && fields[n - 1].intersection(&fields[*n]).next().is_some()
    });
    pairs.flat_map(|n| [n - 1, n]).collect()
}

/// The fields of which a label is a choice, in words of the schema or of the shared lists.
fn fields_of(asked: &Asked, lexicon: &Lexicon) -> BTreeSet<&'static str> {
    let plain = asked.within == Within::Form && asked.column.is_none() && asked.hints.options.is_empty();
    if !plain || asked.text.ends_with([':', '?']) || about_only(lexicon, &asked.text) {
        return BTreeSet::new();
    }
    let said = fold(&asked.text);
    let is = |word: &str| fold(&word.replace('_', " ")) == said;
    let fields = Schema::common().all().map(|(_, field)| field).filter(|field| !field.choices.is_empty());
    let offers = |id: &str| choices::wordings(id).iter().any(|(_, texts)| texts.iter().any(|text| is(text)));
    let fields = fields.filter(|field| field.choices.iter().any(|word| is(word)) || offers(&field.id));
    fields.map(|field| field.id.as_str()).collect()
}
