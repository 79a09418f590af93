//! A draft confirmed on the form itself: the name of a field in each answer place, read back as what is meant.
//!
//! `«werknemer: geboortedatum»` in the place of an answer says that the date of birth is asked there. [`marks`] puts
//! them on a copy of a blank, [`read`] finds them back after somebody has typed on it, [`names`] understands what was
//! typed, and [`confirm`] makes questions of it from which [`crate::suggest::draft`] writes a mapping.

pub mod confirm;
mod gaps;
mod mark_text;
pub mod marks;
pub mod names;
pub mod page;
pub mod read;
pub mod read_back;
