//! A question on a form, with the place of its answer.

use crate::mapping::spec::form_spec::Direction;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::hints::Hints;
use super::inline_fields::InlineField;

/// Longer texts are instructions or answers.
pub(super) const LONGEST_LABEL: usize = 160;

/// A cell of the document: its sheet and its position there.
pub type At = (usize, usize);

/// A question with the place of its answer.
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
    /// What somebody answered.
    pub content: Option<Content>,
    pub hints: Hints,
    /// What it says where the label alone says too little, as under a table.
    pub meaning: Option<String>,
    /// It stands in a block in which people sign.
    pub signs: bool,
    /// The field within a line in which it is answered.
    pub field: Option<InlineField>,
}

impl Question {
    /// A label with one box beside it.
    pub(super) fn is_box(&self) -> bool {
        self.hints.boxes && self.hints.options.is_empty() && matches!(self.look, Direction::Left | Direction::Right)
    }
}
