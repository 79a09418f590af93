//! `eenvorm report`: one readable document about everything that was read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use crate::checks::across;
use crate::commands::run::counts::summary;
use crate::commands::run::persons::{KeyFile, linked};
use crate::commands::run::reading::{FileResult, Reading, Remarks};
use crate::commands::run::run_files::{Inputs, apart, refuse_overwriting_foreign, signed};
use crate::commands::run::watch;
use crate::finding::Lang;
use crate::mapping::catalogue::{Catalogue, CatalogueEntry};
use crate::output::destination::Output;
use crate::pipeline::read_source::Outcome;
use crate::record::schema::Schema;
use crate::report::input::arguments::Arguments;
use crate::report::input::batch::{self, Batch, FileRead, KnownForm, KnownForms};
use crate::report::view::report::Report;
use crate::report::writers::agenda;
use crate::report::writers::template::{Shape, Template};
use crate::report::writers::workbook;
use crate::ui::Ui;

/// Write one report about all forms and records
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm report FOLDER -o rapport.html              one report about all forms in a folder
  eenvorm report FOLDER plan.docx -o rapport.html    with one form more
  eenvorm report FOLDER -o agenda.ics                the deadlines, to be opened in a calendar
  eenvorm report FOLDER -o caseload.xlsx             a workbook with a row for each client
  eenvorm report FOLDER -o shared.html --pseudonym   without names, to be shared")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
    /// The file: `rapport.html` or `rapport.md`, `caseload.xlsx` for a workbook, `agenda.ics` for what is to be done; without it the
    /// report goes where `>` or `|` leads it (standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that eenvorm did not make
    #[arg(short, long)]
    force: bool,
    /// A built-in template (`rapport.html`, `rapport.md`) or a file of your own [default: by the name of the report]
    #[arg(long, value_name = "NAME|FILE")]
    template: Option<String>,
    /// The day against which deadlines are counted, as `2026-03-14` [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    datum: Option<Date>,
    /// Leave out every name, sensitive field and free text
    #[arg(long)]
    pseudonym: bool,
    #[command(flatten)]
    key: KeyFile,
    /// Follow the files and folders, and write the report anew whenever one comes, changes or goes, until you press Ctrl+C
    #[arg(long, requires = "output")]
    watch: bool,
    /// Show each BSN whole instead of its last four digits
    #[arg(long, conflicts_with_all = ["pseudonym", "pseudonym_key"])]
    whole_bsn: bool,
}

/// Reads, checks and reports; once, or again after each change.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    match args.output.as_deref().filter(|_| args.watch) {
        Some(output) => {
            let own: Vec<&Path> = [Some(output), args.reading.log.path()].into_iter().flatten().collect();
            watch::follow(&args.reading, &own, ui, |ui| once(args, ui))
        }
        None => once(args, ui),
    }
}

fn once(args: &Args, ui: &mut Ui) -> Result<()> {
    let key = args.key.key(ui)?;
    apart(&[args.output.as_deref(), args.reading.log.path()])?;
    args.reading.log.begin("report")?;
    let made = made(args)?;
    if args.output.is_none() && args.template.is_none() && std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        bail!("a report is a file: give it a name, such as `-o rapport.html`");
    }
    let inputs = args.reading.inputs()?;
    let read = Inputs::of(&inputs).and(args.reading.files_from.as_deref()).and(args.key.pseudonym_key.as_deref());
    read.and(args.template.as_deref().map(Path::new)).refuse_overwriting_input(args.output.as_deref())?;
    refuse_overwriting_foreign(args.output.as_deref(), args.force)?;
    let output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    let catalogue = args.reading.mappings.catalogue(ui)?;
    let known = catalogue.all().map(|known| Arc::clone(&known.mapping.head)).collect();
    let mut batch = Batch { known, ..Batch::default() };
    let rules = args.reading.mappings.rules(ui)?;
    let mut across = across::Batch::default();
    let log = args.reading.log.clone().by(key.as_ref());
    let reading = Reading { draft: false, beside: &[], remarks: Remarks::Counted, log, ..args.reading.clone() };
    let catalogue = reading.mappings.catalogue(ui)?;
    let counts = reading.run_on(
        &inputs,
        &catalogue,
        ui,
        |records| linked(records, key.as_ref()),
        |records, said| {
            records.iter().for_each(|record| across.see(record));
            match file(said, records.len()) {
                Some(file) => {
                    batch.findings.extend(said.own.iter().cloned());
                    batch.files.push(file);
                }
                None => batch.passed_over += 1,
            }
            batch.records.extend(records);
            Ok(())
        },
    )?;
    let twice = across.end(&rules);
    twice.iter().for_each(|finding| ui.count_only(finding));
    batch.findings.extend(twice);
    merge_pieces(&mut batch.files);
    let date = args.datum.unwrap_or_else(super::today);
    let arguments =
        Arguments { date, pseudonym: args.pseudonym || key.is_some(), whole_bsn: args.whole_bsn, lang: Lang::Nl };
    batch.known_forms = known_forms(&catalogue);
    let report = crate::report::report(&batch, &rules, arguments);
    let bytes = written(&made, &report, args.whole_bsn, args.output.as_deref())?;
    let mut output = output;
    output.write_all(&bytes).context("cannot write the report")?;
    output.finish()?;
    reading.log.made(args.output.as_deref())?;
    ui.note(&summary(counts, ui.lang()));
    if let Some(remarks) = ui.counts() {
        ui.note(&in_the_report(&remarks, ui.lang()));
    }
    Ok(())
}

