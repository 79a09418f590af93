//! A mapping and its blanks that a run made, sealed with their checksums: what somebody changed since then is not
//! written over unasked.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::document::file::source::Source;

/// How the line begins in which the checksums stand, the last of the mapping.
const SEAL: &str = "# eenvorm: ";

/// Digits of a checksum that are kept.
const DIGITS: usize = 16;

/// The text of a mapping with the checksums of itself and of the blanks beside it.
pub(in crate::commands) fn with_seal(text: &str, folder: &Path, blanks: &[String]) -> Result<String> {
    let mut sums = vec![sum(text.as_bytes())];
    for name in blanks {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?;
        sums.push(format!("{name} {}", sum(&bytes)));
    }
    Ok(format!("{text}{SEAL}{}\n", sums.join(", ")))
}

/// The first file among a mapping and its blanks that is there and is not as it was made.
pub(in crate::commands) fn changed(mapping: &Path, blanks: &[String]) -> Option<PathBuf> {
    let text = std::fs::read_to_string(mapping).unwrap_or_default();
    let last = text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    let (body, last) = text.split_at(last);
    let seal = last.strip_prefix(SEAL).unwrap_or_default();
    let mut sums = seal.trim_end().split(", ");
    let own = sums.next().unwrap_or_default();
    if mapping.exists() && own != sum(body.as_bytes()) {
        return Some(mapping.to_owned());
    }
    let known: Vec<(&str, &str)> = sums.filter_map(|sum| sum.rsplit_once(' ')).collect();
    let folder = mapping.parent().unwrap_or(Path::new("."));
    blanks.iter().find_map(|name| {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).ok()?;
        let sum = sum(&bytes);
        let same = known.iter().any(|(known, own)| known == name && *own == sum);
        (!same).then_some(path)
    })
}

fn sum(bytes: &[u8]) -> String {
    let sum = Source::bytes("", bytes).sha256().unwrap_or_default();
    sum.chars().take(DIGITS).collect()
}
