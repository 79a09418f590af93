//! `eenvorm fill`: records into the form of any gemeente.

mod output;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use rayon::prelude::*;

use crate::checks::regels;
use crate::commands::fill::output::{FillOutcome, OutputFolder};
use crate::commands::profile;
use crate::commands::run::reading::{Mappings, OtherPrograms, Per, Reading, Remarks};
use crate::commands::run::run_files::{Inputs, apart, refuse_overwriting_foreign};
use crate::commands::run::run_log::RunLog;
use crate::commands::user::shared_form;
use crate::dossier::Dossier;
use crate::dossier::clients::clients;
use crate::dossier::left_out;
use crate::fill::blank::said_more;
use crate::fill::profile::OwnProfiles;
use crate::fill::{
    Blank, Filler, blank_choice, computed, gemeente_of_form, name, next, pictures, signatures, unwritten,
};
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::mapping::spec::form_info::Basis;
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::output::temporary;
use crate::record::answer::Record;
use crate::record::schema::Schema;
use crate::rules::catalogue::Rules;
use crate::ui::Ui;

/// Fill in a form with the answers of other forms or records
#[derive(clap::Args)]
#[command(override_usage = "\
eenvorm fill [OPTIONS] --form <FORM> -o <DIR> <PATHS>...
       eenvorm fill [OPTIONS] --form <FORM> --dry-run <PATHS>...")]
#[command(after_help = "\
Examples:
  eenvorm fill --form uwv/aanvraag-jobcoaching plan.xlsx -o ingevuld
  eenvorm fill --form utrecht/jobcoachplan FOLDER --next -o ingevuld --todo nog-te-doen.md")]
pub struct Args {
    /// Forms or records: files, folders or patterns such as `*.xlsx`; `-` reads what another program hands on by `|` (standard input)
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The form to fill in, by the name that `eenvorm forms` shows: `utrecht/jobcoachplan`; or `standaard` for the standard form
    #[arg(long, value_name = "FORM")]
    form: String,
    /// The folder for the filled forms, one file a client, or one a record with `--per record`
    #[arg(short, long, value_name = "DIR", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// One form a client from all forms of the client, or one form a record
    #[arg(long, value_enum, default_value = "client")]
    per: Per,
    /// Write no form: say for each client what would stand where, what is left and what does not fit
    #[arg(long, conflicts_with = "todo")]
    dry_run: bool,
    /// Which of the form's blanks to fill, where it comes in several formats: `xlsx`, `docx`, `pdf`, `ods`
    #[arg(long, value_name = "FORMAT", conflicts_with = "blank")]
    to: Option<String>,
    /// Your own copy of the blank, instead of the one that comes with the mapping
    #[arg(long, value_name = "FILE")]
    blank: Option<PathBuf>,
    /// What the files are called. Within braces stands what differs by file: {achternaam} and {voorletters} of the client, {form} (the
    /// form that is filled in), {gemeente} of the client, {bron} (the file that the answers come from) and {nr} (its number in the run)
    #[arg(long, value_name = "PATTERN", default_value = "{achternaam}-{form}", value_parser = name::pattern)]
    pub(super) name: String,
    /// Write over files that exist
    #[arg(short, long)]
    pub(super) force: bool,
    /// Prefill the next period: dates moved on, hours and signatures left to be asked anew
    #[arg(long)]
    next: bool,
    /// Take the names, dates, places and declarations of signatures along too
    #[arg(long)]
    with_signatures: bool,
    /// The profile with your own details, for what the forms ask and the records do not say; `none` uses none
    /// [default: your default profile]
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Write to FILE what is still to be done for each form, as text (Markdown), such as `nog-te-doen.md`
    #[arg(long, value_name = "FILE")]
    pub(super) todo: Option<PathBuf>,
    /// The form that the files are, when it is not to be recognised
    #[arg(long, value_name = "FORM")]
    read_as: Option<String>,
    #[command(flatten)]
    mappings: Mappings,
    #[command(flatten)]
    programs: OtherPrograms,
    /// How many files to read at once [default: as many as the processor has cores]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
    #[command(flatten)]
    pub(super) log: RunLog,
}

/// What the form that is read leaves open; what counts is what the form that is filled in leaves open.
const OPEN_THERE: [&str; 2] = ["kern-ontbreekt", "verplicht-leeg"];

