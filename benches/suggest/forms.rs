//! The forms, and what a person mapped on each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::Document;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::locate::question_locations::stands;
use eenvorm::mapping::spec::form_spec::{Mapping, Per};
use eenvorm::mapping::spec::mapping_line::{Column, Locator};
use eenvorm::record::schema::Schema;
use eenvorm::text::normalize::fold_label;

/// A label: its sheet, and its cell there.
pub(crate) type Label = (usize, usize);

/// What a person mapped: for each label the fields it asks.
pub(crate) type Truth = BTreeMap<Label, BTreeSet<String>>;

/// The blanks and the filled fixtures, each with the id of its form.
pub(crate) fn forms(catalogue: &Catalogue) -> Vec<(String, PathBuf)> {
    let mut forms = Vec::new();
    for known in catalogue.all() {
        let id = known.mapping.head.id.to_string();
        let folder = Path::new("fixtures").join(&id);
        let mut filled: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e != "json"))
            .collect();
        filled.sort();
        let blanks = known.mapping.about.blank.iter();
        forms.extend(blanks.map(|blank| (id.clone(), Path::new("mappings").join(&id).with_file_name(blank))));
        forms.extend(filled.into_iter().map(|path| (id.clone(), path)));
    }
    forms
}

pub(crate) fn read(path: &Path) -> Option<(Source, Document)> {
    let source = Source::open(path).ok()?;
    let document = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).ok()?;
    Some((source, document))
}

pub(crate) fn truth(document: &Document, mapping: &Mapping) -> Truth {
    let schema = Schema::common();
    let mut truth = Truth::new();
    let mut first = document.clone();
    if mapping.per == Per::Sheet {
        // a client a sheet: one of them stands for all
        let fits =
            |s: &usize| mapping.fits(&Document { sheets: vec![document.sheets[*s].clone()], ..document.clone() });
        let keep = (0..document.sheets.len()).find(fits).unwrap_or(0);
        (0..first.sheets.len()).filter(|s| *s != keep).for_each(|s| first.sheets[s].cells.clear());
    }
    for stand in stands(&first, mapping).0 {
        truth.entry(stand.label).or_default().insert(schema.field(stand.target.field).id.clone());
    }
    if mapping.per == Per::Row {
        for (c, cell) in document.sheets[0].cells.iter().enumerate() {
            let folded = fold_label(&cell.content.shown());
            let named = mapping.lines.iter().filter(
                |line| matches!(&line.by, Locator::Column(Column::Heading(w)) if w.iter().any(|w| w.folded == folded)),
            );
            for line in named.filter(|_| cell.spot.row == document.sheets[0].cells[0].spot.row) {
                let ids = line.targets().into_iter().map(|target| schema.field(target.field).id.clone());
                truth.entry((0, c)).or_default().extend(ids);
            }
        }
    }
    truth
}
