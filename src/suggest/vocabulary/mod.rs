//! The wordings that are known, and how near a text comes to them.

pub mod choices;
pub(super) mod field_order;
pub(super) mod form_kind;
pub mod label_model;
pub mod labels;
pub(super) mod learnt;
pub mod lexicon;
pub(super) mod numbers;
pub(super) mod offered;
pub(super) mod phrases;
pub mod slot;
pub(super) mod trigrams;
pub mod verdict;
pub(super) mod wordings;
pub mod words;
