//! What a filler must know of the cells of a workbook before it writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::cells::model::{Area, Document};
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::filling::constraints::{Constraints, NumberShape, Rule};
use crate::document::spreadsheet::edits_by_sheet::cell_of;
use crate::document::spreadsheet::text_fit::{CellBox, CellSize};
use crate::document::xlsx::sheet::controls::Controls;
use crate::document::xlsx::sheet::layout::Layout;
use crate::document::xlsx::sheet::sheet_after_rows::Tail;
use crate::document::xlsx::sheet::validations::{Lists, Name, names, range_of};
use crate::document::xlsx::workbook::Workbook;
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xlsx::write::formula_results::worked_with;
use crate::document::xlsx::write::recalculation::calculates;
use crate::finding::Finding;
use crate::text::place::{Place, Spot};

/// One sheet as far as its targets need.
struct Page {
    layout: Layout,
    tail: Tail,
    rules: Vec<(Vec<Area>, Rule)>,
}

/// What to know of these places, in the same order.
pub fn targets(source: &[u8], document: &Document, places: &[Place]) -> Result<Vec<Constraints>, Finding> {
    let limits = Limits::default();
    let mut zipped = Package::open(&Source::bytes("", source), &limits)?;
    let workbook = Workbook::read(&mut zipped)?;
    let shared = Shared::read(&mut zipped, &workbook, &limits)?;
    let controls = Controls::read(&mut zipped, &workbook)?;
    let names = names(&zipped.text(&workbook.part)?);
    let lists = Lists { document, names: &names };
    let mut rows: BTreeMap<Arc<str>, BTreeSet<u32>> = BTreeMap::new();
    for (sheet, spot) in places.iter().filter_map(cell_of) {
        rows.entry(Arc::clone(sheet)).or_default().insert(corner(document, sheet, spot).row);
    }
    let counted = Counted::of(&workbook, &mut zipped)?;
    let mut pages = BTreeMap::new();
    for (name, rows) in rows {
        let at = workbook.sheets.iter().position(|sheet| *sheet.name == *name);
        if let Some((at, part)) = at.and_then(|at| Some((at, workbook.sheets[at].part.as_ref()?))) {
            let text = zipped.text(part)?;
            let tail = Tail::of(&text);
            let on = document.sheets.iter().position(|sheet| *sheet.name == *name).unwrap_or(at);
            let rules = tail.rules.iter().map(|rule| lists.rule(rule, on)).collect();
            pages.insert(name, Page { layout: Layout::of(&text, Some(&rows))?, tail, rules });
        }
    }
    let target = |place: &Place| {
        let here = || Finding::new("place-not-here").place(place.clone());
        let (sheet, spot) = cell_of(place).ok_or_else(here)?;
        let page = pages.get(sheet).ok_or_else(here)?;
        let boxed = controls.linked_to(sheet, spot).next().is_some();
        let area = document.sheets.iter().find(|found| found.name == *sheet).map(|found| found.area(spot));
        let mut target = page.target(place, corner(document, sheet, spot), boxed, &shared);
        if let Some(area) = area {
            target.room = page.room(&area, &shared);
            target.digits = Some(page.digits(&area, &shared));
            target.counted = counted.hold(sheet, &area);
            let at = workbook.sheets.iter().position(|found| *found.name == **sheet);
            target.unprinted =
                printed(&names, at).is_some_and(|printed| !printed.iter().any(|part| part.overlaps(&area)));
        }
        Ok(target)
    };
    places.iter().map(target).collect()
}

/// What is printed of a sheet; none where all of it is.
fn printed(names: &[Name], sheet: Option<usize>) -> Option<Vec<Area>> {
    let (.., areas) = names.iter().find(|(name, on, _)| name == "_xlnm.print_area" && *on == sheet)?;
    areas.split(',').map(|area| range_of(area.rsplit_once('!').map_or(area, |(_, range)| range))).collect()
}

/// The cells that formulas work with.
struct Counted {
    names: Vec<String>,
    /// None where a formula does not tell.
    areas: Option<Vec<(usize, Area)>>,
}

impl Counted {
    fn of(workbook: &Workbook, zipped: &mut Package) -> Result<Self, Finding> {
        let mut texts = Vec::new();
        for sheet in &workbook.sheets {
            let text = sheet.part.as_ref().map(|part| zipped.text(part)).transpose()?;
            texts.push(text.filter(|text| calculates(text)));
        }
        let names: Vec<String> = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        Ok(Self { areas: worked_with(&texts, &names), names })
    }

    fn hold(&self, sheet: &Arc<str>, area: &Area) -> bool {
        let Some(areas) = &self.areas else { return true };
        areas
            .iter()
            .any(|(on, other)| self.names.get(*on).is_some_and(|name| **name == **sheet) && other.overlaps(area))
    }
}

/// The cell of a merged area that shows.
fn corner(document: &Document, sheet: &Arc<str>, spot: Spot) -> Spot {
    document.sheets.iter().find(|found| found.name == *sheet).map_or(spot, |sheet| sheet.corner(spot))
}

impl Page {
    /// What shows of a text in a cell that breaks it into lines, or is merged, and does not grow with it.
    fn room(&self, area: &Area, shared: &Shared) -> Option<CellSize> {
        let look = shared.styles.look(self.style(area.from)).letters;
        let fixed = look.wraps || area.from != area.to;
        let high = self.layout.high(area).filter(|_| fixed)?;
        let (base, size) = (f64::from(shared.styles.base()), f64::from(look.size.max(1.0)));
        Some(CellSize::of(CellBox {
            digits: self.layout.wide(area),
            digit_size: base,
            height: high,
            letter_size: size,
            wraps: look.wraps,
        }))
    }

    /// How many digits stand beside each other.
    fn digits(&self, area: &Area, shared: &Shared) -> f64 {
        let size = shared.styles.look(self.style(area.from)).letters.size.max(1.0);
        self.layout.wide(area) * f64::from(shared.styles.base() / size)
    }

    /// The style of a cell.
    fn style(&self, spot: Spot) -> usize {
        let row = self.layout.row(spot.row).ok();
        let own = row.and_then(|row| row.cell(spot.col).ok()).map(|cell| cell.style);
        own.or_else(|| self.layout.style(row, spot.col).map(|style| style as usize)).unwrap_or(0)
    }

    fn target(&self, place: &Place, spot: Spot, boxed: bool, shared: &Shared) -> Constraints {
        let row = self.layout.row(spot.row).ok();
        let cell = row.and_then(|row| row.cell(spot.col).ok());
        let look = shared.styles.look(self.style(spot));
        let like = match place {
            Place::After { .. } => NumberShape::Text,
            _ if boxed => NumberShape::Tick,
            _ => look.like,
        };
        let mut target = Constraints::new(place, like);
        target.precision = look.precision;
        target.locked = self.tail.protected && !look.unlocked;
        target.formula = cell.is_some_and(|cell| cell.formula) || self.layout.fills(spot);
        let within = |area: &Area| area.contains(spot);
        if let Some((_, rule)) = self.rules.iter().find(|(areas, _)| areas.iter().any(within)) {
            rule.lay_on(&mut target);
        }
        target
    }
}
