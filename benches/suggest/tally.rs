//! Drafted lines against what a person mapped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use eenvorm::document::cells::model::Document;
use eenvorm::record::schema::Schema;
use eenvorm::suggest::matching::MatchedQuestion;
use eenvorm::suggest::matching::confidence::DOUBT;
use eenvorm::suggest::vocabulary::lexicon::Lexicon;
use eenvorm::text::normalize::fold_label;
use eenvorm::text::place::Spot;

use crate::forms::{Label, Truth};

/// The counts of one table row.
#[derive(Default, Clone)]
pub(crate) struct Tally {
    pub(crate) forms: usize,
    pub(crate) asked: usize,
    pub(crate) found: usize,
    pub(crate) drafted: usize,
    pub(crate) right: usize,
    pub(crate) sure: usize,
    pub(crate) sure_right: usize,
    pub(crate) guessed: usize,
    pub(crate) bins: BTreeMap<u32, (usize, usize)>,
}

/// The cell of an answer: a box that carries its own label.
fn cell_at(document: &Document, sheet: usize, spot: Spot) -> Option<Label> {
    let cells = &document.sheets[sheet].cells;
    cells.binary_search_by_key(&spot, |cell| cell.spot).ok().map(|cell| (sheet, cell))
}

/// A drafted line: its label, its fields, how sure it is.
pub(crate) struct Line {
    pub(crate) label: Label,
    pub(crate) fields: BTreeSet<String>,
    pub(crate) confidence: f64,
    pub(crate) strength: (f64, f64),
    pub(crate) answer: Option<Spot>,
    pub(crate) text: String,
}

pub(crate) fn lines(drafted: &[MatchedQuestion]) -> Vec<Line> {
    let schema = Schema::common();
    let line = |placed: &MatchedQuestion| {
        let slot = placed.slot.as_ref().filter(|_| placed.confidence >= DOUBT)?;
        Some(Line {
            label: placed.asked.at,
            fields: slot.targets.iter().map(|target| schema.field(target.field).id.clone()).collect(),
            confidence: placed.confidence,
            strength: placed.strength,
            answer: placed.asked.answer.filter(|_| placed.asked.hints.boxes),
            text: placed.asked.full_text(),
        })
    };
    drafted.iter().filter_map(line).collect()
}

/// The label of a line; where it has boxes that a person mapped by their own labels, the first of those.
fn label_of(document: &Document, truth: &Truth, line: &Line) -> Label {
    let own = line.answer.and_then(|spot| cell_at(document, line.label.0, spot));
    own.filter(|own| !truth.contains_key(&line.label) && truth.contains_key(own)).unwrap_or(line.label)
}

/// Whether a line asks what a person mapped there.
pub(crate) fn right(document: &Document, truth: &Truth, line: &Line) -> bool {
    truth
        .get(&label_of(document, truth, line))
        .is_some_and(|fields| line.fields.iter().any(|field| fields.contains(field)))
}

/// Fields asked and fields found: of which a label says it in words that are known for the field, and of which none does.
#[derive(Default)]
pub(crate) struct ByWording {
    pub(crate) known: (usize, usize),
    pub(crate) unknown: (usize, usize),
}

/// The fields that a form asks, each with its labels; boxes of one question are one question.
fn by_field(truth: &Truth) -> BTreeMap<&String, Vec<&Label>> {
    let mut fields: BTreeMap<&String, Vec<&Label>> = BTreeMap::new();
    for (label, ids) in truth {
        ids.iter().for_each(|id| fields.entry(id).or_default().push(label));
    }
    fields
}

/// Whether a field was drafted at one of its labels.
fn is_found(document: &Document, truth: &Truth, lines: &[Line], field: &String, labels: &[&Label]) -> bool {
    lines.iter().any(|line| line.fields.contains(field) && labels.contains(&&label_of(document, truth, line)))
}

/// Counts the fields of a form by whether the words of a label of theirs are known.
pub(crate) fn by_wording(
    counts: &mut ByWording,
    lexicon: &Lexicon,
    document: &Document,
    truth: &Truth,
    lines: &[Line],
) {
    let fold = |label: &&Label| {
        let text = document.sheets[label.0].cells[label.1].content.shown();
        [fold_label(&text), fold_label(text.split([':', '?']).next().unwrap_or_default())]
    };
    for (field, labels) in by_field(truth) {
        let folded: BTreeSet<String> = labels.iter().flat_map(fold).collect();
        let of_field = |slot: usize| lexicon.slots[slot].id.split(' ').any(|id| id == field);
        let knows = |slot: Option<usize>| slot.is_some_and(of_field);
        let known = lexicon.entries.iter().any(|entry| folded.contains(&entry.folded) && knows(entry.slot));
        let count = if known { &mut counts.known } else { &mut counts.unknown };
        let found = is_found(document, truth, lines, field, &labels);
        *count = (count.0 + 1, count.1 + usize::from(found));
    }
}

/// Counts what was found and what was right; shows the rest.
pub(crate) fn score(tally: &mut Tally, document: &Document, truth: &Truth, lines: &[Line], show: Option<&Path>) {
    tally.forms += 1;
    let text = |at: &Label| document.sheets[at.0].cells[at.1].content.shown().trim().replace('\n', " ");
    let fields = by_field(truth);
    for (field, labels) in &fields {
        tally.asked += 1;
        let found = is_found(document, truth, lines, field, labels);
        tally.found += usize::from(found);
        if let (false, Some(path)) = (found, show) {
            println!(
                "MISS {} {field}: {}",
                path.display(),
                labels.iter().map(|l| text(l)).collect::<Vec<_>>().join(" | ")
            );
        }
    }
    for line in lines {
        let right = right(document, truth, line);
        tally.drafted += 1;
        tally.right += usize::from(right);
        tally.sure += usize::from(line.confidence >= 0.8);
        tally.sure_right += usize::from(right && line.confidence >= 0.8);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bin = tally.bins.entry((line.confidence * 10.0).min(9.0) as u32).or_default();
        *bin = (bin.0 + usize::from(right), bin.1 + 1);
        if let (false, Some(path)) = (right, show) {
            println!("WRONG {} {:?} for `{}` {:.2}", path.display(), line.fields, line.text, line.confidence);
        }
        tally.guessed += usize::from(!truth.contains_key(&label_of(document, truth, line)));
    }
}
