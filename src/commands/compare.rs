//! `eenvorm compare`: what each form asks, in which words, under which rules.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::commands::reading::{Inputs, Mappings, Reading, summary};
use crate::compare::comparison::{Comparison, compare};
use crate::compare::practice::{Gathered, Practice};
use crate::compare::ruled::{Ruled, ruled};
use crate::compare::shown::sections;
use crate::compare::{csv, page, xlsx};
use crate::mapping::catalogue::Catalogue;
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::report::template::Shape;
use crate::rules::person::{CoachingYear, Given, Person, WorkHours};
use crate::rules::ruling::Ruling;
use crate::ui::Ui;

/// Lay forms side by side: what each asks, in which words, under which rules
#[derive(clap::Args)]
pub struct Args {
    /// The forms to compare, as `eenvorm forms` names them [default: all but the standard form]
    #[arg(value_name = "FORM")]
    forms: Vec<String>,
    /// The forms of these bodies only: CBS codes, `uwv`, or names, with commas between
    #[arg(long, value_name = "BODY", value_delimiter = ',')]
    body: Vec<String>,
    #[command(flatten)]
    mappings: Mappings,
    /// As what [default: by the name of the output, else Markdown]
    #[arg(long, value_enum)]
    to: Option<To>,
    /// The comparison: `vergelijking.html`, `.md`, `.csv` (several files), `.xlsx` or `.json`; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The day of the comparison, against which rules and tariffs count [default: today]
    #[arg(long, value_name = "DATE")]
    datum: Option<Date>,
    /// Add what was really filled in: forms or records, without any person in it
    #[arg(long, value_name = "PATH", num_args = 1..)]
    records: Vec<PathBuf>,
    /// Lay the rules of bodies side by side too
    #[arg(long)]
    rules: bool,
    /// For whom the rules are counted: contract hours a week
    #[arg(long, value_name = "HOURS", requires = "rules")]
    uren: Option<Decimal>,
    /// The year of coaching at this employer
    #[arg(long, value_name = "N", requires = "rules", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=50))]
    jaar: i64,
    /// The regime: `licht`, `midden`, … [default: the body's own]
    #[arg(long, value_name = "REGIME", requires = "rules")]
    regime: Option<String>,
    /// Weeks of work in a year, for rules and records that name none: 48 or 52; without it they give no figure
    #[arg(long, value_name = "WEEKS")]
    weken: Option<Decimal>,
    /// Euros per hour, for rules that give amounts and no rate; such figures are indicative
    #[arg(long, value_name = "EUROS", requires = "rules")]
    tarief: Option<Decimal>,
    /// Months of the period, for rules that name none
    #[arg(long, value_name = "N", requires = "rules")]
    maanden: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    Html,
    Md,
    Csv,
    Xlsx,
    Json,
}

/// Compares and writes.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let to = to(args)?;
    let catalogue = args.mappings.catalogue(ui)?;
    let chosen = chosen(args, &catalogue)?;
    let date = args.datum.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let standard = catalogue.all().map(|known| &known.mapping).find(|mapping| is_standard(mapping));
    let mut comparison = compare(&chosen, standard);
    if args.rules {
        comparison.rules = Some(rules(args, date, ui)?);
    }
    if !args.records.is_empty() {
        Inputs::behind(&args.records)?.spare(args.output.as_deref())?;
        comparison.practice = Some(practice(args, &catalogue, ui)?);
    }
    let output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    write(&comparison, to, date, output)
}

fn write(comparison: &Comparison, to: To, date: Date, mut output: Output) -> Result<()> {
    let sections = sections(comparison);
    let text = match to {
        To::Csv => return csv::write(&sections, output),
        To::Xlsx => return xlsx::write(&sections, output),
        To::Json => serde_json::to_string_pretty(comparison)? + "\n",
        To::Html => page::render(&sections, comparison.forms.len(), date, Shape::Html)?,
        To::Md => page::render(&sections, comparison.forms.len(), date, Shape::Markdown)?,
    };
    output.write_all(text.as_bytes()).context("cannot write the comparison")?;
    output.finish()
}

