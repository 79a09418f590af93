//! Fills a workbook in place: only the cells that change, and what must agree with them, are written anew.

use crate::document::cell::Edit;
use crate::document::limits::Limits;
use crate::document::source::Source;
use crate::document::wanted::{Wanted, by_sheet};
use crate::document::written::Written;
use crate::document::xlsx::Shared;
use crate::document::xlsx::boxes::{Parts, tick};
use crate::document::xlsx::calc;
use crate::document::xlsx::controls::Controls;
use crate::document::xlsx::patch::Patch;
use crate::document::xlsx::tables::{heads, spare};
use crate::document::xlsx::tail::Tail;
use crate::document::xlsx::wording::Wording;
use crate::document::xlsx::workbook::{Listed, Workbook};
use crate::document::zipped::Zipped;
use crate::finding::Finding;
use crate::place::Spot;

/// A workbook while it is filled.
struct Filling {
    zipped: Zipped,
    workbook: Workbook,
    shared: Shared,
    controls: Controls,
    parts: Parts,
    /// The sheet parts that were looked at, and whether they have formulas.
    seen: Vec<(String, bool)>,
    findings: Vec<Finding>,
}

/// The workbook with new contents for some cells; the same bytes where nothing changes.
pub fn write(source: &[u8], edits: &[Edit]) -> Result<Written, Finding> {
    let mut filling = Filling::open(source)?;
    let (sheets, findings) = by_sheet(edits);
    filling.findings = findings;
    for (name, mut wanted) in sheets {
        let at = filling.workbook.sheets.iter().position(|sheet| *sheet.name == *name && sheet.part.is_some());
        match at {
            Some(at) => filling.sheet(at, &mut wanted)?,
            None => filling.findings.extend(wanted.nowhere()),
        }
    }
    filling.finish(source)
}

impl Filling {
    fn open(source: &[u8]) -> Result<Self, Finding> {
        let limits = Limits::default();
        let mut zipped = Zipped::open(&Source::bytes("", source), &limits)?;
        let workbook = Workbook::read(&mut zipped)?;
        let shared = Shared::read(&mut zipped, &workbook, &limits)?;
        let controls = Controls::read(&mut zipped, &workbook)?;
        let (parts, seen, findings) = (Parts::new(), Vec::new(), Vec::new());
        Ok(Self { zipped, workbook, shared, controls, parts, seen, findings })
    }

    fn sheet(&mut self, at: usize, wanted: &mut Wanted<'_>) -> Result<(), Finding> {
        let Listed { name, part: Some(part), .. } = &self.workbook.sheets[at] else { return Ok(()) };
        let coded = self.zipped.coded(part)?;
        for area in Tail::of(&coded.text).merged {
            wanted.to_corner(area);
        }
        self.findings.extend(spare(&heads(&mut self.zipped, part)?, wanted));
        let name = name.as_str().into();
        let patch = Patch::new(&name, &coded.text, wanted, &self.shared, &self.controls)?;
        let (patch, text) = patch.apply(wanted, &mut Wording::new(&mut self.zipped, &self.workbook));
        self.seen.push((part.clone(), patch.layout.formulas > 0));
        self.findings.extend(patch.findings);
        let (part, ticks) = (part.clone(), patch.ticks);
        if let Some(text) = text {
            let bytes = coded.encode(text);
            self.parts.insert(part, bytes);
        }
        self.tick(&name, &ticks)
    }

    fn tick(&mut self, sheet: &str, ticks: &[(Spot, bool)]) -> Result<(), Finding> {
        for (spot, ticked) in ticks {
            for control in self.controls.linked_to(sheet, *spot) {
                tick(control, *ticked, &self.workbook, &mut self.zipped, &mut self.parts)?;
            }
        }
        Ok(())
    }

    fn finish(mut self, source: &[u8]) -> Result<Written, Finding> {
        if self.parts.is_empty() {
            return Ok(Written { bytes: source.to_vec(), findings: self.findings });
        }
        if self.calculates()? {
            let coded = self.zipped.coded(&self.workbook.part)?;
            let bytes = coded.encode(calc::on_opening(&coded.text));
            self.parts.insert(self.workbook.part.clone(), bytes);
            self.findings.push(Finding::new("totals-stale"));
        }
        if self.zipped.names().any(|name| name.starts_with("_xmlsignatures/")) {
            self.findings.push(Finding::new("signature-broken"));
        }
        Ok(Written { bytes: self.zipped.patched(&self.parts)?, findings: self.findings })
    }

    /// Whether any sheet has a formula.
    fn calculates(&mut self) -> Result<bool, Finding> {
        if self.seen.iter().any(|(_, formulas)| *formulas) {
            return Ok(true);
        }
        for part in self.workbook.sheets.iter().filter_map(|sheet| sheet.part.as_ref()) {
            if self.seen.iter().all(|(seen, _)| seen != part) && calc::calculates(&self.zipped.text(part)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
