//! `eenvorm fill`: records into the form of any gemeente.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};

use crate::commands::reading::{Inputs, Mappings, Reading};
use crate::fill::{Blank, Filled, Filler, name, next, own, own_blank, signatures, todo, unwritten};
use crate::finding::{Finding, Lang};
use crate::mapping::catalogue::{Catalogue, Known};
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::output::temporary;
use crate::record::answer::Record;
use crate::ui::Ui;

/// Fill in a form with the answers of other forms or records
#[derive(clap::Args)]
pub struct Args {
    /// Forms or records: files, folders, globs, or `-` for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The form to fill in: `utrecht/jobcoachplan`, or `standaard` for the standard form
    #[arg(long, value_name = "FORM")]
    form: String,
    /// The folder for the filled forms, one file a record
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Which of the form's blanks to fill, where it comes in several formats: `xlsx`, `docx`, `pdf`
    #[arg(long, value_name = "FORMAT", conflicts_with = "blank")]
    to: Option<String>,
    /// Your own copy of the blank, instead of the one that comes with the mapping
    #[arg(long, value_name = "FILE")]
    blank: Option<PathBuf>,
    /// Names of the files; known are {achternaam}, {voorletters}, {form}, {gemeente}, {bron} and {nr}
    #[arg(long, value_name = "PATTERN", default_value = "{achternaam}-{form}", value_parser = name::pattern)]
    name: String,
    /// Write over files that exist
    #[arg(short, long)]
    force: bool,
    /// Prefill the next period: dates moved on, hours and signatures left to be asked anew
    #[arg(long)]
    next: bool,
    /// Take the names, dates, places and declarations of signatures along too
    #[arg(long)]
    with_signatures: bool,
    /// Write what is still to be done for each form, as Markdown
    #[arg(long, value_name = "FILE")]
    todo: Option<PathBuf>,
    /// The form that the files are, when it is not to be recognised
    #[arg(long, value_name = "FORM")]
    read_as: Option<String>,
    #[command(flatten)]
    mappings: Mappings,
    /// How many files to read at once [default: all cores]
    #[arg(short, long, value_name = "N")]
    jobs: Option<usize>,
}

/// What filling came to for one record.
struct Done {
    record: Record,
    filled: Result<Filled, Finding>,
    findings: Vec<Finding>,
}

/// What the form that is read leaves open; what counts is what the form that is filled in leaves open.
const OPEN_THERE: [&str; 2] = ["kern-ontbreekt", "verplicht-leeg"];

/// Fills, reads back, and puts each form in its place.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let catalogue = args.mappings.catalogue(ui)?;
    let known = catalogue.named(&args.form)?;
    let mapping: Arc<Mapping> = Arc::clone(&known.mapping);
    let Some(blank) = blank(args, known, &catalogue, ui)? else { return Ok(()) };
    if args.output.is_file() {
        bail!("`{}` is a file; `--output` names a folder", args.output.display());
    }
    temporary::private_folder(&args.output).with_context(|| format!("cannot make `{}`", args.output.display()))?;
    temporary::clear(&args.output);
    let inputs = Inputs::behind(&args.paths)?.and(args.blank.as_deref());
    inputs.spare(args.todo.as_deref())?;
    let todo = args.todo.as_deref().map(Output::to).transpose()?;
    let mut shelf =
        Shelf { args, mapping: &mapping, blank: &blank, inputs, taken: HashSet::new(), filled: 0, todo, nr: 0 };
    let filler = Filler::of(&blank, &mapping);
    let reading = Reading {
        paths: args.paths.clone(),
        files_from: None,
        shard: None,
        form: args.read_as.clone(),
        mappings: Mappings { folders: args.mappings.folders.clone() },
        jobs: args.jobs,
        draft: false,
        beside: &OPEN_THERE,
        in_the_output: false,
    };
    let fill =
        |records: Vec<Record>| records.into_iter().map(|record| fill_one(&filler, record, &mapping, args)).collect();
    let mut said: Vec<Finding> = Vec::new();
    let ran = reading.run(&catalogue, ui, fill, |done: Vec<Done>, _| {
        for done in done {
            said.extend(shelf.put(done)?);
        }
        Ok(())
    });
    said.iter().for_each(|finding| ui.finding(finding));
    if ran.is_ok() || shelf.filled > 0 {
        let by_hand = said.iter().filter(|finding| unwritten(finding)).count();
        ui.note(&summary(shelf.filled, by_hand, &args.output, ui.lang()));
    }
    ran?;
    shelf.todo.map_or(Ok(()), Output::finish)
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
fn blank(args: &Args, known: &Known, catalogue: &Catalogue, ui: &mut Ui) -> Result<Option<Blank>> {
    let (name, bytes) = match &args.blank {
        Some(path) => {
            let bytes = std::fs::read(path).with_context(|| format!("cannot read the blank `{}`", path.display()))?;
            (path.display().to_string(), bytes)
        }
        None => own_blank::of(catalogue, known, args.to.as_deref())?,
    };
    let form = Arc::clone(&known.mapping.head.id);
    let about =
        |finding: Finding| Finding { file: Some(name.as_str().into()), form: Some(Arc::clone(&form)), ..finding };
    match Blank::read(&name, bytes, &known.mapping) {
        Ok(blank) => {
            let said = blank.missing(&known.mapping).into_iter().chain(blank.unknown(&known.mapping));
            said.for_each(|finding| ui.finding(&about(finding)));
            Ok(Some(blank))
        }
        Err(finding) => {
            ui.finding(&about(finding));
            Ok(None)
        }
    }
}

