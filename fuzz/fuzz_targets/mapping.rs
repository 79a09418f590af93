//! Whatever the text of a mapping: a mapping or its flaws, never a panic.
#![no_main]

use eenvorm::mapping::spec::parse::{choice_lists, mapping};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lists = choice_lists("").unwrap_or_default();
    let _ = mapping("vorm/vorm", text, &lists);
});
