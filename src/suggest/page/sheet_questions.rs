//! The texts of one sheet in their order: each is a heading, a label, an answer or a printed note.

use crate::document::cells::model::{Grid, Sheet};
use crate::mapping::locate::checkbox_cells;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::place::Spot;

use super::crossings;
use super::headings::{Heading, Headings};
use super::printed_form::PrintedForm;
use super::question::{At, Question};
use super::sentence_questions;
use super::sheet_classifier::{Role, SheetClassifier};
use super::table::Table;
use super::tables;
use crate::suggest::cell_text::hints::{self, Hints};
use crate::suggest::cell_text::inline_fields::{self, Labelled};
use crate::suggest::cell_text::texts::{is_name_of_gemeente, is_sentence, segments, split};
use crate::suggest::vocabulary::form_kind;

impl SheetClassifier<'_> {
    /// Adds what the sheet asks to the form.
    pub(super) fn take(mut self, form: &mut PrintedForm) {
        self.chapters = self.chapters();
        self.over_tables = self.over_tables();
        self.boxes = self.answer_boxes();
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
                self.host(c, rows, &mut headings, form);
            }
            if self.roles[c] != Role::Open {
                continue;
            }
            let Some(text) = self.sheet.cells[c].content.as_text() else { continue };
            let (text, explanation) = self.parted(c, text.trim());
            form.fixed.extend(explanation.map(|text| ((self.n, c), text)));
            if wants_title(form, &text, &questions) && self.is_title(c, &text) {
                form.title.clone_from(&text);
                self.roles[c] = Role::Heading;
                continue;
            }
            if let Some(asked) = self.within_line(c, &headings, form) {
                questions.extend(asked);
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
                Some(asked) if self.heads_text(c, &asked) || self.is_gap_heading(c, &text) => {
                    self.head(c, &text, &mut headings, form);
                }
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
                        self.notes_between(c, spot, form);
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
        questions.extend(self.of_prompts(&questions, &headings));
        questions.extend(tables.iter().filter_map(|table| tables::totals(table, &self, &headings)));
        questions.sort_by_key(|q| (q.at, q.answer));
        sentence_questions::mean(&mut questions, self.sheet);
        mark_repeating(&mut questions, self.sheet);
        for question in &questions {
            form.placeholders.extend(question.hints.placeholder.iter().filter(|p| !p.trim().is_empty()).cloned());
        }
        form.questions.extend(questions);
    }

    /// The questions of a line that is answered within itself: in fields behind its labels, or in the gaps of a sentence.
    fn within_line(&mut self, c: usize, headings: &Headings, form: &mut PrintedForm) -> Option<Vec<Question>> {
        let fields = inline_fields::of(self.sheet, c);
        if fields.is_empty() {
            return self.sentence(c, headings, form);
        }
        self.roles[c] = Role::Label;
        Some(self.of_fields(c, fields, &headings.above(self.sheet.cells[c].spot)))
    }

    /// The questions of a cell with several labels, each with a field of its own.
    fn of_fields(&self, c: usize, fields: Vec<Labelled<'_>>, sections: &[(At, String)]) -> Vec<Question> {
        let beside = self.label_beside_fields(c);
        let beside = |one: &Labelled<'_>| {
            beside.as_ref().filter(|_| self.like(one.label) < 0.9).map(|beside| format!("{beside} {}", one.label))
        };
        let question = |one: Labelled<'_>| Question {
            meaning: one.meaning.clone().or_else(|| beside(&one)),
            sections: with(sections, one.over.map(|over| ((self.n, c), over.to_owned()))),
            contents: one.content.into_iter().collect(),
            field: Some(one.field),
            hints: Hints { options: one.options, ..Hints::default() },
            ..Question::new((self.n, c), one.label.to_owned(), Direction::After)
        };
        fields.into_iter().map(question).collect()
    }

    /// The label left of a cell with labels and fields of its own: `Looptijd van het contract | van [   ] tot en met [   ]`.
    fn label_beside_fields(&self, c: usize) -> Option<String> {
        let col = self.sheet.cells[c].spot.col;
        let left = self.in_row(c).filter(|n| self.sheet.cells[*n].spot.col < col).max()?;
        let text = self.sheet.cells[left].content.as_text().filter(|_| !self.is_field(self.sheet.cells[left].spot))?;
        let label = split(text.trim()).0;
        (!is_sentence(label)).then(|| label.to_owned())
    }

    /// Whether three in four of the questions of a text show where their answer stands.
    fn shows_places(&self, filled: bool) -> bool {
        if self.sheet.grid != Grid::Flow {
            return false;
        }
        let asks = |c: usize| {
            let text = self.label_text(c, self.sheet.cells[c].content.as_text()?.trim());
            self.question(c, text, filled).filter(|question| self.like(&question.text) >= 0.6)
        };
        let open = (0..self.sheet.cells.len()).filter(|c| self.roles[*c] == Role::Open);
        let (all, placed) = open.filter_map(asks).fold((0, 0), |(all, placed), question| {
            let shown =
                question.answer.is_some() || !question.contents.is_empty() || question.hints != Hints::default();
            (all + 1, placed + usize::from(shown))
        });
        all > 5 && placed * 4 >= all * 3
    }

    /// Makes a cell the heading over the table in it.
    fn host(&self, c: usize, rows: &[u32], headings: &mut Headings, form: &mut PrintedForm) {
        let text = split(&self.sheet.cells[c].content.shown()).0.to_owned();
        form.headings.push(((self.n, c), text.clone()));
        headings.host(Heading::new((self.n, c), &text, &self.sheet.cells[c]), rows.iter().copied());
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
}

/// Whether a text may still be the title: what names the form is, rather than the name of the gemeente above it.
fn wants_title(form: &PrintedForm, text: &str, questions: &[Question]) -> bool {
    let named = || is_name_of_gemeente(&form.title) && form_kind::by_word(text).is_some();
    form.title.is_empty() || questions.is_empty() && named()
}

/// Notes the questions in parts that Word repeats.
fn mark_repeating(questions: &mut [Question], sheet: &Sheet) {
    for question in questions {
        let row = sheet.cells[question.at.1].spot.row;
        question.repeating = sheet.repeating.iter().find(|part| part.contains(&row)).map(|part| *part.start());
    }
}

/// A path of headings with one more.
fn with(sections: &[(At, String)], over: Option<(At, String)>) -> Vec<(At, String)> {
    sections.iter().cloned().chain(over).collect()
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
