//! The blanks that come with a mapping: plain names of files in its own folder.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::document::cells::model::{Document, Format};
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::mapping::mapping_file::{BUILT_IN, Origin};
use crate::mapping::read::relabelled::label_of;
use crate::mapping::spec::blank_labels::{BlankLabels, BlankTexts, Pairs};
use crate::mapping::spec::form_spec::Mapping;
use crate::text::label;
use crate::text::normalize::{fold, fold_label};

/// The bytes of a blank of the mapping with this id.
pub(super) fn bytes(id: &str, origin: &Origin, name: &str) -> Result<Vec<u8>> {
    let bytes = match origin {
        Origin::BuiltIn => {
            let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
            let file = BUILT_IN.get_file(format!("{folder}/{name}"));
            file.with_context(|| format!("the blank `{name}` of `{id}` is missing"))?.contents().to_vec()
        }
        Origin::File(path) => {
            let path = path.with_file_name(name);
            let doing = || format!("cannot read the blank `{}`", path.display());
            // A link that leads elsewhere would let a mapping open any file.
            let real = path.canonicalize().with_context(doing)?;
            let folder = path.parent().unwrap_or(Path::new(".")).canonicalize().with_context(doing)?;
            if real.parent() != Some(&folder) {
                bail!("the blank `{}` leads out of the mapping's own folder", path.display());
            }
            std::fs::read(&real).with_context(doing)?
        }
    };
    Ok(bytes)
}

/// What the blanks print as labels beside each other, read when it is first asked. A blank that cannot be read tells
/// nothing here; that is said where it is filled.
pub(super) fn labels(mapping: &Mapping, origin: &Origin) -> BlankLabels {
    let (id, names, origin) = (mapping.head.id.clone(), mapping.about.blank.clone(), origin.clone());
    BlankLabels::read_by(move || {
        let opened = |name: &String| {
            let source = Source::bytes(name, bytes(&id, &origin, name).ok()?);
            crate::document::read(&source, &Limits::default(), &Sandbox::in_process()).ok()
        };
        let mut texts = BlankTexts::default();
        for blank in names.iter().filter_map(opened) {
            texts.pairs.extend(beside_each_other(&blank));
            texts.whole.extend(whole_texts(&blank).map(fold));
            texts.by_name.extend(labels_by_name(&blank));
        }
        texts
    })
}

fn whole_texts(blank: &Document) -> impl Iterator<Item = &str> {
    blank.sheets.iter().flat_map(|sheet| &sheet.cells).filter_map(|cell| cell.content.as_text())
}

/// What a web form prints beside each of its answers, by the names of the answer.
fn labels_by_name(blank: &Document) -> impl Iterator<Item = (String, String)> + '_ {
    let sheets = blank.sheets.iter().filter(|_| blank.format == Format::Json);
    let named = sheets.flat_map(|sheet| sheet.named.iter().map(move |named| (sheet, named)));
    named.flat_map(|(sheet, named)| {
        let label = label_of(sheet, named.spot);
        named.names.iter().filter_map(move |name| Some((name.to_string(), label.clone()?)))
    })
}

/// The labels of each text, each with every one before it.
fn beside_each_other(blank: &Document) -> Pairs {
    let mut pairs = Pairs::default();
    for text in whole_texts(blank) {
        let mut all: Vec<_> = label::all(text).collect();
        all.sort_by_key(|found| found.label.start);
        let folded: Vec<String> = all.iter().map(|found| fold_label(&text[found.label.clone()])).collect();
        for (n, later) in folded.iter().enumerate() {
            pairs.extend(folded[..n].iter().map(|before| (before.clone(), later.clone())));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::cells::model::{Cell, Grid, Sheet};
    use crate::text::content::Content;

    #[test]
    fn labels_of_one_text_are_paired_in_their_order() {
        let mut sheet = Sheet::new("tekst", Grid::Flow);
        sheet.cells.push(Cell::new(0, 0, Content::Text("Naam: ____\tParaaf: ____\nDatum:".into())));
        let blank = Document { format: Format::Docx, sheets: vec![sheet], findings: Vec::new() };
        let pairs = beside_each_other(&blank);
        let pair = |before: &str, label: &str| pairs.contains(&(before.to_owned(), label.to_owned()));
        assert!(pair("naam", "paraaf") && pair("naam", "datum") && pair("paraaf", "datum"));
        assert!(!pair("paraaf", "naam"));
    }
}
