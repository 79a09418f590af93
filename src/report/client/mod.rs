//! The page of a client: what counts, each coaching, each field, goals and log, contradictions, days and hours.

pub(super) mod coachings;
pub(super) mod counting;
pub(super) mod deadlines;
pub(super) mod differences;
pub(super) mod fields;
pub(super) mod hours;
mod rows;
pub(super) mod timeline;
