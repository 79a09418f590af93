//! Records without persons that can still be linked: what stands for a client is made of the number with a key.
//!
//! With the same key a client has the same pseudonym on every form, machine and year; without the key it tells nothing,
//! and nobody can try all numbers to find whose it is. The key is in no output.

mod key;
mod labelled;
mod names;
mod names_on_form;
mod numbers;
mod plausible;
pub mod prose;
mod record;
mod words;

pub use key::Key;
pub use names_on_form::name_words;
pub use plausible::{is_plausible, names_nobody};
pub use record::{is_without_person, may_be_left_out, of_client, without_person};