fn fill_one(filler: &Filler<'_>, record: Record, mapping: &Mapping, args: &Args) -> Done {
    let (mut record, findings) = if args.next { next::next(&record) } else { (record, Vec::new()) };
    if !args.with_signatures {
        signatures::withhold(&mut record);
    }
    own::gemeente(&mut record, mapping);
    let filled = filler.fill(&record);
    Done { record, filled, findings }
}

/// Puts filled forms into their folder.
struct Shelf<'a> {
    args: &'a Args,
    mapping: &'a Mapping,
    blank: &'a Blank,
    inputs: Inputs,
    /// The names given in this run, in lower case.
    taken: HashSet<String>,
    filled: usize,
    todo: Option<Output>,
    nr: usize,
}

impl Shelf<'_> {
    /// Writes one form, and says what there is to say of it.
    fn put(&mut self, done: Done) -> Result<Vec<Finding>> {
        self.nr += 1;
        let path = self.path(&done.record);
        let from = Arc::clone(&done.record.source.file);
        let form = Arc::clone(&self.mapping.head.id);
        let about =
            |finding: Finding| Finding { file: Some(Arc::clone(&from)), form: Some(Arc::clone(&form)), ..finding };
        let mut findings: Vec<Finding> = done.findings;
        match done.filled {
            Err(finding) => findings.push(finding),
            Ok(filled) => {
                findings.extend(todo::findings(&filled, self.mapping));
                findings.extend(filled.findings.iter().cloned());
                match &filled.bytes {
                    Some(_) if self.inputs.holds(&path) => {
                        findings.push(Finding::new("output-is-input").with("path", path.display()));
                    }
                    Some(_) if path.exists() && !self.args.force => {
                        findings.push(Finding::new("file-exists").with("path", path.display()));
                    }
                    Some(bytes) => {
                        let mut output = Output::another(&path)?;
                        output.write_all(bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
                        // another run may have made a form of that name in the meantime
                        if self.args.force {
                            output.finish()?;
                        } else if !output.finish_new()? {
                            findings.push(Finding::new("file-exists").with("path", path.display()));
                            return Ok(findings.into_iter().map(about).collect());
                        }
                        self.filled += 1;
                        self.note(&path, &filled, &findings)?;
                    }
                    None => findings.push(Finding::new("form-not-filled")),
                }
            }
        }
        Ok(findings.into_iter().map(about).collect())
    }

    /// The path of the next file: a name that this run has not used yet.
    fn path(&mut self, record: &Record) -> PathBuf {
        let name = name::name(&self.args.name, record, &self.mapping.head.id, self.nr);
        let mut free = name.clone();
        let mut turn = 2;
        while !self.taken.insert(free.to_lowercase()) {
            free = format!("{name}-{turn}");
            turn += 1;
        }
        self.args.output.join(format!("{free}.{}", self.blank.extension()))
    }

    fn note(&mut self, path: &Path, filled: &Filled, findings: &[Finding]) -> Result<()> {
        if let Some(todo) = &mut self.todo {
            let by_hand: Vec<Finding> = findings.iter().filter(|finding| unwritten(finding)).cloned().collect();
            let list = todo::list(&path.display().to_string(), &self.mapping.head.id, filled, &by_hand);
            todo.write_all(list.as_bytes()).context("cannot write the list of what is to be done")?;
        }
        Ok(())
    }
}
