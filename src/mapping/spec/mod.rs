//! The mapping file: what it says of one form, and how it is read.

pub mod blank_labels;
pub mod context;
pub mod evidence;
pub mod form_info;
pub mod form_spec;
pub(crate) mod lines;
mod literal;
pub mod mapping_line;
pub mod parse;
pub mod pattern;
pub mod placeholder;
pub mod sentence;
pub mod target;
pub mod wording;
