//! `eenvorm convert`: forms to records.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::checks::across;
use crate::commands::run::lineage::{Lineage, version};
use crate::commands::run::partitioned::{PartCounts, Partitioned};
use crate::commands::run::persons::{KeyFile, file_name, left_out};
use crate::commands::run::reading::{Per, Reading, Remarks};
use crate::commands::run::run_files::{Inputs, apart, refuse_overwriting_foreign};
use crate::commands::run::watch;
use crate::dossier::Dossier;
use crate::finding::Lang;
use crate::output::destination::{Output, beside};
use crate::output::lines::Batch;
use crate::output::{Options, Target, Writer};
use crate::pseudonym::Key;
use crate::record::answer::{FormHead, Record, Source};
use crate::record::identity::MadeWith;
use crate::record::json::write::Provenance;
use crate::record::schema::Schema;
use crate::rules::catalogue::Rules;
use crate::ui::Ui;

/// Read forms and write their records
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm convert FOLDER -o records.xlsx     a workbook with a row for each form
  eenvorm convert FOLDER -o uit --by body    parts by body; a rerun makes what is new or changed")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
    /// As what: xlsx, csv, json, or ndjson (a line of JSON a record); parquet too, where the program was built with it
    /// [default: by the name of FILE; without FILE ndjson]
    #[arg(long, value_name = "FORMAT")]
    to: Option<Target>,
    /// The file for the records, such as `records.xlsx`; without it they go to the window, or where `>` or `|` leads them (standard
    /// output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write parts into the folder that `-o` names, a folder a body; a rerun makes only what is new or changed
    #[arg(long, value_enum, requires = "output")]
    by: Option<By>,
    /// Over how many parts the files are dealt, with `--by`; a larger number makes a rerun with little that is new shorter
    #[arg(long, value_name = "N", default_value = "16", requires = "by", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    parts: u32,
    /// Make also what is done and unchanged, with `--by`; where no file is read any more, the folder is emptied
    #[arg(long, requires = "by")]
    again: bool,
    /// Read a form that is not known as a draft of its mapping says (see `eenvorm suggest`), and say of each answer how sure that is
    #[arg(long)]
    draft: bool,
    /// One record a form, or one a client from all forms of the client, with the file before each place
    #[arg(long, value_enum, default_value = "record", conflicts_with_all = ["by", "shard"])]
    per: Per,
    /// Of which answers to say where they stand and in which words: of all, of those whose words are not the value itself, or
    /// of none (then findings come without their sentences too)
    #[arg(long, value_enum, default_value = "full")]
    provenance: PlacesOf,
    /// Write over files that eenvorm did not make, also those beside a csv, such as `OUT.doelen.csv`
    #[arg(short, long)]
    force: bool,
    #[command(flatten)]
    key: KeyFile,
    /// Write to FILE from which sources, by which mappings and version the output was made, as an event of
    /// OpenLineage: a standard by which data systems tell each other where data comes from
    #[arg(long, value_name = "FILE")]
    lineage: Option<PathBuf>,
    /// Follow the files and folders, and convert anew whenever one comes, changes or goes, until you press Ctrl+C
    #[arg(long, requires = "output")]
    watch: bool,
    /// What separates the columns of a csv: a sign, or `tab`
    #[arg(long, value_name = "CHARACTER", default_value = ";", value_parser = delimiter)]
    delimiter: u8,
}

/// Of which answers a record says where they stand.
#[derive(Clone, Copy, ValueEnum)]
enum PlacesOf {
    Full,
    Changed,
    None,
}

impl From<PlacesOf> for Provenance {
    fn from(told: PlacesOf) -> Self {
        match told {
            PlacesOf::Full => Self::Full,
            PlacesOf::Changed => Self::Changed,
            PlacesOf::None => Self::None,
        }
    }
}

/// What the parts of a run are sorted by.
#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// Whose form it is; the folder of Utrecht is `body=GM0344`, by its CBS code
    Body,
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [b't'] => Ok(b'\t'),
        b"\\t" | b"tab" => Ok(b'\t'),
        [one] if one.is_ascii() && *one != b'"' => Ok(*one),
        _ => Err("give one character, such as `;` or `,`, or `tab`".to_owned()),
    }
}

/// What one file gave: lines that are ready, or the records themselves.
enum Ready {
    Lines(Batch),
    Records(Vec<Record>),
}

