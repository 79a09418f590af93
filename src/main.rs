//! Parses the command line, runs the command, turns the outcome into an exit code.

use std::process::ExitCode;

use clap::Parser;
use eenvorm::commands::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
