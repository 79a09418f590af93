//! The walk over one sheet: each text is a heading, a label, an answer or a printed note.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::formatting::SheetFormat;
use crate::document::model::{Cell, Grid, OwnPlace, Sheet};
use crate::mapping::locate::adjacent::is_colon;
use crate::mapping::spec::form_spec::Direction;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::place::Spot;

use super::answer_places::AnswerPlaces;
use super::crossings;
use super::headings::{Heading, Headings};
use super::hints::{self, Hints};
use super::inline_fields;
use super::lexicon::Lexicon;
use super::likeness::Likes;
use super::paper::{LONGEST, Paper, Question, Role, join};
use super::tables::{self, Table};
use super::texts::{about_only, is_capitals, is_chapter, is_value, is_version, segments, split};

/// The walk over one sheet.
pub(super) struct Walk<'w> {
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
    /// Where its answers stand, as far as the looks of its cells say it.
    pub(super) places: AnswerPlaces,
    likes: &'w Likes<'w>,
    /// Most questions show a place for their answer, so that one without any is a heading.
    pub(super) placed: bool,
}

impl<'w> Walk<'w> {
    /// The walk over the sheet with this number.
    pub(super) fn new(
        sheet: &'w Sheet,
        n: usize,
        lexicon: &'w Lexicon,
        likes: &'w Likes<'w>,
        filled: bool,
        format: Option<&SheetFormat>,
    ) -> Self {
        let mut walk = Self {
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
            placed: false,
        };
        walk.chapters = walk.chapters();
        walk
    }
}

