//! `eenvorm forms`: the known forms, with basis and source.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::json;

use crate::commands::run::reading::Mappings;
use crate::commands::run::run_files::{Inputs, refuse_overwriting_edited};
use crate::commands::user::user_forms::{self, Addition};
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::Lang;
use crate::mapping::catalogue::CatalogueEntry;
use crate::mapping::mapping_file::{Origin, sibling_lists};
use crate::mapping::rows;
use crate::mapping::spec::form_info::Basis;
use crate::mapping::spec::parse;
use crate::output::destination::Output;
use crate::record::schema::Schema;
use crate::spec_toml::diagnostic::shown;
use crate::ui::Ui;
use crate::ui::wrap::{of_product, wrap};

/// The columns from which the list is a table.
const MAX_LINE_WIDTH: usize = 100;

/// List the known forms, and keep your own among them
///
/// Your own forms are in the folder `eenvorm/mappings` of your settings: on Linux `~/.config`, on macOS
/// `~/Library/Application Support`, on Windows `%APPDATA%`. `EENVORM_CONFIG` names another folder for them.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm forms                                               which forms it knows
  eenvorm forms --add formulier.toml                          adds yours, with the blank that lies beside it
  eenvorm forms --export utrecht/jobcoachplan -o plan.xlsx    the mapping as a workbook
  eenvorm forms --import plan.xlsx -o plan.toml               and of the workbook a mapping again")]
pub struct Args {
    #[command(flatten)]
    mappings: Mappings,
    /// As what: text for people, or JSON for programs
    #[arg(long, value_enum, default_value_t)]
    to: To,
    /// Put a mapping (the file that says where each answer stands; `eenvorm suggest` makes it) with its blank among your own
    /// forms, where every command finds it
    #[arg(long, value_name = "MAPPING", conflicts_with_all = ["remove"])]
    add: Option<PathBuf>,
    /// The id under which it is added: `mijn-gemeente/plan` [default: by the body and the title]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The blank for `--add`, where it is not beside the mapping
    #[arg(long, value_name = "FILE", requires = "add")]
    blank: Option<PathBuf>,
    /// Take one of your own forms away
    #[arg(long, value_name = "ID")]
    remove: Option<String>,
    /// Write the mapping of a form as a workbook, one row a question
    #[arg(long, value_name = "ID", requires = "output", conflicts_with_all = ["add", "remove", "import"])]
    export: Option<String>,
    /// Make the mapping file of such a workbook
    #[arg(long, value_name = "WORKBOOK", conflicts_with_all = ["add", "remove"])]
    import: Option<PathBuf>,
    /// Where the workbook or the mapping goes
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there and holds something else
    #[arg(short, long)]
    force: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum To {
    #[default]
    Text,
    Json,
}

/// Prints the list.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    if let Some(path) = &args.add {
        return Addition::read(path, args.id.as_deref(), args.blank.as_deref())?.add(&args.mappings, ui).map(drop);
    }
    if let Some(id) = &args.export {
        return exported(id, args, ui);
    }
    if let Some(path) = &args.import {
        return imported(path, args);
    }
    let catalogue = args.mappings.catalogue(ui)?;
    if let Some(id) = &args.remove {
        return user_forms::remove(id, &catalogue, ui);
    }
    let mut out = Output::stdout();
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
    out.finish()
}

/// Writes the mapping of a form as a workbook.
fn exported(id: &str, args: &Args, ui: &mut Ui) -> Result<()> {
    let catalogue = args.mappings.catalogue(ui)?;
    let known = catalogue.named(id)?;
    let text = match &known.origin {
        Origin::BuiltIn => catalogue.text(known).unwrap_or_default(),
        Origin::File(path) => std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the mapping file `{}`", path.display()))?,
    };
    let rows = rows::of_text(&text)?;
    let path = args.output.as_deref().unwrap_or(Path::new("mapping.xlsx"));
    let book = workbook(&rows)?;
    refuse_overwriting_edited(path, &book, args.force)?;
    let mut output = Output::to(path)?;
    output.write_all(&book)?;
    output.finish()
}

