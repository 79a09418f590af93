//! Where each question of a mapping stands in a document: its label and its answer.

use std::collections::HashSet;

use crate::document::cells::model::Document;
use crate::finding::Finding;
use crate::mapping::locate::label_index::{At, Label, LabelIndex};
use crate::mapping::locate::locate;
use crate::mapping::locate::location::Location;
use crate::mapping::locate::table::Table;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Locator, Shape};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::numbered;
use crate::text::normalize::fold_label;
use crate::text::place::Spot;

/// A question as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionLocation {
    pub target: Target,
    /// The sheet and the position of the label's cell there.
    pub label: (usize, usize),
    /// The cell of the answer; none when it follows the label in the same cell.
    pub answer: Option<Spot>,
    /// The position of the line in the mapping; none in a repeating group.
    pub line: Option<usize>,
}

/// Every question that stands, and what the document lacks.
pub fn stands(document: &Document, mapping: &Mapping) -> (Vec<QuestionLocation>, Vec<Finding>) {
    let printed = LabelIndex::of(document);
    let located = locate(&printed, mapping);
    let mut all = Vec::new();
    for (n, (line, found)) in mapping.lines.iter().zip(&located.lines).enumerate() {
        let Some(found) = found else { continue };
        let mut labels: Vec<(At, Option<Spot>)> = match found {
            Location::Cell { spot, label, .. } => vec![(label.at, Some(*spot))],
            Location::Spread { spots, label, .. } => vec![(*label, spots.first().copied())],
            Location::After(Label { at, .. }) | Location::Sentence(at) => vec![(*at, None)],
            Location::Prose { label, spots } => vec![(*label, spots.first().copied())],
            Location::Boxes(boxes) => boxes.iter().map(|b| (b.label, b.spot)).collect(),
            Location::Named { .. } | Location::Address { .. } => Vec::new(),
        };
        if let (Locator::Ticks { label, .. } | Locator::Marks { label, .. }, Location::Boxes(boxes)) = (&line.by, found)
        {
            let row = |at: &At| boxes.iter().any(|b| b.spot.is_some_and(|spot| spot.row == printed.cell(*at).spot.row));
            let own = label.iter().flat_map(|wording| printed.labels(wording)).map(|label| label.at).filter(row);
            labels.extend(own.map(|at| (at, boxes.first().and_then(|b| b.spot))));
        }
        for target in line.targets() {
            let stand = |(label, answer): &(At, Option<Spot>)| QuestionLocation {
                target,
                label: (label.sheet, label.cell),
                answer: *answer,
                line: Some(n),
            };
            all.extend(labels.iter().map(stand));
        }
    }
    all.extend(located.tables.iter().flat_map(|table| of_table(&printed, mapping, table)));
    (all, located.findings)
}

/// The lines that a document has under a name or an address of their own, which no label leads to.
pub fn found_by_name(document: &Document, mapping: &Mapping) -> Vec<usize> {
    let located = locate(&LabelIndex::of(document), mapping);
    let named = |found: &Option<Location>| matches!(found, Some(Location::Named { .. } | Location::Address { .. }));
    (0..).zip(&located.lines).filter(|(_, found)| named(found)).map(|(n, _)| n).collect()
}

fn of_table(printed: &LabelIndex<'_>, mapping: &Mapping, table: &Table) -> Vec<QuestionLocation> {
    let text = |at: &At| printed.cell(*at).content.as_text().unwrap_or_default();
    let folded = |at: &At| [fold_label(text(at)), fold_label(text(at).split([':', '?']).next().unwrap_or_default())];
    let columns: Vec<(Target, HashSet<String>)> = match &mapping.rows[table.rows].shape {
        Shape::Table { columns, .. } => {
            let named = |column: &crate::mapping::spec::mapping_line::RowColumn| {
                column.labels().map(|w| w.folded.clone()).collect()
            };
            columns.iter().map(|column| (column.target, named(column))).collect()
        }
        Shape::Blocks { lines, .. } => {
            let named = |label: &String| (1..20).map(|n| numbered(label, n).folded).collect::<Vec<_>>();
            lines.iter().map(|line| (line.target, line.labels.iter().flat_map(named).collect())).collect()
        }
    };
    let mut stands = Vec::new();
    for (target, names) in columns {
        for at in table.labels.iter().filter(|at| folded(at).iter().any(|text| names.contains(text))) {
            stands.push(QuestionLocation { target, label: (at.sheet, at.cell), answer: None, line: None });
        }
    }
    stands
}
