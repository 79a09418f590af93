//! Fills a Word document: finds the place of each edit, and changes only what stands there.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::document::cells::model::Edit;
use crate::document::docx::data_binding::Stores;
use crate::document::docx::fill_answer::{self, Kept};
use crate::document::docx::fill_text::Sheet;
use crate::document::docx::flow::within;
use crate::document::docx::inline::gather;
use crate::document::docx::parts::{self, Part};
use crate::document::docx::read::{DocumentPart, laid_out, stores};
use crate::document::docx::targets::{Target, apart, hosts};
use crate::document::docx::{limits, rows};
use crate::document::file::package::Package;
use crate::document::filling::filled_file::FilledFile;
use crate::document::xml::patch::Splices;
use crate::document::xml::tree::NodeId;
use crate::finding::Finding;
use crate::text::place::Place;

/// The most rows that are added to one table at once.
const MOST_ROWS: usize = 1000;

/// The document with the edits made, and what could not be done.
pub(super) fn fill(bytes: &[u8], edits: &[Edit]) -> Result<FilledFile, Finding> {
    let mut package = Package::text_document(bytes)?;
    let mut parts = parts::load(&mut package)?;
    let before: Vec<String> = parts.iter().map(|p| p.text.clone()).collect();
    let mut stores = stores(&mut package, &parts)?;
    let mut findings = Vec::new();
    let mut waiting: Vec<&Edit> = edits.iter().collect();
    // Every pass makes an edit or adds the rows for one, so twice as many passes as edits are enough.
    for _ in 0..2 * edits.len() {
        waiting = pass(&mut parts, &mut stores, waiting, &mut findings)?;
        if waiting.is_empty() {
            break;
        }
    }
    findings.extend(waiting.iter().map(|edit| Finding::new("place-not-found").place(edit.place.clone())));
    let changed = parts.into_iter().zip(before).filter(|(part, before)| part.text != *before);
    let mut changed: BTreeMap<String, String> = changed.map(|(part, _)| (part.name, part.text)).collect();
    changed.extend(stores.changed());
    if !changed.is_empty() && package.names().any(|name| name.starts_with("_xmlsignatures/")) {
        findings.push(Finding::new("signature-broken"));
    }
    Ok(FilledFile { bytes: package.patched_texts(changed)?, findings })
}

/// Makes all edits that do not meet at one place; gives back those that have to wait.
fn pass<'e>(
    parts: &mut [Part],
    stores: &mut Stores,
    edits: Vec<&'e Edit>,
    findings: &mut Vec<Finding>,
) -> Result<Vec<&'e Edit>, Finding> {
    let laid_out = laid_out(parts, stores)?;
    let mut pass = EditPass::new(&laid_out, stores);
    let mut later = Vec::new();
    for edit in edits {
        match pass.make(edit) {
            Ok(true) => {}
            Ok(false) => later.push(edit),
            Err(finding) => findings.push(finding.place(edit.place.clone())),
        }
    }
    let EditPass { patches, kept, .. } = pass;
    let texts: Vec<Option<String>> = patches
        .into_iter()
        .zip(&laid_out)
        .map(|(patch, laid_part)| (!patch.is_empty()).then(|| patch.apply(laid_part.tree.source)))
        .collect();
    drop(laid_out);
    for (part, text) in parts.iter_mut().zip(texts) {
        part.text = text.unwrap_or(std::mem::take(&mut part.text));
    }
    for (binding, value) in kept {
        stores.put(&binding, &value);
    }
    Ok(later)
}

/// One pass over the edits.
struct EditPass<'r, 'x> {
    laid_out: &'r [DocumentPart<'x>],
    stores: &'r Stores,
    targets: HashMap<Place, Vec<Target>>,
    patches: Vec<Splices>,
    touched: HashSet<(usize, NodeId)>,
    /// Tables that get rows in this pass.
    grown: HashSet<(usize, NodeId)>,
    kept: Vec<Kept>,
}

impl<'r, 'x> EditPass<'r, 'x> {
    fn new(laid_out: &'r [DocumentPart<'x>], stores: &'r Stores) -> Self {
        let targets = hosts(laid_out);
        let patches = laid_out.iter().map(|_| Splices::default()).collect();
        let (touched, grown) = (HashSet::new(), HashSet::new());
        Self { laid_out, stores, targets, patches, touched, grown, kept: Vec::new() }
    }

    /// Makes an edit; false when it has to wait for a next pass.
    fn make(&mut self, edit: &Edit) -> Result<bool, Finding> {
        let (place, label) = apart(&edit.place);
        let Some(targets) = self.targets.get(&place).cloned() else { return self.grow(&place) };
        if targets.iter().any(|t| self.touched.contains(&(t.part, t.host))) {
            return Ok(false);
        }
        let mut done = Ok(true);
        for target in targets {
            self.touched.insert((target.part, target.host));
            let change = self.change(target, label.as_deref(), edit);
            done = done.and(change.map(|()| true));
        }
        done
    }

    fn change(&mut self, target: Target, label: Option<&str>, edit: &Edit) -> Result<(), Finding> {
        let tree = &self.laid_out[target.part].tree;
        if limits::is_locked(tree, target.host) {
            return Err(Finding::new("field-locked"));
        }
        let lines = gather(tree, self.stores, target.host);
        let patch = &mut self.patches[target.part];
        if let (Some(shown), None) = (target.answer.and_then(|i| lines.shown.get(i)), label) {
            return fill_answer::set(tree, &shown.answer, &edit.content, patch, &mut self.kept);
        }
        let mut sheet = Sheet { tree, lines: &lines, patch, kept: &mut self.kept };
        match label {
            Some(label) => sheet.set_after(label, &edit.content),
            None => sheet.set(&edit.content),
        }
    }

    /// Adds the rows that a place beyond the last row of a table asks for.
    fn grow(&mut self, place: &Place) -> Result<bool, Finding> {
        let mut grows = false;
        for (part, laid_part) in self.laid_out.iter().enumerate() {
            for table in laid_part.sheets.iter().chain(&laid_part.twins).flat_map(|laid| &laid.tables) {
                let Some(&last) = table.ids.last() else { continue };
                let Some(row) = row_of(place, &table.parts, table.number) else { continue };
                let missing = row.saturating_sub(table.ids.len());
                if missing == 0 || missing > MOST_ROWS {
                    continue;
                }
                grows = true;
                if self.grown.insert((part, last)) {
                    rows::add(&laid_part.tree, self.stores, last, missing, &mut self.patches[part]);
                }
            }
        }
        if grows { Ok(false) } else { Err(Finding::new("place-not-found")) }
    }
}

/// The row that a place names in this table.
fn row_of(place: &Place, parts: &[Arc<str>], number: u32) -> Option<usize> {
    let mut inner = place;
    while let Place::Inside { place, .. } = inner {
        inner = place;
    }
    let Place::TableCell { table, row, .. } = inner else { return None };
    (*table == number && within(parts, inner.clone()) == *place).then(|| usize::try_from(*row).unwrap_or(0))
}
