//! `eenvorm harmonise`: one common form of many, with what it does to each body, and the form itself.

mod written_form;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;

use crate::commands::command_line::option_values;
use crate::commands::harmonise::written_form::{WrittenForm, put, spare_edited};
use crate::commands::run::reading::Mappings;
use crate::commands::run::run_files::{Inputs, refuse_overwriting_foreign, signed};
use crate::commands::user::checksums;
use crate::finding::Lang;
use crate::harmonise::asked::Forms;
use crate::harmonise::decisions::{self, Earlier};
use crate::harmonise::drift::drift;
use crate::harmonise::effects::{as_form_of, effects};
use crate::harmonise::form_file::FormFormat;
use crate::harmonise::layout::Layout;
use crate::harmonise::mapping_text::MappingInfo;
use crate::harmonise::proposal::{Entry, FieldDecision, Proposal, propose};
use crate::harmonise::{proposal_file, proposal_workbook, shown};
use crate::mapping::catalogue::Catalogue;
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::questions::form::{self, Compared, compared};
use crate::report::writers::template::Shape;
use crate::sections::page::{self, Head};
use crate::sections::table::Section;
use crate::ui::Ui;

/// Propose one common form out of many, say what it does to each body, and write it
#[derive(clap::Args)]
#[command(override_usage = "\
eenvorm harmonise [OPTIONS] -o <DIR> [FORM]...
       eenvorm harmonise [OPTIONS] --against <FILE> [FORM]...
       eenvorm harmonise --standard -o <DIR>")]
#[command(after_help = "\
Examples:
  eenvorm harmonise --kind aanvraag -o gezamenlijk                 a proposal of all applications
  eenvorm harmonise --against gezamenlijk/voorstel.toml Utrecht    what Utrecht does otherwise")]
pub struct Args {
    /// The forms to make one, as `eenvorm forms` names them [default: all forms of bodies of this kind]
    #[arg(value_name = "FORM")]
    forms: Vec<String>,
    /// The kind of form: aanmelding, aanvraag, vervolgaanvraag, advies, gesprek, `plan_van_aanpak`, voortgang,
    /// urenverantwoording, eindrapport or wijziging
    #[arg(long, value_name = "KIND", default_value = "plan_van_aanpak")]
    kind: String,
    /// How many fields the common core may have: the questions that stand on each form
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=200))]
    core: u16,
    /// What the common form is called
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The folder for the proposal, the pages and the forms; what people decided in a proposal there is kept
    #[arg(short, long, value_name = "DIR", required_unless_present = "against")]
    output: Option<PathBuf>,
    /// Say how these forms differ from what was agreed in a proposal
    #[arg(long, value_name = "FILE", conflicts_with = "core")]
    against: Option<PathBuf>,
    /// Write the standard form instead: its blanks, and the mapping that reads them
    #[arg(long, conflicts_with_all = ["forms", "kind", "core", "title", "against", "datum"])]
    standard: bool,
    /// Write over files in the folder that eenvorm did not make, or that were changed since it did
    #[arg(short, long)]
    force: bool,
    /// The day whose rules count [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    datum: Option<Date>,
    #[command(flatten)]
    mappings: Mappings,
}

/// A proposal with the forms that it is about.
struct Work {
    proposal: Proposal,
    title: String,
    forms: Vec<Compared>,
    known: Vec<Compared>,
    date: Date,
    /// Files that somebody made or changed are written over.
    force: bool,
}

/// Proposes and writes, or measures.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    if let (true, Some(folder)) = (args.standard, &args.output) {
        return written_form::write_standard(folder, args.force, ui);
    }
    let catalogue = args.mappings.catalogue(ui)?;
    let date = args.datum.unwrap_or_else(super::today);
    let kind = option_values::kind(&args.kind)?;
    let forms = compared(&chosen(args, &catalogue, &kind)?);
    form::form_findings(&forms).iter().for_each(|finding| ui.finding(finding));
    if let Some(agreed) = &args.against {
        return against(agreed, &forms, args.output.as_deref(), (date, args.force));
    }
    let Some(folder) = args.output.as_deref() else { bail!("name a folder for the proposal with `-o`") };
    refuse_nobody(&forms, ui)?;
    let before = earlier(folder, args.force)?;
    let rules = args.mappings.rules(ui)?;
    let mut proposal = propose(&forms, &kind, usize::from(args.core), &Layout::standard(), &rules, date);
    decisions::keep(&mut proposal, &before.1);
    let title = args.title.clone().or(before.0).unwrap_or_else(|| spoken(&kind));
    let all: Vec<Arc<Mapping>> = catalogue.all().map(|known| Arc::clone(&known.mapping)).collect();
    let work = Work { proposal, title, forms, known: compared(&all), date, force: args.force };
    work.write(folder, ui, before.1.is_empty())
}

