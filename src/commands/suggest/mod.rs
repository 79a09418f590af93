//! `eenvorm suggest`: the mapping of a form nobody has mapped, drafted.

pub mod against;
pub mod on_form;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;

use crate::commands::run::reading::Mappings;
use crate::commands::run::run_files::{Inputs, apart, refuse_overwriting_edited};
use crate::commands::user::user_forms;
use crate::document::cells::model::Document;
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue::Catalogue;
use crate::output::destination::Output;
use crate::output::terminal::Shown;
use crate::record::value::gemeente;
use crate::spec_toml::diagnostic::shown;
use crate::suggest::cell_text::extent;
use crate::suggest::draft;
use crate::suggest::draft::explain;
use crate::suggest::draft::json;
use crate::suggest::draft::line::quoted;
use crate::suggest::draft::mapping_head::{MappingHead, UNKNOWN};
use crate::suggest::draft::review::{self, Decisions, End};
use crate::suggest::draft::withheld::withhold;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::matching::{self, MatchedQuestion};
use crate::suggest::page::client_sheets;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::vocabulary::lexicon::Lexicon;
use crate::suggest::vocabulary::verdict;
use crate::ui::Ui;

/// Draft the mapping of a form that nobody has mapped
///
/// Reads a blank or a filled form and says which question asks which field of the common schema, with a confidence for
/// each line. What it does not know it leaves unplaced.
#[derive(clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = "\
Examples:
  eenvorm suggest formulier.docx --on-form kopie.docx    to look at and to correct by typing
  eenvorm suggest --from-form kopie.docx --blank formulier.docx --add    and so eenvorm knows it
  eenvorm suggest formulier.docx -o formulier.toml       the mapping itself, with how sure each line is")]
pub struct Args {
    /// The form, blank or filled
    #[arg(required_unless_present = "from_form")]
    pub file: Option<PathBuf>,
    /// The id of the form: `utrecht/jobcoachplan` [default: by the name of the output, else by the title]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// As what
    #[arg(long, value_enum, default_value_t)]
    pub to: To,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say of each line why it is suggested so
    #[arg(long)]
    pub why: bool,
    /// Say what changed since the mapped version of this form, and make the mapping of the new one
    #[arg(long, value_name = "FORM")]
    pub against: Option<String>,
    /// Ask about the lines in doubt one by one, in the terminal; what is decided is kept beside the output
    #[arg(long, requires = "output", conflicts_with_all = ["why", "against"])]
    pub review: bool,
    /// Draft lines too where the form is none of a jobcoach
    #[arg(long)]
    pub anyway: bool,
    /// Write a copy of the blank with the name of its field in each answer place, to look over and correct by typing
    #[arg(long, value_name = "COPY", conflicts_with_all = ["output", "why", "against", "review", "add"])]
    pub on_form: Option<PathBuf>,
    /// Make the mapping of such a copy as it was corrected, or of a form marked by hand: `«werknemer: geboortedatum»`
    #[arg(long, value_name = "COPY", requires = "blank", conflicts_with_all = ["file", "why", "against", "review", "on_form"])]
    pub from_form: Option<PathBuf>,
    /// The blank that the copy was made of
    #[arg(long, value_name = "FILE", requires = "from_form")]
    pub blank: Option<PathBuf>,
    /// Put the mapping with its blank among your own forms, where every command finds it
    #[arg(long, conflicts_with_all = ["why"])]
    pub add: bool,
    /// Who makes the mapping or looks it over; it is kept in the mapping with the date
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// Write over a copy or a mapping that is there and was corrected
    #[arg(short, long)]
    pub force: bool,
    #[command(flatten)]
    pub mappings: Mappings,
}

