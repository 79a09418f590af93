//! A question that stands where the answer to another belongs, as after a row was copied, moved or taken out.

use crate::finding::Finding;
use crate::mapping::locate::adjacent::step;
use crate::mapping::locate::label_index::{At, Label};
use crate::mapping::locate::location::Location;
use crate::mapping::locate::search::Search;
use crate::mapping::spec::mapping_line::{Direction, Locator};
use crate::text::normalize::{fold, fold_label};
use crate::text::place::Spot;

impl Search<'_, '_> {
    /// Whether a label that stands where its own answer belongs was printed there once more: something that the form does
    /// not print stands behind it too. An answer may read like its own label, and then nothing does.
    pub(crate) fn is_printed_again(&self, label: &Label, look: Direction, skip: u32) -> bool {
        let spot = step(self.printed.sheet(label.at), self.printed.cell(label.at), look, skip);
        spot.is_some_and(|spot| self.is_loose_answer(label.at.sheet, spot))
    }

    /// Says of a line that another question stands at its answer. Where as many answers as questions follow, none of them is
    /// read: whose each is cannot be told.
    pub(crate) fn questions_at_answers(&mut self) {
        for n in 0..self.lines.len() {
            let Some((at, other)) = self.question_at(n) else { continue };
            self.say(n, at, other);
            if let Some(spot) = self.behind_answer(other) {
                self.say(other, At { sheet: at.sheet, cell: spot }, n);
                self.lines[other] = None;
            }
        }
    }

    /// The label that stands at the answer of a line, and whose it is.
    fn question_at(&self, n: usize) -> Option<(At, usize)> {
        let Some(Location::Cell { sheet, spot, label }) = self.lines[n].as_ref() else { return None };
        let at = At { sheet: *sheet, cell: self.printed.document.sheets[*sheet].position(*spot)? };
        let text = self.printed.cell(label.at).content.as_text()?;
        let answered = text.get(label.after.clone()).is_some_and(|after| !after.trim().is_empty());
        let is_own = |found: &Option<Location>| matches!(found, Some(Location::Cell { label, .. }) if label.at == at);
        let other = self.lines.iter().position(is_own)?;
        (!answered && at != label.at && other != n).then_some((at, other))
    }

    /// The cell behind the answer of a line, in the same direction, where something else stands that the form does not print.
    fn behind_answer(&self, n: usize) -> Option<usize> {
        let Some(Location::Cell { sheet, spot, .. }) = self.lines[n].as_ref() else { return None };
        let Locator::Label { look, .. } = self.mapping.lines[n].by else { return None };
        let cells = &self.printed.document.sheets[*sheet];
        let behind = step(cells, cells.at(*spot)?, look, 0)?;
        self.is_loose_answer(*sheet, behind).then(|| cells.position(*spot)).flatten()
    }

    /// Whether something stands in a cell that is no answer of a line, and that the form does not print.
    fn is_loose_answer(&self, sheet: usize, spot: Spot) -> bool {
        let Some(cell) = self.printed.document.sheets[sheet].at(spot) else { return false };
        let printed = cell.content.as_text().is_some_and(|text| {
            let folded = fold_label(text);
            self.mapping.declares(&folded)
                || self.mapping.is_fixed(&fold(text))
                || self.mapping.is_prompt(text)
                || self.mapping.blank_labels.print_whole(&fold(text)) == Some(true)
        });
        !cell.content.is_empty() && !printed && !self.answers.contains(&(sheet, cell.spot))
    }

    fn say(&mut self, n: usize, at: At, other: usize) {
        let finding = Finding::new("question-at-answer").field(self.name(n)).with("other", self.name(other));
        let place = self.printed.sheet(at).place_of(self.printed.cell(at));
        self.findings.push(place.into_iter().fold(finding, Finding::place));
    }
}
