//! The places of a sheet that wait for an answer, by what they look like, and which label each of them belongs to.
//!
//! A form has a habit: its answers stand right of their labels, or below them, behind a gap or not. It is judged once,
//! from all labels together; a label that leaves no choice is an exception to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::document::filling::formatting::{CellFormat, SheetFormat};
use crate::mapping::locate::adjacent::is_colon;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::place::Spot;

use super::hints;
use super::likeness::QuestionLikeness;
use super::texts::{is_value, split};
use crate::suggest::vocabulary::phrases::Phrases;

/// Fewer places of one look than this are no habit.
const FEWEST: usize = 4;
/// How many empty columns may part a label from its answer.
const GAP: u32 = 3;
/// A text that is this near to a known wording is a label.
const LABEL: f64 = 0.8;
/// The most words of a heading over a column of states.
const HEADING: usize = 3;

/// The answer places of one sheet.
#[derive(Debug, Default)]
pub(in crate::suggest) struct AnswerPlaces {
    /// By the corner of each; whether its look is that of answers alone, so that what stands there was typed.
    spots: BTreeMap<Spot, bool>,
    /// The place of the answer to each label, by the position of its cell.
    claims: HashMap<usize, (Direction, Spot)>,
    /// The columns of notes that stand between labels and answers.
    notes: BTreeSet<u32>,
}

impl AnswerPlaces {
    /// Those of a sheet; none where the looks of its cells say nothing.
    pub(in crate::suggest) fn of(sheet: &Sheet, format: Option<&SheetFormat>, likes: &QuestionLikeness<'_>) -> Self {
        let Some(format) = format.filter(|_| sheet.grid == Grid::Sheet) else { return Self::default() };
        let mut places = Self { spots: spots(sheet, format, likes), claims: HashMap::new(), notes: BTreeSet::new() };
        places.notes = places.columns_of_notes(sheet, likes);
        places.leave_old_states(sheet);
        if places.spots.len() < FEWEST {
            return Self::default();
        }
        places.claims = places.claimed(sheet, likes);
        if places.claims.len() < FEWEST { Self::default() } else { places }
    }

    /// Whether the sheet shows where its answers stand.
    pub(in crate::suggest) fn are_known(&self) -> bool {
        !self.spots.is_empty()
    }

    /// Whether an answer may stand here.
    pub(in crate::suggest) fn holds(&self, corner: Spot) -> bool {
        self.spots.contains_key(&corner)
    }

    /// Whether what stands here was typed, whatever it says.
    pub(in crate::suggest) fn is_typed(&self, corner: Spot) -> bool {
        self.spots.get(&corner) == Some(&true)
    }

    /// Where the answer to this label stands.
    pub(in crate::suggest) fn claim(&self, label: usize) -> Option<(Direction, Spot)> {
        self.claims.get(&label).copied()
    }

    /// The place of each label, by the habit of the sheet.
    fn claimed(&self, sheet: &Sheet, likes: &QuestionLikeness<'_>) -> HashMap<usize, (Direction, Spot)> {
        let reach: Vec<(usize, Option<Spot>, Option<Spot>)> = (0..sheet.cells.len())
            .filter(|c| self.may_be_label(sheet, *c))
            .filter(|c| !self.notes.contains(&sheet.cells[*c].spot.col))
            .map(|c| (c, self.right(sheet, c), self.below(sheet, c)))
            .collect();
        if let Some(captions) = self.captions(sheet, &reach) {
            return captions;
        }
        let known = |c: usize| likes.of(split(&sheet.cells[c].content.shown()).0) >= LABEL;
        let votes = |right: bool| {
            let only = |one: &Option<Spot>, other: &Option<Spot>| one.is_some() && other.is_none();
            let of = |(c, beside, under): &&(usize, Option<Spot>, Option<Spot>)| {
                (if right { only(beside, under) } else { only(under, beside) }) && known(*c)
            };
            reach.iter().filter(of).count()
        };
        // where a place has a label left of it and one above it, the habit decides
        let order = if votes(true) >= votes(false) {
            [Direction::Right, Direction::Below]
        } else {
            [Direction::Below, Direction::Right]
        };
        let mut claims: HashMap<usize, (Direction, Spot)> = HashMap::new();
        let mut taken: BTreeSet<Spot> = BTreeSet::new();
        for look in order {
            for (c, right, below) in &reach {
                let spot = if look == Direction::Right { *right } else { *below };
                if let Some(spot) = spot.filter(|spot| !claims.contains_key(c) && !taken.contains(spot)) {
                    claims.insert(*c, (look, spot));
                    taken.insert(spot);
                }
            }
        }
        claims
    }

