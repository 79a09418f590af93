//! One sheet while its texts are told apart: what each cell is found to be, and what stands around it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::cells::model::{Grid, OwnPlace, Sheet};
use crate::document::cells::nested;
use crate::document::filling::formatting::SheetFormat;
use crate::mapping::locate::adjacent::is_colon;
use crate::text::place::Spot;

use super::explanations;
use super::question::LONGEST_LABEL;
use crate::suggest::cell_text::answer_places::AnswerPlaces;
use crate::suggest::cell_text::hints;
use crate::suggest::cell_text::likeness::QuestionLikeness;
use crate::suggest::cell_text::own_cell_answers;
use crate::suggest::cell_text::texts::{is_value, split};
use crate::suggest::vocabulary::lexicon::Lexicon;

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Open,
    Empty,
    Heading,
    Label,
    Answer,
    Fixed,
}

/// The walk over one sheet.
pub(super) struct SheetClassifier<'w> {
    pub sheet: &'w Sheet,
    pub n: usize,
    pub lexicon: &'w Lexicon,
    pub roles: Vec<Role>,
    pub filled: bool,
    /// The last column in which something stands.
    pub(super) width: u32,
    pub(super) spaced: bool,
    /// The columns in which answers stand rather than labels.
    pub(super) answers: BTreeSet<u32>,
    /// The numbered texts that stand alone in their row with labels under them.
    pub(super) chapters: BTreeSet<usize>,
    /// The texts over a table of questions that only an empty paragraph sets apart from it.
    pub(super) over_tables: BTreeSet<usize>,
    /// By question the table of one cell under it, where that is the habit of the form.
    pub(super) boxes: BTreeMap<usize, usize>,
    /// Where its answers stand, as far as the looks of its cells say it.
    pub(super) places: AnswerPlaces,
    pub(super) likes: &'w QuestionLikeness<'w>,
    /// Most questions show a place for their answer, so that one without any is a heading.
    pub(super) placed: bool,
    /// Answers stand in the cells of their labels, in the room that is left there.
    within: bool,
    /// Questions have a printed line under them and then room for the answer.
    pub(super) prompted: bool,
    /// Most of the text is in italics, so that these set nothing apart.
    pub(super) italic: bool,
    /// Labels have an explanation under them in their own cell, and their answers beside them.
    pub(super) explained: bool,
    /// By row of a table within a cell, the position of that cell.
    pub(super) hosts: HashMap<u32, usize>,
    /// Answers stand in fields that are named, as in a form of Acrobat: printed text is none.
    pub(super) fielded: bool,
    /// Nearly all labels begin with a capital.
    pub(super) capital: bool,
    /// Fields stand under their labels, also where one stands beside as well.
    pub(super) captioned: bool,
}

impl<'w> SheetClassifier<'w> {
    /// The walk over the sheet with this number.
    pub(super) fn new(
        sheet: &'w Sheet,
        n: usize,
        lexicon: &'w Lexicon,
        likes: &'w QuestionLikeness<'w>,
        filled: bool,
        format: Option<&SheetFormat>,
    ) -> Self {
        Self {
            sheet,
            n,
            lexicon,
            roles: vec![Role::Open; sheet.cells.len()],
            filled,
            width: sheet.cells.iter().filter(|c| !c.content.is_empty()).map(|c| c.end().col).max().unwrap_or(0),
            spaced: is_spaced(sheet),
            places: AnswerPlaces::of(sheet, format, likes),
            likes,
            answers: if filled { answer_columns(sheet, likes) } else { BTreeSet::new() },
            chapters: BTreeSet::new(),
            over_tables: BTreeSet::new(),
            boxes: BTreeMap::new(),
            placed: false,
            within: own_cell_answers::answers_within(sheet, likes),
            italic: explanations::is_italic(sheet),
            prompted: explanations::are_prompted(sheet),
            explained: explanations::are_explained(sheet, likes),
            hosts: nested::hosts(sheet),
            fielded: is_fielded(sheet, likes),
            captioned: is_captioned(sheet, likes),
            capital: filled && is_capital(sheet, likes),
        }
    }
}

