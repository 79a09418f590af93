//! What the user keeps of their own, and the forms they name.

pub mod blanks;
pub(super) mod checksums;
pub mod config;
pub(super) mod shared_form;
pub mod user_forms;
