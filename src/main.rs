//! Parses the command line, runs the command, turns the outcome into an exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use eenvorm::commands::Cli;
use eenvorm::commands::command_line::without_terminal::Window;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match Window::of(&arguments, |name| std::env::var_os(name)) {
        Some(window) => window.run(),
        None => Cli::start(),
    }
}
