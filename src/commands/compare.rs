//! `eenvorm compare`: what each form asks, in which words, under which rules.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::commands::command_line::option_values;
use crate::commands::run::counts::summary;
use crate::commands::run::persons::{KeyFile, linked};
use crate::commands::run::reading::{Mappings, OtherPrograms, Reading, Remarks};
use crate::commands::run::run_files::{Inputs, apart, refuse_overwriting_foreign, signed};
use crate::commands::run::run_log::RunLog;
use crate::compare::compared_rules::{ComparedRules, ruled};
use crate::compare::comparison::{Comparison, compare};
use crate::compare::practice::{Gathered, Practice};
use crate::compare::shown::sections;
use crate::finding::Lang;
use crate::mapping::catalogue::Catalogue;
use crate::mapping::spec::form_spec::Mapping;
use crate::output::destination::Output;
use crate::questions::form;
use crate::record::value::gemeente;
use crate::report::writers::template::Shape;
use crate::rules::catalogue::Rules;
use crate::rules::person::{CoachingYear, Given, Person, WorkHours};
use crate::rules::ruling::Ruling;
use crate::sections::page::{self, Head};
use crate::sections::{csv, xlsx};
use crate::ui::Ui;

/// Lay forms side by side: what each asks, in which words, under which rules
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm compare --kind aanvraag -o vergelijking.html           all applications side by side
  eenvorm compare --body Utrecht,uwv -o vergelijking.html        the forms of these two
  eenvorm compare --rules --no-forms --uren 24 -o regels.xlsx    the rules, for somebody who works 24 hours")]
pub struct Args {
    /// The forms to compare, as `eenvorm forms` names them [default: all but the standard form]
    #[arg(value_name = "FORM")]
    forms: Vec<String>,
    /// The forms of these bodies only, by name with commas between: `--body Utrecht,uwv`; a CBS code such as `GM0344` will do too
    #[arg(long, value_name = "BODY", value_delimiter = ',')]
    body: Vec<String>,
    /// Forms of this kind only: aanmelding, aanvraag, vervolgaanvraag, advies, gesprek, `plan_van_aanpak`, voortgang,
    /// urenverantwoording, eindrapport or wijziging
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Compare only questions that a body is known to ask: they stand in the source of a form, or on the body's own form. What was
    /// added because it is usual does not count then
    #[arg(long)]
    sourced: bool,
    #[command(flatten)]
    mappings: Mappings,
    /// As what [default: by the name of the output, else Markdown]
    #[arg(long, value_enum)]
    to: Option<To>,
    /// The comparison: `vergelijking.html`, `.md`, `.csv` (several files), `.xlsx` or `.json`; standard output when left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that eenvorm did not make
    #[arg(short, long)]
    force: bool,
    /// The day of the comparison, against which rules and tariffs count [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    datum: Option<Date>,
    /// Add what was really filled in: forms or records, without any person in it
    #[arg(long, value_name = "PATH", num_args = 1..)]
    records: Vec<PathBuf>,
    /// With `--records`: count by the codes that the key in FILE makes, so that forms and records that were made with it count
    /// as one client where they are of one
    #[arg(long, value_name = "FILE")]
    pseudonym_key: Option<PathBuf>,
    /// Add to FILE what was read of `--records` and what was made, a JSON object a line, without any value of a form
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,
    /// Lay the rules of bodies side by side too
    #[arg(long)]
    rules: bool,
    /// Leave the forms out: the rules alone
    #[arg(long, requires = "rules", conflicts_with_all = ["forms", "kind", "sourced"])]
    no_forms: bool,
    /// Only the rules of this body, and of those that follow its rules
    #[arg(long, value_name = "BODY", requires = "rules")]
    follows: Option<String>,
    /// For whom the rules are counted: contract hours a week
    #[arg(long, value_name = "HOURS", requires = "rules", value_parser = crate::commands::number)]
    uren: Option<Decimal>,
    /// The year of coaching at this employer
    #[arg(long, value_name = "N", requires = "rules", default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=50))]
    jaar: i64,
    /// The regime: `licht`, `midden`, … [default: the body's own]
    #[arg(long, value_name = "REGIME", requires = "rules")]
    regime: Option<String>,
    /// Weeks of work in a year, for rules and records that name none: 48 or 52; without it they give no figure
    #[arg(long, value_name = "WEEKS", value_parser = crate::commands::number)]
    weken: Option<Decimal>,
    /// Euros per hour, for rules that give amounts and no rate; such figures are indicative
    #[arg(long, value_name = "EUROS", requires = "rules", value_parser = crate::commands::number)]
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
    apart(&[args.output.as_deref(), args.log.as_deref()])?;
    let log = RunLog::to(args.log.clone());
    log.begin("compare")?;
    let catalogue = args.mappings.catalogue(ui)?;
    let all_rules = if args.rules { Some(args.mappings.rules(ui)?) } else { None };
    let chosen = chosen(args, &catalogue, all_rules.as_ref())?;
    all_rules.as_ref().map_or(Ok(()), |all| words_known(args, all))?;
    let date = args.datum.unwrap_or_else(super::today);
    let standard = catalogue.all().map(|known| &known.mapping).find(|mapping| mapping.is_standard());
    let mut comparison = compare(&chosen, standard, args.sourced);
    form::form_findings(&form::compared(&chosen)).iter().for_each(|finding| ui.finding(finding));
    comparison.rules = all_rules.map(|all| rules(args, &all, date));
    if !args.records.is_empty() {
        Inputs::behind(&args.records)?.refuse_overwriting_input(args.output.as_deref())?;
        comparison.practice = Some(practice(args, &catalogue, ui)?);
    }
    refuse_overwriting_foreign(args.output.as_deref(), args.force)?;
    let output = args.output.as_deref().map_or_else(|| Ok(Output::stdout()), Output::to)?;
    write(&comparison, to, date, output)?;
    log.made(args.output.as_deref())
}

