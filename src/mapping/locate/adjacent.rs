//! From a label to the cell beside it.

use crate::document::cells::model::{Area, Cell, Sheet};
use crate::text::place::Spot;

use crate::mapping::spec::mapping_line::Direction;

/// The cell reached from a label; merged areas count as one cell, and a printed colon between label and answer as none.
pub(crate) fn step(sheet: &Sheet, label: &Cell, look: Direction, skip: u32) -> Option<Spot> {
    let mut area = Area { from: label.spot, to: label.end() };
    for _ in 0..=skip {
        let next = match look {
            Direction::Left => Spot { row: area.from.row, col: area.from.col.checked_sub(1)? },
            Direction::Below => Spot { row: area.to.row + 1, col: area.from.col },
            _ => Spot { row: area.from.row, col: area.to.col + 1 },
        };
        area = sheet.area(next);
        if look == Direction::Right && is_colon(sheet, area.from) {
            area = sheet.area(Spot { row: area.from.row, col: area.to.col + 1 });
        }
    }
    Some(area.from)
}

/// Whether a cell holds a colon and nothing else, as in a table with a column of colons.
pub fn is_colon(sheet: &Sheet, spot: Spot) -> bool {
    sheet.at(spot).and_then(|cell| cell.content.as_text()).is_some_and(|text| text.trim() == ":")
}