/// Says which forms are nobody's, and stops where all are: a form of practice has no page and no say.
fn refuse_nobody(forms: &[Compared], ui: &Ui) -> Result<()> {
    let nobody: Vec<&str> = forms.iter().filter(|f| f.form.of_practice).map(|f| f.form.id.as_str()).collect();
    if nobody.len() == forms.len() {
        bail!("none of these forms is a body's: forms of practice ask nobody, and are made one by nobody");
    }
    if !nobody.is_empty() {
        ui.note(&match ui.lang() {
            Lang::Nl => format!("van geen instantie, en dus zonder stem: {}", nobody.join(", ")),
            Lang::En => format!("of no body, and so without a say: {}", nobody.join(", ")),
        });
    }
    Ok(())
}

/// `Regionaal plan van aanpak jobcoaching`
fn spoken(kind: &str) -> String {
    format!("Regionaal formulier jobcoaching: {}", kind.replace('_', " "))
}

/// The forms that are named, else all forms of bodies of the kind.
fn chosen(args: &Args, catalogue: &Catalogue, kind: &str) -> Result<Vec<Arc<Mapping>>> {
    let named: Result<Vec<Arc<Mapping>>> =
        args.forms.iter().map(|id| Ok(Arc::clone(&catalogue.named(id)?.mapping))).collect();
    let mut chosen = named?;
    if chosen.is_empty() {
        let all = catalogue.all().map(|known| &known.mapping);
        let of_bodies = all.filter(|mapping| !crate::report::wording::bodies::is_of_practice(&mapping.head.body));
        chosen = of_bodies.filter(|mapping| mapping.head.kind == kind).cloned().collect();
    }
    if args.against.is_none() {
        let (of_kind, others): (Vec<_>, Vec<_>) = chosen.into_iter().partition(|mapping| mapping.head.kind == kind);
        if let Some(other) = others.first() {
            bail!(
                "`{}` is a form of the kind `{}`, not `{kind}`: forms of one kind are made one",
                other.head.id,
                other.head.kind
            );
        }
        chosen = of_kind;
    }
    if chosen.is_empty() {
        bail!(
            "no form of a body is known of the kind `{kind}`; `eenvorm forms` lists all forms, those of practice too"
        );
    }
    Ok(chosen)
}

/// The title and the decisions of a proposal that stands in the folder, from both its files.
fn earlier(folder: &Path, force: bool) -> Result<(Option<String>, Earlier)> {
    let (path, workbook) = (folder.join("voorstel.toml"), folder.join("voorstel.xlsx"));
    if !path.is_file() {
        // what people decided in a workbook alone would be lost
        spare_edited(&workbook, force || !workbook.exists())?;
        return Ok((None, Earlier::new()));
    }
    let doing = |path: &Path| format!("reading `{}`", path.display());
    let text = fs::read_to_string(&path).with_context(|| doing(&path))?;
    let (about, decided) = proposal_file::read(&text).with_context(|| doing(&path))?;
    if !workbook.is_file() {
        return Ok((Some(about.titel), decided));
    }
    let bytes = fs::read(&workbook).with_context(|| doing(&workbook))?;
    let other = proposal_workbook::read(&bytes, &about.instanties).with_context(|| doing(&workbook))?;
    Ok((Some(about.titel), decisions::together(decided, other)?))
}

/// Forms beside an agreement.
fn against(agreed: &Path, forms: &[Compared], output: Option<&Path>, (date, force): (Date, bool)) -> Result<()> {
    let text = fs::read_to_string(agreed).with_context(|| format!("reading `{}`", agreed.display()))?;
    let (about, decided) = proposal_file::read(&text).with_context(|| format!("reading `{}`", agreed.display()))?;
    let drifts: Vec<_> = forms.iter().map(|form| drift(form, &decided)).collect();
    Inputs::behind(&[agreed.to_owned()])?.refuse_overwriting_input(output)?;
    output.map_or(Ok(()), |output| spare_page(output, force))?;
    let title = format!("Afwijking van de afspraak: {}", about.titel);
    let head = Head { title: &title, forms: forms.len(), date, measures: "docs/harmonise.md" };
    let is_html = output.is_some_and(|path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("html")));
    let page = page::render(&head, &shown::drifted(&drifts), if is_html { Shape::Html } else { Shape::Markdown })?;
    let page = if output.is_some() { checksums::with_page_seal(&signed(page, output)) } else { page };
    let mut output = output.map_or_else(|| Ok(Output::stdout()), Output::to)?;
    output.write_all(page.as_bytes()).context("cannot write the page")?;
    output.finish()
}

