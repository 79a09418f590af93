//! The printed text of a document, folded, so that labels are found without looking at every cell again.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::cell::{Area, Cell, Document, Sheet};
use crate::fold::{fold, fold_label};
use crate::place::Spot;

use super::declaration::Wording;

/// Longer texts are answers or instructions, never labels.
const LONGEST_LABEL: usize = 400;

/// A cell of a document: its sheet and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct At {
    pub sheet: usize,
    pub cell: usize,
}

/// A label as it stands: the cell, and what follows it in the same cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub at: At,
    /// The bytes of the cell's text after the label and its separator; empty when the label is the whole cell.
    pub after: Range<usize>,
    /// The label itself, as printed.
    pub text: Range<usize>,
}

/// The printed text of a document.
pub(super) struct Printed<'d> {
    pub document: &'d Document,
    labels: HashMap<String, Vec<Label>>,
}

impl<'d> Printed<'d> {
    /// Folds every cell that may be a label; of several labels in one cell, those that are known.
    pub(super) fn of(document: &'d Document, known: impl Fn(&str) -> bool) -> Self {
        let mut labels: HashMap<String, Vec<Label>> = HashMap::with_capacity(256);
        for (s, sheet) in document.sheets.iter().enumerate() {
            for (c, cell) in sheet.cells.iter().enumerate() {
                let Some(text) = cell.content.as_text().filter(|t| t.len() <= LONGEST_LABEL) else { continue };
                let at = At { sheet: s, cell: c };
                let whole = fold_label(text);
                if whole.is_empty() {
                    continue;
                }
                for (label, after) in pairs(text, &known) {
                    let folded = fold_label(&text[label.clone()]);
                    if folded != whole && !folded.is_empty() {
                        labels.entry(folded).or_default().push(Label { at, after, text: label });
                    }
                }
                let label = Label { at, after: text.len()..text.len(), text: 0..text.len() };
                labels.entry(whole).or_default().push(label);
            }
        }
        Self { document, labels }
    }

    pub(super) fn sheet(&self, at: At) -> &'d Sheet {
        &self.document.sheets[at.sheet]
    }

    pub(super) fn cell(&self, at: At) -> &'d Cell {
        &self.document.sheets[at.sheet].cells[at.cell]
    }

    /// Where the wording stands, in reading order.
    pub(super) fn labels(&self, wording: &Wording) -> &[Label] {
        self.labels.get(&wording.folded).map_or(&[], Vec::as_slice)
    }

    /// Where any of the wordings stands within a region, each cell once.
    pub(super) fn within(&self, wordings: &[Wording], region: &Region) -> Vec<Label> {
        let mut found: Vec<Label> = Vec::new();
        for wording in wordings {
            for label in self.labels(wording).iter().filter(|label| region.holds(self, label.at)) {
                if !found.iter().any(|f| f.at == label.at) {
                    found.push(label.clone());
                }
            }
        }
        found.sort_by_key(|label| label.at);
        found
    }
}

/// A part of the document in which labels are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Region {
    Everywhere,
    Sheet(usize),
    Part { sheet: usize, area: Area },
}

impl Region {
    pub(super) fn holds(&self, printed: &Printed<'_>, at: At) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Sheet(sheet) => at.sheet == *sheet,
            Self::Part { sheet, area } => at.sheet == *sheet && inside(printed.cell(at).spot, area),
        }
    }
}

pub(super) fn inside(spot: Spot, area: &Area) -> bool {
    (area.from.row..=area.to.row).contains(&spot.row) && (area.from.col..=area.to.col).contains(&spot.col)
}

/// Splits "Naam: J. Jansen" into the bytes of its label and of what follows the separator.
fn split(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (at, end) = separator(text)?;
    let label = text[..at].trim_end().len();
    (label > 0).then_some((0..label, end..text.len()))
}

/// The labels of a text with what follows each: the first one, and every later one that is known and stands after a
/// tab, a line break or a wide space (`Naam:\tDatum:`).
fn pairs(text: &str, known: &impl Fn(&str) -> bool) -> Vec<(Range<usize>, Range<usize>)> {
    let Some(first) = split(text) else { return Vec::new() };
    let mut found = vec![first];
    for start in breaks(text) {
        let Some((label, after)) = split(&text[start..]) else { continue };
        if !known(&fold_label(&text[start..][label.clone()])) {
            continue;
        }
        if let Some((before, last)) = found.last_mut().filter(|(before, _)| start > before.start) {
            last.end = start.max(last.start);
            before.end = before.end.min(start);
        }
        found.push((start + label.start..start + label.end, start + after.start..start + after.end));
    }
    found.retain(|(label, _)| !label.is_empty());
    found
}