/// The format that is asked for, else the one that the name of the output tells, else a record a line.
fn target(args: &Args) -> Result<Target> {
    let named = args.output.as_deref().filter(|path| path.extension().is_some());
    match (args.to, named) {
        (Some(target), _) => Ok(target),
        (None, None) => Ok(Target::default()),
        (None, Some(path)) if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet")) => {
            "parquet".parse().map_err(anyhow::Error::msg)
        }
        (None, Some(path)) => Target::of(path).with_context(|| {
            let known = Target::ALL.iter().map(|target| format!("`.{target}`")).collect::<Vec<_>>().join(", ");
            format!("`{}` tells no kind of records: give `--to`, or a name that ends in one of {known}", path.display())
        }),
    }
}

/// Reads, checks and writes; once, or again after each change.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    match args.output.as_deref().filter(|_| args.watch) {
        Some(output) => {
            let own: Vec<&Path> =
                [Some(output), args.lineage.as_deref(), args.reading.log.path()].into_iter().flatten().collect();
            watch::follow(&args.reading, &own, ui, |ui| once(args, ui))
        }
        None => once(args, ui),
    }
}

/// What is written, and of what it may hold.
fn options(args: &Args, ui: &Ui) -> Options {
    // a place may be called after its client
    let provenance = if args.key.pseudonym_key.is_some() { Provenance::None } else { args.provenance.into() };
    Options { lang: ui.lang(), delimiter: args.delimiter, fields: None, provenance }
}

fn once(args: &Args, ui: &mut Ui) -> Result<()> {
    let target = if args.by.is_some() { args.to.unwrap_or_default() } else { target(args)? };
    let beside_it = match args.output.as_deref() {
        Some(path) if target == Target::Csv && args.by.is_none() => {
            Schema::common().row_groups().into_iter().map(|group| beside(path, group)).collect()
        }
        _ => Vec::new(),
    };
    let mut outputs = vec![args.output.as_deref(), args.lineage.as_deref(), args.reading.log.path()];
    outputs.extend(beside_it.iter().map(|path| Some(path.as_path())));
    apart(&outputs)?;
    args.reading.log.begin("convert")?;
    if args.by.is_some() {
        return partitioned(args, ui);
    }
    let inputs = args.reading.inputs()?;
    let read = Inputs::of(&inputs).and(args.reading.files_from.as_deref()).and(args.key.pseudonym_key.as_deref());
    outputs.into_iter().try_for_each(|output| read.refuse_overwriting_input(output))?;
    [args.output.as_deref(), args.lineage.as_deref()]
        .into_iter()
        .try_for_each(|path| refuse_overwriting_foreign(path, args.force))?;
    // a list of all names is not held while they are read
    drop(read);
    let output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), |path: &Path| Output::to(path))?;
    let output = output.over(args.force);
    let options = options(args, ui);
    let key = args.key.key(ui)?;
    let mut writer = Writer::begin(target, options, output)?;
    let format = writer.format();
    let log = args.reading.log.clone().by(key.as_ref());
    let reading = Reading { draft: args.draft, log, remarks: Remarks::Few, ..args.reading.clone() };
    let catalogue = reading.mappings.catalogue(ui)?;
    let ready = |records: Vec<Record>| {
        if args.per == Per::Client {
            return (LineageEntries::default(), Ready::Records(records));
        }
        let made = LineageEntries::of(&records, args.lineage.is_some());
        let records = left_out(records, key.as_ref(), &catalogue);
        match &format {
            Some(format) => {
                let mut batch = Batch::for_records(records.len());
                records.iter().for_each(|record| format.format(record, &mut batch));
                (made, Ready::Lines(batch))
            }
            None => (made, Ready::Records(records)),
        }
    };
    let mut lineage = Lineage::default();
    let mut rest = Vec::new();
    let mut all = Vec::new();
    reading.run_on(&inputs, &catalogue, ui, ready, |(made, ready), said| {
        rest.extend(said.own.iter().cloned());
        made.tell(&mut lineage, key.as_ref());
        match ready {
            Ready::Lines(batch) => writer.batch(&batch),
            Ready::Records(records) if args.per == Per::Client => {
                all.extend(records);
                Ok(())
            }
            Ready::Records(records) => records.iter().try_for_each(|record| writer.record(record)),
        }
    })?;
    let rules = reading.mappings.rules(ui)?;
    let merged = clients(&all, &rules, ui);
    LineageEntries::of(&all, args.lineage.is_some()).tell(&mut lineage, key.as_ref());
    for client in left_out(merged, key.as_ref(), &catalogue) {
        match &format {
            Some(format) => {
                let mut batch = Batch::for_records(1);
                format.format(&client, &mut batch);
                writer.batch(&batch)?;
            }
            None => writer.record(&client)?,
        }
    }
    if key.is_some() {
        // what is said of a file names it
        rest.clear();
    }
    for finding in writer.end(&rest)? {
        ui.finding(&finding);
    }
    reading.log.made(args.output.as_deref())?;
    lineage.output(args.output.as_deref());
    beside_it.iter().filter(|path| path.is_file()).for_each(|path| lineage.output(Some(path)));
    args.lineage.as_deref().map_or(Ok(()), |path| lineage.write(path))
}

