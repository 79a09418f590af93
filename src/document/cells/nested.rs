//! Tables that stand within a cell of another table of a text: their rows follow those of the outer one.

use std::collections::HashMap;

use crate::document::cells::model::{Cell, Grid, OwnPlace, Sheet};
use crate::text::place::Place;

/// The place of the cell in whose table a cell stands.
fn host(cell: &Cell) -> Option<String> {
    let OwnPlace::Other(place) = &cell.own_place else { return None };
    let mut parts: Vec<&str> = Vec::new();
    let mut place = &**place;
    while let Place::Inside { part, place: inner } = place {
        parts.push(part);
        place = inner;
    }
    (matches!(place, Place::TableCell { .. }) && !parts.is_empty()).then(|| parts.join(" > "))
}

/// By row of a table within a cell, the position of that cell among the cells of the sheet.
pub fn hosts(sheet: &Sheet) -> HashMap<u32, usize> {
    if sheet.grid != Grid::Flow {
        return HashMap::new();
    }
    let within: Vec<(u32, String)> = sheet.cells.iter().filter_map(|cell| Some((cell.spot.row, host(cell)?))).collect();
    if within.is_empty() {
        return HashMap::new();
    }
    let name = |cell: &Cell| sheet.place_of(cell).map(|place| place.to_string());
    let cells: HashMap<String, usize> =
        sheet.cells.iter().enumerate().filter_map(|(n, cell)| Some((name(cell)?, n))).collect();
    within.into_iter().filter_map(|(row, host)| Some((row, *cells.get(&host)?))).collect()
}

/// The rows of the tables that stand within the cell at this position, the first and the last of them: they follow its own.
pub fn rows_within(sheet: &Sheet, position: usize) -> Option<(u32, u32)> {
    let cell = &sheet.cells[position];
    let mut after = sheet.cells[position + 1..].iter().filter(|other| other.spot.row > cell.end().row).peekable();
    if sheet.grid != Grid::Flow || after.peek().is_none_or(|next| host(next).is_none()) {
        return None;
    }
    let own = sheet.place_of(cell)?.to_string();
    let within = |host: &str| host.strip_prefix(&*own).is_some_and(|rest| rest.is_empty() || rest.starts_with(" > "));
    let nested = after.map_while(|other| Some((other, host(other)?)));
    let rows: Vec<(u32, u32)> =
        nested.filter(|(_, host)| within(host)).map(|(other, _)| (other.spot.row, other.end().row)).collect();
    Some((rows.iter().map(|(first, _)| *first).min()?, rows.iter().map(|(_, last)| *last).max()?))
}
