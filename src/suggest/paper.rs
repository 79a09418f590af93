//! What is printed on a form nobody has mapped: its headings, and its questions with the places of their answers.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use crate::content::{Content, STRUCK};
use crate::document::cell::{Cell, Document, Grid, Sheet};
use crate::mapping::declaration::Look;
use crate::place::Spot;

use super::crossings;
use super::headings::{Heading, Headings};
use super::hints::{self, Hints};
use super::lexicon::Lexicon;
use super::tables::{self, Table};

/// A cell of the document: its sheet and its position there.
pub type At = (usize, usize);

/// A question with the place of its answer.
#[derive(Clone, Debug)]
pub struct Question {
    pub at: At,
    /// The label as printed, without what follows it in the same cell.
    pub text: String,
    pub look: Look,
    /// The cell of the answer; none when it follows the label in the same cell.
    pub answer: Option<Spot>,
    /// The heading of the column, when the answer stands in the label's row under one.
    pub column: Option<(At, String)>,
    /// The headings above it, the outer one first.
    pub sections: Vec<(At, String)>,
    /// What somebody answered.
    pub content: Option<Content>,
    pub hints: Hints,
}

/// A form as it was understood.
#[derive(Debug, Default)]
pub struct Paper {
    pub questions: Vec<Question>,
    pub tables: Vec<Table>,
    pub headings: Vec<(At, String)>,
    /// Printed text that is neither.
    pub fixed: Vec<(At, String)>,
    pub placeholders: BTreeSet<String>,
    /// The first text that stands alone.
    pub title: String,
    /// Sheets of lists.
    pub lists: Vec<String>,
    pub filled: bool,
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
const LONGEST: usize = 160;

impl Paper {
    /// Understands a document.
    pub fn of(document: &Document, lexicon: &Lexicon) -> Self {
        let mut paper = Self { filled: is_filled(document), ..Self::default() };
        let mut seen: Vec<BTreeSet<String>> = Vec::new();
        for (n, sheet) in document.sheets.iter().enumerate() {
            let texts = printed_texts(sheet, lexicon);
            if texts.len() > 4 && seen.iter().any(|other| is_alike(&texts, other)) {
                paper.per_sheet = true;
                continue;
            }
            seen.push(texts);
            if is_list(sheet, document) {
                paper.lists.push(sheet.name.to_string());
                continue;
            }
            let walk = Walk {
                sheet,
                n,
                lexicon,
                roles: vec![Role::Open; sheet.cells.len()],
                filled: paper.filled,
                width: sheet.cells.iter().filter(|c| !c.content.is_empty()).map(|c| c.end().col).max().unwrap_or(0),
                spaced: is_spaced(sheet),
                likes: RefCell::default(),
                answers: if paper.filled { answer_columns(sheet, lexicon) } else { BTreeSet::new() },
            };
            walk.take(&mut paper);
        }
        paper
    }
}

/// The texts of a sheet that look like labels.
fn printed_texts(sheet: &Sheet, lexicon: &Lexicon) -> BTreeSet<String> {
    let texts = sheet.cells.iter().filter_map(|cell| cell.content.as_text()).filter(|text| text.len() < LONGEST);
    texts.filter(|text| lexicon.question_like(text) > 0.8).map(crate::fold::fold_label).collect()
}

/// Whether two sheets ask the same.
fn is_alike(texts: &BTreeSet<String>, others: &BTreeSet<String>) -> bool {
    let both = texts.intersection(others).count();
    both * 5 >= texts.len().max(others.len()) * 4
}

/// A sheet of a column or two of words behind drop-down choices.
fn is_list(sheet: &Sheet, document: &Document) -> bool {
    let name = crate::fold::fold(&sheet.name);
    let named = ["lijsten", "lijst", "keuzelijsten", "keuzelijst", "lists", "hulpblad", "data", "waarden"]
        .contains(&name.as_str());
    document.sheets.len() > 1 && (named || sheet.hidden)
}

/// Whether numbers, dates or marks show that somebody answered.
fn is_filled(document: &Document) -> bool {
    let typed = |cell: &Cell| {
        matches!(cell.content, Content::Date(_) | Content::Moment(_) | Content::Tick(true))
            || cell.content.as_text().is_some_and(|text| {
                text.contains(['☒', '☑', '@']) && !text.contains(' ') || text.contains('☒') || is_telling(text)
            })
    };
    document.sheets.iter().flat_map(|sheet| &sheet.cells).filter(|cell| typed(cell)).take(2).count() >= 2
}

/// Nine digits or a date: nothing that is printed on a form.
fn is_telling(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.bytes().filter(u8::is_ascii_alphabetic).count();
    digits >= 6 && others <= 4
}

/// A value as people write it, and no printed text: mostly digits, an address of mail, something struck out.
fn is_value(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if split(text).0.chars().filter(|c| c.is_alphabetic()).count() > 3 && !split(text).1.is_empty() {
        return false;
    }
    let mail = text.contains('@') && !text.contains(' ');
    let said = ["zie bijlage", "n.v.t.", "nvt", "onbekend", "volgt"].contains(&text.trim().to_lowercase().as_str());
    mail || said
        || is_amount(text)
        || text.contains(STRUCK)
        || (digits >= 4 && digits * 2 >= letters && !text.contains(['?', '*']))
}

/// `26 weken`, `½ jaar`, `6 mnd`: a number with its unit.
fn is_amount(text: &str) -> bool {
    const UNITS: [&str; 20] = [
        "week", "weken", "maand", "maanden", "mnd", "jaar", "jr", "uur", "uren", "u", "min", "minuten", "dag", "dagen",
        "keer", "x", "km", "euro", "wk", "procent",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = words.first().is_some_and(|word| word.starts_with(|c: char| c.is_numeric()));
    number
        && words.len() <= 5
        && words.get(1).is_some_and(|unit| UNITS.contains(&unit.to_lowercase().trim_end_matches('.')))
}

/// The columns of a filled form in which most texts are no labels.
fn answer_columns(sheet: &Sheet, lexicon: &Lexicon) -> BTreeSet<u32> {
    let mut columns: std::collections::BTreeMap<u32, (u32, u32)> = std::collections::BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| !cell.content.is_empty()) {
        let (values, labels) = columns.entry(cell.spot.col).or_default();
        match cell.content.as_text() {
            Some(text) if hints::placeholder(text).is_some() || is_value(text) => *values += 1,
            Some(text) if lexicon.question_like(split(text).0) >= 0.85 => *labels += 1,
            Some(text) if text.len() < LONGEST && lexicon.question_like(text) >= 0.6 => {}
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

impl Question {
    /// A label with one box beside it.
    fn is_box(&self) -> bool {
        self.hints.boxes && self.hints.options.is_empty() && matches!(self.look, Look::Left | Look::Right)
    }
}

/// Joins a label with a box to those of the rows above it: together they are the choices of one question, which the
/// heading asks. True when it is joined.
fn join(questions: &mut [Question], next: &Question, sheet: &Sheet, headings: &Headings, n: usize) -> bool {
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

/// The walk over one sheet.
pub(super) struct Walk<'w> {
    pub sheet: &'w Sheet,
    pub n: usize,
    pub lexicon: &'w Lexicon,
    pub roles: Vec<Role>,
    pub filled: bool,
    /// The last column in which something stands.
    width: u32,
    spaced: bool,
    /// The columns in which answers stand rather than labels.
    answers: BTreeSet<u32>,
    /// How much each text looks like a question, once found.
    likes: RefCell<HashMap<String, f64>>,
}

impl Walk<'_> {
    /// How much a text looks like a question.
    pub(super) fn like(&self, text: &str) -> f64 {
        if let Some(known) = self.likes.borrow().get(text) {
            return *known;
        }
        let like = self.lexicon.question_like(text);
        self.likes.borrow_mut().insert(text.to_owned(), like);
        like
    }

    fn take(mut self, paper: &mut Paper) {
        self.first_look(paper);
        let tables = tables::find(&mut self);
        let crossings = crossings::find(&mut self);
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
            match self.question(c, &text, paper.filled) {
                Some(question) if !self.is_heading(c, &text, &question) => {
                    self.roles[c] = Role::Label;
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
                    self.roles[c] = Role::Heading;
                    paper.headings.push(((self.n, c), text.clone()));
                    headings.push(Heading::new((self.n, c), &text, &self.sheet.cells[c]));
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

    /// Long texts are printed notes, and what waits in an answer place is no label.
    fn first_look(&mut self, paper: &mut Paper) {
        for (c, cell) in self.sheet.cells.iter().enumerate() {
            self.roles[c] = match &cell.content {
                content if content.is_empty() => Role::Empty,
                Content::Text(text) => match hints::placeholder(text) {
                    Some(hints) if hints.options.len() == 1 && self.is_statement(c, &hints) => Role::Open,
                    Some(_) => Role::Empty,
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
            at.and_then(|at| self.sheet.cells[at].content.as_text()).is_some_and(hints::has_boxes)
        };
        let words = hints.options[0].split_whitespace().count();
        words > 3 && !boxed(spot.row.checked_sub(1)) && !boxed(Some(self.sheet.cells[c].end().row + 1))
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
        Spot { row: cell.spot.row, col: self.sheet.area(cell.spot).to.col.max(cell.end().col) + 1 }
    }

    pub(super) fn below(&self, c: usize) -> Spot {
        let cell = &self.sheet.cells[c];
        Spot { row: self.sheet.area(cell.spot).to.row.max(cell.end().row) + 1, col: cell.spot.col }
    }

    fn is_title(&self, c: usize, text: &str) -> bool {
        let cell = &self.sheet.cells[c];
        let alone = !self
            .sheet
            .cells
            .iter()
            .any(|o| o.spot.row == cell.spot.row && o.spot != cell.spot && !o.content.is_empty());
        cell.spot.row < 6 && alone && !text.ends_with(':') && self.like(text) < 0.9
    }

    /// The question that a cell may be, with the place of its answer.
    fn question(&self, c: usize, text: &str, filled: bool) -> Option<Question> {
        if is_sentence(text) {
            return None;
        }
        let (label, after) = split(text);
        let ask = |look, answer: Option<Spot>, content: Option<Content>, hints| {
            Some(Question {
                at: (self.n, c),
                text: label.to_owned(),
                look,
                answer,
                column: None,
                sections: Vec::new(),
                content,
                hints,
            })
        };
        if let Some(statement) = hints::placeholder(text).filter(|hints| hints.options.len() == 1) {
            let label = statement.options[0].clone();
            let said = text.contains(['☒', '☑']).then_some(Content::Tick(true));
            let hints = Hints { kind: Some(crate::record::schema::Kind::YesNo), placeholder: None, ..statement };
            return Some(Question { text: label, ..ask(Look::In, None, said, hints)? });
        }
        let left = self.sheet.cells[c].spot.col.checked_sub(1).map(|col| Spot { col, ..self.sheet.cells[c].spot });
        if let Some(spot) = left.filter(|spot| self.is_box(*spot)) {
            let hints = Hints { boxes: true, ..Hints::default() };
            return ask(Look::Left, Some(spot), None, hints);
        }
        if !after.is_empty() {
            let hints = hints::placeholder(after).unwrap_or_default();
            let said =
                (hints.placeholder.is_none() || after.contains(['☒', '☑'])).then(|| Content::Text(after.to_owned()));
            return ask(Look::After, None, said, hints);
        }
        let (right, below) = (self.right(c), self.below(c));
        let waits = text.ends_with([':', '?', '…']) || text.ends_with("..");
        for (look, spot) in self.looks(c, right, below) {
            if let Some((content, hints)) = self.answer(c, spot, look, filled) {
                return ask(look, Some(spot), content, hints);
            }
        }
        waits.then(|| ask(Look::After, None, None, Hints::default())).flatten()
    }

    /// Whether a cell holds one box and nothing else.
    fn is_box(&self, spot: Spot) -> bool {
        let Some(c) = self.position(spot) else { return false };
        match &self.sheet.cells[c].content {
            Content::Tick(_) => true,
            Content::Text(text) => hints::has_boxes(text) && hints::box_words(text).is_empty(),
            _ => false,
        }
    }

    /// Where the answer is looked for first.
    fn looks(&self, c: usize, right: Spot, below: Spot) -> Vec<(Look, Spot)> {
        let cell = &self.sheet.cells[c];
        let wide = self.sheet.area(cell.spot).to.col >= self.width && (self.width > cell.spot.col || cell.cols > 1);
        let both = [(Look::Right, right), (Look::Below, below)];
        if wide || self.spaced {
            return vec![both[1]];
        }
        let merged = |spot| self.sheet.area(spot).from != self.sheet.area(spot).to;
        let printed_right = self.position(right).is_some_and(|c| !matches!(self.roles[c], Role::Empty | Role::Answer));
        if printed_right && merged(below) { vec![both[1], both[0]] } else { both.to_vec() }
    }

    /// What stands in an answer place; none where something printed does.
    fn answer(&self, c: usize, spot: Spot, look: Look, filled: bool) -> Option<(Option<Content>, Hints)> {
        let Some(at) = self.position(spot) else {
            let exists = self.sheet.grid != Grid::Flow;
            return (exists && (look == Look::Right || self.is_room_below(spot))).then(|| (None, Hints::default()));
        };
        let content = &self.sheet.cells[at].content;
        let options =
            self.sheet.named.iter().find(|named| named.spot == self.sheet.cells[at].spot).map(|n| n.options.clone());
        let listed = Hints { options: options.unwrap_or_default(), ..Hints::default() };
        match (self.roles[at], content) {
            (Role::Empty, Content::Text(text)) => {
                let mut hints = hints::placeholder(text).unwrap_or_default();
                if hints.options.is_empty() {
                    hints.options = listed.options;
                }
                if hints.boxes && look == Look::Below {
                    self.boxes_below(at, &mut hints);
                }
                let said = text.contains(['☒', '☑']).then(|| content.clone());
                Some((said, hints))
            }
            (Role::Empty, _) => Some((None, listed)),
            (Role::Answer, Content::Tick(on)) => Some((
                on.then(|| content.clone()),
                Hints { kind: Some(crate::record::schema::Kind::YesNo), boxes: true, ..listed },
            )),
            (Role::Answer, _) => Some((Some(content.clone()), listed)),
            (Role::Open | Role::Fixed, Content::Text(text))
                if filled
                    && (self.is_answer(c, text, look)
                        || (look == Look::Right
                            && self.answers.contains(&spot.col)
                            && !text.trim().ends_with(':'))) =>
            {
                Some((Some(content.clone()), listed))
            }
            _ => None,
        }
    }

    /// Adds the boxes of the rows under the first one.
    fn boxes_below(&self, first: usize, hints: &mut Hints) {
        let mut at = first;
        while let Some(next) =
            self.position(self.below(at)).filter(|next| *next != at && self.roles[*next] == Role::Empty)
        {
            let words = self.sheet.cells[next].content.as_text().map(hints::box_words).unwrap_or_default();
            if words.is_empty() {
                break;
            }
            hints.options.extend(words);
            hints.apart = true;
            at = next;
        }
        hints.kind = hints::yes_no(&hints.options);
    }

    /// Whether a text beside a label is what somebody answered, and not another label.
    fn is_answer(&self, c: usize, text: &str, look: Look) -> bool {
        let own = self.sheet.cells[c].content.shown();
        let (label, other) = (self.like(split(&own).0), self.like(split(text).0));
        let marked = own.trim().ends_with([':', '?']);
        let printed = text.trim().ends_with(':') || (text.trim().ends_with('?') && other > 0.6);
        let margin = if look == Look::Right { 0.0 } else { 0.25 };
        !printed && (marked || label >= other + margin) && (other < 0.9 || label >= 0.95 && marked)
    }

    /// Whether the empty rows below a label are there to be written in: a merged area, or the end of what is printed.
    fn is_room_below(&self, spot: Spot) -> bool {
        let area = self.sheet.area(spot);
        let row_is_free = !self.sheet.cells.iter().any(|cell| cell.spot.row == spot.row && !cell.content.is_empty());
        area.from != area.to || row_is_free
    }

    /// Whether what could be a question is a heading all the same.
    fn is_heading(&self, c: usize, text: &str, question: &Question) -> bool {
        let cell = &self.sheet.cells[c];
        if question.content.is_some() || question.hints.placeholder.is_some() || text.ends_with([':', '?', '*']) {
            return false;
        }
        let explicit = question.answer.is_some_and(|spot| {
            let area = self.sheet.area(spot);
            area.from != area.to || self.position(spot).is_some()
        });
        let alone = !self
            .sheet
            .cells
            .iter()
            .any(|o| o.spot.row == cell.spot.row && o.spot != cell.spot && !o.content.is_empty());
        let like = self.lexicon.question_like(text);
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
    fn label_follows(&self, c: usize) -> bool {
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

/// A printed sentence that asks nothing: an instruction or a note.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    text.starts_with('*') || (words > 5 && text.ends_with(['.', '!']) && !text.ends_with(".."))
}

/// `Werknemer`, `De werkgever`: whom, and nothing else.
pub(super) fn about_only(lexicon: &Lexicon, text: &str) -> bool {
    let words = lexicon.vocabulary.words(text);
    words.stems.is_empty() && !words.about.is_empty()
}

/// `1 Gegevens`, `2. Dienstverband`, `A. Werknemer`, `III Doelen`: numbered, without a point within the number.
pub(super) fn is_chapter(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_end_matches(['.', ')', ':']);
    let number = !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit());
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase()) && first.len() > bare.len();
    let roman = bare.len() <= 4
        && first.len() > bare.len()
        && bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
        && !bare.is_empty();
    (number || letter || roman) && text.len() > first.len()
}

pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 4 && !text.chars().any(char::is_lowercase)
}

/// A label and what follows it in the same cell.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let at = text.char_indices().skip(1).find(|(at, c)| match c {
        ':' | '?' => !text[at + 1..].starts_with(|c: char| c.is_ascii_digit()),
        '\n' | '\t' | '☐' | '☑' | '☒' | '□' | '■' => true,
        '[' => text[*at..].starts_with("[ ]") || text[*at..].starts_with("[x]"),
        '_' | '.' | '…' => {
            text[*at..].starts_with("__") || text[*at..].starts_with("...") || text[*at..].starts_with("……")
        }
        _ => false,
    });
    match at {
        Some((at, c)) => {
            let end = if matches!(c, ':' | '?' | '\n' | '\t') { at + c.len_utf8() } else { at };
            let label = if c == '?' { &text[..end] } else { &text[..at] };
            let after = text[end..].trim().trim_matches(|c: char| matches!(c, '_' | '…') || c.is_whitespace());
            let after = if after.chars().all(|c| c == '.') { "" } else { after };
            (label.trim(), after)
        }
        None => (text, ""),
    }
}
