//! A record as JSON, there and back.

mod data;
mod migrate;
pub mod read;
pub mod write;

use crate::record::value::NonAnswer;

/// The words for an answer that is no value.
const SAID: [(NonAnswer, &str); 4] = [
    (NonAnswer::NotApplicable, "nvt"),
    (NonAnswer::Unknown, "onbekend"),
    (NonAnswer::Nothing, "geen"),
    (NonAnswer::Elsewhere, "elders"),
];

/// The word of a record for an answer that is no value: `nvt`, `onbekend`, `geen`, `elders`.
pub fn said_word(said: NonAnswer) -> &'static str {
    SAID.iter().find(|(s, _)| *s == said).map_or("onbekend", |(_, word)| word)
}
