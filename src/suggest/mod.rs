//! Drafts the mapping of a form nobody has mapped: which question asks which field, how sure that is, and why.

pub mod about;
pub mod against;
mod answers;
pub mod asked;
pub mod assign;
mod blocks;
pub mod choices;
mod crossings;
pub mod draft;
mod headings;
pub mod hints;
pub mod json;
pub mod labels;
pub mod lexicon;
pub mod line;
pub mod paper;
pub mod place;
pub mod review;
mod score;
pub mod sure;
pub mod tables;
mod texts;
pub mod why;
pub mod words;
