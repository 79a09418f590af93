//! The rows of examples of a table, as its questions know them.

use crate::document::cells::model::Document;
use crate::text::place::Spot;

use crate::suggest::matching::MatchedQuestion;
use crate::suggest::page::example_rows;
use crate::suggest::page::question::{At, Within};

/// The rows of examples of the table that a question is a column of.
pub(in crate::suggest) fn above(
    document: &Document,
    all: &[MatchedQuestion],
    placed: &MatchedQuestion,
    filled: bool,
) -> u32 {
    let Within::Rows { table, .. } = &placed.asked.within else { return 0 };
    let of_table =
        |other: &&MatchedQuestion| matches!(&other.asked.within, Within::Rows { table: own, .. } if own == table);
    let headings: Vec<At> = all.iter().filter(of_table).map(|other| other.asked.at).collect();
    example_rows::rows(document, &headings, filled)
}

/// The tables that have rows of examples: how many, and the first heading above them.
pub fn said(document: &Document, all: &[MatchedQuestion], filled: bool) -> Vec<(u32, String)> {
    let mut said: Vec<(u32, String)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for placed in all {
        let Within::Rows { table, .. } = &placed.asked.within else { continue };
        let rows = if seen.insert(*table) { above(document, all, placed, filled) } else { 0 };
        if rows > 0 {
            said.push((rows, placed.asked.text.clone()));
        }
    }
    said
}

/// Whether a spot on a blank stands in the free rows under the heading of a column, below the examples.
pub(in crate::suggest) fn heads(
    document: &Document,
    all: &[MatchedQuestion],
    placed: &MatchedQuestion,
    spot: Spot,
) -> bool {
    let (sheet, heading) = (&document.sheets[placed.asked.at.0], placed.asked.at.1);
    let cell = &sheet.cells[heading];
    if cell.spot.col != spot.col || cell.end().row >= spot.row {
        return false;
    }
    let printed = |row: u32| sheet.at(Spot { row, col: spot.col }).is_some_and(|c| c.content.as_text().is_some());
    let first = cell.end().row + 1 + above(document, all, placed, false);
    !(first..spot.row).any(printed)
}
