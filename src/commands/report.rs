//! `eenvorm report`: one readable document about everything that was read.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::commands::check::summary;
use crate::commands::reading::Reading;
use crate::ui::Ui;
use crate::write::output::Output;

/// Write one report about all forms and records
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
    /// The report: `rapport.html` or `rapport.md`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A template of your own: a file that ends in `.html.tera` or `.md.tera`
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

/// Reads, checks and reports.
pub fn run(_args: &Args, _ui: &mut Ui) -> Result<()> {
    anyhow::bail!("not yet")
}
