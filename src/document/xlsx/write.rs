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
use crate::document::xlsx::results::{self, At};
use crate::document::zipped::{Coded, Zipped};
use crate::finding::Finding;
use crate::place::Spot;

/// A workbook while it is filled.
struct Filling {
    zipped: Zipped,
    workbook: Workbook,
    shared: Shared,
    controls: Controls,
    parts: Parts,
    /// The cells that say something else now, by the position of their sheet.
    changed: Vec<At>,
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
        let (parts, changed, findings) = (Parts::new(), Vec::new(), Vec::new());
        Ok(Self { zipped, workbook, shared, controls, parts, changed, findings })
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
        self.changed.extend(patch.changed.into_iter().map(|spot| (at, spot)));
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
        if self.results()? {
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

    /// Takes out the results of formulas that follow from what changed; whether there are such formulas.
    fn results(&mut self) -> Result<bool, Finding> {
        let names: Vec<String> = self.workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let (mut texts, mut codes) = (Vec::new(), Vec::new());
        let parts: Vec<Option<String>> = self.workbook.sheets.iter().map(|sheet| sheet.part.clone()).collect();
        for part in &parts {
            let coded = match part {
                Some(part) if !self.changed.is_empty() => self.calculating(part)?,
                _ => None,
            };
            texts.push(coded.as_ref().map(|coded| coded.text.clone()));
            codes.push(coded);
        }
        let (new, follow) = results::without(&texts, &names, &self.changed);
        for ((text, coded), part) in new.into_iter().zip(codes).zip(parts) {
            if let (Some(text), Some(coded), Some(part)) = (text, coded, part) {
                self.parts.insert(part, coded.encode(text));
            }
        }
        Ok(follow)
    }

    /// A part as it is to be, where it has formulas.
    fn calculating(&mut self, part: &str) -> Result<Option<Coded>, Finding> {
        let bytes = match self.parts.get(part) {
            Some(bytes) => bytes.clone(),
            None => self.zipped.bytes(part)?,
        };
        if !calc::calculates(&bytes) {
            return Ok(None);
        }
        Coded::new(bytes).map(Some).ok_or_else(|| Finding::new("damaged-part").with("part", part))
    }
}
