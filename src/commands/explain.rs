//! `eenvorm explain`: what a finding means and what to do.

use std::io::Write;

use anyhow::{Context, Result};

use crate::finding::{Lang, Severity, sentence, sentences, unfilled};
use crate::spec_toml::diagnostic::did_you_mean;
use crate::ui::{Ui, wrap};

/// The columns from which a list is a table.
const MAX_LINE_WIDTH: usize = 100;

/// Explain what a finding means and what to do; without a code, list them all
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm explain bsn-elfproef    the message with [bsn-elfproef] explained")]
pub struct Args {
    /// The code between the brackets of a message: `bsn-elfproef`
    code: Option<String>,
}

/// Prints the explanation.
pub fn run(args: &Args, ui: &Ui) -> Result<()> {
    let lang = ui.lang();
    let mut out = anstream::stdout();
    let width = wrap::of_product();
    let wrap = wrap::wrap;
    let Some(code) = &args.code else {
        for (code, sentence) in sentences() {
            let message = sentence.unfilled(lang);
            let severity = severity(sentence.severity, lang);
            match width {
                Some(width) if width < MAX_LINE_WIDTH => {
                    writeln!(out, "{code} ({severity})\n{}", wrap(&format!("    {message}"), Some(width), 4))?;
                }
                _ => writeln!(out, "{}", wrap(&format!("{code:<28} {severity:<13} {message}"), width, 43))?,
            }
        }
        return Ok(());
    };
    let code = &code.to_lowercase();
    let found = sentence(code).with_context(|| {
        let hint = did_you_mean(code, sentences().keys().map(String::as_str));
        format!("`{code}` is no finding; {}", hint.unwrap_or_else(|| "`eenvorm explain` lists them".to_owned()))
    })?;
    // Lines that are too long are hard to read.
    let width = width.map(|width| width.min(MAX_LINE_WIDTH));
    writeln!(out, "{code} ({})\n\n{}\n", severity(found.severity, lang), wrap(&found.unfilled(lang), width, 0))?;
    writeln!(out, "{}", wrap(found.explanation(lang).trim(), width, 0))?;
    if let Some(hint) = found.hint(lang) {
        let hint = format!("{}: {}", if lang == Lang::Nl { "tip" } else { "hint" }, unfilled(hint));
        writeln!(out, "\n{}", wrap(&hint, width, 2))?;
    }
    Ok(())
}

fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Nl) => "fout",
        (Severity::Warning, Lang::Nl) => "waarschuwing",
        (Severity::Note, Lang::Nl) => "opmerking",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Note, Lang::En) => "note",
    }
}
