//! The bridge: one declarative file per form, walked both ways.

mod account;
mod boxes;
pub mod catalogue;
pub mod declaration;
pub mod flaw;
pub mod form;
mod lines;
mod locate;
pub mod parse;
pub mod pattern;
mod printed;
pub mod row_form;
mod sections;
pub mod stands;
mod strict;
mod tables;
