//! `commands` hand paths to `pipeline`; `document` turns bytes into cells with places; `mapping` recognises the form,
//! locates its answers and reads them into a `Record`; `checks` question it; a writer or a report sets it down.

pub mod checks;
pub mod commands;
pub mod compare;
pub mod document;
pub mod fill;
pub mod finding;
pub mod harmonise;
pub mod mapping;
pub mod output;
pub mod pipeline;
pub mod questions;
pub mod record;
pub mod report;
pub mod rules;
pub mod sections;
pub mod spec_toml;
pub mod suggest;
pub mod text;
pub mod ui;