/// Writes the mapping file of a workbook.
fn imported(path: &Path, args: &Args) -> Result<()> {
    Inputs::behind(&[path.to_owned()])?.refuse_overwriting_input(args.output.as_deref())?;
    let source = Source::open(path)?;
    let document = crate::document::read(&source, &Limits::default(), &Sandbox::in_process())
        .map_err(|finding| anyhow::anyhow!("`{}`: {}", path.display(), finding.message(Lang::En)))?;
    let text = rows::as_text(&document)?;
    if let Err(flaws) = parse::mapping(&path.display().to_string(), &text, &sibling_lists(path)?) {
        anyhow::bail!("a mapping cannot be used\n{}", shown(&flaws, &path.display().to_string(), &text));
    }
    args.output.as_deref().map_or(Ok(()), |path| refuse_overwriting_edited(path, text.as_bytes(), args.force))?;
    let mut output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    output.write_all(text.as_bytes())?;
    output.finish()
}

/// The rows as a workbook of one sheet, with a heading that stays in sight.
fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    // the same mapping gives the same workbook, whenever it is made
    book.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let sheet = book.add_worksheet().set_name(rows::SHEET)?;
    let heading = rust_xlsxwriter::Format::new().set_bold();
    for (n, row) in (0_u32..).zip(rows) {
        for (col, text) in (0_u16..).zip(row).filter(|(_, text)| !text.is_empty()) {
            match n {
                0 => sheet.write_string_with_format(n, col, text, &heading)?,
                _ => sheet.write_string(n, col, text)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    for (col, width) in (0_u16..).zip(rows::WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    Ok(book.save_to_buffer()?)
}

fn as_text(known: &CatalogueEntry, lang: Lang, width: Option<usize>) -> String {
    let mapping = &known.mapping;
    let basis = match (mapping.about.basis, lang) {
        (Basis::Original, Lang::Nl) => "origineel",
        (Basis::Original, Lang::En) => "original",
        (Basis::Draft, Lang::Nl) => "ontwerp",
        (Basis::Draft, Lang::En) => "draft",
        (Basis::Reconstruction, Lang::Nl) => "reconstructie",
        (Basis::Reconstruction, Lang::En) => "reconstruction",
    };
    let head = &mapping.head;
    let own = match (user_forms::is_own(known), lang) {
        (false, _) => "",
        (true, Lang::Nl) => ", eigen",
        (true, Lang::En) => ", your own",
    };
    let asks = if lang == Lang::Nl { "velden" } else { "fields" };
    let count = mapping.asked().len();
    let about = format!("{} ({}), {basis}{own}: {count} {asks}", mapping.about.title, head.version);
    let source = mapping.about.provenance(lang);
    match width {
        Some(width) if width < MAX_LINE_WIDTH => {
            let indented = |text: &str| wrap(&format!("    {text}"), Some(width), 4);
            format!("{}\n{}\n{}", head.id, indented(&about), indented(&source))
        }
        _ => {
            let (about, source) = (format!("{:<44} {about}", head.id), format!("{:<44} {source}", ""));
            format!("{}\n{}", wrap(&about, width, 45), wrap(&source, width, 45))
        }
    }
}

fn as_json(known: &CatalogueEntry) -> serde_json::Value {
    let mapping = &known.mapping;
    let schema = Schema::common();
    let asked: Vec<&str> = mapping.asked().iter().map(|id| schema.field(*id).id.as_str()).collect();
    let practice: Vec<&str> = mapping.about.practice.iter().map(|id| schema.field(*id).id.as_str()).collect();
    json!({
        "id": &*mapping.head.id, "body": mapping.head.body, "gemeenten": mapping.about.gemeenten,
        "title": mapping.about.title, "kind": mapping.head.kind, "version": mapping.head.version,
        "basis": match mapping.about.basis {
            Basis::Original => "original",
            Basis::Draft => "draft",
            Basis::Reconstruction => "reconstruction",
        },
        "source": mapping.about.source, "send_to": mapping.about.send_to, "blank": mapping.about.blank,
        "mapping": match &known.origin { Origin::BuiltIn => None, Origin::File(path) => Some(path.display().to_string()) },
        "own": user_forms::is_own(known),
        "author": mapping.about.author, "reviewed": mapping.about.reviewed, "date": mapping.about.date,
        "asked": asked, "practice": practice,
    })
}
