//! How the newer form is told from the old one: by what it alone prints, else by what it prints no more.

use std::collections::HashSet;

use crate::document::cells::model::Document;
use crate::mapping::locate::label_index::LabelIndex;
use crate::mapping::spec::form_spec::{Mapping, Per};
use crate::suggest::draft::line::quoted;
use crate::suggest::draft::mapping_head::MappingHead;
use crate::text::normalize::{fold, fold_label};

use super::change::Change;
use super::mapping_text::{set, unset};
use super::mapping_update::MappingUpdate;

/// How many phrases of its own tell a form.
const OWN: usize = 3;

/// Longer texts are no phrases.
const LONGEST_PHRASE: usize = 100;

/// The title and the version, as the new form prints them.
pub(super) fn head(work: &mut MappingUpdate<'_>, about: &MappingHead) {
    let printed = LabelIndex::of(work.new.document);
    let own = &work.mapping;
    let (title, version) = (own.about.title.clone(), own.head.version.clone());
    let mut news: Vec<(&'static str, String, String)> = Vec::new();
    let kept = printed.phrases().contains(&fold(&title)) || fold(&title).is_empty();
    if let Some(new) = new_title(work, about).filter(|new| !kept && fold(new) != fold(&title)) {
        news.push(("title", title, new));
    }
    if let Some(new) = new_version(work, about).filter(|new| fold(new) != fold(&version)) {
        news.push(("version", version, new));
    }
    for (key, old, new) in news {
        if let Some(text) = set(&work.text, &["form", key], &quoted(&new)) {
            work.text = text;
            work.changes.insert(0, Change::Head { key, old, new });
        }
    }
}

/// The title that the new form prints: the first heading that the old one did not have.
fn new_title(work: &MappingUpdate<'_>, about: &MappingHead) -> Option<String> {
    let before = work.old.map(|old| LabelIndex::of(old.document));
    let renamed =
        |text: &str| work.changes.iter().any(|change| matches!(change, Change::Heading { new, .. } if new == text));
    let fresh = |text: &String| {
        let folded = fold(text);
        let stood = before.as_ref().is_some_and(|old| old.phrases().contains(&folded));
        !folded.is_empty() && !stood && !renamed(text)
    };
    std::iter::once(about.title.clone()).chain(work.new.printed_form.known_headings()).find(fresh)
}

/// The version that the new form prints: behind the word, or where the old one stood in the same words.
fn new_version(work: &MappingUpdate<'_>, about: &MappingHead) -> Option<String> {
    if about.version != "onbekend" {
        return Some(about.version.clone());
    }
    let old = &work.mapping.head.version;
    let before = work.old?.document;
    let around = texts(before).find_map(|text| text.split_once(old.as_str()))?;
    let same = |text: &'_ str| -> Option<String> {
        let inner = text.strip_prefix(around.0)?.strip_suffix(around.1)?;
        Some(inner.trim().to_owned())
    };
    let digits = |text: &String| text.len() < 24 && text.chars().any(|c| c.is_ascii_digit());
    texts(work.new.document).filter_map(same).find(digits)
}

fn texts(document: &Document) -> impl Iterator<Item = &str> {
    document.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text())
}

