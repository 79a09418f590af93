//! Which of the blanks that come with a mapping is filled in.

use anyhow::{Result, bail};

use crate::mapping::catalogue::{Catalogue, CatalogueEntry};

/// The formats that are filled in place.
const FILLED: [&str; 6] = ["xlsx", "xlsm", "ods", "docx", "docm", "pdf"];

/// The name and the bytes of the blank in the format asked for; else of the first in a format that can be filled.
pub fn of(catalogue: &Catalogue, known: &CatalogueEntry, to: Option<&str>) -> Result<(String, Vec<u8>)> {
    let blanks = catalogue.blanks(known)?;
    let id = &known.mapping.head.id;
    let known = blanks.iter().map(|(name, _)| ending(name).to_owned()).collect::<Vec<_>>().join("`, `");
    let wanted = |name: &str| match to {
        Some(to) => ending(name).eq_ignore_ascii_case(to.trim_start_matches('.')),
        None => FILLED.contains(&ending(name)),
    };
    // Without a blank that can be filled the first one tells, when it is read, what is in the way.
    let first = blanks.iter().position(|(name, _)| wanted(name)).or_else(|| to.is_none().then_some(0));
    match first.and_then(|first| blanks.into_iter().nth(first)) {
        Some(blank) => Ok(blank),
        None if known.is_empty() => bail!("no blank comes with `{id}`; give your own with `--blank`"),
        None => bail!("`{id}` comes as `{known}`; give your own blank with `--blank`"),
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}