fn write(comparison: &Comparison, to: To, date: Date, mut output: Output) -> Result<()> {
    let sections = sections(comparison);
    let text = match to {
        To::Csv => return csv::write(&sections, output),
        To::Xlsx => return xlsx::write(&sections, output),
        To::Json => serde_json::to_string_pretty(comparison)? + "\n",
        To::Html => page::render(&head(comparison, date), &sections, Shape::Html)?,
        To::Md => signed(page::render(&head(comparison, date), &sections, Shape::Markdown)?, output.path()),
    };
    output.write_all(text.as_bytes()).context("cannot write the comparison")?;
    output.finish()
}

fn head(comparison: &Comparison, date: Date) -> Head<'static> {
    let rules_alone = comparison.forms.is_empty();
    let title = if rules_alone { "Regels voor jobcoaching vergeleken" } else { "Formulieren jobcoaching vergeleken" };
    Head { title, forms: comparison.forms.len(), date, measures: "docs/compare.md" }
}

/// Trouble where what is asked of the rules is a word that none of them knows.
fn words_known(args: &Args, all: &Rules) -> Result<()> {
    args.regime.as_deref().map_or(Ok(()), |regime| option_values::regime(regime, all))?;
    if let Some(followed) = &args.follows {
        option_values::ruled(followed, all, |ruling| rules_of(ruling, followed) || follows(ruling, followed))?;
    }
    // a body that has a form and no rules is shown as such
    let mut alone = args.body.iter().filter(|_| args.no_forms);
    alone.try_for_each(|body| option_values::ruled(body, all, |ruling| rules_of(ruling, body)))
}

/// Whether rules say that they follow a body.
fn follows(ruling: &Ruling, body: &str) -> bool {
    ruling.follows.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(body.trim()))
}

/// The rules of the bodies that are named, or of all.
fn rules(args: &Args, all: &Rules, date: Date) -> ComparedRules {
    let person = Person {
        work: args.uren.map(WorkHours::PerWeek),
        year: CoachingYear::from_number(args.jaar).unwrap_or_default(),
        regime: args.regime.clone(),
        months: args.maanden,
    };
    let given = Given { date, weeks: args.weken, tariff: args.tarief };
    let named = |ruling: &Ruling| args.body.is_empty() || args.body.iter().any(|body| rules_of(ruling, body));
    let wanted = |ruling: &Ruling| {
        named(ruling) && args.follows.as_ref().is_none_or(|body| rules_of(ruling, body) || follows(ruling, body))
    };
    ruled(all, wanted, &person, &given)
}

