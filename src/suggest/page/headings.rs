//! The headings above a place, the outer one first.

use std::collections::HashMap;

use crate::document::cells::model::Cell;
use crate::text::place::Spot;

use super::question::At;
use crate::suggest::cell_text::texts::{is_capitals, is_chapter};

/// A heading as it stands.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    at: At,
    text: String,
    spot: Spot,
    last: Spot,
    /// What it looks like: headings of one rank look alike.
    shape: (u32, u32, bool, bool),
    /// Its position among the outer headings above it.
    outer: Option<usize>,
}

/// The headings of a sheet, from the top.
#[derive(Debug, Default)]
pub(super) struct Headings {
    all: Vec<Heading>,
    /// By row of a table within a cell, the heading that is printed in that cell.
    within: HashMap<u32, Heading>,
}

impl Heading {
    pub(super) fn new(at: At, text: &str, cell: &Cell) -> Self {
        let shape = (cell.spot.col, cell.cols, is_chapter(text), is_capitals(text));
        Self { at, text: text.to_owned(), spot: cell.spot, last: cell.end(), shape, outer: None }
    }
}

impl Headings {
    /// Adds the next heading; one that directly follows another of a different look stands under it.
    pub(super) fn push(&mut self, mut heading: Heading) {
        let last = self.all.len().checked_sub(1);
        heading.outer = last.and_then(|n| {
            let above = &self.all[n];
            if above.shape == heading.shape {
                return above.outer;
            }
            let outer_alike = above.outer.is_some_and(|outer| self.all[outer].shape == heading.shape);
            let follows = heading.spot.row <= above.last.row + 1 && heading.spot.row > above.spot.row;
            match (outer_alike, follows) {
                (true, _) => None,
                (false, true) => Some(n),
                (false, false) => above.outer,
            }
        });
        self.all.push(heading);
    }

    /// Adds what is printed in a cell over the tables in it, which take these rows.
    pub(super) fn host(&mut self, heading: Heading, rows: impl Iterator<Item = u32>) {
        self.within.extend(rows.map(|row| (row, heading.clone())));
    }

    /// The path of headings over a spot.
    pub(super) fn above(&self, spot: Spot) -> Vec<(At, String)> {
        let Some(host) = self.within.get(&spot.row) else { return self.over(spot) };
        let outer = self.over(host.spot).pop().filter(|(at, _)| *at != host.at);
        outer.into_iter().chain([(host.at, host.text.clone())]).collect()
    }

    fn over(&self, spot: Spot) -> Vec<(At, String)> {
        let over = |h: &&Heading| h.spot.row < spot.row || (h.spot.row == spot.row && h.spot.col < spot.col);
        // a heading of the columns further right says nothing of what stands left of it
        let reaches = |h: &&Heading| h.spot.col <= spot.col;
        let row = self.all.iter().filter(over).filter(reaches).map(|h| h.spot.row).max();
        let row = row.or_else(|| self.all.iter().filter(over).map(|h| h.spot.row).max());
        let Some(row) = row else { return Vec::new() };
        let beside = self.all.iter().filter(over).filter(|h| h.spot.row == row);
        let nearest = beside.clone().rfind(|h| h.spot.col <= spot.col).or_else(|| beside.clone().next());
        let mut path = Vec::new();
        if let Some(heading) = nearest {
            if let Some(outer) = heading.outer {
                path.push((self.all[outer].at, self.all[outer].text.clone()));
            }
            path.push((heading.at, heading.text.clone()));
        }
        path
    }
}
