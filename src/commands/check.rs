//! `eenvorm check`: findings on forms, records and mapping files, and nothing else.

use std::path::Path;

use anyhow::{Context, Result};

use crate::checks::across;
use crate::commands::run::counts::summary;
use crate::commands::run::reading::Reading;
use crate::commands::user::blanks;
use crate::mapping::mapping_file::sibling_lists;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::parse;
use crate::rules;
use crate::spec_toml::diagnostic::shown;
use crate::ui::Ui;

/// Check forms, records or mapping files
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  eenvorm check FOLDER                   what is missing or contradicts on the forms in a folder
  eenvorm check mijn-gemeente/plan.toml  whether a mapping is right")]
pub struct Args {
    #[command(flatten)]
    reading: Reading,
}

/// Checks and says what was found.
pub fn run(args: &Args, ui: &mut Ui) -> Result<()> {
    let is_mapping = |path: &Path| path.extension().is_some_and(|e| e == "toml");
    let (mappings, paths): (Vec<_>, Vec<_>) = args.reading.paths.iter().cloned().partition(|path| is_mapping(path));
    for path in &mappings {
        mapping_file(path, ui)?;
    }
    if paths.is_empty() && args.reading.files_from.is_none() {
        return Ok(());
    }
    let reading = Reading { paths, ..args.reading.clone() };
    let catalogue = reading.mappings.catalogue(ui)?;
    reading.log.begin("check")?;
    let rules = reading.mappings.rules(ui)?;
    let mut across = across::Batch::default();
    let counts = reading.run(
        &catalogue,
        ui,
        |records| records,
        |records, _| {
            records.iter().for_each(|record| across.see(record));
            Ok(())
        },
    )?;
    across.end(&rules).iter().for_each(|finding| ui.finding(finding));
    ui.note(&summary(counts, ui.lang()));
    Ok(())
}

/// Says what does not agree between a mapping and the blanks beside it.
fn beside(path: &Path, mapping: &Mapping, ui: &mut Ui) {
    for name in &mapping.about.blank {
        let blank = path.with_file_name(name);
        let Ok(bytes) = std::fs::read(&blank) else { continue };
        let found = blanks::findings(&blank.display().to_string(), &bytes, mapping);
        found.iter().for_each(|finding| ui.finding(finding));
    }
}

/// Says all that is wrong with a mapping file or a file of rules.
fn mapping_file(path: &Path, ui: &mut Ui) -> Result<()> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read the mapping file `{name}`"))?;
    let read = if rules::read::is_ruling(&text) {
        rules::read::ruling(&name, &text).map(drop)
    } else {
        parse::mapping(&name, &text, &sibling_lists(path)?).map(|mapping| beside(path, &mapping, ui))
    };
    let Err(flaws) = read else { return Ok(()) };
    ui.flaws(&shown(&flaws, &name, &text), flaws.len());
    Ok(())
}
