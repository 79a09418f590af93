//! The program as a test runs it, and what it said.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::process::{Command, Output};

/// The program that was built for this test.
pub(crate) fn eenvorm() -> Command {
    Command::new(env!("CARGO_BIN_EXE_eenvorm"))
}

/// What a run wrote to stderr.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
