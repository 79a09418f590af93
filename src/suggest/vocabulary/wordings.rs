//! The fields that a plain word may mean, the likeliest first.

use std::collections::BTreeMap;

use crate::record::schema::Schema;
use crate::text::normalize::fold_label;

use super::lexicon::Lexicon;
use super::slot::Slot;
use super::words::Words;

/// Less alike is not found.
const LEAST: f64 = 0.3;

/// The slots whose wordings are nearest to some words, or whose name holds them, each with how alike it is.
pub(in crate::suggest) fn alike(lexicon: &Lexicon, text: &str) -> Vec<(usize, f64)> {
    let folded = fold_label(text);
    let mut words = lexicon.question(text);
    let none = Words::default();
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    let near = lexicon.near(&mut words, &folded);
    let weights = lexicon.weights(&words);
    for entry in near.into_iter().map(|n| &lexicon.entries[n]) {
        let like = if entry.folded == folded { 1.0 } else { lexicon.likeness((&words, &weights), &none, entry) };
        if let Some(slot) = entry.slot {
            let known = best.entry(slot).or_default();
            *known = known.max(like);
        }
    }
    for (n, slot) in lexicon.slots.iter().enumerate() {
        if folded.len() > 2 && (fold_label(&name(slot)).contains(&folded) || slot.id.contains(&folded)) {
            let known = best.entry(n).or_default();
            *known = known.max(0.5);
        }
    }
    let mut found: Vec<(usize, f64)> = best.into_iter().filter(|(_, like)| *like >= LEAST).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

/// The Dutch name of what a slot asks.
pub(in crate::suggest) fn name(slot: &Slot) -> String {
    let schema = Schema::common();
    let names: Vec<String> = slot
        .targets
        .iter()
        .map(|target| {
            let field = schema.field(target.field);
            let group = schema.groups.get(field.group()).map_or(field.group(), |label| label.nl.as_str());
            format!("{group}: {}", field.label.nl)
        })
        .collect();
    names.join(" en ")
}
