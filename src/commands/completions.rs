//! `eenvorm completions` and `eenvorm man`: what a shell and a manual reader need.

use std::io::Write;

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::Cli;

/// Print the completions for a shell
#[derive(clap::Args)]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Args) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "eenvorm", &mut script);
    Ok(std::io::stdout().write_all(&script)?)
}

/// Prints the manual page, with every subcommand.
pub fn man() -> Result<()> {
    let mut page = Vec::new();
    let command = Cli::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        clap_mangen::Man::new(sub.clone()).title(format!("eenvorm-{}", sub.get_name())).render(&mut page)?;
    }
    Ok(std::io::stdout().write_all(&page)?)
}
