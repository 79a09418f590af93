//! A record as JSON, there and back.

mod data;
mod ink;
mod names;
pub mod read;
pub mod write;

use crate::record::value::Said;

/// The words for an answer that is no value.
const SAID: [(Said, &str); 4] =
    [(Said::NotApplicable, "nvt"), (Said::Unknown, "onbekend"), (Said::Nothing, "geen"), (Said::Elsewhere, "elders")];

/// The word of a record for an answer that is no value: `nvt`, `onbekend`, `geen`, `elders`.
pub fn said_word(said: Said) -> &'static str {
    SAID.iter().find(|(s, _)| *s == said).map_or("onbekend", |(_, word)| word)
}