/// Where to find what was remarked.
fn in_the_report(remarks: &str, lang: Lang) -> String {
    match lang {
        Lang::Nl => format!("{remarks}: elk staat in het rapport, bij het formulier waar het over gaat"),
        Lang::En => format!("{remarks}: each is in the report, with the form that it is about"),
    }
}

/// What is made of what was read.
enum ReportOutput {
    Page(Box<Template>),
    Workbook,
    Agenda,
}

/// A workbook or an agenda by the name of the output, else a page through a template.
fn made(args: &Args) -> Result<ReportOutput> {
    let ending =
        args.output.as_deref().and_then(|path| path.extension()).map(|end| end.to_string_lossy().to_lowercase());
    let made = match ending.as_deref() {
        Some("xlsx") => ReportOutput::Workbook,
        Some("ics") if args.pseudonym || args.key.pseudonym_key.is_some() => {
            bail!("an agenda is for who knows the clients; leave out `--pseudonym`, or make a page")
        }
        Some("ics") => ReportOutput::Agenda,
        _ => return template(args).map(|template| ReportOutput::Page(Box::new(template))),
    };
    if args.template.is_some() {
        bail!("a template is for a page: name the report `.html` or `.md`");
    }
    Ok(made)
}

fn written(made: &ReportOutput, report: &Report, whole_bsn: bool, path: Option<&Path>) -> Result<Vec<u8>> {
    match made {
        ReportOutput::Page(template) => template.render(report).map(|page| signed(page, path).into_bytes()),
        ReportOutput::Agenda => Ok(agenda::agenda(report, jiff::Timestamp::now()).into_bytes()),
        ReportOutput::Workbook => workbook::workbook(report, whole_bsn),
    }
}

/// What each known form asks to be signed, and for which scheme it is.
fn known_forms(catalogue: &Catalogue) -> KnownForms {
    let schema = Schema::common();
    let asked = |known: &CatalogueEntry| {
        let fields = schema.all().filter(|(id, field)| field.signature && known.mapping.asks(*id)).map(|(id, _)| id);
        let form = KnownForm { signatures: fields.collect(), scheme: known.mapping.about.scheme };
        (known.mapping.head.id.to_string(), form)
    };
    catalogue.all().map(asked).collect()
}

/// The template that is named, else the built-in one that fits the name of the report.
fn template(args: &Args) -> Result<Template> {
    let shown = |path: &Path| path.display().to_string();
    let by_output = args.output.as_deref().map(|path| {
        let shape = Shape::of(&shown(path));
        shape.with_context(|| {
            format!("`{}` tells no kind of report: name it `.html`, `.md`, `.xlsx` or `.ics`", shown(path))
        })
    });
    let Some(name) = &args.template else {
        return Template::built_in(by_output.transpose()?.unwrap_or(Shape::Html));
    };
    if let Some(known) = Template::named(name) {
        return known;
    }
    let Some(shape) = Shape::of(name).or(by_output.transpose()?) else {
        bail!("`{name}` tells no kind of report: name it `….html.tera` or `….md.tera`");
    };
    let text = std::fs::read_to_string(name).with_context(|| format!("cannot read the template `{name}`"))?;
    Template::own(name, &text, shape)
}

/// What became of a file; one that is passed over is not in the report.
fn file(said: &FileResult, records: usize) -> Option<FileRead> {
    let outcome = match said.outcome {
        Outcome::Records => batch::Outcome::Records(u32::try_from(records).unwrap_or(u32::MAX)),
        Outcome::Blank => batch::Outcome::Blank,
        Outcome::NotRead => batch::Outcome::NotRead,
        Outcome::PassedOver => return None,
    };
    let format = said.format.map_or_else(String::new, |format| format!("{format:?}").to_lowercase());
    Some(FileRead { file: Arc::clone(&said.file), format, outcome })
}

/// A large file comes in pieces: they are one file.
fn merge_pieces(files: &mut Vec<FileRead>) {
    files.dedup_by(|later, first| {
        let same = later.file == first.file;
        if let (true, batch::Outcome::Records(more), batch::Outcome::Records(sum)) =
            (same, later.outcome, &mut first.outcome)
        {
            *sum += more;
        }
        same
    });
}