/// Whether rules are those of a body, by its code, its name or the name of its file, or of a region that it belongs to.
fn rules_of(ruling: &Ruling, body: &str) -> bool {
    let body = body.trim();
    let code = gemeente::code(body).unwrap_or(body);
    let codes = ruling.gemeenten.iter().chain([&ruling.body, &ruling.id, &ruling.name]);
    codes.map(String::as_str).any(|own| own.eq_ignore_ascii_case(code) || own.eq_ignore_ascii_case(body))
}

/// What the records show, counted while they pass.
fn practice(args: &Args, catalogue: &Catalogue, ui: &mut Ui) -> Result<Practice> {
    let key = KeyFile { pseudonym_key: args.pseudonym_key.clone() }.key(ui)?;
    let mappings = Mappings { folders: args.mappings.folders.clone() };
    let reading = Reading {
        paths: args.records.clone(),
        files_from: None,
        shard: None,
        form: None,
        mappings,
        jobs: None,
        programs: OtherPrograms::default(),
        log: RunLog::to(args.log.clone()).by(key.as_ref()),
        draft: false,
        beside: &[],
        remarks: Remarks::Counted,
    };
    let mut gathered = Gathered::new(args.weken, catalogue.all().map(|known| known.mapping.head.body.clone()));
    let counts = reading.run(
        catalogue,
        ui,
        |records| linked(records, key.as_ref()),
        |records, _| {
            records.iter().for_each(|record| gathered.see(record));
            Ok(())
        },
    )?;
    ui.note(&summary(counts, ui.lang()));
    // What is remarked of one client is not for who compares bodies.
    if let Some(remarks) = ui.counts() {
        ui.note(&match ui.lang() {
            Lang::Nl => format!("{remarks}: `eenvorm check` noemt ze, voor wie de formulieren behandelt"),
            Lang::En => format!("{remarks}: `eenvorm check` names them, for who handles the forms"),
        });
    }
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

/// The forms that are asked for, of the kind that is asked for.
fn chosen(args: &Args, catalogue: &Catalogue, rules: Option<&Rules>) -> Result<Vec<Arc<Mapping>>> {
    if args.no_forms {
        return Ok(Vec::new());
    }
    let mut chosen = named(args, catalogue, rules)?;
    let Some(kind) = args.kind.as_deref() else { return Ok(chosen) };
    let kind = option_values::kind(kind)?;
    chosen.retain(|mapping| mapping.head.kind == kind);
    if chosen.is_empty() {
        bail!("none of these forms is of the kind `{kind}`; `eenvorm forms` lists them");
    }
    Ok(chosen)
}

/// The forms that are named, those of the bodies that are named, or all but the standard, which is no body's form.
fn named(args: &Args, catalogue: &Catalogue, rules: Option<&Rules>) -> Result<Vec<Arc<Mapping>>> {
    if args.forms.is_empty() && args.body.is_empty() {
        let of_bodies = catalogue.all().map(|known| &known.mapping).filter(|mapping| !mapping.is_standard());
        return Ok(of_bodies.cloned().collect());
    }
    let mut chosen: Vec<Arc<Mapping>> = Vec::new();
    for id in &args.forms {
        chosen.push(Arc::clone(&catalogue.named(id)?.mapping));
    }
    for body in &args.body {
        let of_body: Vec<Arc<Mapping>> =
            catalogue.all().map(|known| &known.mapping).filter(|mapping| is_of(mapping, body)).cloned().collect();
        let ruled = || rules.is_some_and(|all| all.all().any(|ruling| rules_of(ruling, body)));
        if of_body.is_empty() && !ruled() {
            bail!("`{body}` has no known form; `eenvorm forms --to json` lists the bodies");
        }
        chosen.extend(of_body);
    }
    let mut seen = std::collections::HashSet::new();
    chosen.retain(|mapping| seen.insert(Arc::clone(&mapping.head.id)));
    Ok(chosen)
}

/// Whether a form is of a body, by its code or as its forms are named, or of a region that the body belongs to.
fn is_of(mapping: &Mapping, body: &str) -> bool {
    let codes = mapping.about.gemeenten.iter().chain([&mapping.head.body]);
    let named = mapping.head.id.split_once('/').map(|(name, _)| name);
    codes.map(AsRef::as_ref).chain(named).any(|code: &str| code.eq_ignore_ascii_case(body.trim()))
}
