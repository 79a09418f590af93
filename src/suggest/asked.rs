//! Something that a form asks, in a question or in a column of a table.

use crate::mapping::spec::form_spec::Direction;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::hints::Hints;
use super::inline_fields::InlineField;
use super::question::At;
use super::slot::Slot;

/// Something that a form asks.
#[derive(Clone, Debug)]
pub struct Asked {
    pub at: At,
    pub text: String,
    pub look: Direction,
    pub answer: Option<Spot>,
    pub column: Option<(At, String)>,
    pub sections: Vec<(At, String)>,
    /// What was answered, some of it.
    pub contents: Vec<Content>,
    pub hints: Hints,
    pub within: Within,
    /// What it says where the label alone says too little.
    pub meaning: Option<String>,
    /// It stands in a block in which people sign.
    pub signs: bool,
    /// The office fills it in itself.
    pub of_office: bool,
    /// The field within a line in which it is answered.
    pub field: Option<InlineField>,
}

/// Where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    Form,
    /// A column of a table with a client a row.
    Clients,
    /// A column of the table at this position, of this group.
    Rows {
        table: usize,
        group: String,
    },
    /// A label of the first of several blocks; the heading, or its own number, counts them.
    Block {
        group: String,
        heading: Option<At>,
    },
}

impl Asked {
    /// Whether its boxes stand in cells of their own, below the label.
    pub fn apart(&self) -> bool {
        self.hints.apart
    }

    /// The label with the heading of its column.
    pub fn full_text(&self) -> String {
        match &self.column {
            Some((_, heading)) => format!("{} {heading}", self.text),
            None => self.text.clone(),
        }
    }

    /// Whether a slot may stand here at all.
    pub fn may_ask(&self, slot: &Slot) -> bool {
        match &self.within {
            Within::Form => slot.rows.is_none(),
            Within::Clients => slot.rows.is_none() && !slot.is_pair(),
            Within::Rows { group, .. } | Within::Block { group, .. } => slot.rows.as_ref() == Some(group),
        }
    }
}
