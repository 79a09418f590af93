//! The account of every non-empty cell: a label, an answer, an answer kept as written, or unmapped.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::document::cells::model::{Cell, Sheet};
use crate::record::answer::{Ledger, Unmapped};
use crate::text::content::{Content, STRUCK};
use crate::text::label;
use crate::text::normalize::{fold, fold_label};

use crate::mapping::locate::checkboxes::{has_ticked, is_open_boxes};
use crate::mapping::locate::label_index::{At, LabelIndex};
use crate::mapping::read::fixed_sheet::is_typed;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::wording::Wording;

/// What a cell turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Mark {
    #[default]
    Open,
    Label,
    Answer,
    AsWritten,
}

/// A mark for every cell of a document.
pub(crate) struct CellLedger<'r, 'd> {
    printed: &'r LabelIndex<'d>,
    marks: Vec<Vec<Mark>>,
    labels: &'r HashSet<At>,
}

impl<'r, 'd> CellLedger<'r, 'd> {
    pub(crate) fn of(printed: &'r LabelIndex<'d>, labels: &'r HashSet<At>) -> Self {
        let marks = printed.document.sheets.iter().map(|sheet| vec![Mark::Open; sheet.cells.len()]).collect();
        let mut account = Self { printed, marks, labels };
        for at in labels {
            account.mark(*at, Mark::Label);
        }
        account
    }

    /// Marks a cell; of two marks the later in the order of [`Mark`] holds.
    pub(crate) fn mark(&mut self, at: At, mark: Mark) {
        let old = &mut self.marks[at.sheet][at.cell];
        *old = mark.max(*old);
    }

    /// The sums, and everything that no line of the mapping accounts for.
    pub(crate) fn close(mut self, mapping: &Mapping) -> (Ledger, Vec<Unmapped>) {
        let mut ledger = Ledger::default();
        let mut unmapped = Vec::new();
        let document = self.printed.document;
        for (s, sheet) in document.sheets.iter().enumerate() {
            let lists = mapping.fixed_sheets.iter().any(|name| **name == *sheet.name);
            for (c, cell) in sheet.cells.iter().enumerate() {
                if cell.content.is_empty() {
                    continue;
                }
                ledger.cells += 1;
                let mark = &mut self.marks[s][c];
                // a box that nobody ticked says nothing
                let empty_box = cell.content == Content::Tick(false);
                // nor does the sum of nothing
                let no_sum = cell.formula && matches!(cell.content, Content::Number(sum) if sum == 0.0);
                let printed = || {
                    lists && !is_typed(cell, sheet, mapping)
                        || empty_box
                        || no_sum
                        || is_printed(self.printed, At { sheet: s, cell: c }, mapping)
                };
                if *mark == Mark::Open && printed() {
                    *mark = Mark::Label;
                }
                let at = At { sheet: s, cell: c };
                let typed = (*mark == Mark::Label && self.labels.contains(&at))
                    .then(|| behind_label(self.printed, at, mapping))
                    .flatten();
                if let (Some((label, text)), Some(place)) = (typed, sheet.place_of(cell)) {
                    ledger.unmapped += 1;
                    unmapped.push(Unmapped { place, label: Some(label), text: text.into() });
                    continue;
                }
                match mark {
                    Mark::Label => ledger.labels += 1,
                    Mark::Answer => ledger.answers += 1,
                    Mark::AsWritten => ledger.as_written += 1,
                    Mark::Open => ledger.unmapped += 1,
                }
            }
        }
        for (s, sheet) in document.sheets.iter().enumerate() {
            let open = |c: usize| self.marks[s][c] == Mark::Open && !sheet.cells[c].content.is_empty();
            let mut nearby = PrintedTexts::default();
            for c in (0..sheet.cells.len()).filter(|c| open(*c)) {
                let Some(place) = sheet.place_of(&sheet.cells[c]) else { continue };
                let label = nearby.label_of(sheet, &self.marks[s], c).map(|label| label.trim().to_owned());
                unmapped.push(Unmapped { place, label, text: sheet.cells[c].content.shown().into() });
            }
        }
        (ledger, unmapped)
    }
}

/// The printed texts of a sheet, found without looking at all of its cells for each.
#[derive(Default)]
struct PrintedTexts {
    /// The cells before this one have been looked at.
    seen: usize,
    /// The last printed text among them.
    last: Option<usize>,
    /// The printed texts that end in a row, by their columns; of all rows once one is asked for.
    ends: Option<HashMap<u32, Vec<usize>>>,
}

