//! A mapping, its blanks and the pages that a run made, sealed with their checksums: what somebody changed since then is
//! not written over unasked.

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

/// How the comment begins and ends in which the checksum of a page stands, its last line.
const PAGE_SEAL: (&str, &str) = ("<!-- eenvorm: ", " -->");

/// A page with the checksum of itself.
pub(in crate::commands) fn with_page_seal(page: &str) -> String {
    let page = format!("{}\n", page.trim_end_matches('\n'));
    format!("{page}{}{}{}\n", PAGE_SEAL.0, sum(page.as_bytes()), PAGE_SEAL.1)
}

/// Whether a page is there and is not as a run made it.
pub(in crate::commands) fn page_changed(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return path.exists() };
    let whole = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
    let last = whole.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (page, line) = bytes.split_at(last);
    let sealed = std::str::from_utf8(line).ok().map(|line| line.trim_end_matches('\n'));
    let sealed = sealed.and_then(|line| line.strip_prefix(PAGE_SEAL.0)?.strip_suffix(PAGE_SEAL.1));
    sealed != Some(sum(page).as_str())
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

#[cfg(test)]
mod tests {
    use super::{page_changed, with_page_seal};

    #[test]
    fn a_page_is_as_it_was_made_until_a_letter_of_it_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("page.html");
        assert!(!page_changed(&path), "there is none");
        let page = with_page_seal("<h1>Plan</h1>\n<p>Wat dit betekent</p>\n");
        std::fs::write(&path, &page).expect("written");
        assert!(!page_changed(&path));
        for edited in [page.replace("Plan", "Ons plan"), page.replace("<!--", "<!- -"), String::new()] {
            std::fs::write(&path, edited).expect("written");
            assert!(page_changed(&path));
        }
    }
}
