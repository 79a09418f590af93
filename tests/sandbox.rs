//! Fragile formats read in a child process: this program is its own child.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::{Sandbox, served};

fn main() -> anyhow::Result<()> {
    let line: Vec<OsString> = std::env::args_os().collect();
    if let Some(done) = served(&line, &Limits::default()) {
        return done;
    }
    let guard = Sandbox::program(std::env::current_exe()?);
    the_child_reads_what_the_parent_would(&guard);
    what_the_child_finds_is_told(&guard);
    a_child_that_does_not_answer_is_left(&guard);
    Ok(())
}

fn source(name: &str) -> Source {
    Source::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect(name)
}

fn the_child_reads_what_the_parent_would(guard: &Sandbox) {
    for name in ["plan.xls", "xlwt.xls", "records.xlsb"] {
        let source = source(&format!("tests/documents/{name}"));
        let read = |guard| eenvorm::document::read(&source, &Limits::default(), guard).expect(name);
        let (outside, within) = (read(guard), read(&Sandbox::in_process()));
        assert_eq!(outside.findings, within.findings, "{name}");
        assert_eq!(outside.sheets.len(), within.sheets.len(), "{name}");
        for (ours, theirs) in outside.sheets.iter().zip(&within.sheets) {
            assert_eq!((&ours.name, ours.hidden), (&theirs.name, theirs.hidden), "{name}");
            assert_eq!(ours.cells, theirs.cells, "{name}");
            assert_eq!(ours.merged, theirs.merged, "{name}");
        }
    }
}

fn what_the_child_finds_is_told(guard: &Sandbox) {
    let finding = eenvorm::document::read(&source("tests/hostile/damaged.xlsb"), &Limits::default(), guard);
    assert_eq!(finding.expect_err("damaged").code, "damaged");
}

fn a_child_that_does_not_answer_is_left(guard: &Sandbox) {
    let source = source("tests/documents/xlwt.xls");
    let hurried = Limits { time: Duration::ZERO, ..Limits::default() };
    let finding = eenvorm::document::read(&source, &hurried, guard).expect_err("no time");
    assert_eq!(finding.code, "reader-too-slow");
    let nothing = Sandbox::program("/nowhere/no-such-program");
    let finding = eenvorm::document::read(&source, &Limits::default(), &nothing).expect_err("no program");
    assert_eq!(finding.code, "reader-gave-up");
}
