//! `eenvorm completions` and `eenvorm man`: what a shell and a manual reader need.

use std::io::Write;

use anyhow::Result;
use clap_complete::Shell;

use crate::commands::command_line::help;
use crate::finding::Lang;

/// Print the completions for a shell
#[derive(clap::Args)]
#[command(after_help = "\
Where it goes (the folder has to be there; then open a new window):
  eenvorm completions bash > ~/.local/share/bash-completion/completions/eenvorm
  eenvorm completions zsh > ~/.zfunc/_eenvorm    with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc
  eenvorm completions fish > ~/.config/fish/completions/eenvorm.fish
  eenvorm completions powershell | Add-Content $PROFILE    first `mkdir -Force (Split-Path $PROFILE)`
  eenvorm completions elvish >> ~/.config/elvish/rc.elv")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the completions.
pub fn run(args: &Args, lang: Lang) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::to_complete(lang), "eenvorm", &mut script);
    Ok(std::io::stdout().write_all(&script)?)
}

/// Prints the manual page, with every subcommand.
pub fn man(lang: Lang) -> Result<()> {
    Ok(std::io::stdout().write_all(&help::manual(lang)?)?)
}