    /// The place over each label, where the labels of a sheet stand under their boxes.
    fn captions(
        &self,
        sheet: &Sheet,
        reach: &[(usize, Option<Spot>, Option<Spot>)],
    ) -> Option<HashMap<usize, (Direction, Spot)>> {
        let over = |c: usize| {
            let spot = sheet.cells[c].spot;
            let above = sheet.corner(Spot { row: spot.row.checked_sub(1)?, ..spot });
            let under = sheet.corner(Spot { row: sheet.cells[c].end().row + 1, ..spot });
            (self.holds(above) && above.col == spot.col && !self.holds(under)).then_some(above)
        };
        let all: Vec<(usize, Spot)> = reach.iter().filter_map(|(c, ..)| Some((*c, over(*c)?))).collect();
        let habit = all.len() >= FEWEST && all.len() * 5 >= self.spots.len() * 4;
        let others =
            reach.iter().filter(|(c, right, below)| over(*c).is_none() && (right.is_some() || below.is_some()));
        (habit && others.count() * 3 < all.len())
            .then(|| all.into_iter().map(|(c, spot)| (c, (Direction::Below, spot))).collect())
    }

    /// The columns in which hardly a label stands, with a label left of most of their texts and a place right of them.
    fn columns_of_notes(&self, sheet: &Sheet, likes: &QuestionLikeness<'_>) -> BTreeSet<u32> {
        let mut columns: BTreeMap<u32, (usize, usize, usize)> = BTreeMap::new();
        for c in (1..sheet.cells.len()).filter(|c| self.may_be_label(sheet, *c)) {
            let (cell, left) = (&sheet.cells[c], &sheet.cells[c - 1]);
            let counts = columns.entry(cell.spot.col).or_default();
            let known = |c: usize| likes.of(split(&sheet.cells[c].content.shown()).0) >= LABEL;
            counts.0 += 1;
            counts.1 += usize::from(known(c) && !is_aside(&cell.content.shown()));
            let beside = left.spot.row == cell.spot.row && left.end().col + 1 == cell.spot.col;
            counts.2 += usize::from(beside && self.may_be_label(sheet, c - 1) && self.right(sheet, c).is_some());
        }
        let is_note =
            |(all, known, beside): &(usize, usize, usize)| *known * 4 <= *all && *beside * 3 >= *all * 2 && *all > 2;
        columns.into_iter().filter(|(_, counts)| is_note(counts)).map(|(col, _)| col).collect()
    }

    /// Under `Oude stand | Nieuwe stand` what is asked is the new state: the place beside it says what was.
    fn leave_old_states(&mut self, sheet: &Sheet) {
        let is = |cell: &Cell, phrase: &str| {
            let text = cell.content.as_text().unwrap_or_default();
            text.split_whitespace().count() <= HEADING && Phrases::common().tell(phrase, text)
        };
        for old in sheet.cells.iter().filter(|cell| is(cell, "old_state")) {
            let in_row = |new: &&Cell| new.spot.row == old.spot.row && new.spot.col > old.spot.col;
            let Some(new) = sheet.cells.iter().filter(in_row).find(|new| is(new, "new_state")) else { continue };
            let (was, becomes) = (old.spot.col, new.spot.col);
            let both = |spot: &&Spot| self.holds(Spot { row: spot.row, col: becomes });
            let below = self.spots.keys().filter(|spot| spot.col == was && spot.row > old.spot.row);
            let gone: BTreeSet<Spot> = below.filter(both).copied().collect();
            self.spots.retain(|spot, _| !gone.contains(spot));
            self.notes.extend((!gone.is_empty()).then_some(was));
        }
    }

    fn may_be_label(&self, sheet: &Sheet, c: usize) -> bool {
        let cell = &sheet.cells[c];
        let text = cell.content.as_text().unwrap_or_default();
        !self.is_typed(cell.spot)
            && text.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !is_value(text)
            && hints::placeholder(text).is_none()
    }

