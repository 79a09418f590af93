//! `eenvorm completions` and `eenvorm man`: what a shell and a manual reader need.

use std::io::Write;

use anyhow::Result;
use clap_complete::Shell;

use crate::commands::help;
use crate::finding::Lang;

/// Print the completions for a shell
#[derive(clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Args, lang: Lang) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(lang), "eenvorm", &mut script);
    Ok(std::io::stdout().write_all(&script)?)
}

/// Prints the manual page, with every subcommand.
pub fn man(lang: Lang) -> Result<()> {
    Ok(std::io::stdout().write_all(&help::manual(lang)?)?)
}
