//! `commands` hand paths to `intake`; `document` turns bytes into cells with places; `mapping` recognises the form,
//! locates its answers and reads them into a `Record`; `checks` question it; a writer or a report sets it down.

pub mod content;
pub mod finding;
pub mod fold;
pub mod place;
pub mod strict;

pub mod document;
pub mod record;

pub mod mapping;
pub mod report;
pub mod rules;
pub mod suggest;
pub mod ui;
pub mod write;

pub mod checks;
pub mod compare;
pub mod fill;
pub mod intake;

pub mod commands;
