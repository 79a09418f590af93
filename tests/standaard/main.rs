//! The standard plan, between the forms of all gemeenten.

mod any_to_any;
mod blocks;
mod chain;
#[path = "../closed_up/mod.rs"]
mod closed_up;
mod fonts;
mod forms;
mod halves;
#[path = "../read_back/mod.rs"]
mod read_back;
mod same_client;