impl Args {
    /// The form that is drafted: the file, or the blank of a marked copy.
    pub(super) fn form(&self) -> &Path {
        self.file.as_deref().or(self.blank.as_deref()).unwrap_or(Path::new(""))
    }
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
pub(super) struct Understood {
    pub(super) document: Document,
    pub(super) catalogue: Catalogue,
    pub(super) lexicon: &'static Lexicon,
    pub(super) printed_form: PrintedForm,
    pub(super) placed: Vec<MatchedQuestion>,
    pub(super) about: MappingHead,
}

/// Reads the form and writes the draft.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let Some(mut form) = understand(args, ui)? else { return Ok(()) };
    let id = id(args, &form.about);
    // who names the form and its body knows whose it is where the form does not say so
    if let (UNKNOWN, Some((body, _))) = (form.about.body.as_str(), args.id.as_deref().and_then(|id| id.split_once('/')))
    {
        gemeente::code(body).unwrap_or(body).clone_into(&mut form.about.body);
    }
    apart(&[args.output.as_deref(), args.on_form.as_deref()])?;
    let read = Inputs::behind(&[args.form().to_owned()])?.and(args.from_form.as_deref()).and(args.blank.as_deref());
    read.refuse_overwriting_input(args.output.as_deref())?;
    read.refuse_overwriting_input(args.on_form.as_deref())?;
    if let Some(copy) = &args.on_form {
        return on_form::mark(args, copy, &form, ui);
    }
    let mut lost = 0;
    if let Some(copy) = &args.from_form {
        let Some(count) = on_form::take(copy, &id, &mut form, ui)? else { return Ok(()) };
        lost = count;
    }
    if args.review && !reviewed(args, &mut form)? {
        return Ok(());
    }
    let withheld = if form.printed_form.filled { withhold(&form.printed_form, &mut form.placed) } else { 0 };
    if withheld > 0 {
        let file = args.form().display().to_string().into();
        ui.finding(&Finding::new("labels-withheld").with("count", withheld).file(&file));
    }
    let mut id = id;
    let product = match args.to {
        _ if args.against.is_some() => {
            let (new_id, product) = against::compared(args, &form, ui)?;
            id = new_id;
            product
        }
        _ if args.why => explain::text(&shown_document(&form), &form.placed),
        To::Json => json::text(&id, &form.about, &form.document, &form.printed_form, &form.placed)?,
        To::Toml => signed(drafted(&id, &form, ui.lang())?, args),
    };
    if args.add {
        if add(args, id, product.clone(), ui)? && lost > 0 {
            say_lost(lost, ui);
        }
        if args.output.is_none() {
            return Ok(());
        }
    }
    if let Some(folder) = args.output.as_deref().and_then(Path::parent) {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    args.output.as_deref().map_or(Ok(()), |path| refuse_overwriting_edited(path, product.as_bytes(), args.force))?;
    let mut output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    output.write_all(product.as_bytes())?;
    output.finish()?;
    if let Some(path) = args.output.as_deref().filter(|_| args.against.is_none() && args.from_form.is_none()) {
        say_drafted(path, &form.placed, args, ui);
    }
    Ok(())
}

/// That names on the copy are not in the mapping that was added, and how they get there.
fn say_lost(lost: usize, ui: &Ui) {
    ui.note(&match ui.lang() {
        Lang::Nl => format!(
            "Let op: {lost} namen op de kopie staan er niet in (zie de fouten hierboven). Verbeter ze op de kopie of haal ze weg, en \
             geef dezelfde opdracht opnieuw: de nieuwe beschrijving komt in de plaats van deze."
        ),
        Lang::En => format!(
            "Mind: {lost} names on the copy are not in it (see the errors above). Mend them on the copy or take them off, and give \
             the same command again: the new mapping takes the place of this one."
        ),
    });
}

/// How much of the form the draft covers, what is left to a person, and the way on from there.
fn say_drafted(path: &Path, placed: &[MatchedQuestion], args: &Args, ui: &Ui) {
    let given = |placed: &&MatchedQuestion| placed.slot.is_some() && placed.confidence >= DOUBT;
    let all = placed.iter().filter(given).count();
    let doubtful = placed.iter().filter(given).filter(|placed| placed.confidence < review::SURE).count();
    let open = placed.len() - all;
    let (shown, form) = (path.display(), args.form().display());
    ui.note(&match ui.lang() {
        Lang::Nl => format!(
            "{all} vragen kregen een veld, waarvan {doubtful} onzeker; {open} vragen kregen er geen. De opzet staat in `{shown}`.\n\
             Kijk hem na op het formulier zelf: eenvorm suggest {form} --on-form KOPIE\n\
             Klopt alles, zet hem dan bij uw eigen formulieren: eenvorm forms --add {shown}"
        ),
        Lang::En => format!(
            "{all} questions got a field, {doubtful} of them in doubt; {open} questions got none. The draft is in `{shown}`.\n\
             Look it over on the form itself: eenvorm suggest {form} --on-form COPY\n\
             If all is right, put it among your own forms: eenvorm forms --add {shown}"
        ),
    });
}

fn understand(args: &Args, ui: &mut Ui) -> Result<Option<Understood>> {
    let source = Source::open(args.form())?;
    let sandbox = Sandbox::of_this_program();
    let document = match crate::document::read(&source, &Limits::default(), &sandbox) {
        Ok(document) => document,
        Err(finding) => {
            ui.finding(&finding);
            return Ok(None);
        }
    };
    let document = match extent::beginning(&document) {
        Some((beginning, finding)) => {
            ui.finding(&finding.file(source.name()));
            beginning
        }
        None => document,
    };
    let catalogue = args.mappings.catalogue(ui)?;
    // it is needed until the program ends, and giving its memory back would be a tenth of the run
    let lexicon: &'static Lexicon = Box::leak(Box::new(Lexicon::new(catalogue.all().map(|known| &*known.mapping))));
    let (printed_form, mut placed) = matching::read(&document, &source, lexicon);
    // who marks a form herself says by that what it asks
    if !printed_form.verdict.is_of_field() && args.from_form.is_none() {
        if args.anyway {
            ui.finding(&Finding::new("drafted-anyway").file(source.name()));
        } else {
            ui.finding(&not_of_field(&printed_form).file(source.name()));
            matching::take_back(&mut placed);
        }
    }
    let about = MappingHead::of(&document, &printed_form, &args.form().to_string_lossy());
    let mut document = document;
    if printed_form.filled && args.on_form.is_none() && args.from_form.is_none() {
        client_sheets::number(&mut document, &printed_form);
    }
    Ok(Some(Understood { document, catalogue, lexicon, printed_form, placed, about }))
}

/// What kind of form it is instead, and what says so.
fn not_of_field(printed_form: &PrintedForm) -> Finding {
    let code =
        if printed_form.verdict.kind == verdict::Kind::Other { "form-of-other-field" } else { "form-of-neighbour" };
    let reasons = printed_form.verdict.reasons.join(", ");
    Finding::new(code).with("kind", printed_form.verdict.kind.word()).with("words", reasons)
}

/// Puts the mapping with the form itself, where that is a blank, among the user's own.
fn add(args: &Args, id: String, text: String, ui: &mut Ui) -> Result<bool> {
    let form = args.form();
    let name = form.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut blanks = Vec::new();
    if text.lines().any(|line| line.starts_with("blank")) {
        let bytes = std::fs::read(form).with_context(|| format!("cannot read the blank `{}`", form.display()))?;
        blanks.push((name, bytes));
    }
    user_forms::Addition { id, text, blanks }.add(&args.mappings, ui)
}

/// The mapping with who made it or looked it over, and when.
fn signed(text: String, args: &Args) -> String {
    let Some(author) = &args.author else { return text };
    let role = if args.from_form.is_some() || args.review { "reviewed" } else { "author" };
    let today = crate::commands::today();
    let pairs = format!("{role:<7} = {}\ndate    = \"{today}\"", quoted(author));
    let line =
        |line: &str| if line.starts_with("source ") { format!("{line}\n{pairs}\n") } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

/// Asks about the lines in doubt; what was decided stands in a file beside the output until all is decided.
fn reviewed(args: &Args, form: &mut Understood) -> Result<bool> {
    let kept = args.output.as_deref().unwrap_or(args.form()).with_extension("antwoorden.json");
    let mut decisions: Decisions = match std::fs::read_to_string(&kept) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("`{}` is not well formed", kept.display()))?,
        Err(_) => Decisions::new(),
    };
    let mut input = std::io::stdin().lock();
    let mut out = Shown::over(anstream::stderr().lock());
    let end = review::review(&form.document, &form.placed, form.lexicon, &mut decisions, &mut input, &mut out)?;
    if !decisions.is_empty() {
        keep(&decisions, &kept)?;
    }
    review::apply(&form.document, &mut form.placed, &decisions, form.lexicon);
    Ok(end == End::Done)
}