/// The rules of the bodies that are named, or of all.
fn rules(args: &Args, date: Date, ui: &mut Ui) -> Result<Ruled> {
    let person = Person {
        work: args.uren.map(WorkHours::PerWeek),
        year: CoachingYear::from_number(args.jaar).unwrap_or_default(),
        regime: args.regime.clone(),
        months: args.maanden,
    };
    let given = Given { date, weeks: args.weken, tariff: args.tarief };
    let wanted = |ruling: &Ruling| {
        let codes = || ruling.gemeenten.iter().chain([&ruling.body]);
        args.body.is_empty() || args.body.iter().any(|body| codes().any(|code| code.eq_ignore_ascii_case(body.trim())))
    };
    Ok(ruled(&args.mappings.rules(ui)?, wanted, &person, &given))
}

/// What the records show, counted while they pass.
fn practice(args: &Args, catalogue: &Catalogue, ui: &mut Ui) -> Result<Practice> {
    let mappings = Mappings { folders: args.mappings.folders.clone() };
    let reading = Reading {
        paths: args.records.clone(),
        files_from: None,
        shard: None,
        form: None,
        mappings,
        jobs: None,
        draft: false,
        beside: &[],
        in_the_output: false,
    };
    let mut gathered = Gathered::new(args.weken, catalogue.all().map(|known| known.mapping.head.body.clone()));
    let counts = reading.run(
        catalogue,
        ui,
        |records| records,
        |records, _| {
            records.iter().for_each(|record| gathered.see(record));
            Ok(())
        },
    )?;
    ui.note(&summary(counts, ui.lang()));
    Ok(gathered.practice())
}

/// What is asked for, else what the name of the output tells.
fn to(args: &Args) -> Result<To> {
    let Some(path) = args.output.as_deref() else { return Ok(args.to.unwrap_or(To::Md)) };
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let told = To::from_str(&extension, true).ok();
    args.to.or(told).with_context(|| {
        let shown = Path::display(path);
        format!("`{shown}` tells no kind of comparison: name it `.html`, `.md`, `.csv`, `.xlsx` or `.json`")
    })
}

/// The forms that are named, those of the bodies that are named, or all but the standard, which is no body's form.
fn chosen(args: &Args, catalogue: &Catalogue) -> Result<Vec<Arc<Mapping>>> {
    if args.forms.is_empty() && args.body.is_empty() {
        let of_bodies = catalogue.all().map(|known| &known.mapping).filter(|mapping| !is_standard(mapping));
        return Ok(of_bodies.cloned().collect());
    }
    let mut chosen: Vec<Arc<Mapping>> = Vec::new();
    for id in &args.forms {
        chosen.push(Arc::clone(&catalogue.named(id)?.mapping));
    }
    for body in &args.body {
        let of_body: Vec<Arc<Mapping>> =
            catalogue.all().map(|known| &known.mapping).filter(|mapping| is_of(mapping, body)).cloned().collect();
        if of_body.is_empty() {
            bail!("`{body}` has no known form; `eenvorm forms --to json` lists the bodies");
        }
        chosen.extend(of_body);
    }
    let mut seen = std::collections::HashSet::new();
    chosen.retain(|mapping| seen.insert(Arc::clone(&mapping.head.id)));
    Ok(chosen)
}

fn is_standard(mapping: &Mapping) -> bool {
    mapping.head.body == "standaard"
}

/// Whether a form is of a body, by its code or as its forms are named, or of a region that the body belongs to.
fn is_of(mapping: &Mapping, body: &str) -> bool {
    let codes = mapping.about.gemeenten.iter().chain([&mapping.head.body]);
    let named = mapping.head.id.split_once('/').map(|(name, _)| name);
    codes.map(AsRef::as_ref).chain(named).any(|code: &str| code.eq_ignore_ascii_case(body.trim()))
}
