//! `eenvorm explain`: what a finding means and what to do.

use std::io::Write;

use anyhow::{Context, Result};

use crate::finding::{Lang, Severity, sentence, sentences};
use crate::strict::flaw::did_you_mean;
use crate::ui::Ui;

/// Explain what a finding means and what to do; without a code, list them all
#[derive(clap::Args)]
pub struct Args {
    /// The code between the brackets of a message: `bsn-elfproef`
    code: Option<String>,
}

/// Prints the explanation.
pub fn run(args: &Args, ui: &Ui) -> Result<()> {
    let lang = ui.lang();
    let mut out = anstream::stdout();
    let Some(code) = &args.code else {
        for (code, sentence) in sentences() {
            writeln!(out, "{code:<28} {:<13} {}", severity(sentence.severity, lang), open(sentence.message(lang)))?;
        }
        return Ok(());
    };
    let found = sentence(code).with_context(|| {
        let hint = did_you_mean(code, sentences().keys().map(String::as_str));
        format!("`{code}` is no finding; {}", hint.unwrap_or_else(|| "`eenvorm explain` lists them".to_owned()))
    })?;
    writeln!(out, "{code} ({})\n\n{}\n", severity(found.severity, lang), open(found.message(lang)))?;
    writeln!(out, "{}", found.explanation(lang).trim())?;
    if let Some(hint) = found.hint(lang) {
        writeln!(out, "\n{}: {}", if lang == Lang::Nl { "tip" } else { "hint" }, open(hint))?;
    }
    Ok(())
}

/// A sentence with `…` for what a finding fills in.
fn open(sentence: &str) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push('…');
        text.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    text
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
