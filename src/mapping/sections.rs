//! The parts of a document under the headings that a mapping names.

use std::collections::HashMap;

use crate::document::cell::{Area, Grid};
use crate::finding::Finding;
use crate::place::Spot;

use super::declaration::{Mapping, Wording};
use super::printed::{At, Printed, Region, inside};

/// A path of headings, folded.
type Path = Vec<String>;

/// Where each path of headings of a mapping begins and ends in a document.
pub(super) struct Sections {
    regions: HashMap<Path, Result<Region, Lost>>,
    /// The cells that are headings.
    pub headings: Vec<At>,
}

/// Why a section has no region.
#[derive(Clone, Debug)]
enum Lost {
    Missing,
    Ambiguous(At, At),
}

impl Sections {
    /// Finds the headings, the outer ones first; `labels` are the labels that the mapping expects under each path.
    pub(super) fn find(printed: &Printed<'_>, mapping: &Mapping) -> Self {
        let wanted = expected(mapping);
        let mut sections = Self { regions: HashMap::new(), headings: Vec::new() };
        let deepest = wanted.iter().map(|(path, _)| path.len()).max().unwrap_or(0);
        for depth in 1..=deepest {
            let mut parents: Vec<Path> = Vec::new();
            for (path, _) in wanted.iter().filter(|(path, _)| path.len() == depth) {
                let parent: Path = folded(&path[..depth - 1]);
                if !parents.contains(&parent) {
                    parents.push(parent);
                }
            }
            for parent in parents {
                sections.level(printed, &parent, depth, &wanted);
            }
        }
        sections
    }

    /// Finds the headings that stand directly under one parent, and parts the parent's region among them.
    fn level(&mut self, printed: &Printed<'_>, parent: &Path, depth: usize, wanted: &[(Vec<Wording>, Vec<Wording>)]) {
        let outer = match self.regions.get(parent) {
            Some(Ok(region)) => region.clone(),
            Some(Err(lost)) => {
                let lost = lost.clone();
                for (path, _) in siblings(wanted, parent, depth) {
                    self.regions.insert(folded(path), Err(lost.clone()));
                }
                return;
            }
            None => Region::Everywhere,
        };
        let mut found: Vec<(Path, At)> = Vec::new();
        let mut open: Vec<(Path, Vec<At>, Vec<Wording>)> = Vec::new();
        for (path, labels) in siblings(wanted, parent, depth) {
            let heading = &path[depth - 1];
            let at: Vec<At> = printed.within(std::slice::from_ref(heading), &outer).iter().map(|l| l.at).collect();
            match at.as_slice() {
                [] => _ = self.regions.insert(folded(path), Err(Lost::Missing)),
                [one] => found.push((folded(path), *one)),
                _ => open.push((folded(path), at, labels.clone())),
            }
        }
        for (path, candidates, labels) in open {
            match most_fitting(printed, &candidates, &labels, &found, &outer) {
                Ok(at) => found.push((path, at)),
                Err(lost) => _ = self.regions.insert(path, Err(lost)),
            }
        }
        let headings: Vec<At> = found.iter().map(|(_, at)| *at).collect();
        for (path, at) in found {
            let region = region_of(printed, at, &headings, &outer);
            self.regions.insert(path, Ok(region));
            self.headings.push(at);
        }
    }

    /// The region of a path of headings, or the finding that says why there is none.
    pub(super) fn region(
        &self,
        printed: &Printed<'_>,
        path: &[Wording],
        sheet: Option<&str>,
    ) -> Result<Region, Finding> {
        // Only a workbook has sheets that a form names.
        let in_book = |_: &&str| printed.document.sheets.iter().all(|s| s.grid != Grid::Flow);
        let on_sheet = sheet.filter(in_book).map(|name| {
            let found = printed.document.sheets.iter().position(|s| *s.name == *name);
            found.ok_or_else(|| Finding::new("sheet-missing").with("sheet", name))
        });
        let on_sheet = on_sheet.transpose()?;
        if path.is_empty() {
            return Ok(on_sheet.map_or(Region::Everywhere, Region::Sheet));
        }
        let heading = &path[path.len() - 1].text;
        match self.regions.get(&folded(path)) {
            Some(Ok(region)) => Ok(region.clone()),
            Some(Err(Lost::Ambiguous(first, second))) => {
                let finding = Finding::new("section-ambiguous").with("section", heading);
                Err(at_two(finding, printed, *first, *second))
            }
            Some(Err(Lost::Missing)) | None => Err(Finding::new("section-missing").with("section", heading)),
        }
    }
}