impl Work {
    fn write(&self, folder: &Path, ui: &mut Ui, first: bool) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
        let made = self.forms_of_bodies()?;
        let new: Vec<Compared> = made.iter().skip(1).map(|form| form.compared.clone()).collect();
        let effects = effects(&self.proposal, &self.forms, &new, &self.known);
        let forms = folder.join("formulier").join("regio");
        // what somebody corrected by hand is asked for before anything is written
        let pages = effects.bodies.iter().map(|body| body_page(folder, &body.name));
        let pages = pages.chain(["bestuur.html", "werksessie.html"].map(|name| folder.join(name)));
        pages.into_iter().try_for_each(|page| spare_page(&page, self.force))?;
        made.iter().try_for_each(|form| form.spare(&forms, self.force))?;
        put(&folder.join("voorstel.toml"), proposal_file::written(&self.proposal, &self.title).as_bytes())?;
        put(&folder.join("voorstel.xlsx"), &proposal_workbook::written(&self.proposal)?)?;
        self.page(&folder.join("bestuur.html"), &self.title, &shown::director(&self.proposal, &effects))?;
        self.page(&folder.join("werksessie.html"), &self.title, &shown::workshop(&self.proposal))?;
        for body in &effects.bodies {
            let title = format!("{}: {}", self.title, body.name);
            let path = body_page(folder, &body.name);
            self.page(&path, &title, &shown::body(&self.proposal, body))?;
        }
        for form in &made {
            form.write(&forms, ui)?;
        }
        self.tell(ui, first);
        Ok(())
    }

    fn page(&self, path: &Path, title: &str, sections: &[Section]) -> Result<()> {
        let head = Head { title, forms: self.forms.len(), date: self.date, measures: "docs/harmonise.md" };
        put(path, checksums::with_page_seal(&page::render(&head, sections, Shape::Html)?).as_bytes())
    }

    /// The common form alone, then of each body with its annex.
    fn forms_of_bodies(&self) -> Result<Vec<WrittenForm<'_>>> {
        let (standard, forms) = (Layout::standard(), Forms::of(&self.forms));
        let mut made = vec![self.made(&standard, None, None)?];
        for (body, of) in forms.bodies.iter().zip(&self.proposal.bodies) {
            made.push(self.made(&standard, Some(of), forms.main(body))?);
        }
        Ok(made)
    }

    fn made<'w>(
        &'w self,
        standard: &Layout,
        body: Option<&'w (String, String)>,
        like: Option<&Compared>,
    ) -> Result<WrittenForm<'w>> {
        let layout = standard.regional(&self.proposal, &self.title, body)?;
        let name = body.map_or_else(|| "kern".to_owned(), |(_, name)| file_name(name));
        let gemeenten = match body {
            None => self.proposal.bodies.iter().map(|(id, _)| id.clone()).filter(|id| id.starts_with("GM")).collect(),
            Some(_) => like.map(|form| form.mapping.about.gemeenten.clone()).unwrap_or_default(),
        };
        let about = MappingInfo {
            body: body.map_or("regio", |(id, _)| id),
            gemeenten,
            kind: &self.proposal.kind,
            version: self.date.year().to_string(),
            source: "eenvorm harmonise",
            note: "",
            blanks: Vec::new(),
            standard: false,
        };
        let mut made = WrittenForm::of(layout, name, about, &FormFormat::REGIONAL)?;
        if let Some(like) = like {
            made.compared = as_form_of(&made.compared, like);
        }
        Ok(made)
    }

    /// What was made, and what is new since the earlier proposal.
    fn tell(&self, ui: &mut Ui, first: bool) {
        let count =
            |verdict: FieldDecision| self.proposal.entries.iter().filter(|e| e.decision.verdict == verdict).count();
        let decided = self.proposal.entries.iter().filter(|entry| entry.decided).count();
        let dutch = ui.lang() == Lang::Nl;
        let (core, own, gone) =
            (count(FieldDecision::Kern), count(FieldDecision::Eigen), count(FieldDecision::Vervalt));
        ui.note(&if dutch {
            format!("voorstel: {core} kern, {own} eigen, {gone} vervalt; {decided} door mensen besloten")
        } else {
            format!("proposal: {core} core, {own} own, {gone} dropped; {decided} decided by people")
        });
        if first {
            return;
        }
        let news: Vec<_> = decisions::news(&self.proposal).collect();
        if news.is_empty() {
            ui.note(if dutch {
                "niets nieuws sinds het vorige voorstel"
            } else {
                "nothing new since the proposal of before"
            });
        }
        news.into_iter().for_each(|entry| ui.note(&told_new(entry, dutch)));
    }
}

/// A field that is new, or proposed otherwise than before; where people decided on it, what they decided stays.
fn told_new(entry: &Entry, dutch: bool) -> String {
    let (field, reason) = (&entry.schema().id, &entry.reason);
    let (proposed, decided) = (entry.proposed.verdict.word(), entry.decision.verdict.word());
    match (entry.decided && proposed != decided, dutch) {
        (true, true) => {
            format!("nieuw: {field}: blijft {decided}, zoals besloten; nu voorgesteld: {proposed}; {reason}")
        }
        (true, false) => format!("new: {field}: stays {decided}, as decided; proposed now: {proposed}; {reason}"),
        (false, true) => format!("nieuw: {field}: {decided}; {reason}"),
        (false, false) => format!("new: {field}: {decided}; {reason}"),
    }
}

/// Trouble where a page of somebody else stands there, or one that was changed since it was made.
fn spare_page(path: &Path, force: bool) -> Result<()> {
    refuse_overwriting_foreign(Some(path), force)?;
    spare_edited(path, force || !checksums::page_changed(path))
}

/// The page for one body.
fn body_page(folder: &Path, body: &str) -> PathBuf {
    folder.join(format!("instantie-{}.html", file_name(body)))
}

/// `ISD Kompas` as `isd-kompas`
fn file_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
