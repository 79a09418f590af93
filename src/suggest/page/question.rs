//! Something that a form asks, in a question or in a column of a table, with the place of its answer.

use crate::mapping::spec::mapping_line::Direction;
use crate::text::content::Content;
use crate::text::place::Spot;

use crate::suggest::cell_text::hints::Hints;
use crate::suggest::cell_text::inline_fields::InlineField;
use crate::suggest::vocabulary::slot::Slot;
use crate::suggest::vocabulary::words::Party;

/// Longer texts are instructions or answers.
pub(in crate::suggest) const LONGEST_LABEL: usize = 160;

/// A cell of the document: its sheet and its position there.
pub type At = (usize, usize);

/// A question, or a column, with the place of its answer.
#[derive(Clone, Debug)]
pub struct Question {
    pub at: At,
    /// The label as printed, without what follows it in the same cell.
    pub text: String,
    pub look: Direction,
    /// The cell of the answer; none when it follows the label in the same cell.
    pub answer: Option<Spot>,
    /// The heading of the column, when the answer stands in the label's row under one.
    pub column: Option<(At, String)>,
    /// The headings above it, the outer one first.
    pub sections: Vec<(At, String)>,
    /// What somebody answered; of a column, in its first rows.
    pub contents: Vec<Content>,
    pub hints: Hints,
    pub within: Within,
    /// What it says where the label alone says too little, as under a table.
    pub meaning: Option<String>,
    /// It stands in a block in which people sign.
    pub signs: bool,
    /// The office fills it in itself.
    pub of_office: bool,
    /// The field within a line in which it is answered.
    pub field: Option<InlineField>,
    /// The gap of a running sentence in which it is answered.
    pub gap: Option<AskedGap>,
    /// The part in which it stands that Word offers to repeat as a whole, by its first row.
    pub repeating: Option<u32>,
}

/// A gap of a running sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedGap {
    /// Which of the sentence, from zero.
    pub number: usize,
    /// Whom the sentence is about there.
    pub whose: Option<Party>,
    /// The words right around the gap name them, and nobody else's field stands there.
    pub named: bool,
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

impl Question {
    /// A question of which no more is known yet than its label and the way to its answer.
    pub fn new(at: At, text: String, look: Direction) -> Self {
        Self {
            at,
            text,
            look,
            answer: None,
            column: None,
            sections: Vec::new(),
            contents: Vec::new(),
            hints: Hints::default(),
            within: Within::Form,
            meaning: None,
            signs: false,
            of_office: false,
            field: None,
            gap: None,
            repeating: None,
        }
    }

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
            Within::Form => slot.rows.is_none() && !(self.gap.is_some() && slot.is_pair()),
            Within::Clients => slot.rows.is_none() && !slot.is_pair(),
            Within::Rows { group, .. } | Within::Block { group, .. } => slot.rows.as_ref() == Some(group),
        }
    }

    /// A label with one box beside it.
    pub(in crate::suggest) fn is_box(&self) -> bool {
        self.hints.boxes && self.hints.options.is_empty() && matches!(self.look, Direction::Left | Direction::Right)
    }
}
