//! A line of a draft as it is written down.

use crate::document::cells::model::Document;
use crate::mapping::locate::question_locations::QuestionLocation;

use super::line::{self, LocatorScope};
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::page::question::Within;
use crate::suggest::vocabulary::slot::Slot;

/// A line that is written.
pub(super) struct DraftLine<'p> {
    pub placed: &'p MatchedQuestion,
    pub slot: &'p Slot,
    pub notation: Option<String>,
    pub scope: LocatorScope,
}

impl DraftLine<'_> {
    /// Whether it is written down.
    pub(super) fn is_kept(&self) -> bool {
        let grouped = matches!(self.placed.asked.within, Within::Rows { .. } | Within::Block { .. });
        let nowhere = grouped || self.placed.asked.answer.is_none() && self.placed.asked.field.is_none();
        self.scope != LocatorScope::Lost && !(nowhere && self.scope == LocatorScope::Address)
    }

    /// Whether the mapping finds this answer where it stands.
    pub(super) fn stands(&self, standing: &[QuestionLocation], per_row: bool) -> bool {
        let asked = &self.placed.asked;
        let target = self.slot.targets[0];
        match asked.within {
            _ if per_row || !self.is_kept() || self.scope == LocatorScope::Address => return true,
            Within::Form | Within::Clients => {}
            Within::Rows { .. } | Within::Block { .. } => {
                let here = |stand: &QuestionLocation| {
                    stand.line.is_none() && stand.target == target && stand.label == asked.at
                };
                return standing.iter().any(here);
            }
        }
        let boxed = asked.hints.boxes;
        standing.iter().any(|stand| {
            let place = stand.answer == asked.answer || boxed || asked.answer.is_none();
            let label = stand.label == asked.at || boxed;
            stand.target == target && stand.line.is_some() && label && place
        })
    }

    /// The inside of its inline table.
    pub(super) fn body(&self, document: &Document) -> Option<String> {
        line::body(&self.placed.asked, self.slot, self.notation.as_deref(), self.scope, document)
    }
}
