//! Parses the command line, runs the command, turns the outcome into an exit code.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use eenvorm::commands::Cli;
use eenvorm::commands::window::Window;
use eenvorm::text::visible;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match Window::of(&arguments, |name| std::env::var_os(name)) {
        Some(window) => window.run(),
        None => Cli::try_parse().map_or_else(|error| refused(&error), Cli::run),
    }
}

/// Says what is wrong with the command line; a name of a file that steers the terminal is shown first as it may be.
fn refused(error: &clap::Error) -> ExitCode {
    let said = error.to_string();
    let shown = visible::lines(&said);
    if shown == said {
        error.exit();
    }
    let _ = write!(std::io::stderr(), "{shown}");
    ExitCode::from(2)
}
