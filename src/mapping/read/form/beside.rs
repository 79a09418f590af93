//! What was typed in the cell beside an answer and changes it: a unit (`24 | per maand`), and the other options of a list whose
//! cell was taken apart (`Ja | Nee | x`).

use std::borrow::Cow;

use crate::mapping::locate::label_index::At;
use crate::mapping::locate::location::Location;
use crate::mapping::read::cell_ledger::{Mark, is_printed};
use crate::mapping::read::cell_reader::Words;
use crate::mapping::spec::mapping_line::TickBox;
use crate::mapping::spec::target::Target;
use crate::record::schema::{Kind, Schema};
use crate::record::unit::{is_unit, within_room};
use crate::text::content::Content;
use crate::text::normalize::fold;
use crate::text::place::Spot;

use super::Reader;

/// How a unit begins.
const UNITS: [&str; 19] = [
    "per ", "p/", "/", "uur", "uren", "u/", "dag", "week", "weken", "wk", "maand", "mnd", "jaar", "jr", "%", "procent",
    "fte", "euro", "cent",
];

/// A longer text is a remark, and none that changes a number by itself.
const LONGEST_UNIT: usize = 30;

/// How many cells right of a list may belong to it, empty ones among them.
const REACH: usize = 8;

impl<'d> Reader<'_, 'd> {
    /// A number with the unit that stands in the cell right of it, typed or printed, or printed between its label and it; and
    /// one in the room that a form draws for it before a unit.
    pub(super) fn with_unit_beside(&mut self, target: Target, found: &Location, words: Words<'d>) -> Words<'d> {
        let kind = Schema::common().field(target.field).kind;
        if !matches!(kind, Kind::Hours | Kind::Money | Kind::Percentage | Kind::Duration) {
            return words;
        }
        let shown = words.content.shown();
        if let Some(text) = within_room(&shown) {
            return Words { content: Cow::Owned(Content::Text(text.into())), ..words };
        }
        let bare = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ':' | ' '));
        let Some((sheet, spot)) = cell_of(found).filter(|_| bare && !shown.trim().is_empty()) else { return words };
        let Some(unit) = self.unit_right_of(sheet, spot).or_else(|| self.unit_left_of(sheet, spot)) else {
            return words;
        };
        let text = format!("{} {unit}", shown.trim());
        Words { content: Cow::Owned(Content::Text(text.into())), ..words }
    }

    fn unit_right_of(&mut self, sheet: usize, spot: Spot) -> Option<String> {
        let at = self.cells_right_of(sheet, spot).next().flatten()?;
        let unit = self.printed.cell(at).content.as_text().unwrap_or_default().trim().to_owned();
        if is_printed(self.printed, at, self.mapping) {
            return is_unit(&unit).then_some(unit);
        }
        let begun = unit.to_lowercase();
        if unit.len() > LONGEST_UNIT || !UNITS.iter().any(|begins| begun.starts_with(begins)) {
            return None;
        }
        self.account.mark(at, Mark::Answer);
        Some(unit)
    }

    /// `Contracturen | per 4 weken | 40`: only what is a unit and nothing else.
    fn unit_left_of(&self, sheet: usize, spot: Spot) -> Option<String> {
        let grid = &self.printed.document.sheets[sheet];
        let left = Spot { row: spot.row, col: spot.col.checked_sub(1)? };
        let at = At { sheet, cell: grid.position(grid.area(left).from)? };
        let text = grid.cells[at.cell].content.as_text()?.trim();
        let unit = text.strip_prefix("in ").or_else(|| text.strip_prefix("In ")).unwrap_or(text);
        let free = !self.labels.contains(&at) && !self.asked.contains(&(sheet, left));
        (free && is_unit(unit)).then(|| unit.to_owned())
    }

    /// What stands in a list and in the cells right of it, where these hold other options of it; none where they do not.
    pub(super) fn with_list_beside(&self, boxes: &[TickBox], found: &Location, words: &Words<'d>) -> Option<Words<'d>> {
        let (sheet, spot) = cell_of(found)?;
        let is_option = |text: &str| {
            let folded = fold(text);
            boxes.iter().any(|tick| folded.contains(&tick.label.folded))
        };
        let mut texts = vec![words.content.shown().trim().to_owned()];
        let mut options = 0;
        for at in self.cells_right_of(sheet, spot).take(REACH).flatten() {
            let text = self.printed.cell(at).content.shown().trim().to_owned();
            let short = text.chars().count() <= 2;
            if !short && !is_option(&text) {
                break;
            }
            options += usize::from(is_option(&text));
            texts.push(text);
        }
        let text = Content::Text(texts.join(" ").into());
        (options > 0).then(|| Words { content: Cow::Owned(text), ..words.clone() })
    }

    /// The cells right of one, up to one that is a label or asked by itself; none for an empty one.
    fn cells_right_of(&self, sheet: usize, spot: Spot) -> impl Iterator<Item = Option<At>> + use<'_, 'd> {
        let grid = &self.printed.document.sheets[sheet];
        let mut col = grid.area(spot).to.col + 1;
        std::iter::from_fn(move || {
            let next = Spot { row: spot.row, col };
            col = grid.area(next).to.col + 1;
            if self.asked.contains(&(sheet, next)) {
                return None;
            }
            let Some(cell) = grid.position(next).filter(|cell| !grid.cells[*cell].content.is_empty()) else {
                return Some(None);
            };
            let at = At { sheet, cell };
            (!self.labels.contains(&at)).then_some(Some(at))
        })
    }
}

/// The cell of a line that has one.
fn cell_of(found: &Location) -> Option<(usize, Spot)> {
    match found {
        Location::Cell { sheet, spot, .. } | Location::Address { sheet, spot } => Some((*sheet, *spot)),
        _ => None,
    }
}
