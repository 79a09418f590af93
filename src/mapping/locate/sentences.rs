//! Finds running sentences with gaps: each is the one cell or paragraph whose text fits it, whatever stands in its gaps.

use crate::finding::Finding;
use crate::mapping::locate::label_index::{At, Region};
use crate::mapping::locate::location::Location;
use crate::mapping::locate::search::Search;
use crate::mapping::locate::sections::at_two;
use crate::mapping::spec::mapping_line::Line;
use crate::mapping::spec::sentence::Sentence;

impl Search<'_, '_> {
    /// Finds the sentences that stand once; of each other line its position, and what is to be said of it.
    pub(crate) fn sentences(&mut self) -> Vec<(usize, Finding)> {
        let mut lost: Vec<(usize, Finding)> = Vec::new();
        for (n, line) in self.mapping.lines.iter().enumerate().filter(|(_, line)| !line.sentences().is_empty()) {
            let region = match self.sections.region(self.printed, &line.section, line.sheet.as_deref()) {
                Ok(region) => region,
                Err(finding) => {
                    lost.push((n, finding));
                    continue;
                }
            };
            let named = || line.sentences().first().map(Sentence::beginning).unwrap_or_default();
            match self.fitting(line, &region).as_slice() {
                [only] => {
                    self.labels.insert(*only);
                    self.lines[n] = Some(Location::Sentence(*only));
                }
                [] => lost.push((n, Finding::new("label-missing").with("label", named()).field(self.name(n)))),
                [first, second, ..] => {
                    let finding = Finding::new("label-ambiguous").with("label", named()).field(self.name(n));
                    lost.push((n, at_two(finding, self.printed, *first, *second)));
                }
            }
        }
        lost
    }

    /// The cells that fit a line and hold no row of a table.
    fn fitting(&self, line: &Line, region: &Region) -> Vec<At> {
        let mut found = Vec::new();
        for (s, sheet) in self.printed.document.sheets.iter().enumerate() {
            for (c, cell) in sheet.cells.iter().enumerate() {
                let at = At { sheet: s, cell: c };
                let Some(text) = cell.content.as_text() else { continue };
                let free = region.holds(self.printed, at) && !self.answers.contains(&(s, cell.spot));
                if free && line.sentences().iter().any(|sentence| sentence.fits(text)) {
                    found.push(at);
                }
            }
        }
        found
    }

    /// Says which sentences were not found, unless all that they ask was found elsewhere.
    pub(crate) fn report_sentences(&mut self, lost: Vec<(usize, Finding)>) {
        let found = self.settled_targets();
        for (n, finding) in lost {
            let elsewhere = self.mapping.lines[n].targets().iter().all(|target| found.contains(target));
            if !elsewhere && !self.findings.iter().any(|said| said.code == finding.code && said.with == finding.with) {
                self.findings.push(finding);
            }
        }
    }
}
