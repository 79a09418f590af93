//! `eenvorm suggest`: the mapping of a form nobody has mapped, drafted.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use clap::ValueEnum;

use crate::commands::reading::Mappings;
use crate::document::cell::Document;
use crate::document::guard::Guard;
use crate::document::limits::Limits;
use crate::document::source::Source;
use crate::mapping::catalogue::shown;
use crate::suggest::about::About;
use crate::suggest::draft;
use crate::suggest::json;
use crate::suggest::lexicon::Lexicon;
use crate::suggest::paper::Paper;
use crate::suggest::place::{Placed, place};
use crate::suggest::why;
use crate::ui::Ui;
use crate::write::output::Output;

/// Draft the mapping of a form that nobody has mapped
///
/// Reads a blank or a filled form and says which question asks which field of the common schema, with a confidence for
/// each line. What it does not know it leaves unplaced.
#[derive(clap::Args)]
pub struct Args {
    /// The form, blank or filled
    pub file: PathBuf,
    /// The id of the form: `utrecht/jobcoachplan` [default: by the name of the output, else by the title]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// As what
    #[arg(long, value_enum, default_value_t)]
    pub to: To,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say of each line why
    #[arg(long)]
    pub why: bool,
    #[command(flatten)]
    pub mappings: Mappings,
}

/// How a suggestion is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum To {
    /// A mapping file
    #[default]
    Toml,
    /// For programs
    Json,
}

/// A form as it was understood.
struct Understood {
    document: Document,
    paper: Paper,
    placed: Vec<Placed>,
    about: About,
}

/// Reads the form and writes the draft.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let Some(form) = understand(args, ui)? else { return Ok(()) };
    let id = id(args, &form.about);
    let product = match args.to {
        _ if args.why => why::text(&form.document, &form.placed),
        To::Json => json::text(&id, &form.about, &form.document, &form.paper, &form.placed)?,
        To::Toml => drafted(&id, &form)?,
    };
    let mut output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    output.write_all(product.as_bytes())?;
    output.finish()
}

fn understand(args: &Args, ui: &mut Ui) -> Result<Option<Understood>> {
    let source = Source::open(&args.file)?;
    let guard = std::env::current_exe().map_or_else(|_| Guard::in_process(), Guard::program);
    let document = match crate::document::read(&source, &Limits::default(), &guard) {
        Ok(document) => document,
        Err(finding) => {
            ui.finding(&finding);
            return Ok(None);
        }
    };
    let catalogue = args.mappings.catalogue()?;
    let lexicon = Lexicon::new(catalogue.all().map(|known| &*known.mapping));
    let paper = Paper::of(&document, &lexicon);
    let placed = place(&paper, &lexicon);
    let about = About::of(&document, &paper, &args.file.to_string_lossy());
    Ok(Some(Understood { document, paper, placed, about }))
}

fn drafted(id: &str, form: &Understood) -> Result<String> {
    let draft = draft::draft(id, &form.about, &form.document, &form.paper, &form.placed);
    Ok(draft.map_err(|flaws| anyhow!("the draft of `{id}` is not well formed\n{}", shown(&flaws, id, "")))?.text)
}

/// `mappings/utrecht/jobcoachplan.toml` is the form `utrecht/jobcoachplan`.
fn id(args: &Args, about: &About) -> String {
    let of_path = |path: &Path| {
        let form = path.file_stem()?.to_str()?.to_owned();
        let body = path.parent()?.file_name()?.to_str()?.to_owned();
        Some(format!("{body}/{form}"))
    };
    let named = args.id.clone().or_else(|| args.output.as_deref().and_then(of_path));
    named.unwrap_or_else(|| format!("{}/{}", about.body.to_lowercase(), crate::fold::fold(&about.title)))
}
