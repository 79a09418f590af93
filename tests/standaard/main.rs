//! The standard plan, between the forms of all gemeenten.

mod any_to_any;
mod blocks;
mod fonts;
mod forms;
mod made;
mod partial_pairs;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/reading.rs"]
mod reading;
mod round_trip;
#[path = "../support/row_order.rs"]
mod row_order;
mod same_client;
