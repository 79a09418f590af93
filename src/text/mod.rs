//! What `document` and `record` share about text: where it stands, what stands there, how words compare, and what marks
//! and words say.

pub mod bsn;
pub mod checkbox;
pub mod content;
pub mod digest;
pub mod dutch;
pub mod emphasis;
pub mod file_error;
pub mod gap;
pub mod garbled;
pub mod given_names;
pub mod label;
pub mod letter_format;
pub mod normalize;
pub mod organisation;
pub mod place;
pub mod pointed;
pub mod raised;
pub mod sentence;
pub mod system;
pub mod visible;
