//! Printed lines between a question and the place for its answer: `Schrijf de taken onder elkaar.`

use crate::document::cells::model::Grid;
use crate::mapping::spec::mapping_line::Direction;
use crate::text::place::Spot;

use super::explanations::{explained, has_beside, upright};
use super::printed_form::PrintedForm;
use super::sheet_classifier::{Role, SheetClassifier};
use crate::suggest::cell_text::hints;
use crate::suggest::cell_text::texts::{is_sentence, split};

/// A text that is this near to a known wording is a label.
const KNOWN: f64 = 0.75;

impl SheetClassifier<'_> {
    /// The text of a cell as a label, and the explanation under it, each for itself.
    pub(super) fn parted(&self, c: usize, text: &str) -> (String, Option<String>) {
        let label = self.label_text(c, text);
        let explanation = text[label.len()..].trim();
        (label.to_owned(), Some(explanation.to_owned()).filter(|text| !text.is_empty()))
    }

    /// The text of a cell as a label: without the explanation under it, where that is the habit of the form.
    pub(super) fn label_text<'t>(&self, c: usize, text: &'t str) -> &'t str {
        let cell = &self.sheet.cells[c];
        if let Some(lines) = cell.italic_from.filter(|lines| *lines > 0 && !self.italic) {
            return upright(text, lines);
        }
        match explained(text).filter(|_| self.explained) {
            Some((first, _)) if has_beside(self.sheet, cell) => first,
            _ => text,
        }
    }

    /// The place under a printed note that stands under a label of a text, and whether the note is one for certain: by its
    /// italics, or by the habit of the form.
    pub(super) fn after_note(&self, c: usize, below: Spot) -> Option<((Direction, Spot), bool)> {
        let note = self.position(below).filter(|_| self.sheet.grid == Grid::Flow)?;
        let text = self.sheet.cells[note].content.as_text()?.trim();
        let asks = self.sheet.cells[c].content.as_text().is_some_and(|text| text.trim().ends_with('?'));
        let habit = self.prompted && asks && !text.ends_with(':');
        let certain = !self.italic && self.sheet.cells[note].italic_from == Some(0) || habit;
        let under = self.below(note);
        let at = self.position(under)?;
        let waits = matches!(self.roles[at], Role::Empty | Role::Answer) || certain && self.is_typed_text(at);
        let printed = !matches!(self.roles[note], Role::Empty | Role::Answer) && hints::placeholder(text).is_none();
        (waits && printed && (certain || is_sentence(text))).then_some(((Direction::Below, under), certain))
    }

    /// Whether a text of a filled form is no label.
    fn is_typed_text(&self, at: usize) -> bool {
        let cell = &self.sheet.cells[at];
        let typed = |text: &str| !text.trim().ends_with([':', '?']) && self.like(split(text).0) < KNOWN;
        self.filled && cell.italic_from.is_none() && cell.content.as_text().is_some_and(typed)
    }

    /// What stands between a label and its answer under it asks nothing.
    pub(super) fn notes_between(&mut self, c: usize, answer: Spot, form: &mut PrintedForm) {
        let col = self.sheet.cells[c].spot.col;
        if self.sheet.grid != Grid::Flow || answer.col != col {
            return;
        }
        let between = (c + 1..self.sheet.cells.len()).take_while(|n| self.sheet.cells[*n].spot < answer);
        for n in between.collect::<Vec<_>>() {
            if self.sheet.cells[n].spot.col == col && self.roles[n] == Role::Open {
                self.roles[n] = Role::Fixed;
                form.fixed.push(((self.n, n), self.sheet.cells[n].content.shown().trim().to_owned()));
            }
        }
    }
}
