//! The conditional formats of a binary workbook that may strike out or hide what stands in a cell. Their conditions are not
//! worked out: that is said at the cell.

use crate::document::cells::model::Area;
use crate::document::spreadsheet::precision::Precision;
use crate::document::xls::binary_records::{BLACK, OTHER, WHITE, color};
use crate::document::xls::numbers::{half, word};
use crate::text::place::Spot;

/// The records: the cells of some rules, one rule, and the look that a rule gives.
pub(super) const CELLS: u32 = 461;
pub(super) const RULE: u32 = 463;
pub(super) const LOOK: u32 = 507;

/// Properties of a look.
const PATTERN: u16 = 0;
const FRONT: u16 = 1;
const GROUND: u16 = 2;
const LETTERS: u16 = 5;
const STRUCK: u16 = 0x1D;
const NUMBER: u16 = 0x26;

/// The most areas of one sheet: no form has as many.
const MOST: usize = 2_000;

/// The cells of which a look may hide or strike out what stands there.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    areas: Vec<Area>,
    /// Of each look that a rule gives, by its number, where.
    rules: Vec<(u32, Vec<Area>)>,
}

impl Conditions {
    pub(super) fn cells(&mut self, data: &[u8]) {
        let count = word(data, 8).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let (areas, _) = data.get(12..).unwrap_or_default().as_chunks::<16>();
        self.areas = areas.iter().take(count.min(MOST)).filter_map(|area| of_rows_and_columns(area)).collect();
    }

    pub(super) fn rule(&mut self, data: &[u8]) {
        if let Some(look) = word(data, 8).filter(|look| *look != u32::MAX && self.rules.len() < MOST) {
            self.rules.push((look, self.areas.clone()));
        }
    }

    /// Whether what stands in a cell may be struck out or hidden by one of these looks.
    pub(super) fn may_hide(&self, spot: Spot, looks: &[bool]) -> bool {
        let hides = |look: &u32| usize::try_from(*look).ok().and_then(|at| looks.get(at)).copied().unwrap_or(true);
        let holds = |area: &Area| {
            (area.from.row..=area.to.row).contains(&spot.row) && (area.from.col..=area.to.col).contains(&spot.col)
        };
        self.rules.iter().any(|(look, areas)| hides(look) && areas.iter().any(holds))
    }
}

/// First and last row, first and last column.
pub(super) fn of_rows_and_columns(data: &[u8]) -> Option<Area> {
    let at = |n| word(data, n);
    let area = Area { from: Spot { row: at(0)?, col: at(8)? }, to: Spot { row: at(4)?, col: at(12)? } };
    (area.from.row <= area.to.row && area.from.col <= area.to.col).then_some(area)
}

/// Whether a look strikes out, shows nothing, or has letters of the colour behind them; one that cannot be read may.
pub(super) fn hides(data: &[u8]) -> bool {
    let Some(count) = half(data, 4) else { return true };
    let (mut at, mut letters, mut ground) = (6, None, WHITE);
    for _ in 0..count {
        let Some((kind, length)) = half(data, at).zip(half(data, at + 2).map(usize::from)) else { return true };
        let Some(of) = data.get(at + 4..at + length.max(4)) else { return true };
        match kind {
            STRUCK if of.first() != Some(&0) => return true,
            NUMBER if shows_nothing(of) => return true,
            LETTERS => letters = Some(color(of, BLACK)),
            FRONT | GROUND => ground = color(of, WHITE),
            PATTERN if of.first().is_some_and(|pattern| *pattern > 1) => ground = OTHER,
            _ => {}
        }
        at += length.max(4);
    }
    letters.is_some_and(|letters| letters < OTHER && letters == ground)
}

/// Whether a number format, behind its number and its length, shows nothing of a number or a text.
fn shows_nothing(data: &[u8]) -> bool {
    let units: Vec<u16> = data.get(4..).unwrap_or_default().chunks_exact(2).filter_map(|pair| half(pair, 0)).collect();
    let precision = Precision::by_code(&String::from_utf16_lossy(&units));
    precision.hides || precision.hides_text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A look of one property.
    fn look(kind: u8, of: &[u8]) -> Vec<u8> {
        let length = u8::try_from(of.len() + 4).unwrap_or(0);
        [&[0, 0, 0, 0, 1, 0, kind, 0, length, 0], of].concat()
    }

    #[test]
    fn a_look_hides_what_is_struck_or_white_or_has_no_format() {
        assert!(hides(&look(0x1D, &[1])) && !hides(&look(0x1D, &[0])));
        assert!(hides(&look(5, &[5, 255, 0, 0, 255, 255, 255, 255])), "white letters");
        assert!(!hides(&look(5, &[5, 255, 0, 0, 255, 0, 0, 255])), "red letters");
        let format: Vec<u8> = [164_u16, 3].into_iter().chain(";;;".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert!(hides(&look(0x26, &format)));
        assert!(hides(&[0, 0, 0, 0, 9, 0]), "one that cannot be read");
    }

    #[test]
    fn the_cells_of_a_rule_are_those_of_the_record_before_it() {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        let mut conditions = Conditions::default();
        conditions.cells(&words(&[1, 0, 1, 2, 4, 1, 1]));
        conditions.rule(&words(&[1, 0, 0]));
        assert!(conditions.may_hide(Spot { row: 3, col: 1 }, &[true]));
        assert!(!conditions.may_hide(Spot { row: 3, col: 1 }, &[false]));
        assert!(!conditions.may_hide(Spot { row: 5, col: 1 }, &[true]));
        assert!(!conditions.may_hide(Spot { row: 3, col: 2 }, &[true]));
    }
}
