//! Reads a folder of forms and says, a line a client, which form it is and when the coaching ends.
//!
//! `cargo run --example read_folder -- fixtures/utrecht`

#![allow(clippy::print_stdout, clippy::print_stderr)] // a program of its own speaks

use anyhow::{Context as _, Result};
use eenvorm::{Catalogue, Lang};

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).context("name a folder of forms")?;
    let forms = eenvorm::read(folder, &Catalogue::built_in()?)?;
    for record in &forms.records {
        // A value is written as in a record: dates by ISO 8601, hours as a number, names as an object of parts.
        let end = record.value("begeleiding.einde").map_or_else(|| Ok("-".to_owned()), serde_json::to_string)?;
        println!("{}\t{}\t{end}", record.source.file, record.form.id);
    }
    for finding in &forms.findings {
        let file = finding.file.as_deref().unwrap_or("-");
        eprintln!("{file}: {}", finding.message(Lang::En));
    }
    Ok(())
}