    /// The first answer place right of a cell, with nothing but a gap before it.
    fn right(&self, sheet: &Sheet, c: usize) -> Option<Spot> {
        let cell = &sheet.cells[c];
        let mut col = sheet.area(cell.spot).to.col.max(cell.end().col) + 1;
        for _ in 0..=GAP {
            let spot = sheet.corner(Spot { row: cell.spot.row, col });
            if self.holds(spot) {
                return Some(spot);
            }
            let printed = sheet.at(spot).is_some_and(|cell| !cell.content.is_empty());
            let note = self.notes.contains(&spot.col) && !self.notes.contains(&cell.spot.col);
            if printed && !note && !is_colon(sheet, spot) {
                return None;
            }
            col = sheet.area(spot).to.col + 1;
        }
        None
    }

    /// The answer place under a cell, or under an empty row below it.
    fn below(&self, sheet: &Sheet, c: usize) -> Option<Spot> {
        let cell = &sheet.cells[c];
        let mut row = sheet.area(cell.spot).to.row.max(cell.end().row) + 1;
        for _ in 0..2 {
            let spot = sheet.corner(Spot { row, col: cell.spot.col });
            if self.holds(spot) {
                return (spot.row > cell.spot.row).then_some(spot);
            }
            if sheet.at(spot).is_some_and(|cell| !cell.content.is_empty()) {
                return None;
            }
            row = sheet.area(spot).to.row + 1;
        }
        None
    }
}

/// `indien bekend`, `(9 cijfers)`, `8 cijfers`: what is added to a label begins in lower case.
fn is_aside(text: &str) -> bool {
    text.trim().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(')
}

/// `Naam: Jansen`, `Naam: ____`: a label with its answer in the same cell.
fn is_inline(text: &str) -> bool {
    let (label, _) = split(text);
    let colon = text.trim()[label.len()..].starts_with(':');
    colon
        && !Phrases::common().tell("example", label)
        && label.chars().any(char::is_alphabetic)
        && label.split_whitespace().count() <= 8
}

/// The corners of the places that look like one for an answer.
fn spots(sheet: &Sheet, format: &SheetFormat, likes: &QuestionLikeness<'_>) -> BTreeMap<Spot, bool> {
    let mut looks: HashMap<CellFormat, Vec<Spot>> = HashMap::new();
    for (spot, look) in &format.cells {
        let shows = look.lines > 0 || look.fill > 0 || (format.protected && look.unlocked);
        if shows && sheet.corner(*spot) == *spot {
            looks.entry(*look).or_default().push(*spot);
        }
    }
    let mut spots = BTreeMap::new();
    for (look, all) in looks {
        let cell = |spot: &Spot| sheet.at(*spot).filter(|cell| !cell.content.is_empty());
        let formula = |spot: &Spot| cell(spot).is_some_and(|cell| cell.formula);
        let text = |spot: &Spot| cell(spot).and_then(|cell| cell.content.as_text());
        let typed = |text: &str| is_value(text) || hints::placeholder(text).is_some();
        let label = |spot: &&Spot| {
            text(spot).is_some_and(|text| !typed(text) && (is_inline(text) || likes.of(split(text).0) >= LABEL))
        };
        let empty = |spot: &&Spot| cell(spot).is_none_or(|cell| cell.content.as_text().is_some_and(typed));
        let words = all.iter().filter(|spot| text(spot).is_some()).count();
        let labels = all.iter().filter(label).count();
        let free = all.iter().filter(empty).count();
        // what nothing but typed words or nothing stands in waits for answers, bold print excepted
        let alone = labels * 5 <= all.len() && !(look.bold && words * 3 > all.len()) && (all.len() > 2 || free > 0);
        let alone = alone && !(words == all.len() && all.len() < 6 && labels > 0);
        for spot in &all {
            if alone && !formula(spot) && (look.lines > 1 || look.fill > 0 || look.unlocked || free > 0) {
                spots.insert(*spot, true);
            } else if empty(&spot) && !formula(spot) && look.lines > 2 {
                spots.insert(*spot, false);
            }
        }
    }
    spots
}