/// Of what records were made, for the lineage.
#[derive(Default)]
struct LineageEntries(Vec<(Source, Arc<FormHead>, Option<Arc<MadeWith>>)>);

impl LineageEntries {
    /// Each source with each of its forms once, where it is asked for.
    fn of(records: &[Record], asked: bool) -> Self {
        let mut made = Vec::new();
        for record in records.iter().filter(|_| asked) {
            let one = (record.source.clone(), Arc::clone(&record.form), record.made_with.clone());
            if made.last() != Some(&one) {
                made.push(one);
            }
        }
        Self(made)
    }

    /// Tells a source by its name and checksum, or by codes of them where persons are left out.
    fn tell(self, lineage: &mut Lineage, key: Option<&Key>) {
        for (source, form, made) in self.0 {
            let sum = if source.sha256.is_empty() { "".into() } else { file_name(&source.sha256, key) };
            lineage.source(&file_name(&source.file, key), &version(&sum, key));
            lineage.mapping(&form.id, made.as_deref().map_or("", |made| &made.mapping));
        }
    }
}

/// One record a client; what the forms show beside each other is said.
fn clients(records: &[Record], rules: &Rules, ui: &mut Ui) -> Vec<Record> {
    let mut across = across::Batch::default();
    records.iter().for_each(|record| across.see(record));
    across.end(rules).iter().for_each(|finding| ui.finding(finding));
    let clients = crate::dossier::clients::clients(records);
    let merged = |members: &Vec<usize>| Dossier::new(members.iter().map(|n| &records[*n]).collect()).merged();
    clients.members.iter().map(merged).collect()
}

/// Reads many files into parts by body, and says how much was new.
fn partitioned(args: &Args, ui: &mut Ui) -> Result<()> {
    let folder = args.output.as_deref().context("`--by` writes into the folder that `-o` names")?;
    let key = args.key.key(ui)?;
    let log = args.reading.log.clone().by(key.as_ref());
    let reading = Reading { draft: args.draft, log, remarks: Remarks::Few, ..args.reading.clone() };
    let options = options(args, ui);
    let run = Partitioned {
        folder,
        reading: &reading,
        target: args.to.unwrap_or_default(),
        options,
        parts: args.parts,
        again: args.again,
        force: args.force,
        key,
        lineage_file: args.lineage.as_deref(),
    };
    let catalogue = reading.mappings.catalogue(ui)?;
    let made = run.run(&catalogue, ui)?;
    if let Some(path) = args.lineage.as_deref() {
        run.lineage()?.write(path)?;
    }
    say_parts(made, folder, ui);
    Ok(())
}

/// What a run into parts made, left and removed.
fn say_parts(made: PartCounts, folder: &Path, ui: &mut Ui) {
    if made.gone > 0 {
        ui.note(&match (ui.lang(), made.gone) {
            (Lang::Nl, 1) => "1 bron van een eerdere keer is er niet meer; haar records zijn verwijderd".to_owned(),
            (Lang::Nl, gone) => {
                format!("{gone} bronnen van een eerdere keer zijn er niet meer; hun records zijn verwijderd")
            }
            (Lang::En, 1) => "1 source of before is gone, and its records are removed".to_owned(),
            (Lang::En, gone) => format!("{gone} sources of before are gone, and their records are removed"),
        });
    }
    if made.taken_away > 0 {
        ui.note(&match ui.lang() {
            Lang::Nl => {
                format!("{} delen van een andere verdeling of in een ander formaat verwijderd", made.taken_away)
            }
            Lang::En => format!("{} parts of another deal or in another format removed", made.taken_away),
        });
    }
    ui.note(&match ui.lang() {
        Lang::Nl => {
            let of = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
            let (made_parts, before) = (of(made.parts, "deel", "delen"), of(made.skipped, "was", "waren"));
            let not_read = match made.not_read {
                0 => String::new(),
                count => format!("; {} niet gelezen", of(count, "bestand", "bestanden")),
            };
            format!("{made_parts} gemaakt, {before} al klaar, in `{}`{not_read}", folder.display())
        }
        Lang::En => {
            let not_read = match made.not_read {
                0 => String::new(),
                1 => "; 1 file not read".to_owned(),
                count => format!("; {count} files not read"),
            };
            let (parts, skipped) = (made.parts, made.skipped);
            format!("{parts} parts made, {skipped} were done already, in `{}`{not_read}", folder.display())
        }
    });
}