/// Fills, reads back, and puts each form in its place.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let catalogue = args.mappings.catalogue(ui)?;
    let known = shared_form::named(&args.form, &catalogue, &args.mappings, ui)?;
    let mapping: Arc<Mapping> = Arc::clone(&known.mapping);
    apart(&[args.todo.as_deref(), args.log.path()])?;
    args.log.begin("fill")?;
    let Some(blank) = blank(args, known, &catalogue, ui)? else { return Ok(()) };
    if args.blank.is_none() && mapping.about.basis == Basis::Reconstruction {
        ui.finding(&Finding::new("blank-is-rebuilt").with("form", &mapping.head.id));
    }
    let folder = folder(args)?;
    let inputs = catalogue
        .files()
        .fold(Inputs::behind(&args.paths)?.and(args.blank.as_deref()), |read, path| read.and(Some(path)));
    inputs.refuse_overwriting_input(args.todo.as_deref())?;
    refuse_overwriting_foreign(args.todo.as_deref(), args.force)?;
    let todo = args.todo.as_deref().map(Output::to).transpose()?;
    let mut shelf = OutputFolder::new(args, &mapping, &blank, folder.as_deref(), inputs, todo);
    let rules = args.mappings.rules(ui)?;
    let own = profile::own(args.profile.as_deref())?;
    let job = Filling { args, filler: Filler::new(&blank, &mapping), mapping: &mapping, rules: &rules, own: &own };
    let mut said: Vec<Finding> = Vec::new();
    let ran = job.run(&catalogue, ui, |done| {
        said.extend(shelf.put(done)?);
        Ok(())
    });
    said.iter().chain(&own.findings()).for_each(|finding| ui.finding(finding));
    if let (Some(folder), true) = (&folder, ran.is_ok() || shelf.filled > 0) {
        let by_hand = said.iter().filter(|finding| unwritten(finding)).count();
        ui.note(&summary(shelf.filled, by_hand, folder, ui.lang()));
    }
    ran?;
    shelf.finish()
}

/// The folder for the forms, made where it is not there; none where nothing is written.
fn folder(args: &Args) -> Result<Option<PathBuf>> {
    let Some(folder) = args.output.as_ref().filter(|_| !args.dry_run) else { return Ok(None) };
    if folder.is_file() {
        bail!("`{}` is a file; `--output` names a folder", folder.display());
    }
    temporary::private_folder(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    temporary::clear(folder);
    Ok(Some(folder.clone()))
}

/// How records become forms.
struct Filling<'a> {
    args: &'a Args,
    filler: Filler<'a>,
    mapping: &'a Mapping,
    rules: &'a Rules,
    /// The jobcoach's own details.
    own: &'a OwnProfiles,
}

/// So many clients are filled in before the first of them is written: on all cores, in little memory.
const AT_ONCE: usize = 64;

impl Filling<'_> {
    /// Reads everything, and hands over each filled form.
    fn run(&self, catalogue: &Catalogue, ui: &mut Ui, mut put: impl FnMut(FillOutcome) -> Result<()>) -> Result<()> {
        let reading = self.reading();
        if self.args.per == Per::Record {
            let fill = |records: Vec<Record>| records.into_iter().map(|record| self.record(record)).collect();
            reading.run(catalogue, ui, fill, |done: Vec<FillOutcome>, _| done.into_iter().try_for_each(&mut put))?;
            return Ok(());
        }
        let mut records: Vec<Record> = Vec::new();
        let read = reading.run(
            catalogue,
            ui,
            |read| read,
            |read: Vec<Record>, _| {
                records.extend(read);
                Ok(())
            },
        );
        for some in clients(&records).members.chunks(AT_ONCE) {
            let done: Vec<FillOutcome> = some.par_iter().map(|members| self.client(&records, members)).collect();
            done.into_iter().try_for_each(&mut put)?;
        }
        read.map(drop)
    }

    fn reading(&self) -> Reading {
        Reading {
            paths: self.args.paths.clone(),
            files_from: None,
            shard: None,
            form: self.args.read_as.clone(),
            mappings: Mappings { folders: self.args.mappings.folders.clone() },
            jobs: self.args.jobs,
            programs: self.args.programs.clone(),
            log: self.args.log.clone(),
            draft: false,
            beside: &OPEN_THERE,
            remarks: Remarks::Each,
        }
    }

    /// One form from one record.
    fn record(&self, record: Record) -> FillOutcome {
        let from = vec![record.source.file.to_string()];
        let after = next::Followed::by(&Dossier::new(vec![&record]));
        let pictures = pictures::picture_finding(&record, &[&record], self.mapping);
        self.fill(record, from, &after, pictures.into_iter().collect())
    }

    /// One form from all forms of a client.
    fn client(&self, records: &[Record], members: &[usize]) -> FillOutcome {
        let dossier = Dossier::new(members.iter().map(|n| &records[*n]).collect());
        let mut merged = dossier.merged_for(Some(&self.mapping.head.kind));
        let mut contradictions =
            if dossier.forms.len() > 1 { std::mem::take(&mut merged.findings) } else { Vec::new() };
        // what the form does not ask is not missed on it
        if !self.args.with_signatures {
            contradictions.retain(|said| said.code != "handtekening-van-ander-formulier");
        }
        let asked = |said| left_out::asked(said, |id| self.asks(id));
        let contradictions: Vec<Finding> = contradictions.into_iter().filter_map(asked).collect();
        let mut from: Vec<String> = dossier.forms.iter().map(|form| form.source.file.to_string()).collect();
        from.dedup();
        if let Some(newest) = dossier.forms.first() {
            merged.source = newest.source.clone();
        }
        let pictures = pictures::picture_finding(&merged, &dossier.forms, self.mapping);
        let findings = contradictions.into_iter().chain(pictures).collect();
        self.fill(merged, from, &next::Followed::by(&dossier), findings)
    }

    /// Whether the form that is filled asks a field.
    fn asks(&self, id: &str) -> bool {
        Schema::common().id(id).is_some_and(|field| self.mapping.asks(field))
    }

    fn fill(
        &self,
        record: Record,
        from: Vec<String>,
        after: &next::Followed,
        mut findings: Vec<Finding>,
    ) -> FillOutcome {
        let mut record = record;
        if self.args.next {
            let (next, said) = next::next(&record);
            findings.extend(said);
            findings.extend(next::period_findings(&next, after, crate::commands::today()));
            let months = after.months_with(&next);
            let long = months.map(|months| regels::lasts_too_long(&next, self.mapping, months, self.rules));
            findings.extend(long.unwrap_or_default());
            record = next;
        }
        if !self.args.with_signatures {
            signatures::withhold(&mut record);
        }
        gemeente_of_form::add_gemeente(&mut record, self.mapping);
        findings.extend(self.own.complete(&mut record, self.mapping));
        findings.extend(computed::add(&mut record, self.mapping, self.rules));
        let filled = self.filler.fill(&record);
        FillOutcome { record, filled, findings, from }
    }
}

