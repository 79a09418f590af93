//! The conditional formats of an old workbook, as far as they strike out or hide what stands in a cell.

use crate::document::cells::model::Area;
use crate::document::spreadsheet::cell_test::CellTest;
use crate::document::spreadsheet::precision::Precision;
use crate::document::xls::fonts;
use crate::document::xls::numbers::{half, word};
use crate::text::content::Content;
use crate::text::place::Spot;

/// The records: the cells of some rules, and one rule.
pub(super) const CELLS: u16 = 0x01B0;
pub(super) const RULE: u16 = 0x01B1;

/// The most areas of one sheet: no form has as many.
const MOST: usize = 2_000;

/// What a rule's look says, by the bits of its flags, and how long each part is.
const NUMBER: u32 = 1 << 25;
const FONT: u32 = 1 << 26;
const ALIGNMENT: u32 = 1 << 27;
const BORDER: u32 = 1 << 28;
const PATTERN: u32 = 1 << 29;
const FONT_LENGTH: usize = 118;

/// The operators of a comparison, by their number from one.
const OPERATORS: [&str; 8] =
    ["between", "notBetween", "equal", "notEqual", "greaterThan", "lessThan", "greaterThanOrEqual", "lessThanOrEqual"];

/// The rules of one sheet.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    areas: Vec<Area>,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    areas: Vec<Area>,
    test: CellTest,
    look: Look,
}

/// What cells get under a condition; colours by their numbers.
#[derive(Debug, Default, PartialEq)]
struct Look {
    strikes: bool,
    hides_numbers: bool,
    hides_texts: bool,
    letters: Option<u16>,
    ground: Option<u16>,
}

/// What the rules make of one cell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Changed {
    pub(super) strikes: bool,
    pub(super) hides: bool,
    /// Whether one of them would strike out or hide cannot be told.
    pub(super) doubt: bool,
}

impl Conditions {
    /// Takes in a record.
    pub(super) fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            CELLS => self.areas = areas(data),
            RULE if self.rules.len() < MOST => {
                let own = self.areas.first().map(|area| area.from.to_string()).unwrap_or_default();
                let rule = rule(data, &own).filter(|(_, look)| *look != Look::default());
                let areas = self.areas.clone();
                self.rules.extend(rule.map(|(test, look)| Rule { areas, test, look }));
            }
            _ => {}
        }
    }

    /// What becomes of a cell whose letters and background have these colours, a background of many having none.
    pub(super) fn effect(
        &self,
        (spot, content): (Spot, &Content),
        (letters, ground): (u32, Option<u32>),
        palette: &[u32],
    ) -> Changed {
        let mut changed = Changed::default();
        let around = |area: &Area| {
            (area.from.row..=area.to.row).contains(&spot.row) && (area.from.col..=area.to.col).contains(&spot.col)
        };
        for rule in self.rules.iter().filter(|rule| rule.areas.iter().any(around)) {
            let look = &rule.look;
            let own = look.letters.or(look.ground).is_some();
            let letters = look.letters.map_or(letters, |number| fonts::colour(number, palette));
            let ground = look.ground.map_or(ground, |number| Some(fonts::colour(number, palette)));
            let by_format = if content.as_text().is_some() { look.hides_texts } else { look.hides_numbers };
            let (strikes, hides) = (look.strikes, by_format || own && ground == Some(letters));
            match rule.test.holds(content) {
                Some(true) => (changed.strikes, changed.hides) = (changed.strikes | strikes, changed.hides | hides),
                Some(false) => {}
                None => changed.doubt |= strikes || hides,
            }
        }
        changed
    }
}

/// The areas of the rules that follow.
fn areas(data: &[u8]) -> Vec<Area> {
    let count = usize::from(half(data, 12).unwrap_or(0)).min(MOST);
    let area = |part: &[u8]| {
        let at = |n| half(part, n).map(u32::from);
        let (from, to) = (Spot { row: at(0)?, col: at(4)? }, Spot { row: at(2)?, col: at(6)? });
        Some(Area { from, to })
    };
    data.get(14..).unwrap_or_default().chunks_exact(8).take(count).filter_map(area).collect()
}

/// The test of a rule and its look.
fn rule(data: &[u8], own: &str) -> Option<(CellTest, Look)> {
    let lengths = [half(data, 2)?, half(data, 4)?].map(usize::from);
    let (look, at) = look(data.get(6..)?)?;
    let first = data.get(6 + at..)?;
    let second = first.get(lengths[0]..)?;
    let formulas: Vec<String> = [first.get(..lengths[0])?, second.get(..lengths[1])?]
        .into_iter()
        .filter(|tokens| !tokens.is_empty())
        .map(|tokens| constant(tokens).unwrap_or_else(|| "?".to_owned()))
        .collect();
    let formulas: Vec<&str> = formulas.iter().map(String::as_str).collect();
    let operator = data.get(1)?.checked_sub(1).and_then(|n| OPERATORS.get(usize::from(n)).copied()).unwrap_or_default();
    let kind = if data.first() == Some(&1) { "cellIs" } else { "expression" };
    Some((CellTest::named(kind, operator, "", &formulas, own), look))
}