/// The finding with both places.
pub(super) fn at_two(finding: Finding, printed: &Printed<'_>, first: At, second: At) -> Finding {
    let place = |at| printed.sheet(at).place(printed.cell(at).spot);
    let finding = match place(second) {
        Some(other) => finding.with("other", other),
        None => finding,
    };
    match place(first) {
        Some(place) => finding.place(place),
        None => finding,
    }
}

fn siblings<'w>(
    wanted: &'w [(Vec<Wording>, Vec<Wording>)],
    parent: &Path,
    depth: usize,
) -> impl Iterator<Item = &'w (Vec<Wording>, Vec<Wording>)> {
    let parent = parent.clone();
    wanted.iter().filter(move |(path, _)| path.len() == depth && folded(&path[..depth - 1]) == parent)
}

fn folded(path: &[Wording]) -> Path {
    path.iter().map(|wording| wording.folded.clone()).collect()
}

/// Every path of headings that the mapping names (and the paths that lead to it), with the labels expected under it.
fn expected(mapping: &Mapping) -> Vec<(Vec<Wording>, Vec<Wording>)> {
    let mut paths: Vec<(Vec<Wording>, Vec<Wording>)> = Vec::new();
    let lines = mapping.lines.iter().map(|line| (&line.section, line.labels()));
    let rows = mapping.rows.iter().map(|rows| (&rows.section, rows.labels()));
    for (section, labels) in lines.chain(rows) {
        for depth in 1..=section.len() {
            let path = section[..depth].to_vec();
            match paths.iter_mut().find(|(known, _)| folded(known) == folded(&path)) {
                Some((_, known)) => known.extend(labels.iter().cloned()),
                None => paths.push((path, labels.clone())),
            }
        }
    }
    for heading in &mapping.headings {
        if !paths.iter().any(|(path, _)| path.len() == 1 && path[0].folded == heading.folded) {
            paths.push((vec![heading.clone()], Vec::new()));
        }
    }
    paths
}

/// Of several cells that read as one heading, the one under which the expected labels stand.
fn most_fitting(
    printed: &Printed<'_>,
    candidates: &[At],
    labels: &[Wording],
    found: &[(Path, At)],
    outer: &Region,
) -> Result<At, Lost> {
    let mut others: Vec<At> = found.iter().map(|(_, at)| *at).collect();
    others.extend(candidates);
    let score = |at: &At| {
        let region = region_of(printed, *at, &others, outer);
        let stands = |label: &&Wording| {
            printed.within(std::slice::from_ref(*label), &region).iter().any(|found| found.at != *at)
        };
        labels.iter().filter(stands).count()
    };
    let scores: Vec<usize> = candidates.iter().map(score).collect();
    let best = scores.iter().copied().max().unwrap_or(0);
    let mut fitting = candidates.iter().zip(&scores).filter(|(_, s)| **s == best).map(|(at, _)| *at);
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Ok(only),
        (Some(first), Some(second)) => Err(Lost::Ambiguous(first, second)),
        (None, _) => Err(Lost::Missing),
    }
}

/// From a heading to the next one below it; headings side by side share the columns.
fn region_of(printed: &Printed<'_>, at: At, headings: &[At], outer: &Region) -> Region {
    let bounds = bounds(at, outer);
    let spot = printed.cell(at).spot;
    let others: Vec<(Spot, Spot)> = headings
        .iter()
        .filter(|other| other.sheet == at.sheet && **other != at)
        .map(|other| (printed.cell(*other).spot, printed.cell(*other).end()))
        .filter(|(other, _)| inside(*other, &bounds))
        .collect();
    let beside = |row: u32| others.iter().filter(move |(other, _)| other.row == row).map(|(other, _)| other.col);
    let left = if beside(spot.row).any(|col| col < spot.col) { spot.col } else { bounds.from.col };
    let right = beside(spot.row).filter(|col| *col > spot.col).min().map_or(bounds.to.col, |col| col - 1);
    let overlaps = |other: &(Spot, Spot)| {
        // A heading alone in its row ends all columns; one of several ends its own.
        let alone = beside(other.0.row).count() == 1;
        alone || (other.0.col <= right && other.1.col >= left)
    };
    let below = others.iter().filter(|other| other.0.row > spot.row && overlaps(other)).map(|(other, _)| other.row);
    let bottom = below.min().map_or(bounds.to.row, |row| row - 1);
    let area = Area { from: Spot { row: spot.row, col: left }, to: Spot { row: bottom, col: right } };
    Region::Part { sheet: at.sheet, area }
}

fn bounds(at: At, outer: &Region) -> Area {
    match outer {
        Region::Part { sheet, area } if *sheet == at.sheet => *area,
        _ => Area { from: Spot { row: 0, col: 0 }, to: Spot { row: u32::MAX, col: u32::MAX } },
    }
}
