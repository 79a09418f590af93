//! One place, one answer: where two lines of a mapping came to the same cell, the form does not say whose answer it holds.
//!
//! A merged cell beside several labels is theirs together, and so are the boxes of one question that answer two fields.
//! Of others the line keeps the cell whose label touches it, when no other one does; else none of them is read.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::finding::Finding;
use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::Location;
use crate::mapping::locate::search::Search;
use crate::mapping::locate::table::Table;
use crate::mapping::spec::mapping_line::Locator;
use crate::record::schema::FieldId;
use crate::text::place::Spot;

impl Search<'_, '_> {
    /// Takes the place from lines that share it with lines of another field.
    pub(crate) fn one_line_a_place(&mut self, tables: &[Table]) {
        let rows: HashSet<(usize, Spot)> =
            tables.iter().flat_map(|table| table.cells().map(|spot| (table.sheet, spot))).collect();
        let mut by_place: HashMap<(usize, Spot), Vec<usize>> = HashMap::with_capacity(self.lines.len());
        for (n, found) in self.lines.iter().enumerate() {
            if let Some(place) = found.as_ref().and_then(place).filter(|place| !self.is_shared(n, *place)) {
                by_place.entry(place).or_default().push(n);
            }
        }
        let mut twice: Vec<_> =
            by_place.into_iter().filter(|(place, lines)| self.differ(lines, rows.contains(place))).collect();
        twice.sort_unstable_by_key(|(place, _)| *place);
        for (place, lines) in twice {
            self.part(place, &lines, rows.contains(&place));
        }
    }

    /// Whether lines may share a place: a merged cell, or a question of which each line reads its own boxes.
    fn is_shared(&self, n: usize, (sheet, spot): (usize, Spot)) -> bool {
        let area = self.printed.document.sheets[sheet].area(spot);
        area.from != area.to || matches!(self.mapping.lines[n].by, Locator::Ticks { .. } | Locator::Marks { .. })
    }

    /// Whether the lines at one place are of different fields, or stand in a row of a table.
    fn differ(&self, lines: &[usize], in_table: bool) -> bool {
        let fields = |n: &usize| -> Vec<FieldId> {
            let mut all: Vec<_> = self.mapping.lines[*n].targets().iter().map(|target| target.field).collect();
            all.sort_unstable();
            all
        };
        in_table || lines.iter().any(|n| fields(n) != fields(&lines[0]))
    }

    /// Leaves the place to the one line whose label touches it, or to none.
    fn part(&mut self, place: (usize, Spot), lines: &[usize], in_table: bool) {
        let near: Vec<usize> = lines.iter().copied().filter(|n| self.touches(*n, place)).collect();
        let keeps = if near.len() == 1 && !in_table { near.first().copied() } else { None };
        for n in lines.iter().copied().filter(|n| Some(*n) != keeps) {
            self.lines[n] = None;
            let other = lines.iter().copied().find(|other| *other != n).map(|other| self.name(other));
            let mut finding = Finding::new("place-of-two").field(self.name(n));
            finding = finding.with("other", other.unwrap_or_else(|| "tabel".to_owned()));
            if let Some(place) = self.printed.document.sheets[place.0].place(place.1) {
                finding = finding.place(place);
            }
            self.findings.push(finding);
        }
    }

    /// Whether nothing lies between the label of a line and a place.
    fn touches(&self, n: usize, (_, spot): (usize, Spot)) -> bool {
        let Some(label) = self.lines[n].as_ref().and_then(label) else { return false };
        let cell = self.printed.cell(label);
        let (from, to) = (cell.spot, cell.end());
        let beside = (from.row..=to.row).contains(&spot.row) && (spot.col == to.col + 1 || spot.col + 1 == from.col);
        beside || ((from.col..=to.col).contains(&spot.col) && spot.row == to.row + 1)
    }
}

/// The cell that a line reads.
fn place(found: &Location) -> Option<(usize, Spot)> {
    match found {
        Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot } => Some((*sheet, *spot)),
        Location::Spread { sheet, spots, .. } => Some((*sheet, *spots.first()?)),
        Location::Prose { label, spots } => Some((label.sheet, *spots.first()?)),
        Location::After(_) | Location::Boxes(_) | Location::Named { .. } | Location::Sentence(_) => None,
    }
}

fn label(found: &Location) -> Option<At> {
    match found {
        Location::Cell { label, .. } => Some(label.at),
        Location::Spread { label, .. } | Location::Prose { label, .. } => Some(*label),
        _ => None,
    }
}
