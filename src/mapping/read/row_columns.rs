//! The columns that a mapping looks for in a table with a client a row, those that count the rows of a group too: `doel_1`,
//! `toelichting_1`, `doel_2`.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::cells::model::Cell;
use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{Asks, BlockLine, Column, Locator, Shape};
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::{Wording, numbered};
use crate::record::answer::Answer;
use crate::record::schema::Schema;
use crate::record::value::Notation;
use crate::text::normalize::fold_label;

/// A line of the mapping that asks one column.
pub(super) type Wanted<'m> = (&'m Column, Target, &'m Notation);

pub(super) fn wanted(mapping: &Mapping) -> Vec<Wanted<'_>> {
    let columns = mapping.lines.iter().filter_map(|line| match (&line.by, &line.asks) {
        (Locator::Column(column), Asks::One { target, notation, .. }) => Some((column, *target, notation)),
        _ => None,
    });
    columns.collect()
}

/// How many of the columns have their heading in a row.
pub(super) fn score(wanted: &[Wanted<'_>], row: &[Cell]) -> usize {
    let folded: Vec<String> = row.iter().map(|cell| fold_label(&cell.content.shown())).collect();
    let stands = |column: &Column| match column {
        Column::Heading(wordings) => wordings.iter().any(|w| folded.contains(&w.folded)),
        Column::Number(_) => false,
    };
    wanted.iter().filter(|(column, ..)| stands(column)).count()
}

/// A column of a group, with the row of it that it holds.
pub(super) struct GroupColumn {
    pub col: u32,
    pub target: Target,
    pub notation: Notation,
    pub row: u32,
}

/// The columns of the groups of a mapping among the headings, as far as their numbers go on; and what the headings lack.
pub(super) fn find(mapping: &Mapping, headings: &[(String, u32)]) -> (Vec<GroupColumn>, Vec<Finding>) {
    let lines = mapping.rows.iter().filter_map(|rows| match &rows.shape {
        Shape::Blocks { lines, .. } => Some(lines),
        Shape::Table { .. } => None,
    });
    let (mut found, mut findings) = (Vec::new(), Vec::new());
    for line in lines.flatten() {
        for row in 0.. {
            match named(line, row, headings).as_slice() {
                [only] => {
                    let (target, notation) = (line.target, line.notation.clone());
                    found.push(GroupColumn { col: *only, target, notation, row });
                }
                hits => {
                    findings.extend(lacks(line, row, hits.len()));
                    break;
                }
            }
        }
    }
    (found, findings)
}

/// The columns with the heading that a line has in a row.
fn named(line: &BlockLine, row: u32, headings: &[(String, u32)]) -> Vec<u32> {
    let names: Vec<Wording> = line.labels.iter().map(|label| numbered(label, row + 1)).collect();
    let is = |text: &str| names.iter().any(|name| name.folded == text);
    headings.iter().filter(|(text, _)| is(text)).map(|(_, col)| *col).collect()
}

/// That a line stands nowhere, or twice.
fn lacks(line: &BlockLine, row: u32, hits: usize) -> Option<Finding> {
    let code = match (row, hits) {
        (0, 0) => "label-missing",
        (_, 0) => return None,
        _ => "column-twice",
    };
    let label = line.labels.first().map(|label| numbered(label, row + 1).text).unwrap_or_default();
    Some(Finding::new(code).with("label", label).field(&Schema::common().field(line.target.field).id))
}

/// Counts the rows of each group anew where one was left empty.
pub(super) fn close_gaps(answers: &mut [Answer]) {
    let schema = Schema::common();
    let group = |answer: &Answer| schema.field(answer.key.field).rows();
    let mut rows: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for answer in answers.iter() {
        group(answer).into_iter().for_each(|group| _ = rows.entry(group).or_default().insert(answer.key.row));
    }
    for answer in answers.iter_mut() {
        let Some(own) = group(answer).and_then(|group| rows.get(group)) else { continue };
        answer.key.row = (0..).zip(own).find(|(_, row)| **row == answer.key.row).map_or(answer.key.row, |(n, _)| n);
    }
}
