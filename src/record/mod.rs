//! What one form says of one client: answers by field, each with its place and its words.

pub mod answer;
pub mod field_names;
pub mod identity;
pub mod json;
pub mod json_schema;
pub mod log;
pub mod schema;
pub mod unit;
pub mod value;
