//! A line of a draft as it is written down.

use crate::document::cell::Document;
use crate::mapping::stands::Stand;

use super::asked::Within;
use super::line::{self, Precision};
use super::place::Placed;
use super::slot::Slot;

/// A line that is written.
pub(super) struct Written<'p> {
    pub placed: &'p Placed,
    pub slot: &'p Slot,
    pub notation: Option<String>,
    pub precision: Precision,
}

impl Written<'_> {
    /// Whether the mapping finds this answer where it stands.
    pub(super) fn stands(&self, standing: &[Stand], per_row: bool) -> bool {
        let asked = &self.placed.asked;
        if per_row || asked.within != Within::Form || self.precision == Precision::Address {
            return true;
        }
        let target = self.slot.targets[0];
        let boxed = asked.hints.boxes;
        standing.iter().any(|stand| {
            let place = stand.answer == asked.answer || boxed || asked.answer.is_none();
            let label = stand.label == asked.at || boxed;
            stand.target == target && stand.line.is_some() && label && place
        })
    }

    /// The inside of its inline table.
    pub(super) fn body(&self, document: &Document) -> Option<String> {
        line::body(&self.placed.asked, self.slot, self.notation.as_deref(), self.precision, document)
    }
}
