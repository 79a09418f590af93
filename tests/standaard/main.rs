//! The standard plan, between the forms of all gemeenten.

mod any_to_any;
mod chain;
mod forms;
mod same_client;