impl SheetClassifier<'_> {
    /// How much a text looks like a question.
    pub(super) fn like(&self, text: &str) -> f64 {
        self.likes.of(text)
    }

    /// The cells in the row of a cell, itself among them; those left of it from right to left.
    pub(super) fn in_row(&self, c: usize) -> impl Iterator<Item = usize> {
        let row = self.sheet.cells[c].spot.row;
        let beside = move |n: &usize| self.sheet.cells[*n].spot.row == row;
        (0..c).rev().take_while(beside).chain((c..self.sheet.cells.len()).take_while(beside))
    }

    /// Whether the answer to a label is written in its own cell, where it leaves room for one.
    pub(super) fn has_room(&self, c: usize) -> bool {
        let cell = &self.sheet.cells[c];
        let line = self.sheet.grid == Grid::Flow && matches!(cell.own_place, OwnPlace::Paragraph(_));
        own_cell_answers::is_left(cell) && (self.within || line)
    }

    /// Whether nothing else stands in the row of a cell.
    pub(super) fn is_alone(&self, c: usize) -> bool {
        self.in_row(c).all(|n| n == c || self.sheet.cells[n].content.is_empty())
    }

    /// The position of the cell that covers a spot.
    pub(super) fn position(&self, spot: Spot) -> Option<usize> {
        let corner = self.sheet.corner(spot);
        self.sheet.cells.binary_search_by_key(&corner, |cell| cell.spot).ok()
    }

    /// What stands right of a cell, and below it.
    pub(super) fn right(&self, c: usize) -> Spot {
        let cell = &self.sheet.cells[c];
        let beside = Spot { row: cell.spot.row, col: self.sheet.area(cell.spot).to.col.max(cell.end().col) + 1 };
        // a printed colon between a label and its answer is passed over
        if is_colon(self.sheet, beside) { Spot { col: self.sheet.area(beside).to.col + 1, ..beside } } else { beside }
    }

    pub(super) fn below(&self, c: usize) -> Spot {
        let cell = &self.sheet.cells[c];
        Spot { row: self.sheet.area(cell.spot).to.row.max(cell.end().row) + 1, col: cell.spot.col }
    }

    /// Whether the next printed text begins in one of the two rows below.
    pub(super) fn label_follows(&self, c: usize) -> bool {
        let end = self.below(c).row;
        let next = self.sheet.cells[c + 1..]
            .iter()
            .zip(c + 1..)
            .find(|(cell, _)| cell.spot.row >= end && !cell.content.is_empty());
        next.is_some_and(|(cell, n)| {
            cell.spot.row <= end && matches!(self.roles[n], Role::Open | Role::Label | Role::Fixed)
        })
    }
}

/// The columns of a filled form in which most texts are no labels.
fn answer_columns(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> BTreeSet<u32> {
    let mut columns: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !cell.content.is_empty()) {
        let (values, labels) = columns.entry(cell.spot.col).or_default();
        match cell.content.as_text() {
            Some(text) if hints::placeholder(text).is_some() || is_value(text) => *values += 1,
            Some(text) if likes.of(split(text).0) >= 0.85 => *labels += 1,
            Some(text) if text.len() < LONGEST_LABEL && likes.of(text) >= 0.6 => {}
            _ => *values += 1,
        }
    }
    columns.into_iter().filter(|(col, (values, labels))| *col > 0 && values > labels).map(|(col, _)| col).collect()
}

/// Whether the labels of a sheet stand in one column with room below each of them.
fn is_spaced(sheet: &Sheet) -> bool {
    let rows: Vec<u32> = sheet
        .cells
        .iter()
        .filter(|c| c.content.as_text().is_some_and(|t| t.len() < LONGEST_LABEL))
        .map(|c| c.end().row)
        .collect();
    let one_column =
        sheet.cells.iter().filter(|c| !c.content.is_empty()).all(|c| c.spot.col == sheet.cells[0].spot.col);
    let gaps = rows.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
    one_column && rows.len() > 3 && gaps * 2 > rows.len()
}

/// Whether most answers of a sheet stand in fields that are named; in a text some may, and others in cells.
fn is_fielded(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
    /// More fields than this are not there by chance.
    const MANY: usize = 5;
    let labels = || {
        let texts = sheet.cells.iter().filter_map(|cell| cell.content.as_text());
        texts.filter(|text| text.len() < LONGEST_LABEL && likes.of(split(text).0) >= 0.75).count()
    };
    sheet.named.len() > MANY && sheet.named.len() * 2 >= labels()
}

/// Whether most labels that have a field beside them or under them, and not both, have it under them.
fn is_captioned(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
    if sheet.grid != Grid::Flow || sheet.named.is_empty() {
        return false;
    }
    let fields: BTreeSet<Spot> = sheet.named.iter().map(|named| named.spot).collect();
    let field = |spot: Spot| fields.contains(&sheet.corner(spot));
    let (mut under, mut beside) = (0, 0);
    for cell in sheet.cells.iter().filter(|cell| !fields.contains(&cell.spot)) {
        let Some(text) = cell.content.as_text().filter(|text| text.len() < LONGEST_LABEL) else { continue };
        let end = cell.end();
        let right = field(Spot { row: cell.spot.row, col: end.col + 1 });
        let below = field(Spot { row: end.row + 1, col: cell.spot.col });
        if right != below && likes.of(split(text).0) >= 0.6 {
            under += usize::from(below);
            beside += usize::from(right);
        }
    }
    under > 5 && under > beside * 3
}

/// Whether nine in ten of the known labels of a sheet begin with a capital.
fn is_capital(sheet: &Sheet, likes: &QuestionLikeness<'_>) -> bool {
    let texts = sheet.cells.iter().filter_map(|cell| cell.content.as_text()).map(str::trim);
    let labels = texts.filter(|text| text.len() < LONGEST_LABEL && likes.of(split(text).0) >= 0.9);
    let (all, small) = labels
        .filter(|text| text.starts_with(char::is_alphabetic))
        .fold((0, 0), |(all, small), text| (all + 1, small + usize::from(text.starts_with(char::is_lowercase))));
    all > 7 && small * 10 <= all
}
