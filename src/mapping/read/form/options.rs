//! A choice whose options stand in cells of their own, as where a program undid the merged cell of the answer:
//! `☐ ja | ☒ nee`. The first of them alone would say what nobody chose.

use std::borrow::Cow;

use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::Location;
use crate::mapping::read::cell_ledger::Mark;
use crate::mapping::read::cell_reader::Words;
use crate::record::value::Notation;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::Reader;

/// Empty cells that may stand between two options.
const GAP: u32 = 1;

impl<'d> Reader<'_, 'd> {
    /// The options beside each other as one text; none where nothing but printed words stands there.
    pub(super) fn with_options_beside(
        &mut self,
        notation: &Notation,
        found: &Location,
        words: Words<'d>,
    ) -> Option<Words<'d>> {
        let (Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot }) = found else {
            return Some(words);
        };
        if !notation.is_option(&words.content.shown()) {
            return Some(words);
        }
        let others = self.options_from(notation, *sheet, *spot);
        if others.is_empty() {
            return Some(words);
        }
        let texts: Vec<String> = std::iter::once(words.content.shown().trim().to_owned())
            .chain(others.iter().map(|at| self.printed.cell(*at).content.shown().trim().to_owned()))
            .collect();
        let printed = texts.iter().all(|text| notation.is_wording(text));
        let mark = if printed { Mark::Label } else { Mark::Answer };
        others.into_iter().chain(words.at).for_each(|at| self.account.mark(at, mark));
        (!printed).then(|| Words { content: Cow::Owned(Content::Text(texts.join(" ").into())), ..words })
    }

    /// The cells with options right of a cell, up to one that holds anything else.
    fn options_from(&self, notation: &Notation, sheet: usize, spot: Spot) -> Vec<At> {
        let grid = &self.printed.document.sheets[sheet];
        let (mut found, mut col, mut empty) = (Vec::new(), grid.area(spot).to.col + 1, 0);
        while empty <= GAP {
            let next = Spot { row: spot.row, col };
            col = grid.area(next).to.col + 1;
            let Some(cell) = grid.position(next).filter(|cell| !grid.cells[*cell].content.is_empty()) else {
                empty += 1;
                continue;
            };
            let at = At { sheet, cell };
            let is_asked = self.labels.contains(&at) || self.asked.contains(&(sheet, grid.cells[cell].spot));
            if is_asked || !notation.is_option(&grid.cells[cell].content.shown()) {
                break;
            }
            found.push(at);
            empty = 0;
        }
        found
    }
}
