//! The printed text of a document, folded once, so that forms are told and labels found without looking at every cell.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::document::cells::model::{Area, Cell, Document, Sheet};
use crate::text::label::{self, is_mark, separator};
use crate::text::normalize::{bare, fold, fold_label, fold_onto};

use crate::mapping::spec::wording::{Wording, hashed};

/// Longer texts are answers or instructions, never labels.
const LONGEST_LABEL: usize = 400;

/// A cell of a document: its sheet and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct At {
    pub sheet: usize,
    pub cell: usize,
}

/// A label as it stands: the cell, and what follows it in the same cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub at: At,
    /// The bytes of the cell's text after the label and its separator; empty when the label is the whole cell.
    pub after: Range<usize>,
    /// The label itself, as printed.
    pub text: Range<usize>,
    /// Whether it runs on after another answer: it counts only where it stands nowhere else.
    pub run_on: bool,
}

/// The printed text of a document.
pub struct LabelIndex<'d> {
    pub(crate) document: &'d Document,
    /// The folded texts, a line each: first the names of answers and the whole texts, then the labels among them.
    folded: String,
    /// Where the labels begin.
    wholes: usize,
    /// The cells of which the text is folded, in reading order.
    cells: Vec<NormalizedText>,
    /// In reading order, with the line of `folded` that each is.
    labels: Vec<(Range<usize>, Label)>,
    /// Which labels have this hash of their line, in reading order.
    by_hash: HashMap<u64, Vec<usize>>,
}

/// Where the text of a cell stands folded: whole, and as a label.
struct NormalizedText {
    at: At,
    whole: Range<usize>,
    label: Range<usize>,
}

impl<'d> LabelIndex<'d> {
    /// Folds every cell that may be a label.
    pub fn of(document: &'d Document) -> Self {
        let mut printed = Self {
            document,
            folded: String::new(),
            wholes: 0,
            cells: Vec::with_capacity(256),
            labels: Vec::with_capacity(256),
            by_hash: HashMap::new(),
        };
        let mut folded = Vec::with_capacity(16384);
        for name in document.sheets.iter().flat_map(|sheet| &sheet.named).flat_map(|named| &named.names) {
            line(&mut folded, name);
        }
        for (s, sheet) in document.sheets.iter().enumerate() {
            for (c, cell) in sheet.cells.iter().enumerate() {
                if let Some(text) = may_be_label(cell) {
                    let whole = line(&mut folded, text);
                    printed.cells.push(NormalizedText { at: At { sheet: s, cell: c }, label: whole.clone(), whole });
                }
            }
        }
        printed.wholes = folded.len();
        for n in 0..printed.cells.len() {
            printed.label(n, &mut folded);
        }
        printed.folded = String::from_utf8(folded).unwrap_or_default();
        let folded = &printed.folded;
        for (n, (line, _)) in printed.labels.iter().enumerate() {
            printed.by_hash.entry(hashed(&folded[line.clone()])).or_default().push(n);
        }
        printed
    }

    /// Folds the labels in a text that is folded as a whole.
    fn label(&mut self, n: usize, folded: &mut Vec<u8>) {
        let at = self.cells[n].at;
        let Some(text) = may_be_label(self.cell(at)) else { return };
        let bare = bare(text);
        if bare.len() < text.len() {
            self.cells[n].label = line(folded, bare);
        }
        let label = self.cells[n].label.clone();
        if label.is_empty() {
            return;
        }
        for label::Labelled { label: text_of, after, run_on } in label::all(text) {
            let begin = line(folded, self::bare(&text[text_of.clone()]));
            let differs = folded[begin.clone()] != folded[label.clone()] || is_mark(&text[after.clone()]);
            if !begin.is_empty() && differs {
                self.labels.push((begin, Label { at, after, text: text_of, run_on }));
            }
        }
        self.labels.push((label, Label { at, after: text.len()..text.len(), text: 0..text.len(), run_on: false }));
    }

    /// All texts and the names of answers, folded, a line each: the phrases of forms are looked for in them.
    pub(crate) fn phrases(&self) -> &str {
        &self.folded[..self.wholes]
    }