/// What a look says, and how many bytes it takes.
fn look(data: &[u8]) -> Option<(Look, usize)> {
    let (flags, own_format) = (word(data, 0)?, half(data, 4)? & 1 != 0);
    let mut look = Look::default();
    let mut at = 6;
    if flags & NUMBER != 0 && own_format {
        let length = usize::from(half(data, at)?);
        let precision = Precision::by_code(&code(data.get(at + 2..at + length)?)?);
        (look.hides_numbers, look.hides_texts) = (precision.hides, precision.hides_text);
        at += length;
    } else if flags & NUMBER != 0 {
        at += 2;
    }
    if flags & FONT != 0 {
        let font = data.get(at..at + FONT_LENGTH)?;
        // a bit of the second says that the rule leaves it as it is
        look.strikes = word(font, 68)? & 0x80 != 0 && word(font, 88)? & 0x80 == 0;
        look.letters = u16::try_from(word(font, 80)?).ok();
        at += FONT_LENGTH;
    }
    at += [ALIGNMENT, BORDER].into_iter().filter(|part| flags & part != 0).count() * 8;
    if flags & PATTERN != 0 {
        // of a solid fill under a condition the background is what shows
        look.ground = half(data, at + 2).map(|colours| colours >> 7 & 0x7F);
        at += 4;
    }
    at += if flags & (1 << 30) != 0 { 2 } else { 0 };
    Some((look, at))
}

/// The code of a number format: how many letters, whether they are wide, and the letters.
fn code(data: &[u8]) -> Option<String> {
    let count = usize::from(half(data, 0)?);
    let letters = data.get(3..)?;
    if data.get(2)? & 1 == 0 {
        return Some(letters.get(..count)?.iter().map(|letter| char::from(*letter)).collect());
    }
    let units: Vec<u16> = letters.get(..2 * count)?.chunks_exact(2).filter_map(|pair| half(pair, 0)).collect();
    Some(String::from_utf16_lossy(&units))
}

/// A formula that is no more than a number, a text, or WAAR or ONWAAR, as it is written; none where it has to be calculated.
fn constant(tokens: &[u8]) -> Option<String> {
    match tokens {
        [0x1D, truth] => Some(if *truth == 0 { "FALSE" } else { "TRUE" }.to_owned()),
        [0x21 | 0x41, 34, 0] => Some("TRUE".to_owned()),
        [0x21 | 0x41, 35, 0] => Some("FALSE".to_owned()),
        [0x1E, _, _] => half(tokens, 1).map(|number| number.to_string()),
        [0x1F, number @ ..] => Some(f64::from_le_bytes(number.try_into().ok()?).to_string()),
        [0x17, count, wide, letters @ ..] => {
            let mut counted = vec![*count, 0, *wide];
            counted.extend(letters);
            code(&counted).map(|text| format!("\"{text}\""))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_read_and_formulas_are_not() {
        assert_eq!(constant(&[0x1E, 24, 0]).as_deref(), Some("24"));
        assert_eq!(constant(&[0x17, 2, 0, b'j', b'a']).as_deref(), Some("\"ja\""));
        assert_eq!(constant(&[0x1D, 1]).as_deref(), Some("TRUE"));
        assert_eq!(constant(&[0x44, 0, 0, 0, 0]), None);
        assert_eq!(constant(&[0x17, 9, 0, b'j']), None);
    }

    #[test]
    fn a_format_that_shows_nothing_hides_under_its_condition() {
        let mut data = vec![2, 0, 2, 0, 0, 0];
        data.extend(NUMBER.to_le_bytes());
        data.extend([1, 0, 8, 0, 3, 0, 0, b';', b';', b';', 0x1D, 1]);
        let mut conditions = Conditions::default();
        conditions.record(CELLS, &[1, 0, 1, 0, 2, 0, 2, 0, 1, 0, 1, 0, 1, 0, 2, 0, 2, 0, 1, 0, 1, 0]);
        conditions.record(RULE, &data);
        let hides = |row| {
            let cell = (Spot { row, col: 1 }, &Content::Number(24.0));
            conditions.effect(cell, (0, Some(0x00FF_FFFF)), &[]).hides
        };
        assert!(hides(2) && !hides(3));
    }

    #[test]
    fn a_look_that_is_cut_short_says_nothing() {
        let mut data = vec![1, 5, 3, 0, 0, 0];
        data.extend(FONT.to_le_bytes());
        data.extend([0, 0, 1, 2, 3]);
        assert!(rule(&data, "A1").is_none());
    }
}
