//! What the texts of a sheet are at first sight: long notes, what waits in an answer place, what somebody typed.

use crate::document::cells::model::{Cell, Grid, OwnPlace};
use crate::record::unit::is_unit;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

use super::printed_form::PrintedForm;
use super::question::LONGEST_LABEL;
use super::sheet_classifier::{Role, SheetClassifier};
use super::tables;
use crate::suggest::cell_text::gap_sentence;
use crate::suggest::cell_text::hints::{self, Hints};
use crate::suggest::cell_text::own_cell_answers;
use crate::suggest::cell_text::texts::{is_code, is_sentence, is_value, is_version, split};
use crate::suggest::vocabulary::phrases::Phrases;

/// `in uur per maand` between a label and its answer: the unit that is asked, and no question.
fn is_unit_asked(text: &str) -> bool {
    text.trim().strip_prefix("in ").is_some_and(is_unit)
}

impl SheetClassifier<'_> {
    /// Long texts are printed notes, and what waits in an answer place is no label.
    pub(super) fn first_look(&mut self, form: &mut PrintedForm) {
        for (c, cell) in self.sheet.cells.iter().enumerate() {
            self.roles[c] = match &cell.content {
                content if content.is_empty() => Role::Empty,
                Content::Text(_) if gap_sentence::of(cell, self.filled).is_some() => Role::Open,
                Content::Text(text) if self.places.is_typed(cell.spot) => {
                    if hints::placeholder(text).is_some() {
                        Role::Empty
                    } else {
                        Role::Answer
                    }
                }
                Content::Text(text) => match hints::placeholder(text) {
                    Some(hints) if hints.options.len() == 1 && self.is_statement(c, &hints) => Role::Open,
                    Some(hints) if hints.boxes && self.asks_before_boxes(c, text) => Role::Open,
                    Some(_) => Role::Empty,
                    None if is_version(text) || is_unit_asked(text) => Role::Fixed,
                    None if self.filled && (self.is_own_field(c) || self.begins_small(text)) => Role::Answer,
                    None if self.filled && self.is_boxed_under_question(c) => Role::Answer,
                    None if self.filled && (is_typed_line(cell, text) || is_code(text)) => Role::Answer,
                    None if is_value(text) => Role::Answer,
                    None if is_long(self.label_text(c, text)) && !self.is_answered_within(c, text) => Role::Fixed,
                    None => Role::Open,
                },
                _ => Role::Answer,
            };
            if self.roles[c] == Role::Fixed {
                form.fixed.push(((self.n, c), cell.content.shown().trim().to_owned()));
            }
        }
    }

    /// Whether a text begins small where the labels of the form do not: what somebody wrote.
    fn begins_small(&self, text: &str) -> bool {
        let small = text.trim().starts_with(char::is_lowercase) && !text.contains([':', '?', '_', '…', '☐', '☒']);
        let short = text.split_whitespace().count() < 4;
        // `onvoldoende`, `voldoende`, `goed` over a column of marks; `ja`
        let mark = Phrases::common().tell("rating", text) || text.split_whitespace().count() < 2;
        self.capital && small && !mark && !(short && self.like(text) >= 0.9)
    }

    /// Whether a cell is a box of its own, a table of one cell, right under a question or the hint to one: what stands in it
    /// was typed.
    fn is_boxed_under_question(&self, c: usize) -> bool {
        let table = |n: usize| match self.sheet.cells[n].own_place {
            OwnPlace::TableCell { table, .. } => Some(table),
            _ => None,
        };
        let Some(above) = c.checked_sub(1).filter(|_| table(c).is_some()) else { return false };
        let alone = table(above) != table(c) && (c + 1 == self.sheet.cells.len() || table(c + 1) != table(c));
        let paragraph = |n: &usize| matches!(self.sheet.cells[*n].own_place, OwnPlace::Paragraph(_));
        let text = |n: usize| self.sheet.cells[n].content.as_text().map_or("", str::trim);
        let asks = |n: usize| {
            let text = text(n);
            !is_long(text) && (text.ends_with(['?', ':']) || self.like(text) >= 0.75)
        };
        let hinted = |n: usize| n.checked_sub(1).filter(paragraph).is_some_and(|n| is_sentence(text(n + 1)) && asks(n));
        // `Naam: Jan Bos` over `BSN: …`: labels with their answers, and no answer to what stands over them
        let labelled = !split(text(c)).1.is_empty() && self.like(split(text(c)).0) >= 0.6;
        alone && !labelled && paragraph(&above) && (asks(above) || hinted(above))
    }

    /// Whether a cell is nothing but a field: what stands there was typed.
    fn is_own_field(&self, c: usize) -> bool {
        let own = self.sheet.cells[c].own_place.get();
        // the answers of a web form stand beside their labels, and what they say is no label
        let own = own.is_some_and(|place| place.is_field() || matches!(*place, Place::Pointer(_)));
        own && self.is_field(self.sheet.cells[c].spot)
    }

    /// Whether a text is a known label with what somebody answered on the next line, or several with a field each.
    fn is_answered_within(&self, c: usize, text: &str) -> bool {
        self.filled && own_cell_answers::is_taken(text) && self.like(split(text).0) >= 0.75 || self.holds_labels(c)
    }

    /// `Nr`, `Vraag`, `Antwoord`, `Controle` over a list of questions: these say where questions and answers stand, and ask
    /// nothing.
    pub(super) fn heads_of_list(&mut self, form: &mut PrintedForm) {
        for run in tables::runs(self) {
            let says = |name: &str| {
                run.iter().any(|c| {
                    let text = self.sheet.cells[*c].content.shown();
                    text.split_whitespace().count() < 4 && Phrases::common().tell(name, &text)
                })
            };
            if says("list_answer") && (says("list_question") || self.heads_questions(&run)) {
                for c in run {
                    self.roles[c] = Role::Fixed;
                    form.fixed.push(((self.n, c), self.sheet.cells[c].content.shown().trim().to_owned()));
                }
            }
        }
    }

    /// Whether questions stand in a list under the first of these headings.
    fn heads_questions(&self, run: &[usize]) -> bool {
        let (mut known, mut rows) = (0, 0);
        let mut at = self.below(run[0]);
        while let Some(c) = self.position(at).filter(|_| rows < 8) {
            let Some(text) = self.sheet.cells[c].content.as_text() else { break };
            known += usize::from(self.like(split(text.trim()).0) >= 0.6);
            rows += 1;
            at = self.below(c);
        }
        rows > 3 && known * 2 >= rows
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

    /// `Opgenomen in doelgroepregister: ☐ ja ☐ nee`: a question with the boxes behind it, known or in a paragraph of its own
    /// with boxes to click.
    fn asks_before_boxes(&self, c: usize, text: &str) -> bool {
        let cell = &self.sheet.cells[c];
        let (label, after) = split(text);
        let own = || self.is_field(cell.spot) && self.is_alone(c) && matches!(cell.own_place, OwnPlace::Paragraph(_));
        let asks = !label.is_empty() && !has_certain_box(label) && hints::box_words(after).len() > 1;
        asks && (self.like(label) >= 0.8 || own())
    }

    /// The only text of a later sheet that is no printed note: the title of an explanation, which asks nothing.
    pub(super) fn title_of_notes(&self) -> Option<usize> {
        let mut others = self.roles.iter().enumerate().filter(|(_, role)| **role != Role::Fixed);
        let title = others.next().filter(|(_, role)| **role == Role::Open).map(|(c, _)| c)?;
        let explains = self.sheet.grid == Grid::Sheet && self.n > 0 && others.next().is_none() && self.roles.len() > 1;
        explains.then_some(title)
    }
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