fn keep(decisions: &Decisions, kept: &Path) -> Result<()> {
    if let Some(folder) = kept.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    let mut file = Output::to(kept)?;
    file.write_all(serde_json::to_string_pretty(decisions)?.as_bytes())?;
    file.finish()
}

/// The document as a draft may name its parts.
fn shown_document(form: &Understood) -> Document {
    client_sheets::without_private_names(&form.document, &form.printed_form)
}

/// The drafted mapping.
fn drafted(id: &str, form: &Understood, lang: Lang) -> Result<String> {
    let draft = draft::draft(id, &form.about, &shown_document(form), &form.printed_form, &form.placed);
    let draft = draft.map_err(|flaws| anyhow!("the draft of `{id}` is not well formed\n{}", shown(&flaws, id, "")))?;
    Ok(draft.text + &draft.undecided.text(lang))
}

/// `mappings/utrecht/jobcoachplan.toml` is the form `utrecht/jobcoachplan`.
fn id(args: &Args, about: &MappingHead) -> String {
    let of_path = |path: &Path| {
        let form = path.file_stem()?.to_str()?.to_owned();
        let body = path.parent()?.file_name()?.to_str()?.to_owned();
        Some(format!("{body}/{form}"))
    };
    let named = args.id.clone().or_else(|| args.output.as_deref().and_then(of_path));
    named.unwrap_or_else(|| about.id())
}
