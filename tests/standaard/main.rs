//! The standard plan, between the forms of all gemeenten.

mod any_to_any;
mod blocks;
mod chain;
mod fonts;
mod forms;
mod halves;
mod same_client;