/// How many forms were filled in, and how many answers they could not take, in one line.
fn summary(filled: usize, by_hand: usize, folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    let done = match lang {
        Lang::Nl if filled == 1 => format!("1 formulier ingevuld in `{folder}`"),
        Lang::Nl => format!("{filled} formulieren ingevuld in `{folder}`"),
        Lang::En if filled == 1 => format!("1 form filled in, in `{folder}`"),
        Lang::En => format!("{filled} forms filled in, in `{folder}`"),
    };
    match (by_hand, lang) {
        (0, _) => done,
        (1, Lang::Nl) => done + "; 1 antwoord past er niet op en moet met de hand",
        (_, Lang::Nl) => format!("{done}; {by_hand} antwoorden passen er niet op en moeten met de hand"),
        (1, Lang::En) => done + "; 1 answer does not fit on it and is to be written by hand",
        (_, Lang::En) => format!("{done}; {by_hand} answers do not fit on them and are to be written by hand"),
    }
}

/// The blank to fill: the user's own, or the one that comes with the mapping; none when it is refused.
fn blank(args: &Args, known: &CatalogueEntry, catalogue: &Catalogue, ui: &mut Ui) -> Result<Option<Blank>> {
    let (name, bytes) = match &args.blank {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read the blank `{}`", path.display()))?;
            (path.display().to_string(), bytes)
        }
        None => blank_choice::of(catalogue, known, args.to.as_deref())?,
    };
    let form = Arc::clone(&known.mapping.head.id);
    let about =
        |finding: Finding| Finding { file: Some(name.as_str().into()), form: Some(Arc::clone(&form)), ..finding };
    let (copy, bytes, said) = match args.programs.fillable(name.clone(), bytes) {
        Ok(blank) => blank,
        Err(finding) => {
            ui.finding(&about(finding));
            return Ok(None);
        }
    };
    said.iter().for_each(|finding| ui.finding(&about(finding.clone())));
    match Blank::read(&copy, bytes, &known.mapping) {
        Ok(blank) => {
            blank.remarks(&known.mapping).into_iter().for_each(|finding| ui.finding(&about(finding)));
            if args.blank.is_some()
                && let Ok((own, bytes)) = blank_choice::of(catalogue, known, Some(blank.extension()))
                && let Ok(own) = Blank::read(&own, bytes, &known.mapping)
            {
                let more = said_more(&blank, &own, &known.mapping);
                more.into_iter().for_each(|finding| ui.finding(&about(finding)));
            }
            Ok(Some(blank))
        }
        Err(finding) => {
            ui.finding(&about(finding));
            Ok(None)
        }
    }
}
