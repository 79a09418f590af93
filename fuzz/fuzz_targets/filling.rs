//! Whatever the record or the blank: a filled form that can be read, or a finding, never a panic.
#![no_main]

#[path = "shared/filling.rs"]
mod filling;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| filling::fill(bytes));
