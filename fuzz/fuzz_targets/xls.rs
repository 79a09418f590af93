//! Whatever the bytes of a xls file: a document or a finding. A panic of its reader is caught, as in the program, and
//! counts for nothing; one that is not caught ends the run.
#![no_main]

use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let source = Source::bytes("vorm.xls", bytes.to_vec());
    let _ = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process());
});
