//! What a pdf holds and no page shows.

pub(super) mod carried;
pub(super) mod unseen_words;
pub(super) mod without_author;
