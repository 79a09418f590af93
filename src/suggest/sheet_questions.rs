//! The texts of one sheet in their order: each is a heading, a label, an answer or a printed note.

use std::collections::BTreeMap;

use crate::document::model::{Cell, Grid, OwnPlace, Sheet};
use crate::mapping::locate::checkbox_cells;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::normalize::fold;
use crate::text::place::Spot;

use super::counted::{counted, series};
use super::crossings;
use super::headings::{Heading, Headings};
use super::hints::{self, Hints};
use super::inline_fields;
use super::phrases::Phrases;
use super::printed_form::PrintedForm;
use super::question::{At, LONGEST_LABEL, Question};
use super::room;
use super::sentence_questions;
use super::table::Table;
use super::tables;
use super::texts::{about_only, is_capitals, is_chapter, is_code, is_sentence, is_value, is_version, segments, split};
use super::walk::{Role, Walk};

impl Walk<'_> {
    /// Adds what the sheet asks to the form.
    pub(super) fn take(mut self, form: &mut PrintedForm) {
        self.chapters = self.chapters();
        self.first_look(form);
        if let Some(title) = self.title_of_notes() {
            form.headings.push(((self.n, title), self.sheet.cells[title].content.shown().trim().to_owned()));
            return;
        }
        self.heads_of_list(form);
        let hosting = self.hosting();
        let tables = tables::find(&mut self);
        let crossings = crossings::find(&mut self);
        self.placed = self.shows_places(form.filled);
        let mut headings = Headings::default();
        let mut questions: Vec<Question> = Vec::new();
        for c in 0..self.sheet.cells.len() {
            if let Some(table) = tables.iter().find(|table| table.first() == c) {
                form.tables.push(Table { sections: headings.above(self.sheet.cells[c].spot), ..table.clone() });
            }
            if let Some(rows) = hosting.get(&c) {
                let text = split(&self.sheet.cells[c].content.shown()).0.to_owned();
                form.headings.push(((self.n, c), text.clone()));
                headings.host(Heading::new((self.n, c), &text, &self.sheet.cells[c]), rows.iter().copied());
            }
            if self.roles[c] != Role::Open {
                continue;
            }
            let Some(text) = self.sheet.cells[c].content.as_text() else { continue };
            let text = text.trim().to_owned();
            if form.title.is_empty() && self.is_title(c, &text) {
                form.title.clone_from(&text);
                self.roles[c] = Role::Heading;
                continue;
            }
            let fields = inline_fields::of(self.sheet, c);
            if !fields.is_empty() {
                self.roles[c] = Role::Label;
                let sections = headings.above(self.sheet.cells[c].spot);
                questions.extend(fields.into_iter().map(|one| Question {
                    sections: with(&sections, one.over.map(|over| ((self.n, c), over.to_owned()))),
                    contents: one.content.into_iter().collect(),
                    field: Some(one.field),
                    meaning: one.meaning,
                    ..Question::new((self.n, c), one.label.to_owned(), Direction::After)
                }));
                continue;
            }
            if self.is_name_of_sheet(c, &text) || self.heads_labels(c) && !is_sentence(&text) {
                self.head(c, &text, &mut headings, form);
                continue;
            }
            let parts = segments(&text);
            if !parts.is_empty() {
                self.roles[c] = Role::Label;
                let sections = headings.above(self.sheet.cells[c].spot);
                let asked = parts.iter().filter_map(|part| self.question(c, part, form.filled));
                questions.extend(asked.map(|question| Question { sections: sections.clone(), ..question }));
                continue;
            }
            match self.question(c, &text, form.filled) {
                Some(_) if self.is_gap_heading(c, &text) => self.head(c, &text, &mut headings, form),
                Some(_) if self.is_subtitle(c, &text) => {
                    self.roles[c] = Role::Fixed;
                    form.fixed.push(((self.n, c), text));
                }
                Some(question) if !self.is_heading(c, &text, &question) => {
                    self.roles[c] = Role::Label;
                    self.notes_beside(c, &question, form);
                    self.choices_of(c, &question);
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
                    let first = form.title.is_empty() && form.headings.is_empty() && questions.is_empty();
                    if first && self.is_alone(c) && self.sheet.cells[c].spot.row < 6 {
                        form.title.clone_from(&text);
                        self.roles[c] = Role::Heading;
                        continue;
                    }
                    self.head(c, &text, &mut headings, form);
                }
                _ => {
                    self.roles[c] = Role::Fixed;
                    form.fixed.push(((self.n, c), text));
                }
            }
        }
        for crossing in &crossings {
            form.headings.extend(crossing.counted(&self));
            questions.extend(crossing.questions(&self, &headings));
        }
        questions.extend(tables.iter().filter_map(|table| tables::totals(table, &self, &headings)));
        questions.sort_by_key(|q| (q.at, q.answer));
        sentence_questions::mean(&mut questions, self.sheet);
        for question in &questions {
            form.placeholders.extend(question.hints.placeholder.iter().filter(|p| !p.trim().is_empty()).cloned());
        }
        form.questions.extend(questions);
    }

    /// The cells of a row that each hold a short text over a table of their own, `Werknemer` beside `Werkgever`: each is the
    /// heading of its table. By the position of the cell the rows of that table.
    fn hosting(&mut self) -> BTreeMap<usize, Vec<u32>> {
        let mut all: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (row, host) in &self.hosts {
            all.entry(*host).or_default().push(*row);
        }
        let heads = |c: &usize| {
            let text = self.sheet.cells[*c].content.as_text().unwrap_or_default();
            let label = split(text).0;
            self.roles[*c] == Role::Open
                && !label.is_empty()
                && label.split_whitespace().count() <= 8
                && !room::is_taken(text)
        };
        all.retain(|c, _| heads(c));
        all.keys().for_each(|c| self.roles[*c] = Role::Heading);
        all
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
            let shown =
                question.answer.is_some() || !question.contents.is_empty() || question.hints != Hints::default();
            (all + 1, placed + usize::from(shown))
        });
        all > 5 && placed * 4 >= all * 3
    }

    /// Long texts are printed notes, and what waits in an answer place is no label.
    fn first_look(&mut self, form: &mut PrintedForm) {
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
                    None if self.filled && self.is_own_field(c) => Role::Answer,
                    None if self.filled && (is_typed_line(cell, text) || is_code(text)) => Role::Answer,
                    None if is_value(text) => Role::Answer,
                    None if is_long(text) && !self.is_answered_within(c, text) => Role::Fixed,
                    None => Role::Open,
                },
                _ => Role::Answer,
            };
            if self.roles[c] == Role::Fixed {
                form.fixed.push(((self.n, c), cell.content.shown().trim().to_owned()));
            }
        }
    }

    /// `Regels` at the head of the sheet `Regels`
    fn is_name_of_sheet(&self, c: usize, text: &str) -> bool {
        let head = self.sheet.grid == Grid::Sheet && self.sheet.cells[c].spot.row < 3;
        head && self.n > 0 && self.is_alone(c) && fold(text) == fold(&self.sheet.name)
    }

    /// Whether a cell is nothing but a field: what stands there was typed.
    fn is_own_field(&self, c: usize) -> bool {
        let own = self.sheet.cells[c].own_place.get();
        own.is_some_and(|place| place.is_field()) && self.is_field(self.sheet.cells[c].spot)
    }

    /// Whether a text is a known label with what somebody answered on the next line, or several with a field each.
    fn is_answered_within(&self, c: usize, text: &str) -> bool {
        self.filled && room::is_taken(text) && self.like(split(text).0) >= 0.75 || self.holds_labels(c)
    }

    /// `Nr`, `Vraag`, `Antwoord`, `Controle` over a list of questions: these say where questions and answers stand, and ask
    /// nothing.
    fn heads_of_list(&mut self, form: &mut PrintedForm) {
        for run in tables::runs(self) {
            let says = |name: &str| {
                run.iter().any(|c| {
                    let text = self.sheet.cells[*c].content.shown();
                    text.split_whitespace().count() < 4 && Phrases::common().tell(name, &text)
                })
            };
            if says("list_question") && says("list_answer") {
                for c in run {
                    self.roles[c] = Role::Fixed;
                    form.fixed.push(((self.n, c), self.sheet.cells[c].content.shown().trim().to_owned()));
                }
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

    fn head(&mut self, c: usize, text: &str, headings: &mut Headings, form: &mut PrintedForm) {
        self.roles[c] = Role::Heading;
        form.headings.push(((self.n, c), text.to_owned()));
        headings.push(Heading::new((self.n, c), text, &self.sheet.cells[c]));
    }

    /// What stands beside a label over the same answer place is a note.
    fn notes_beside(&mut self, c: usize, question: &Question, form: &mut PrintedForm) {
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
                form.fixed.push(((self.n, beside), text));
            }
        }
    }

    /// The words beside the boxes of a question ask nothing of their own.
    fn choices_of(&mut self, c: usize, question: &Question) {
        if question.hints.boxes && question.look == Direction::Right && question.hints.options.len() > 1 {
            let words = checkbox_cells::words(self.sheet, c).map(|(_, words)| words);
            words.into_iter().flatten().for_each(|word| self.roles[word] = Role::Label);
        }
    }

    fn answered(&mut self, spot: Spot) {
        let corner = self.sheet.corner(spot);
        if let Ok(c) = self.sheet.cells.binary_search_by_key(&corner, |cell| cell.spot) {
            self.roles[c] = if self.roles[c] == Role::Empty { Role::Empty } else { Role::Answer };
        }
    }

    /// The only text of a later sheet that is no printed note: the title of an explanation, which asks nothing.
    fn title_of_notes(&self) -> Option<usize> {
        let mut others = self.roles.iter().enumerate().filter(|(_, role)| **role != Role::Fixed);
        let title = others.next().filter(|(_, role)| **role == Role::Open).map(|(c, _)| c)?;
        let explains = self.sheet.grid == Grid::Sheet && self.n > 0 && others.next().is_none() && self.roles.len() > 1;
        explains.then_some(title)
    }

    /// `COACHEE` beside `WERKPLEK`, with labels under each of them: the headings of blocks side by side.
    fn is_in_row_of_headings(&self, c: usize) -> bool {
        let printed = |n: usize| self.sheet.cells[n].content.as_text().map(str::trim).filter(|text| !text.is_empty());
        let all: Vec<usize> = self.in_row(c).filter(|n| printed(*n).is_some()).collect();
        let heads = |n: usize| printed(n).is_some_and(|text| self.lexicon.heading(text) >= 0.6 && !text.ends_with(':'));
        let labelled = |n: usize| {
            let below = self.position(self.below(n)).filter(|below| *below != n);
            below
                .and_then(printed)
                .is_some_and(|text| self.like(split(text).0) >= 0.6 && self.lexicon.heading(text) < 0.6)
        };
        all.len() > 1 && all.iter().all(|n| heads(*n) && labelled(*n))
    }

    /// `Doel 1` beside `Doel 2`, with labels under each of them: the headings of blocks side by side.
    fn is_in_series(&self, c: usize) -> bool {
        let Some(text) = self.sheet.cells[c].content.as_text() else { return false };
        if counted(text.trim()).is_none() {
            return false;
        }
        let mut row: Vec<usize> = self.in_row(c).filter(|n| !self.sheet.cells[*n].content.is_empty()).collect();
        row.sort_unstable();
        row.dedup();
        let texts = row.iter().filter_map(|n| self.sheet.cells[*n].content.as_text());
        let labelled = |n: &usize| {
            let below = self.position(self.below(*n)).filter(|below| below != n);
            below.is_some_and(|below| self.roles[below] == Role::Open)
        };
        series(texts.map(|text| text.trim().trim_end_matches(':'))).is_some() && row.iter().all(labelled)
    }

    /// Whether what could be a question is a heading all the same.
    fn is_heading(&self, c: usize, text: &str, question: &Question) -> bool {
        if self.is_in_series(c)
            || self.chapters.contains(&c)
            || self.is_in_row_of_headings(c) && !self.has_room(c) && !self.is_field(self.right(c))
        {
            return true;
        }
        let boxed = question.hints.boxes && question.hints.options.len() > 1;
        let within = question.look == Direction::After && self.has_room(c) && self.like(&question.text) >= 0.5;
        if within
            || !question.contents.is_empty()
            || question.hints.placeholder.is_some()
            || boxed
            || text.ends_with([':', '?', '*'])
        {
            return false;
        }
        let explicit = question.answer.is_some_and(|spot| {
            let area = self.sheet.area(spot);
            area.from != area.to || self.position(spot).is_some()
        });
        // beside a cell that looks like those of the answers stands a question, whatever it says
        let claim = self.places.claim(c).filter(|(look, _)| *look == Direction::Right);
        if claim.is_some_and(|(_, spot)| question.answer == Some(spot)) {
            return false;
        }
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

    /// Whether a text may be a heading: short, and no sentence.
    fn may_head(&self, c: usize, text: &str) -> bool {
        let words = text.split_whitespace().count();
        let sentence = text.ends_with('.') && words > 4 || text.contains(". ") && words > 6 && !is_chapter(text);
        words <= 14 && !sentence && !text.starts_with(['*', '(']) && self.roles[c] == Role::Open
    }
}

/// A path of headings with one more.
fn with(sections: &[(At, String)], over: Option<(At, String)>) -> Vec<(At, String)> {
    sections.iter().cloned().chain(over).collect()
}

/// Whether a text is too long for a label, and no question.
fn is_long(text: &str) -> bool {
    text.chars().count() > LONGEST_LABEL && !text.trim_end().ends_with('?')
}

/// A paragraph of a filled form that begins in lower case and asks nothing: what somebody wrote.
fn is_typed_line(cell: &Cell, text: &str) -> bool {
    let lower = text.trim().starts_with(char::is_lowercase);
    lower && matches!(cell.own_place, OwnPlace::Paragraph(_)) && !text.contains([':', '?', '_', '…'])
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
