//! What the text of one cell is: a label, a prompt, an answer, room to write; told without the rest of the page.

pub(super) mod answer_places;
pub(super) mod counted;
mod dates;
pub mod extent;
pub(super) mod gap_meaning;
pub mod gap_sentence;
pub mod hints;
pub mod inline_fields;
pub(super) mod likeness;
pub(super) mod own_cell_answers;
pub(super) mod sentences;
pub(super) mod texts;
