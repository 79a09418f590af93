//! What a file carries that its reader does not see, so that a blank gives away nobody.

pub(super) mod authors;
pub mod carried;
pub mod carried_kind;
pub mod left_parts;
pub(crate) mod link_words;
pub mod unseen_words;
pub mod word_tests;