    /// The rows of cells with text, each cell folded.
    pub(crate) fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
        let row = |folded: &NormalizedText| (folded.at.sheet, self.cell(folded.at).spot.row);
        let rows = self.cells.chunk_by(move |a, b| row(a) == row(b));
        rows.map(|row| row.iter().map(|folded| &self.folded[folded.whole.clone()]))
    }

    pub(crate) fn sheet(&self, at: At) -> &'d Sheet {
        &self.document.sheets[at.sheet]
    }

    pub(crate) fn cell(&self, at: At) -> &'d Cell {
        &self.document.sheets[at.sheet].cells[at.cell]
    }

    /// The text of a cell, folded; none where it is no text.
    pub(crate) fn folded(&self, at: At) -> Option<Cow<'_, str>> {
        self.line_of(at, |folded| &folded.whole, fold)
    }

    /// The text of a cell, folded as a label; none where it is no text.
    pub(crate) fn folded_label(&self, at: At) -> Option<Cow<'_, str>> {
        self.line_of(at, |folded| &folded.label, fold_label)
    }

    fn line_of(
        &self,
        at: At,
        which: fn(&NormalizedText) -> &Range<usize>,
        fold: fn(&str) -> String,
    ) -> Option<Cow<'_, str>> {
        match self.cells.binary_search_by_key(&at, |folded| folded.at) {
            Ok(n) => Some(Cow::Borrowed(&self.folded[which(&self.cells[n]).clone()])),
            Err(_) => self.cell(at).content.as_text().map(|text| Cow::Owned(fold(text))),
        }
    }

    /// Where the wording stands, in reading order.
    pub(crate) fn labels(&self, wording: &Wording) -> impl Iterator<Item = &Label> {
        let same = self.labels_with(wording.hash);
        same.filter(|(line, _)| self.folded[line.clone()] == wording.folded).map(|(_, label)| label)
    }

    fn labels_with(&self, hash: u64) -> impl Iterator<Item = &(Range<usize>, Label)> {
        self.by_hash.get(&hash).into_iter().flatten().map(|n| &self.labels[*n])
    }

    /// Where any of the wordings stands within a region, each cell once.
    pub(crate) fn within(&self, wordings: &[Wording], region: &Region) -> Vec<Label> {
        let mut found: Vec<Label> = Vec::new();
        for wording in wordings {
            found.extend(self.labels(wording).filter(|label| region.holds(self, label.at)).cloned());
        }
        if found.iter().any(|label| label.run_on) && found.iter().any(|label| !label.run_on) {
            found.retain(|label| !label.run_on);
        }
        // of one cell the first wording that it has counts
        found.sort_by_key(|label| label.at);
        found.dedup_by_key(|label| label.at);
        found
    }

    /// Where any of the wordings stands as a heading: `Werknemer` goes before an answer such as `Werknemer: 06-12345678`.
    pub(crate) fn headings(&self, wordings: &[Wording], region: &Region) -> Vec<Label> {
        let mut found = self.within(wordings, region);
        if found.iter().any(|label| label.after.is_empty()) {
            found.retain(|label| label.after.is_empty());
        }
        found
    }

    /// Whether a label that runs on after an answer is the form's own: it stands nowhere by itself.
    pub(crate) fn stands_only_run_on(&self, folded: &str) -> bool {
        let same = self.labels_with(hashed(folded));
        same.filter(|(line, _)| self.folded[line.clone()] == *folded).all(|(_, label)| label.run_on)
    }
}

/// Folds a text to a line of its own.
fn line(folded: &mut Vec<u8>, text: &str) -> Range<usize> {
    let from = folded.len();
    fold_onto(folded, text);
    let line = from..folded.len();
    folded.push(b'\n');
    line
}

/// The text of a cell that is not too long for a label, or has one at its begin and a long answer behind it.
fn may_be_label(cell: &Cell) -> Option<&str> {
    let begins = |text: &str| separator(&text[..text.floor_char_boundary(LONGEST_LABEL)]).is_some();
    cell.content.as_text().filter(|text| text.len() <= LONGEST_LABEL || begins(text))
}

/// A part of the document in which labels are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Region {
    /// On all sheets but those that hold lists.
    Everywhere(ListSheets),
    Sheet(usize),
    Part {
        sheet: usize,
        area: Area,
    },
}

/// The sheets that hold lists or instructions only, a bit each; a form has fewer than 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListSheets(u64);

impl ListSheets {
    fn has(self, sheet: usize) -> bool {
        u32::try_from(sheet).ok().and_then(|n| self.0.checked_shr(n)).is_some_and(|bits| bits & 1 == 1)
    }
}

impl Region {
    /// The document but for the sheets of these names.
    pub(crate) fn but_for(document: &Document, lists: &[String]) -> Self {
        let named = |sheet: &Sheet| lists.iter().any(|name| **name == *sheet.name);
        let listed = |sheet: &Sheet| named(sheet) || sheet.hidden && is_copy(document, sheet);
        let bits = document.sheets.iter().take(64).enumerate().filter(|(_, sheet)| listed(sheet));
        Self::Everywhere(ListSheets(bits.fold(0, |lists, (n, _)| lists | 1 << n)))
    }

    pub(crate) fn holds(&self, printed: &LabelIndex<'_>, at: At) -> bool {
        match self {
            Self::Everywhere(lists) => !lists.has(at.sheet),
            Self::Sheet(sheet) => at.sheet == *sheet,
            Self::Part { sheet, area } => at.sheet == *sheet && area.contains(printed.cell(at).spot),
        }
    }
}

/// Whether a hidden sheet is an old copy of one that shows: half of its texts stand there in the same cells.
fn is_copy(document: &Document, hidden: &Sheet) -> bool {
    let texts: Vec<&Cell> = hidden.cells.iter().filter(|cell| cell.content.as_text().is_some()).collect();
    let shared = |other: &Sheet| {
        let same = |cell: &&&Cell| other.at(cell.spot).is_some_and(|found| found.content == cell.content);
        2 * texts.iter().filter(same).count() >= texts.len()
    };
    texts.len() >= 5 && document.sheets.iter().any(|other| !other.hidden && shared(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_looked_for_on_a_sheet_of_lists() {
        let sheet = |name| {
            let mut sheet = Sheet::new(name, crate::document::cells::model::Grid::Sheet);
            sheet.cells.push(Cell::new(0, 0, crate::text::content::Content::Text("Naam".into())));
            sheet
        };
        let sheets = vec![sheet("Blad1"), sheet("Keuzes")];
        let document = Document { format: crate::document::cells::model::Format::Xlsx, sheets, findings: Vec::new() };
        let printed = LabelIndex::of(&document);
        let found = |lists: &[String]| {
            let region = Region::but_for(&document, lists);
            printed.within(&[Wording::new("Naam")], &region).iter().map(|label| label.at.sheet).collect::<Vec<_>>()
        };
        assert_eq!(found(&["Keuzes".to_owned()]), [0]);
        assert_eq!(found(&[]), [0, 1]);
    }
}
