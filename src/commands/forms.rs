//! `eenvorm forms`: the known forms, with basis and source.

use std::io::Write;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::json;

use crate::commands::reading::Mappings;
use crate::finding::Lang;
use crate::mapping::catalogue::{Known, Origin};
use crate::mapping::spec::form_spec::Basis;
use crate::record::schema::Schema;
use crate::ui::Ui;
use crate::ui::wrap::{of_product, wrap};

/// The columns from which the list is a table.
const WIDE: usize = 100;

/// List the known forms
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    mappings: Mappings,
    /// As what
    #[arg(long, value_enum, default_value_t)]
    to: To,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum To {
    #[default]
    Text,
    Json,
}

/// Prints the list.
pub fn run(args: &Args, ui: &Ui) -> Result<()> {
    let catalogue = args.mappings.catalogue()?;
    let mut out = std::io::stdout().lock();
    match args.to {
        To::Json => {
            let forms: Vec<_> = catalogue.all().map(as_json).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&forms)?)?;
        }
        To::Text => {
            let width = of_product();
            for known in catalogue.all() {
                writeln!(out, "{}", as_text(known, ui.lang(), width))?;
            }
        }
    }
    Ok(())
}

fn as_text(known: &Known, lang: Lang, width: Option<usize>) -> String {
    let mapping = &known.mapping;
    let basis = match (mapping.about.basis, lang) {
        (Basis::Original, Lang::Nl) => "origineel",
        (Basis::Original, Lang::En) => "original",
        (Basis::Reconstruction, Lang::Nl) => "reconstructie",
        (Basis::Reconstruction, Lang::En) => "reconstruction",
    };
    let head = &mapping.head;
    let asks = if lang == Lang::Nl { "velden" } else { "fields" };
    let count = mapping.asked().len();
    let about = format!("{} ({}), {basis}: {count} {asks}", mapping.about.title, head.version);
    match width {
        Some(width) if width < WIDE => {
            let indented = |text: &str| wrap(&format!("    {text}"), Some(width), 4);
            format!("{}\n{}\n{}", head.id, indented(&about), indented(&mapping.about.source))
        }
        _ => {
            let (about, source) = (format!("{:<44} {about}", head.id), format!("{:<44} {}", "", mapping.about.source));
            format!("{}\n{}", wrap(&about, width, 45), wrap(&source, width, 45))
        }
    }
}

fn as_json(known: &Known) -> serde_json::Value {
    let mapping = &known.mapping;
    let schema = Schema::common();
    let asked: Vec<&str> = mapping.asked().iter().map(|id| schema.field(*id).id.as_str()).collect();
    let practice: Vec<&str> = mapping.about.practice.iter().map(|id| schema.field(*id).id.as_str()).collect();
    json!({
        "id": &*mapping.head.id, "body": mapping.head.body, "gemeenten": mapping.about.gemeenten,
        "title": mapping.about.title, "kind": mapping.head.kind, "version": mapping.head.version,
        "basis": if mapping.about.basis == Basis::Original { "original" } else { "reconstruction" },
        "source": mapping.about.source, "send_to": mapping.about.send_to, "blank": mapping.about.blank,
        "mapping": match &known.origin { Origin::BuiltIn => None, Origin::File(path) => Some(path.display().to_string()) },
        "asked": asked, "practice": practice,
    })
}
