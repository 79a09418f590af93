//! The parts of a document under the headings that a mapping names.

use crate::document::cells::model::{Area, Grid};
use crate::document::cells::nested::rows_within;
use crate::finding::Finding;
use crate::text::place::Spot;

use crate::mapping::locate::label_index::{At, LabelIndex, Region};
use crate::mapping::locate::outline;
use crate::mapping::spec::form_spec::{Heading, Mapping};
use crate::mapping::spec::wording::Wording;

/// Where each path of headings of a mapping begins and ends in a document.
pub(crate) struct Sections<'m> {
    outline: &'m [Heading],
    everywhere: Region,
    /// By the positions of the outline.
    regions: Vec<Result<Region, SectionError>>,
    /// The cells that are headings.
    pub headings: Vec<At>,
}

/// Why a section has no region.
#[derive(Clone, Copy, Debug)]
enum SectionError {
    Missing,
    Ambiguous(At, At),
}

impl<'m> Sections<'m> {
    /// Finds the headings, the outer ones first.
    pub(crate) fn find(printed: &LabelIndex<'_>, mapping: &'m Mapping) -> Self {
        let outline = mapping.outline.as_slice();
        let everywhere = Region::but_for(printed.document, &mapping.fixed_sheets);
        let regions = vec![Err(SectionError::Missing); outline.len()];
        let mut sections = Self { outline, everywhere, regions, headings: Vec::new() };
        sections.level(printed, None, everywhere);
        for parent in 0..outline.len() {
            match sections.regions[parent] {
                Ok(region) => sections.level(printed, Some(parent), region),
                Err(lost) => sections.under(Some(parent)).for_each(|(n, _)| sections.regions[n] = Err(lost)),
            }
        }
        sections
    }

    /// The headings directly under a path, with their positions.
    fn under(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &'m Heading)> + use<'m> {
        self.outline.iter().enumerate().filter(move |(_, heading)| heading.parent == parent)
    }

    /// Finds the headings that stand directly under one parent, and parts the parent's region among them.
    fn level(&mut self, printed: &LabelIndex<'_>, parent: Option<usize>, outer: Region) {
        let mut found: Vec<(usize, At)> = Vec::new();
        let mut open: Vec<(usize, Vec<At>)> = Vec::new();
        for (n, heading) in self.under(parent) {
            let at: Vec<At> =
                printed.headings(std::slice::from_ref(heading.own()), &outer).iter().map(|l| l.at).collect();
            match at.as_slice() {
                [] => {}
                [one] => found.push((n, *one)),
                _ => open.push((n, at)),
            }
        }
        for (n, candidates) in open {
            match most_fitting(printed, &candidates, &self.outline[n].labels, &found, &outer) {
                Ok(at) => found.push((n, at)),
                Err(lost) => self.regions[n] = Err(lost),
            }
        }
        let headings: Vec<At> = found.iter().map(|(_, at)| *at).collect();
        for (n, at) in found {
            self.regions[n] = Ok(region_of(printed, at, &headings, &outer));
        }
        self.headings.extend(headings);
    }

    /// The region of a path of headings, or the finding that says why there is none.
    pub(crate) fn region(
        &self,
        printed: &LabelIndex<'_>,
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
        let Some(heading) = path.last() else {
            return Ok(on_sheet.map_or(self.everywhere, Region::Sheet));
        };
        match outline::position(self.outline, path).map_or(Err(SectionError::Missing), |n| self.regions[n]) {
            Ok(region) => Ok(region),
            Err(SectionError::Ambiguous(first, second)) => {
                let finding = Finding::new("section-ambiguous").with("section", &heading.text);
                Err(at_two(finding, printed, first, second))
            }
            Err(SectionError::Missing) => Err(Finding::new("section-missing").with("section", &heading.text)),
        }
    }
}

/// The finding with both places.
pub(crate) fn at_two(finding: Finding, printed: &LabelIndex<'_>, first: At, second: At) -> Finding {
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

/// Of several cells that read as one heading, the one under which the expected labels stand.
fn most_fitting(
    printed: &LabelIndex<'_>,
    candidates: &[At],
    labels: &[Wording],
    found: &[(usize, At)],
    outer: &Region,
) -> Result<At, SectionError> {
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
        (Some(first), Some(second)) => Err(SectionError::Ambiguous(first, second)),
        (None, _) => Err(SectionError::Missing),
    }
}

/// From a heading to the next one below it; headings side by side share the columns. Under one that stands in a cell with a
/// table of its own is that table.
fn region_of(printed: &LabelIndex<'_>, at: At, headings: &[At], outer: &Region) -> Region {
    let bounds = bounds(at, outer);
    if let Some((first, last)) = rows_within(printed.sheet(at), at.cell) {
        let area = Area { from: Spot { row: first, ..bounds.from }, to: Spot { row: last, ..bounds.to } };
        return Region::Part { sheet: at.sheet, area };
    }
    let spot = printed.cell(at).spot;
    let others: Vec<(Spot, Spot)> = headings
        .iter()
        .filter(|other| other.sheet == at.sheet && **other != at)
        .map(|other| (printed.cell(*other).spot, printed.cell(*other).end()))
        .filter(|(other, _)| bounds.contains(*other))
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