/// Where a new label may begin within a text.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let mut wide = true;
    let mut white = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if c.is_whitespace() {
            white += 1;
            wide |= white > 1 || matches!(c, '\t' | '\n');
            return None;
        }
        let begins = std::mem::take(&mut wide) && at > 0;
        (wide, white) = (matches!(c, '_' | '…'), 0);
        begins.then_some(at)
    })
}

/// The first colon, question mark, tick box, line of dots or line break: its begin, and where the answer begins.
fn separator(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices().skip(1) {
        match c {
            ':' | '?' if !bytes[at + 1..].first().is_some_and(u8::is_ascii_digit) => return Some((at, at + 1)),
            '\n' | '\t' => return Some((at, at + 1)),
            '☐' | '☑' | '☒' | '□' | '■' => return Some((at, at)),
            '[' if matches!(bytes.get(at + 2), Some(b']')) => return Some((at, at)),
            '_' | '.' | '…' if leader(&text[at..]) => return Some((at, at)),
            _ => {}
        }
    }
    None
}

/// Whether a line of dots or underscores begins here.
fn leader(rest: &str) -> bool {
    rest.starts_with("__") || rest.starts_with("...") || rest.starts_with("……")
}

/// What stands after a label, without the line of dots it may have been written on.
pub(super) fn answer_after(text: &str) -> &str {
    text.trim()
        .trim_matches(|c: char| c == '_' || c == '…' || c.is_whitespace())
        .trim_start_matches("..")
        .trim_matches('.')
        .trim()
}

/// The texts of a document and the names of its answers, folded, in which the phrases of forms are looked for.
pub(super) fn phrases(document: &Document) -> String {
    let mut all = String::with_capacity(4096);
    for name in document.sheets.iter().flat_map(|sheet| &sheet.named).flat_map(|named| &named.names) {
        all.push_str(&fold(name));
        all.push('\n');
    }
    for cell in document.sheets.iter().flat_map(|sheet| &sheet.cells) {
        if let Some(text) = cell.content.as_text().filter(|t| t.len() <= LONGEST_LABEL) {
            all.push_str(&fold(text));
            all.push('\n');
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_and_its_answer_part_at_the_separator() {
        for (text, label, answer) in [
            ("Naam: J. Jansen", "Naam", "J. Jansen"),
            ("Naam:", "Naam", ""),
            ("Naam ☐ Arts ☒ Anios", "Naam", "☐ Arts ☒ Anios"),
            ("Naam ______", "Naam", ""),
            ("Datum ......", "Datum", ""),
            ("Opleiding afgerond? ja", "Opleiding afgerond", "ja"),
            ("Akkoord [x] ja", "Akkoord", "[x] ja"),
        ] {
            let (l, a) = split(text).expect(text);
            assert_eq!((&text[l], answer_after(&text[a])), (label, answer), "{text}");
        }
        assert_eq!(split("Geb.datum"), None);
        for (text, told) in [
            ("Naam:\tDatum:", vec![("Naam", ""), ("Datum", "")]),
            ("Naam:\tJan Jansen\tDatum:\t1-1-2025", vec![("Naam", "Jan Jansen"), ("Datum", "1-1-2025")]),
            ("Naam: Jan   Datum: 1-1-2025", vec![("Naam", "Jan"), ("Datum", "1-1-2025")]),
            ("Naam: ________ Datum: ________", vec![("Naam", ""), ("Datum", "")]),
            ("Naam: let op: Datum: nee\nLet op: ja", vec![("Naam", "let op: Datum: nee\nLet op: ja")]),
        ] {
            let known = |label: &str| ["naam", "datum"].contains(&label);
            let found: Vec<(&str, &str)> =
                pairs(text, &known).into_iter().map(|(l, a)| (&text[l], answer_after(&text[a]))).collect();
            assert_eq!(found, told, "{text}");
        }
        assert_eq!(split("Overleg 10:30"), None);
    }
}
