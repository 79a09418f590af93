//! Forms in which each question is a paragraph, with a table of one cell under it for the answer.

use std::collections::{BTreeMap, HashMap};

use crate::document::cells::model::{Grid, OwnPlace};

use super::sheet_classifier::SheetClassifier;

/// So many boxes at least are the habit of a form.
const LEAST: usize = 5;

impl SheetClassifier<'_> {
    /// By the position of a question the cell of the box under it; a note may stand between them. None where a form has few.
    pub(super) fn answer_boxes(&self) -> BTreeMap<usize, usize> {
        let cells = &self.sheet.cells;
        if self.sheet.grid != Grid::Flow {
            return BTreeMap::new();
        }
        let mut cells_of: HashMap<u32, usize> = HashMap::new();
        for cell in cells {
            if let OwnPlace::TableCell { table, .. } = cell.own_place {
                *cells_of.entry(table).or_default() += 1;
            }
        }
        let is_box = |c: &usize| match cells[*c].own_place {
            OwnPlace::TableCell { table, .. } => cells_of[&table] == 1,
            _ => false,
        };
        let boxes: Vec<usize> = (0..cells.len()).filter(is_box).collect();
        let found: BTreeMap<usize, usize> = boxes.iter().filter_map(|c| Some((self.asked_over(*c)?, *c))).collect();
        if found.len() >= LEAST && found.len() * 3 >= boxes.len() * 2 { found } else { BTreeMap::new() }
    }

    /// The paragraph over a box that asks: the last one, or the one before it where only that is a question.
    fn asked_over(&self, boxed: usize) -> Option<usize> {
        let cells = &self.sheet.cells;
        let is_paragraph = |c: usize| matches!(cells[c].own_place, OwnPlace::Paragraph(_));
        let text = |c: usize| cells[c].content.as_text().map_or("", str::trim);
        let mut above = (0..boxed).rev().take_while(|c| is_paragraph(*c)).filter(|c| !text(*c).is_empty());
        let last = above.next()?;
        let ends = |c: usize| text(c).ends_with(['?', ':']);
        let asks = |c: usize| text(c).contains('?') || ends(c);
        match above.next() {
            // `Hebt u geen e-mail? Schrijf dan: geen.` says how to answer the question over it
            Some(before) if ends(before) && !ends(last) || asks(before) && !asks(last) => Some(before),
            _ => Some(last),
        }
    }
}
