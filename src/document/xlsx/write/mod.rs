//! Fills a workbook in place: only the cells that change, and what must agree with them, are written anew.

pub mod checkbox_controls;
pub mod formula_results;
pub mod opened_workbook;
pub mod patch;
pub mod precedents;
pub mod recalculation;
pub mod rich_text;
pub mod targets;
pub mod value;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::cells::model::Edit;
use crate::document::file::package::{Coded, Package};
use crate::document::filling::filled_file::FilledFile;
use crate::document::spreadsheet::edits_by_sheet::{SheetEdits, by_sheet, lay_formats};
use crate::document::xlsx::sheet::layout::Layout;
use crate::document::xlsx::sheet::tables::spare;
use crate::document::xlsx::write::checkbox_controls::{Parts, tick};
use crate::document::xlsx::write::formula_results::At;
use crate::document::xlsx::write::opened_workbook::{Opened, OpenedWorkbook};
use crate::document::xlsx::write::patch::Patch;
use crate::document::xlsx::write::rich_text::Wording;
use crate::finding::Finding;
use crate::text::place::{Place, Spot};

/// A workbook while it is filled.
struct Filling<'b> {
    book: &'b OpenedWorkbook,
    zipped: Package,
    parts: Parts,
    /// The cells that say something else now, by the position of their sheet.
    changed: Vec<At>,
    findings: Vec<Finding>,
}

impl OpenedWorkbook {
    /// The workbook with new contents for some cells; the same bytes where nothing changes.
    ///
    /// Each of `copies` is a cell whose format another one gets.
    pub fn write(&self, edits: &[Edit], copies: &[(Place, Place)]) -> Result<FilledFile, Finding> {
        let (mut sheets, findings) = by_sheet(edits);
        lay_formats(&mut sheets, copies);
        let (parts, changed) = (Parts::new(), Vec::new());
        let mut filling = Filling { book: self, zipped: self.zipped()?, parts, changed, findings };
        for (name, mut wanted) in sheets {
            let listed = &self.workbook.sheets;
            match listed.iter().position(|sheet| *sheet.name == *name && sheet.part.is_some()) {
                Some(at) => filling.sheet(at, &mut wanted)?,
                None => filling.findings.extend(wanted.nowhere()),
            }
        }
        filling.finish()
    }
}

impl Filling<'_> {
    fn sheet(&mut self, at: usize, wanted: &mut SheetEdits<'_>) -> Result<(), Finding> {
        let Some(sheet) = self.book.sheet(at, &mut self.zipped)? else { return Ok(()) };
        for area in &sheet.merged {
            wanted.to_corner(*area);
        }
        self.findings.extend(spare(&sheet.heads, wanted));
        let name = self.book.workbook.sheets[at].name.as_str().into();
        let text = &sheet.coded.text;
        let asked: Layout;
        let layout = match &sheet.layout {
            Some(layout) => layout,
            None => {
                let rows: BTreeSet<u32> = wanted.cells.keys().map(|spot| spot.row).collect();
                asked = Layout::of(text, Some(&rows))?;
                &asked
            }
        };
        let patch = Patch::new(&name, (text, layout), &self.book.shared, &self.book.controls);
        let (patch, new) = patch.apply(wanted, &mut Wording::new(&mut self.zipped, &self.book.workbook));
        self.changed.extend(patch.changed.into_iter().map(|spot| (at, spot)));
        self.findings.extend(patch.findings);
        let ticks = patch.ticks;
        if let Some(new) = new {
            self.parts.insert(sheet.part.clone(), sheet.coded.encode(new));
        }
        self.tick(&name, &ticks)
    }

    fn tick(&mut self, sheet: &str, ticks: &[(Spot, bool)]) -> Result<(), Finding> {
        for (spot, ticked) in ticks {
            for control in self.book.controls.linked_to(sheet, *spot) {
                tick(control, *ticked, &self.book.workbook, &mut self.zipped, &mut self.parts)?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<FilledFile, Finding> {
        if self.parts.is_empty() {
            let bytes = self.book.source.head(u64::MAX).map_err(|_| Finding::new("damaged"))?;
            return Ok(FilledFile { bytes: bytes.into_owned(), findings: self.findings });
        }
        if self.results()? {
            let part = &self.book.workbook.part;
            let coded = self.zipped.coded(part)?;
            self.parts.insert(part.clone(), coded.encode(recalculation::on_opening(&coded.text)));
            self.findings.push(Finding::new("totals-stale"));
        }
        if self.zipped.names().any(|name| name.starts_with("_xmlsignatures/")) {
            self.findings.push(Finding::new("signature-broken"));
        }
        Ok(FilledFile { bytes: self.zipped.patched(&self.parts)?, findings: self.findings })
    }

    /// Takes out the results of formulas that follow from what changed; whether there are such formulas.
    fn results(&mut self) -> Result<bool, Finding> {
        let mut sheets = Vec::new();
        for at in 0..self.book.workbook.sheets.len() {
            let sheet = self.book.sheet(at, &mut self.zipped)?.filter(|sheet| sheet.calculates);
            sheets.push(sheet);
        }
        if sheets.iter().all(Option::is_none) {
            return Ok(false);
        }
        let names: Vec<String> = self.book.workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let now = |part: &str| self.parts.get(part).and_then(|bytes| Coded::new(bytes.clone())).map(|coded| coded.text);
        let text = |sheet: &Arc<Opened>| now(&sheet.part).unwrap_or_else(|| sheet.coded.text.clone());
        let texts: Vec<Option<String>> = sheets.iter().map(|sheet| sheet.as_ref().map(text)).collect();
        let (new, follow) = formula_results::without(&texts, &names, &self.changed);
        for (text, sheet) in new.into_iter().zip(sheets) {
            if let (Some(text), Some(sheet)) = (text, sheet) {
                self.parts.insert(sheet.part.clone(), sheet.coded.encode(text));
            }
        }
        Ok(follow)
    }
}
