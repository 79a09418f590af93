//! A form as one sheet: rows of cells with their looks and rules, for a workbook of any format.

use crate::harmonise::layout::{FormQuestion, Layout, Row};
use crate::record::schema::Kind;

use super::sheet_rules::{CellRule, rule};
use super::{beginning, begins_page, numbered, plain};

/// In characters; the middle two are together as wide as the first, so that two halves can stand beside it too.
pub(super) const WIDTHS: [f64; 5] = [24.5, 26.5, 12.25, 12.25, 26.5];
pub(super) const LAST: u16 = 4;
/// The rows of the sheet on a page of A4, in points, where the columns are as wide as the page.
const PAGE: f64 = 790.0;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CellLook {
    Title,
    Intro,
    How,
    Privacy,
    Part,
    Help,
    Block,
    Column,
    Question,
    CoreQuestion,
    /// Room for a signature.
    Room,
    Answer(NumberShape),
    /// Room for lines of prose.
    Prose,
}

/// How a typed value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NumberShape {
    AsTyped,
    Letters,
    Date,
    Hours,
    Euro,
}

/// A cell, which may go on over its neighbours.
pub(super) struct SheetCell {
    pub(super) col: u16,
    pub(super) cols: u16,
    pub(super) text: String,
    pub(super) look: CellLook,
    pub(super) rule: Option<CellRule>,
}

/// A row, in points high.
#[derive(Default)]
pub(super) struct SheetRow {
    pub(super) height: f64,
    /// It begins a page.
    pub(super) turns: bool,
    pub(super) cells: Vec<SheetCell>,
}

/// The sheet, from top to bottom.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) rows: Vec<SheetRow>,
    /// The lists that drop-downs take, each a column of a hidden sheet.
    pub(super) lists: Vec<Vec<String>>,
    row: SheetRow,
    /// How far down the page, in points.
    down: f64,
}

impl Sheet {
    pub(super) fn of(layout: &Layout) -> Self {
        let mut sheet = Self::default();
        sheet.line(&layout.title, 32.0, CellLook::Title);
        sheet.line(&layout.intro, if layout.intro.chars().count() > 95 { 28.0 } else { 16.0 }, CellLook::Intro);
        sheet.line(&layout.how, 28.0, CellLook::How);
        sheet.line(&layout.privacy, 28.0, CellLook::Privacy);
        for (n, part) in (1..).zip(&layout.parts) {
            sheet.next(8.0);
            let head = 39.0;
            let whole = head + part.rows.iter().map(height).sum::<f64>();
            sheet.room(whole, head + beginning(part.rows.iter().map(first_height)));
            sheet.line(&format!("{n}. {}", part.title), 22.0, CellLook::Part);
            if !part.help.is_empty() {
                sheet.line(&part.help, 17.0, CellLook::Help);
            }
            sheet.set_rows(&part.rows);
        }
        sheet
    }

    fn put(&mut self, col: u16, cols: u16, text: &str, look: CellLook) {
        self.row.cells.push(SheetCell { col, cols, text: text.to_owned(), look, rule: None });
    }

    fn next(&mut self, height: f64) {
        let turns = self.row.turns;
        self.rows.push(SheetRow { height, ..std::mem::take(&mut self.row) });
        self.down = if turns { height } else { self.down + height };
    }

    /// Begins a page where what follows is better begun there.
    fn room(&mut self, whole: f64, first: f64) {
        self.row.turns = self.row.turns || begins_page(whole, first, PAGE - self.down, PAGE);
    }

    fn line(&mut self, text: &str, height: f64, look: CellLook) {
        self.put(0, LAST + 1, text, look);
        self.next(height);
    }

    fn label(&mut self, col: u16, cols: u16, ask: &FormQuestion) {
        let look = if ask.schema().core { CellLook::CoreQuestion } else { CellLook::Question };
        self.put(col, cols, &ask.shown(), look);
    }

    fn answer(&mut self, ask: &FormQuestion, col: u16, cols: u16, prose: bool) {
        let shape = match ask.kind() {
            Kind::Date => NumberShape::Date,
            Kind::Bsn | Kind::Kvk | Kind::Phone => NumberShape::Letters,
            Kind::Hours => NumberShape::Hours,
            Kind::Money => NumberShape::Euro,
            _ => NumberShape::AsTyped,
        };
        let look = if prose { CellLook::Prose } else { CellLook::Answer(shape) };
        let rule = rule(ask, |words| self.list(words));
        self.row.cells.push(SheetCell { col, cols, text: String::new(), look, rule });
    }

