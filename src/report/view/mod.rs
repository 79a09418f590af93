//! What a template sees: plain data in the order in which it is shown. `docs/templates.md` describes it for authors.

pub mod account;
pub mod action;
pub mod chart;
pub mod client;
pub mod report;
