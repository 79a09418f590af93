//! Reports on small hand-made batches.

mod actions;
mod batches;
mod client;
mod coachings;
mod escaping;
mod overview;
mod own_template;
mod pseudonym;
