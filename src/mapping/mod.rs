//! The bridge: one declarative file per form, walked both ways.

mod account;
mod boxes;
mod buttons;
pub mod catalogue;
pub mod declaration;
pub mod fill;
pub mod form;
mod found;
mod ink;
mod lines;
mod locate;
mod outline;
pub mod paper;
pub mod parse;
pub mod pattern;
mod pen;
pub mod printed;
mod prose;
pub mod row_form;
mod search;
mod sections;
mod short;
mod standing;
pub mod stands;
pub mod step;
mod tables;
mod words;
