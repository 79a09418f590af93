//! Values, answers, findings and bodies as a reader sees them.

pub(super) mod answer_words;
pub mod bodies;
pub(super) mod remarks;
pub mod shown;
