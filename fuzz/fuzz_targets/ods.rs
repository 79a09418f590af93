//! Whatever the bytes of a ods file: a document or a finding, never a panic.
#![no_main]

use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let source = Source::bytes("vorm.ods", bytes.to_vec());
    let _ = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process());
});
