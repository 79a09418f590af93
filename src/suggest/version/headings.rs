//! Headings with other words: what stood under the old one stands under the new one.

use std::collections::{BTreeMap, HashSet};

use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::spec::wording::Wording;
use crate::suggest::draft::line::quoted;
use crate::text::normalize::fold_label;

use super::change::Change;
use super::mapping_text::with_heading;
use super::mapping_update::MappingUpdate;

/// Gives the sections of the mapping the headings of the new form.
pub(super) fn renew(work: &mut MappingUpdate<'_>) {
    for (old, new) in renamed(work) {
        let folded = fold_label(&old);
        let text = with_heading(&work.text, |name| fold_label(name) == folded, &quoted(&new));
        if work.take(text, |_, _| true) {
            work.changes.push(Change::Heading { old, new });
        }
    }
}

/// The headings that the new form does not print, each with the one under which most of its labels stand there.
fn renamed(work: &MappingUpdate<'_>) -> Vec<(String, String)> {
    let printed = LabelIndex::of(work.new.document);
    let known = sections(work);
    let folded: HashSet<&str> = known.iter().map(|wording| wording.folded.as_str()).collect();
    let gone = known.iter().filter(|wording| printed.labels(wording).next().is_none());
    let mut taken = HashSet::new();
    let mut renamed = Vec::new();
    for heading in gone {
        let labels = labels_under(work, heading);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for asked in work.new.placed.iter().map(|placed| &placed.asked) {
            let Some((_, text)) = asked.sections.last() else { continue };
            let own = labels.contains(&fold_label(&asked.text)) && !folded.contains(fold_label(text).as_str());
            if own && !taken.contains(text.as_str()) {
                *counts.entry(text).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        if let Some((new, _)) = most.filter(|(_, count)| count * 2 >= labels.len()) {
            taken.insert(new);
            renamed.push((heading.text.clone(), new.to_owned()));
        }
    }
    renamed
}

/// All headings under which the mapping looks, each once.
fn sections(work: &MappingUpdate<'_>) -> Vec<Wording> {
    let lines = work.mapping.lines.iter().flat_map(|line| &line.section);
    let rows = work.mapping.rows.iter().flat_map(|rows| &rows.section);
    let mut seen = HashSet::new();
    lines.chain(rows).filter(|wording| seen.insert(wording.folded.clone())).cloned().collect()
}

/// The folded labels that the mapping looks for right under a heading.
fn labels_under(work: &MappingUpdate<'_>, heading: &Wording) -> HashSet<String> {
    let under = |section: &[Wording]| section.last().is_some_and(|last| last.folded == heading.folded);
    let lines = work.mapping.lines.iter().filter(|line| under(&line.section));
    let lines = lines.filter_map(|line| line.labels().next()).map(|wording| wording.folded.clone());
    let rows = work.mapping.rows.iter().filter(|rows| under(&rows.section));
    lines.chain(rows.flat_map(|rows| rows.labels().into_iter().map(|wording| wording.folded))).collect()
}
