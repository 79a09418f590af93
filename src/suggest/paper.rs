//! What is printed on a form nobody has mapped: its headings, and its questions with the places of their answers.

use std::collections::BTreeSet;

use crate::document::formatting::SheetFormat;
use crate::document::model::{Cell, Document, Sheet};
use crate::mapping::spec::form_spec::Direction;
use crate::text::checkbox::{has_certain_box, has_ticked};
use crate::text::content::Content;
use crate::text::place::Spot;

use super::chapters::is_name_of_gemeente;
use super::headings::Headings;
use super::hints::{self, Hints};
use super::inline_fields::InlineField;
use super::lexicon::Lexicon;
use super::likeness::Likes;
use super::tables::Table;
use super::texts::{is_telling, split};
use super::verdict::Verdict;
use super::walk::Walk;

/// A cell of the document: its sheet and its position there.
pub type At = (usize, usize);

/// A question with the place of its answer.
#[derive(Clone, Debug)]
pub struct Question {
    pub at: At,
    /// The label as printed, without what follows it in the same cell.
    pub text: String,
    pub look: Direction,
    /// The cell of the answer; none when it follows the label in the same cell.
    pub answer: Option<Spot>,
    /// The heading of the column, when the answer stands in the label's row under one.
    pub column: Option<(At, String)>,
    /// The headings above it, the outer one first.
    pub sections: Vec<(At, String)>,
    /// What somebody answered.
    pub content: Option<Content>,
    pub hints: Hints,
    /// What it says where the label alone says too little, as under a table.
    pub meaning: Option<String>,
    /// It stands in a block in which people sign.
    pub signs: bool,
    /// The field within a line in which it is answered.
    pub field: Option<InlineField>,
}

/// A form as it was understood.
#[derive(Debug, Default)]
pub struct Paper {
    pub questions: Vec<Question>,
    pub tables: Vec<Table>,
    pub headings: Vec<(At, String)>,
    /// Of a filled form, the headings in words that no form uses: they may be answers.
    pub doubtful: BTreeSet<String>,
    /// Of a filled form, the questions in words that no form uses: they may be answers.
    pub unlike: BTreeSet<String>,
    /// Printed text that is neither.
    pub fixed: Vec<(At, String)>,
    pub placeholders: BTreeSet<String>,
    /// The first text that stands alone.
    pub title: String,
    /// Sheets of lists.
    pub lists: Vec<String>,
    pub filled: bool,
    /// What kind of form it is.
    pub verdict: Verdict,
    /// Several sheets ask the same: a client a sheet.
    pub per_sheet: bool,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Open,
    Empty,
    Heading,
    Label,
    Answer,
    Fixed,
}

/// Longer texts are instructions or answers.
pub(super) const LONGEST: usize = 160;

impl Paper {
    /// Understands a document.
    pub fn of(document: &Document, formats: &[SheetFormat], lexicon: &Lexicon) -> Self {
        let likes = Likes::new(lexicon);
        let mut paper = Self { filled: is_filled(document, lexicon, &likes), ..Self::default() };
        let mut seen: Vec<BTreeSet<String>> = Vec::new();
        for (n, sheet) in document.sheets.iter().enumerate() {
            let texts = printed_texts(sheet, &likes);
            if texts.len() > 4 && seen.iter().any(|other| is_alike(&texts, other)) {
                paper.per_sheet = true;
                continue;
            }
            seen.push(texts);
            if is_list(sheet, document) {
                paper.lists.push(sheet.name.to_string());
                continue;
            }
            Walk::new(sheet, n, lexicon, &likes, paper.filled, formats.get(n)).take(&mut paper);
        }
        if paper.filled {
            let texts = paper.headings.iter().map(|(_, text)| text);
            let known = |text: &&String| is_known(text, lexicon, &likes);
            paper.doubtful = texts.filter(|text| !known(text)).cloned().collect();
            let asks = |text: &&String| text.trim_end().ends_with([':', '?']) || likes.of(text) >= 0.75;
            let texts = paper.questions.iter().map(|question| &question.text);
            paper.unlike = texts.filter(|text| !asks(text) && !known(text)).cloned().collect();
        }
        paper
    }

    /// The headings that are surely printed: no answer of a filled form goes into its mapping.
    pub(super) fn known_headings(&self) -> impl Iterator<Item = String> {
        self.headings.iter().map(|(_, text)| text).filter(|text| !self.doubtful.contains(*text)).cloned()
    }
}

/// Whether forms use these words: a heading of theirs, a question, or the name of a gemeente at the head.
fn is_known(text: &str, lexicon: &Lexicon, likes: &Likes<'_>) -> bool {
    lexicon.heading(text) >= 0.6 || likes.of(text) >= 0.9 || is_name_of_gemeente(text)
}

/// The texts of a sheet that look like labels.
fn printed_texts(sheet: &Sheet, likes: &Likes<'_>) -> BTreeSet<String> {
    let texts = sheet.cells.iter().filter_map(|cell| cell.content.as_text()).filter(|text| text.len() < LONGEST);
    texts.filter(|text| likes.of(text) > 0.8).map(crate::text::normalize::fold_label).collect()
}