impl Walk<'_> {
    /// How much a text looks like a question.
    pub(super) fn like(&self, text: &str) -> f64 {
        self.likes.of(text)
    }

    /// Whether nothing else stands in the row of a cell.
    pub(super) fn is_alone(&self, c: usize) -> bool {
        let spot = self.sheet.cells[c].spot;
        let beside = |n: &usize| self.sheet.cells[*n].spot.row == spot.row;
        let before = (0..c).rev().take_while(beside);
        let after = (c + 1..self.sheet.cells.len()).take_while(beside);
        before.chain(after).all(|n| self.sheet.cells[n].content.is_empty())
    }

    pub(super) fn take(mut self, paper: &mut Paper) {
        self.first_look(paper);
        let tables = tables::find(&mut self);
        let crossings = crossings::find(&mut self);
        self.placed = self.shows_places(paper.filled);
        let mut headings = Headings::default();
        let mut questions: Vec<Question> = Vec::new();
        for c in 0..self.sheet.cells.len() {
            if let Some(table) = tables.iter().find(|table| table.first() == c) {
                paper.tables.push(Table { sections: headings.above(self.sheet.cells[c].spot), ..table.clone() });
            }
            if self.roles[c] != Role::Open {
                continue;
            }
            let Some(text) = self.sheet.cells[c].content.as_text() else { continue };
            let text = text.trim().to_owned();
            if paper.title.is_empty() && self.is_title(c, &text) {
                paper.title.clone_from(&text);
                self.roles[c] = Role::Heading;
                continue;
            }
            let fields = inline_fields::of(self.sheet, c);
            if !fields.is_empty() {
                self.roles[c] = Role::Label;
                let sections = headings.above(self.sheet.cells[c].spot);
                questions.extend(fields.into_iter().map(|(label, field, content)| Question {
                    at: (self.n, c),
                    text: label.to_owned(),
                    look: Direction::After,
                    answer: None,
                    column: None,
                    sections: sections.clone(),
                    content,
                    hints: Hints::default(),
                    meaning: None,
                    signs: false,
                    field: Some(field),
                }));
                continue;
            }
            let parts = segments(&text);
            if !parts.is_empty() {
                self.roles[c] = Role::Label;
                let sections = headings.above(self.sheet.cells[c].spot);
                let asked = parts.iter().filter_map(|part| self.question(c, part, paper.filled));
                questions.extend(asked.map(|question| Question { sections: sections.clone(), ..question }));
                continue;
            }
            match self.question(c, &text, paper.filled) {
                Some(_) if self.is_gap_heading(c, &text) => self.head(c, &text, &mut headings, paper),
                Some(_) if self.is_subtitle(c, &text) => {
                    self.roles[c] = Role::Fixed;
                    paper.fixed.push(((self.n, c), text));
                }
                Some(question) if !self.is_heading(c, &text, &question) => {
                    self.roles[c] = Role::Label;
                    self.notes_beside(c, &question, paper);
                    if question.is_box() && join(&mut questions, &question, self.sheet, &headings, self.n) {
                        continue;
                    }
                    if let Some(spot) = question.answer {
                        self.answered(spot);
                    }
                    let sections = headings.above(self.sheet.cells[c].spot);
                    questions.push(Question { sections, ..question });
                }
                _ if self.may_head(c, &text) => {
                    let first = paper.title.is_empty() && paper.headings.is_empty() && questions.is_empty();
                    if first && self.is_alone(c) && self.sheet.cells[c].spot.row < 6 {
                        paper.title.clone_from(&text);
                        self.roles[c] = Role::Heading;
                        continue;
                    }
                    self.head(c, &text, &mut headings, paper);
                }
                _ => {
                    self.roles[c] = Role::Fixed;
                    paper.fixed.push(((self.n, c), text));
                }
            }
        }
        for crossing in &crossings {
            questions.extend(crossing.questions(&self, &headings));
        }
        questions.extend(tables.iter().filter_map(|table| table.totals(&self, &headings)));
        questions.sort_by_key(|q| (q.at, q.answer));
        for question in &questions {
            paper.placeholders.extend(question.hints.placeholder.iter().filter(|p| !p.trim().is_empty()).cloned());
        }
        paper.questions.extend(questions);
    }

    /// Whether three in four of the questions of a text show where their answer stands.
    fn shows_places(&self, filled: bool) -> bool {
        if self.sheet.grid != Grid::Flow {
            return false;
        }
        let asks = |c: usize| {
            let text = self.sheet.cells[c].content.as_text()?.trim().to_owned();
            self.question(c, &text, filled).filter(|question| self.like(&question.text) >= 0.6)
        };
        let open = (0..self.sheet.cells.len()).filter(|c| self.roles[*c] == Role::Open);
        let (all, placed) = open.filter_map(asks).fold((0, 0), |(all, placed), question| {
            let shown = question.answer.is_some() || question.content.is_some() || question.hints != Hints::default();
            (all + 1, placed + usize::from(shown))
        });
        all > 5 && placed * 4 >= all * 3
    }

    /// Long texts are printed notes, and what waits in an answer place is no label.
    fn first_look(&mut self, paper: &mut Paper) {
        for (c, cell) in self.sheet.cells.iter().enumerate() {
            self.roles[c] = match &cell.content {
                content if content.is_empty() => Role::Empty,
                Content::Text(text) if self.places.is_typed(cell.spot) => {
                    if hints::placeholder(text).is_some() {
                        Role::Empty
                    } else {
                        Role::Answer
                    }
                }
                Content::Text(text) => match hints::placeholder(text) {
                    Some(hints) if hints.options.len() == 1 && self.is_statement(c, &hints) => Role::Open,
                    Some(hints) if hints.boxes && self.asks_before_boxes(text) => Role::Open,
                    Some(_) => Role::Empty,
                    None if is_version(text) => Role::Fixed,
                    None if self.filled && is_typed_line(cell, text) => Role::Answer,
                    None if is_value(text) => Role::Answer,
                    None if text.chars().count() > LONGEST && !text.trim_end().ends_with('?') => Role::Fixed,
                    None => Role::Open,
                },
                _ => Role::Answer,
            };
            if self.roles[c] == Role::Fixed {
                paper.fixed.push(((self.n, c), cell.content.shown().trim().to_owned()));
            }
        }
    }

    /// A box with a whole sentence, alone: what is ticked is agreed with.
    fn is_statement(&self, c: usize, hints: &Hints) -> bool {
        let spot = self.sheet.cells[c].spot;
        let boxed = |row: Option<u32>| {
            let at = row.and_then(|row| self.position(Spot { row, col: spot.col }));
            at.and_then(|at| self.sheet.cells[at].content.as_text()).is_some_and(has_certain_box)
        };
        let words = hints.options[0].split_whitespace().count();
        words > 3 && !boxed(spot.row.checked_sub(1)) && !boxed(Some(self.sheet.cells[c].end().row + 1))
    }

    /// `Opgenomen in doelgroepregister: ☐ ja ☐ nee`: a question with the boxes behind it.
    fn asks_before_boxes(&self, text: &str) -> bool {
        let (label, after) = split(text);
        !label.is_empty() && hints::box_words(after).len() > 1 && self.like(label) >= 0.8
    }

    fn head(&mut self, c: usize, text: &str, headings: &mut Headings, paper: &mut Paper) {
        self.roles[c] = Role::Heading;
        paper.headings.push(((self.n, c), text.to_owned()));
        headings.push(Heading::new((self.n, c), text, &self.sheet.cells[c]));
    }

    /// What stands beside a label over the same answer place is a note.
    fn notes_beside(&mut self, c: usize, question: &Question, paper: &mut Paper) {
        let Some(area) =
            question.answer.filter(|_| question.look == Direction::Below).map(|spot| self.sheet.area(spot))
        else {
            return;
        };
        let row = self.sheet.cells[c].spot.row;
        let label = self.like(&question.text);
        for beside in c + 1..self.sheet.cells.len() {
            let cell = &self.sheet.cells[beside];
            if cell.spot.row != row || cell.spot.col > area.to.col {
                break;
            }
            let text = cell.content.shown().trim().to_owned();
            if self.roles[beside] == Role::Open && (self.like(&text) < 0.95 || label >= 0.95) {
                self.roles[beside] = Role::Fixed;
                paper.fixed.push(((self.n, beside), text));
            }
        }
    }

    fn answered(&mut self, spot: Spot) {
        let corner = self.sheet.corner(spot);
        if let Ok(c) = self.sheet.cells.binary_search_by_key(&corner, |cell| cell.spot) {
            self.roles[c] = if self.roles[c] == Role::Empty { Role::Empty } else { Role::Answer };
        }
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

    /// Whether what could be a question is a heading all the same.
    fn is_heading(&self, c: usize, text: &str, question: &Question) -> bool {
        if self.chapters.contains(&c) {
            return true;
        }
        if question.content.is_some() || question.hints.placeholder.is_some() || text.ends_with([':', '?', '*']) {
            return false;
        }
        let explicit = question.answer.is_some_and(|spot| {
            let area = self.sheet.area(spot);
            area.from != area.to || self.position(spot).is_some()
        });
        let alone = self.is_alone(c);
        let like = self.like(text);
        let heads = self.lexicon.heading(text);
        let follows = self.label_follows(c);
        let bare = about_only(self.lexicon, text);
        let numbered = is_chapter(text) || is_capitals(text);
        if explicit && !(follows && alone && heads > 0.5 && like < 0.9) {
            return false;
        }
        alone
            && follows
            && ((heads >= 0.5 && (like < 0.9 || bare || numbered)) || (numbered && like < 0.95) || (like < 0.5))
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

    /// Whether a text may be a heading: short, and no sentence.
    fn may_head(&self, c: usize, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let sentence = text.ends_with('.') && words > 4 || text.contains(". ") && words > 6 && !is_chapter(text);
        words <= 14 && !sentence && !text.starts_with(['*', '(']) && self.roles[c] == Role::Open
    }
}

/// A paragraph of a filled form that begins in lower case and asks nothing: what somebody wrote.
fn is_typed_line(cell: &Cell, text: &str) -> bool {
    let lower = text.trim().starts_with(char::is_lowercase);
    lower && matches!(cell.own_place, OwnPlace::Paragraph(_)) && !text.contains([':', '?', '_', '…'])
}

/// The columns of a filled form in which most texts are no labels.
fn answer_columns(sheet: &Sheet, likes: &Likes<'_>) -> BTreeSet<u32> {
    let mut columns: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !cell.content.is_empty()) {
        let (values, labels) = columns.entry(cell.spot.col).or_default();
        match cell.content.as_text() {
            Some(text) if hints::placeholder(text).is_some() || is_value(text) => *values += 1,
            Some(text) if likes.of(split(text).0) >= 0.85 => *labels += 1,
            Some(text) if text.len() < LONGEST && likes.of(text) >= 0.6 => {}
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
        .filter(|c| c.content.as_text().is_some_and(|t| t.len() < LONGEST))
        .map(|c| c.end().row)
        .collect();
    let one_column =
        sheet.cells.iter().filter(|c| !c.content.is_empty()).all(|c| c.spot.col == sheet.cells[0].spot.col);
    let gaps = rows.windows(2).filter(|pair| pair[1] > pair[0] + 1).count();
    one_column && rows.len() > 3 && gaps * 2 > rows.len()
}