impl PrintedTexts {
    /// The printed text that a cell seems to belong to: the nearest to its left in the row, else the one above it.
    /// Cells are asked for in their order.
    fn label_of<'c>(&mut self, sheet: &'c Sheet, marks: &[Mark], c: usize) -> Option<&'c str> {
        let cell = &sheet.cells[c];
        while self.seen < c && sheet.cells[self.seen].spot < cell.spot {
            self.last = Some(self.seen).filter(|c| is_text(sheet, marks, *c)).or(self.last);
            self.seen += 1;
        }
        let left = self.last.map(|c| &sheet.cells[c]).filter(|o| o.spot.row == cell.spot.row);
        left.filter(|o| o.end().col < cell.spot.col).and_then(text_of).or_else(|| self.above(sheet, marks, cell))
    }

    fn above<'c>(&mut self, sheet: &'c Sheet, marks: &[Mark], cell: &Cell) -> Option<&'c str> {
        let ends = self.ends.get_or_insert_with(|| {
            let mut ends: HashMap<u32, Vec<usize>> = HashMap::new();
            for c in (0..sheet.cells.len()).filter(|c| is_text(sheet, marks, *c)) {
                ends.entry(sheet.cells[c].end().row).or_default().push(c);
            }
            ends.values_mut().for_each(|row| row.sort_by_key(|c| sheet.cells[*c].spot.col));
            ends
        });
        let row = ends.get(&cell.spot.row.checked_sub(1)?)?;
        let upto = row.partition_point(|c| sheet.cells[*c].spot.col <= cell.spot.col);
        let over = &sheet.cells[*row[..upto].last()?];
        (over.end().col >= cell.spot.col).then(|| text_of(over)).flatten()
    }
}

/// Whether a cell holds a text and no answer.
fn is_text(sheet: &Sheet, marks: &[Mark], c: usize) -> bool {
    marks[c] <= Mark::Label && text_of(&sheet.cells[c]).is_some()
}

fn text_of(cell: &Cell) -> Option<&str> {
    cell.content.as_text()
}

/// What somebody typed into the cell of a label, behind it or on a line of its own, and the label: the form's blank prints no
/// such text. Where the mapping has no blank nothing can tell it from print.
fn behind_label<'d>(printed: &LabelIndex<'d>, at: At, mapping: &Mapping) -> Option<(String, &'d str)> {
    let text = printed.cell(at).content.as_text()?;
    let whole = fold_label(text);
    if mapping.declares(&whole) || is_printed(printed, at, mapping) {
        return None;
    }
    let found = label::all(text).find(|found| mapping.declares(&fold_label(&text[found.label.clone()])))?;
    let printed = |part: &str| {
        let aside = part.starts_with('(') && part.ends_with(')') || !part.contains(char::is_alphanumeric);
        aside || mapping.declares(&fold_label(part)) || mapping.is_fixed(&fold(part)) || mapping.is_prompt(part)
    };
    let around = [text[found.after].trim(), text[..found.label.start].trim()];
    let rest = around.into_iter().find(|part| !printed(part))?;
    let typed = mapping.blank_labels.print_whole(&fold(text)) == Some(false);
    typed.then(|| (text[found.label].trim().to_owned(), rest))
}

/// Whether a text belongs to the printed form: a label or heading of the mapping, its title, or text it calls fixed.
pub(crate) fn is_printed(printed: &LabelIndex<'_>, at: At, mapping: &Mapping) -> bool {
    let content = &printed.cell(at).content;
    if let Content::Number(_) = content {
        return mapping.is_fixed(&fold(&content.shown()));
    }
    let Some(text) = content.as_text().filter(|text| !has_ticked(text) && !text.contains(STRUCK)) else {
        return false;
    };
    let folded = printed.folded(at).unwrap_or_default();
    let alone = |wording: &Wording| *folded == *wording.folded;
    // of a text around a phrase the blank tells whether the form prints it
    let around = |wording: &Wording| folded.contains(&wording.folded);
    let is_phrase = || {
        let phrases = &mapping.recognise.printed;
        phrases.iter().any(alone)
            || phrases.iter().any(around) && mapping.blank_labels.print_whole(&folded) != Some(false)
    };
    printed.folded_label(at).is_some_and(|label| mapping.declares(&label))
        || mapping.is_fixed(&folded)
        || text.contains('\t') && text.split('\t').all(|part| part.trim().is_empty() || mapping.is_fixed(&fold(part)))
        || is_phrase()
        || *folded == mapping.title_folded
        || mapping.is_prompt(text)
        || folded.is_empty() && text.chars().all(is_layout)
        || is_open_boxes(text)
}

/// Whether a sign only sets texts apart; any other, such as `+`, `-`, `√` or `?`, may be somebody's answer.
fn is_layout(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            ':' | '.' | ',' | ';' | '_' | '…' | '•' | '·' | '/' | '|' | '*' | '€' | '(' | ')' | '[' | ']' | '☐' | '□'
        )
}