/// Writes `[recognise]`: the phrases that stand on the new form, with some that the old one does not print, and more of
/// them than any other mapping that fits has.
pub(super) fn renew(work: &mut MappingUpdate<'_>, rival: usize) -> bool {
    let printed = LabelIndex::of(work.new.document);
    let before = work.old.map(|old| LabelIndex::of(old.document));
    let now = printed.phrases();
    let stands = |text: &str| !fold(text).is_empty() && now.contains(&fold(text));
    let stood = |text: &str| match &before {
        Some(before) => before.phrases().contains(&fold(text)),
        None => names(&work.mapping, text),
    };
    let kept: Vec<String> =
        work.mapping.recognise.printed.iter().map(|own| own.text.clone()).filter(|text| stands(text)).collect();
    let mut seen: HashSet<String> = kept.iter().map(|text| fold(text)).collect();
    let fresh: Vec<String> = candidates(work)
        .into_iter()
        .filter(|text| text.len() <= LONGEST_PHRASE && stands(text) && !stood(text) && seen.insert(fold(text)))
        .collect();
    let needed = OWN.max((rival + 1).saturating_sub(kept.len()));
    let phrases: Vec<String> = kept.iter().cloned().chain(fresh.iter().take(needed).cloned()).collect();
    let mut absent: Vec<String> =
        work.mapping.recognise.absent.iter().map(|own| own.text.clone()).filter(|text| !stands(text)).collect();
    if fresh.is_empty() {
        let gone = left(work).into_iter().filter(|text| !stands(text) && stood(text));
        absent.extend(gone.take(OWN));
    }
    if phrases.is_empty() || fresh.is_empty() && absent.is_empty() {
        return false;
    }
    let list = |texts: &[String]| format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "));
    let text = set(&work.text, &["recognise", "printed"], &list(&phrases)).unwrap_or_else(|| work.text.clone());
    work.text = if absent.is_empty() {
        unset(&text, &["recognise", "absent"])
    } else {
        set(&text, &["recognise", "absent"], &list(&absent)).unwrap_or(text)
    };
    true
}

/// Whether the old mapping names a text, where its blank is not there to ask.
fn names(mapping: &Mapping, text: &str) -> bool {
    let folded = fold(text);
    mapping.declares(&fold_label(text))
        || mapping.is_fixed(&folded)
        || mapping.title_folded.contains(&folded)
        || mapping.recognise.printed.iter().any(|own| own.folded.contains(&folded))
}

/// What may tell the new form, the best first.
fn candidates(work: &MappingUpdate<'_>) -> Vec<String> {
    let mut all = Vec::new();
    let per_row = work.mapping.per == Per::Row;
    for change in &work.changes {
        match change {
            Change::Head { key: "version", new, .. } if !per_row => all.extend(version_phrase(work.new.document, new)),
            Change::Head { new, .. } | Change::Heading { new, .. } if !per_row => all.push(new.clone()),
            _ => {}
        }
    }
    all.extend(work.changes.iter().filter_map(|change| match change {
        Change::Reworded { new, .. } => Some(new.clone()),
        Change::New { label, .. } => Some(label.clone()),
        Change::Unplaced { label, .. } if !per_row => Some(label.clone()),
        _ => None,
    }));
    if !per_row && !work.new.printed_form.filled && work.old.is_some() {
        all.extend(work.new.printed_form.known_headings());
        all.extend(work.new.printed_form.fixed.iter().map(|(_, text)| text.clone()));
    }
    all
}

/// What the old form printed and the new one may not.
fn left(work: &MappingUpdate<'_>) -> Vec<String> {
    let changes = work.changes.iter().filter_map(|change| match change {
        Change::Head { key: "title", old, .. } | Change::Heading { old, .. } | Change::Reworded { old, .. } => {
            Some(old.clone())
        }
        Change::Gone { label, .. } => Some(label.clone()),
        _ => None,
    });
    let own = work.mapping.recognise.printed.iter().map(|phrase| phrase.text.clone());
    let old = work.old.into_iter().flat_map(|old| old.placed).map(|placed| placed.asked.text.clone());
    changes.chain(own).chain(old).filter(|text| !fold(text).is_empty()).collect()
}

/// The version with the word before it, as it is printed: `Versie 2026.1`.
fn version_phrase(document: &Document, version: &str) -> Option<String> {
    let found = texts(document).filter(|text| text.len() < 400).find_map(|text| Some((text, text.find(version)?)))?;
    let (text, at) = found;
    let word =
        text[..at].to_lowercase().rfind("versie").filter(|begin| at - begin < 12 && text.is_char_boundary(*begin));
    Some(text[word.unwrap_or(at)..at + version.len()].to_owned())
}
