//! Drafts the mapping of a form nobody has mapped: which question asks which field, how sure that is, and why.
//!
//! In the order of a draft: `vocabulary` knows the words, `cell_text` what one cell says, `page` makes questions of a form,
//! `matching` finds the field that each asks, `draft` writes it down as a mapping.

pub mod cell_text;
pub mod draft;
pub mod matching;
pub mod onform;
pub mod page;
pub mod version;
pub mod vocabulary;