    /// The column in which a list of words stands.
    fn list(&mut self, words: &[String]) -> u16 {
        let at = self.lists.iter().position(|known| known == words).unwrap_or_else(|| {
            self.lists.push(words.to_vec());
            self.lists.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn set_rows(&mut self, rows: &[Row]) {
        rows.iter().for_each(|row| self.set(row));
    }

    fn set(&mut self, row: &Row) {
        match row {
            Row::Pair(asks) => self.pair(asks),
            Row::Prose(ask, lines) => self.prose(ask, *lines),
            Row::Match { subjects, sides } => {
                let spans = [(1, 2), (3, 2)];
                self.room(height(row), 20.0 + 72.0 * 2.0);
                self.put(0, 1, "Onderwerp", CellLook::Column);
                spans.into_iter().zip(sides).for_each(|((col, n), side)| self.put(col, n, side, CellLook::Column));
                self.next(20.0);
                for subject in subjects {
                    self.put(0, 1, &subject.label, CellLook::Question);
                    for ((col, cols), field) in spans.into_iter().zip([&subject.left, &subject.right]) {
                        self.answer(&plain(field.clone(), &subject.label), col, cols, true);
                    }
                    self.next(72.0);
                }
            }
            Row::Goals { count, rows } => {
                for n in 1..=*count {
                    let goal = 20.0 + rows.iter().map(height).sum::<f64>();
                    self.room(goal, goal);
                    self.line(&format!("Doel {n}"), 20.0, CellLook::Block);
                    self.set_rows(&numbered(rows, n));
                    self.next(6.0);
                }
            }
            Row::Sign { signers, signed } => self.sign(signers, signed),
            Row::Table { columns, count, .. } => self.table(columns, *count),
        }
    }

    fn pair(&mut self, asks: &[FormQuestion]) {
        self.room(pair_height(asks), pair_height(asks));
        let (left, right) = (asks.first(), asks.get(1));
        if let Some(left) = left {
            self.label(0, 1, left);
            self.answer(left, 1, if right.is_some() { 1 } else { LAST }, false);
        }
        if let Some(right) = right {
            self.label(2, 2, right);
            self.answer(right, 4, 1, false);
        }
        self.next(pair_height(asks));
    }

    fn prose(&mut self, ask: &FormQuestion, lines: u32) {
        let (head, high) = prose_height(ask, lines);
        self.room(head + high, head + high);
        let long = is_long(ask);
        self.label(0, if long { 2 } else { 1 }, ask);
        let (col, cols) = if long { (2, 3) } else { (1, LAST) };
        self.put(col, cols, &ask.help, CellLook::Help);
        self.next(head);
        self.answer(ask, 0, LAST + 1, true);
        self.next(high);
    }

    fn sign(&mut self, signers: &[(String, String)], signed: &[(String, String)]) {
        let spans = [(1, 1), (2, 2), (4, 1)];
        let high = 20.0 + 22.0 * 2.0 + 60.0;
        self.room(high, high);
        self.put(0, 1, "", CellLook::Column);
        spans.into_iter().zip(signers).for_each(|((col, n), (_, text))| self.put(col, n, text, CellLook::Column));
        self.next(20.0);
        for (what, label) in signed {
            self.put(0, 1, label, CellLook::Question);
            for ((col, cols), (who, _)) in spans.into_iter().zip(signers) {
                self.answer(&plain(format!("ondertekening.{who}_{what}"), label), col, cols, false);
            }
            self.next(22.0);
        }
        self.put(0, 1, "Handtekening", CellLook::Question);
        spans.into_iter().take(signers.len()).for_each(|(col, cols)| self.put(col, cols, "", CellLook::Room));
        self.next(60.0);
    }

    fn table(&mut self, columns: &[FormQuestion], count: usize) {
        // Below a page's end no heading says what its rows ask.
        let high = 30.0 + 20.0 * count as f64;
        self.room(high, high.min(PAGE));
        (0..).zip(columns).for_each(|(col, ask)| self.put(col, 1, &ask.label, CellLook::Column));
        self.next(30.0);
        for _ in 0..count {
            (0..).zip(columns).for_each(|(col, ask)| self.answer(ask, col, 1, false));
            self.next(20.0);
        }
    }
}

/// A question that does not fit in the first column.
fn is_long(ask: &FormQuestion) -> bool {
    ask.shown().chars().count() > 25
}

fn pair_height(asks: &[FormQuestion]) -> f64 {
    match asks.iter().map(|ask| ask.shown().chars().count()).max().unwrap_or(0) {
        0..=23 => 21.0,
        24..=46 => 30.0,
        _ => 43.0,
    }
}

/// Of a question with its help, and of the room below it.
fn prose_height(ask: &FormQuestion, lines: u32) -> (f64, f64) {
    let head =
        if is_long(ask) && (ask.help.chars().count() > 60 || ask.shown().chars().count() > 52) { 26.0 } else { 17.0 };
    (head, 15.5 * f64::from(lines) + 4.0)
}

/// How high a row is, in points.
fn height(row: &Row) -> f64 {
    match row {
        Row::Pair(asks) => pair_height(asks),
        Row::Prose(ask, lines) => {
            let (head, high) = prose_height(ask, *lines);
            head + high
        }
        Row::Match { subjects, .. } => 20.0 + 72.0 * subjects.len() as f64,
        Row::Goals { count, rows } => (26.0 + rows.iter().map(height).sum::<f64>()) * *count as f64,
        Row::Sign { signed, .. } => 80.0 + 22.0 * signed.len() as f64,
        Row::Table { count, .. } => 30.0 + 20.0 * *count as f64,
    }
}

/// How much of a row has to stand together.
fn first_height(row: &Row) -> f64 {
    match row {
        Row::Goals { rows, .. } => 26.0 + rows.iter().map(height).sum::<f64>(),
        row => height(row),
    }
}
