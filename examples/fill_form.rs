//! Fills a form from another one, and writes it beside: the answers of one gemeente's form on the form of the next.
//!
//! `cargo run --example fill_form -- fixtures/utrecht/jobcoachplan/volledig.xlsx coevorden/plan-van-aanpak`

#![allow(clippy::print_stdout, clippy::print_stderr)] // a program of its own speaks

use anyhow::{Context as _, Result, bail};
use eenvorm::{Catalogue, Lang};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let source = arguments.next().context("name a form that is filled in")?;
    let form = arguments.next().context("name the form to fill in, such as `coevorden/plan-van-aanpak`")?;
    let catalogue = Catalogue::built_in()?;
    let forms = eenvorm::read(&source, &catalogue)?;
    let [record] = forms.records.as_slice() else { bail!("`{source}` holds {} clients, not one", forms.records.len()) };
    let filled = eenvorm::fill(record, &form, &catalogue)?;
    for finding in &filled.findings {
        eprintln!("{}", finding.message(Lang::En));
    }
    let bytes = filled.bytes.context("the form does not take these answers")?;
    let output = format!("filled.{}", filled.extension);
    // A file that exists is somebody's: it is not written over.
    let mut file = std::fs::File::create_new(&output).with_context(|| format!("cannot make `{output}`"))?;
    std::io::Write::write_all(&mut file, &bytes)?;
    println!("{output}");
    Ok(())
}