/// Whether two sheets ask the same.
fn is_alike(texts: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
    let both = texts.intersection(others).count();
    both * 5 >= texts.len().max(others.len()) * 4
}

/// A sheet of a column or two of words behind drop-down choices.
fn is_list(sheet: &Sheet, document: &Document) -> bool {
    let name = crate::text::normalize::fold(&sheet.name);
    let named = ["lijsten", "lijst", "keuzelijsten", "keuzelijst", "lists", "hulpblad", "data", "waarden"]
        .contains(&name.as_str());
    document.sheets.len() > 1 && (named || sheet.hidden)
}

/// Whether numbers, dates or marks show that somebody answered, or words where only an answer stands.
fn is_filled(document: &Document, lexicon: &Lexicon, likes: &Likes<'_>) -> bool {
    let typed = |cell: &Cell| {
        matches!(cell.content, Content::Date(_) | Content::Moment(_) | Content::Tick(true))
            || cell
                .content
                .as_text()
                .is_some_and(|text| text.contains('@') && !text.contains(' ') || has_ticked(text) || is_telling(text))
    };
    let sheets = || document.sheets.iter();
    let typed = sheets().flat_map(|sheet| &sheet.cells).filter(|cell| typed(cell)).take(2).count();
    typed > 1 || typed + sheets().map(|sheet| worded(sheet, lexicon, likes)).sum::<usize>() > 2
}

/// How many texts stand right of a label, are no label, and wait for nothing.
fn worded(sheet: &Sheet, lexicon: &Lexicon, likes: &Likes<'_>) -> usize {
    let is_label = |cell: &Cell| {
        cell.content.as_text().is_some_and(|text| text.len() < LONGEST && likes.of(split(text).0) >= 0.95)
    };
    let is_answer = |cell: &Cell| {
        cell.content.as_text().is_some_and(|text| {
            let short = text.split_whitespace().count() <= 5 && !text.trim().ends_with(['?', ':', '.', ')']);
            let said = hints::placeholder(text).is_none() && !has_certain_box(text);
            short && said && likes.of(text) < 0.4 && lexicon.heading(text) < 0.4
        })
    };
    let beside = |pair: &[Cell]| {
        let next = pair[0].end().col + 1;
        pair[0].spot.row == pair[1].spot.row && pair[1].spot.col == next && is_label(&pair[0]) && is_answer(&pair[1])
    };
    sheet.cells.windows(2).filter(|pair| beside(pair)).count()
        + sheet.cells.iter().filter(|cell| is_answered(cell, likes)).count()
}

/// Whether words stand behind a label in its own text, and they are no hint, no box and no alternatives.
fn is_answered(cell: &Cell, likes: &Likes<'_>) -> bool {
    let Some(text) = cell.content.as_text().filter(|text| text.len() < LONGEST) else { return false };
    let Some((label, after)) = crate::text::label::split(text) else { return false };
    let answer = crate::text::label::answer(&text[after]);
    let waits = answer.starts_with(['(', '[', '…']) || answer.contains(['/', '_', ':', '?']) || answer.contains("...");
    answer.chars().any(char::is_alphabetic)
        && !waits
        && hints::placeholder(answer).is_none()
        && !has_certain_box(text)
        && likes.of(&text[label]) >= 0.9
        && likes.of(answer) < 0.4
}

impl Question {
    /// A label with one box beside it.
    pub(super) fn is_box(&self) -> bool {
        self.hints.boxes && self.hints.options.is_empty() && matches!(self.look, Direction::Left | Direction::Right)
    }
}

/// Joins a label with a box to those of the rows above it: together they are the choices of one question, which the
/// heading asks. True when it is joined.
pub(super) fn join(questions: &mut [Question], next: &Question, sheet: &Sheet, headings: &Headings, n: usize) -> bool {
    let row = |at: At| sheet.cells[at.1].spot.row;
    let spot = sheet.cells[next.at.1].spot;
    let Some(last) = questions.last_mut().filter(|last| last.look == next.look && last.hints.boxes) else {
        return false;
    };
    let near = |last: &Question| last.at.0 == n && sheet.cells[last.at.1].spot.col <= spot.col;
    if last.hints.apart {
        let joined = last
            .answer
            .is_some_and(|first| first.row + u32::try_from(last.hints.options.len()).unwrap_or(0) == spot.row);
        if joined {
            last.hints.options.push(next.text.clone());
            last.hints.kind = hints::yes_no(&last.hints.options);
        }
        return joined;
    }
    let Some((heading, text)) = headings.above(spot).pop() else { return false };
    if !last.is_box() || !near(last) || row(last.at) + 1 != spot.row || row(heading) >= row(last.at) {
        return false;
    }
    last.hints.options = vec![last.text.clone(), next.text.clone()];
    last.hints.kind = hints::yes_no(&last.hints.options);
    last.hints.apart = true;
    (last.at, last.text) = (heading, text);
    true
}
