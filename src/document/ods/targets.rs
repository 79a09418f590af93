//! What a filler must know of the cells of a spreadsheet before it writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::model::{Document, Edit};
use crate::document::filling::constraints::{Constraints, NumberShape};
use crate::document::ods::layout::{Layout, Table};
use crate::document::ods::precedents::Precedents;
use crate::document::ods::text_fit::Sizes;
use crate::document::ods::validations::Rules;
use crate::document::ods::write::{open, texts};
use crate::document::spreadsheet::edits_by_sheet::{SheetEdits, cell_of};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// What to know of these places, in the same order.
pub fn targets(source: &[u8], document: &Document, places: &[Place]) -> Result<Vec<Constraints>, Finding> {
    let mut zipped = open(source)?;
    let (coded, formats) = texts(source, zipped.as_mut())?;
    let rules = Rules::of(&coded.text);
    let mut sizes = Sizes::default();
    if let Some(zipped) = &mut zipped {
        sizes.take(&zipped.text_if_any("styles.xml")?.unwrap_or_default());
    }
    sizes.take(&coded.text);
    let corners: Vec<Option<(&Arc<str>, Spot)>> = places.iter().map(|place| corner(document, place)).collect();
    let asked: Vec<Edit> = corners
        .iter()
        .flatten()
        .map(|(sheet, spot)| Edit { place: Place::cell(sheet, *spot), content: Content::Empty })
        .collect();
    let mut wanted: BTreeMap<Arc<str>, SheetEdits<'_>> =
        crate::document::spreadsheet::edits_by_sheet::by_sheet(&asked).0;
    let layout = Layout::of(&coded.text, &mut wanted)?;
    let precedents = Precedents::of(&coded.text);
    let found = |name: &Arc<str>| layout.tables.iter().find(|table| table.name == *name);
    let target = |(place, corner): (&Place, Option<(&Arc<str>, Spot)>)| {
        let at = corner.and_then(|(sheet, spot)| Some((found(sheet)?, spot)));
        let (table, spot): (&Table, Spot) = at.ok_or_else(|| Finding::new("place-not-here").place(place.clone()))?;
        let row = table.row(spot.row);
        let cell = row.and_then(|row| row.cell(spot.col));
        let style = table.style(row, cell, spot.col);
        let like = match place {
            Place::After { .. } => NumberShape::Text,
            _ if table.ticked(spot).is_some() => NumberShape::Tick,
            _ => formats.shape(style),
        };
        let mut target = Constraints::new(place, like);
        target.locked = table.protected && formats.locked(style);
        target.formula = cell.is_some_and(|cell| cell.formula) || table.fills(spot);
        if let Some(rule) = cell.and_then(|cell| cell.rule.as_deref()) {
            rules.rule(rule, document).lay_on(&mut target);
        }
        let sheet = document.sheets.iter().find(|sheet| sheet.name == table.name);
        target.unprinted = table.is_unprinted(spot) || !formats.printed(style);
        target.precision = formats.precision(style);
        if let Some(area) = sheet.map(|sheet| sheet.area(spot)) {
            target.room = sizes.room(&table.name, &area, style);
            target.digits = sizes.digits(&table.name, &area, style);
            target.counted = precedents.hold(&table.name, &area);
        }
        Ok(target)
    };
    places.iter().zip(corners).map(target).collect()
}

/// The cell that shows at a place.
fn corner<'a>(document: &Document, place: &'a Place) -> Option<(&'a Arc<str>, Spot)> {
    let (name, spot) = cell_of(place)?;
    let sheet = document.sheets.iter().find(|sheet| sheet.name == *name)?;
    Some((name, sheet.corner(spot)))
}
