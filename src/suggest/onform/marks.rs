//! The marks of a draft: which name stands in which answer place, and the edits that put them on a copy of the form.

use std::collections::BTreeMap;

use crate::document::cells::model::{Document, Edit, Grid};
use crate::suggest::cell_text::gap_sentence;
use crate::suggest::draft::examples;
use crate::suggest::draft::review::{SURE, second};
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::page::question::Within;
use crate::text::checkbox::has_certain_box;
use crate::text::content::Content;
use crate::text::label;
use crate::text::place::{Place, Spot};

use super::names::name;

/// A name to stand in an answer place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub sheet: usize,
    /// The cell of the answer, or of the label that the answer follows.
    pub spot: Spot,
    /// The label that it follows in the same cell.
    pub behind: Option<String>,
    /// The field or control of its own that it goes into, within the text of the cell.
    pub field: Option<Place>,
    /// The gap of the sentence in its cell.
    pub gap: Option<usize>,
    /// `«werknemer: geboortedatum»`
    pub text: String,
    pub doubtful: bool,
}

impl Mark {
    /// Its place in the document.
    pub fn place(&self, document: &Document) -> Option<Place> {
        if let Some(field) = &self.field {
            return Some(field.clone());
        }
        let place = document.sheets[self.sheet].place(self.spot)?;
        Some(self.behind.as_ref().map_or_else(|| place.clone(), |label| place.clone().after(label)))
    }
}

/// The marks of all questions that were placed, in the order of the form.
pub fn marks(document: &Document, placed: &[MatchedQuestion], filled: bool) -> Vec<Mark> {
    // the box of the office stays free
    let asked = placed.iter().filter(|one| !one.asked.of_office);
    asked.filter_map(|one| mark(document, placed, one, filled)).collect()
}

fn mark(document: &Document, all: &[MatchedQuestion], placed: &MatchedQuestion, filled: bool) -> Option<Mark> {
    let slot = placed.slot.as_ref()?;
    let (sheet, spot, behind) = stands(document, all, placed, filled)?;
    let doubtful = placed.confidence < SURE;
    let other = second(all, placed).map(|other| format!(" of {}", name(other)));
    let doubt = if doubtful { format!("?{}", other.unwrap_or_default()) } else { String::new() };
    let field = placed.asked.field.as_ref().map(|field| field.place.clone());
    let gap = placed.asked.gap.map(|gap| gap.number);
    Some(Mark { sheet, spot, behind, field, gap, text: format!("«{}{doubt}»", name(slot)), doubtful })
}

/// The cell in which a question is answered, and the label that the answer follows there.
fn stands(
    document: &Document,
    all: &[MatchedQuestion],
    placed: &MatchedQuestion,
    filled: bool,
) -> Option<(usize, Spot, Option<String>)> {
    let asked = &placed.asked;
    let sheet = &document.sheets[asked.at.0];
    let own = &sheet.cells[asked.at.1];
    let below = sheet.corner(Spot { row: own.end().row + 1, col: own.spot.col });
    match (&asked.within, asked.answer) {
        (Within::Clients, _) => None,
        (Within::Rows { .. }, _) => {
            // a row that is only an example stays as it is printed
            let examples = examples::above(document, all, placed, filled);
            let below = sheet.corner(Spot { row: below.row + examples, ..below });
            let free = sheet.grid == Grid::Sheet || sheet.at(below).is_some();
            free.then_some((asked.at.0, below, None))
        }
        (_, Some(spot)) => Some((asked.at.0, sheet.corner(spot), None)),
        (_, None) if asked.gap.is_some() => Some((asked.at.0, own.spot, Some(asked.text.clone()))),
        (_, None) => {
            follows(&own.content.shown(), &asked.text).then(|| (asked.at.0, own.spot, Some(asked.text.clone())))
        }
    }
}

/// Whether an answer may follow a label in its cell: no printed text stands right behind it.
fn follows(text: &str, label: &str) -> bool {
    let Some(rest) = text.find(label).map(|at| &text[at + label.len()..]) else { return true };
    let gap = rest.split(['\t', '\n']).next().unwrap_or_default();
    has_certain_box(rest) || !gap.contains(char::is_alphanumeric)
}

/// The edits that write the marks; what is printed in a cell of theirs stays, and the boxes to tick too.
pub fn edits(document: &Document, marks: &[Mark], filled: bool) -> Vec<Edit> {
    let mut cells: BTreeMap<(usize, Spot), Vec<&Mark>> = BTreeMap::new();
    let fields = marks.iter().filter_map(|mark| {
        Some(Edit { place: mark.field.clone()?, content: Content::Text(mark.text.as_str().into()) })
    });
    for mark in marks.iter().filter(|mark| mark.field.is_none()) {
        cells.entry((mark.sheet, mark.spot)).or_default().push(mark);
    }
    let edit = |((sheet, spot), marks): ((usize, Spot), Vec<&Mark>)| {
        let sheet = &document.sheets[sheet];
        let cell = sheet.at(spot);
        let place = cell.map_or_else(|| sheet.place(spot), |cell| sheet.place_of(cell))?;
        let old = cell.and_then(|cell| cell.content.as_text()).unwrap_or_default();
        let gaps: Vec<(usize, &str)> = marks.iter().filter_map(|mark| Some((mark.gap?, mark.text.as_str()))).collect();
        if !gaps.is_empty() {
            let text = gap_sentence::with_texts(cell?, filled, &gaps)?;
            return Some(Edit { place, content: Content::Text(text.into()) });
        }
        Some(Edit { place, content: Content::Text(with_marks(old, &marks).into()) })
    };
    cells.into_iter().filter_map(edit).chain(fields).collect()
}

/// The text of a cell with its marks.
fn with_marks(old: &str, marks: &[&Mark]) -> String {
    let mut text =
        if has_certain_box(old) || marks.iter().any(|mark| mark.behind.is_some()) { old } else { "" }.to_owned();
    let mut from = 0;
    for mark in marks {
        let behind = mark.behind.as_deref().filter(|label| !label.is_empty());
        let found = behind.and_then(|label| Some(from + text.get(from..)?.find(label)? + label.len()));
        let at = found.map_or(text.trim_end().len(), |end| {
            let rest = &text[end..];
            let skip = rest.find(|c: char| !matches!(c, ':' | '?' | '*' | ' ' | '\t')).unwrap_or(rest.len());
            end + rest[..skip].trim_end().len()
        });
        let rest = text.split_off(at);
        // a label that no sign ends has its answer on the next line
        let next = behind.is_some() && rest.trim().is_empty() && !label::is_parted(&text);
        let gap = if at == 0 {
            ""
        } else if next {
            "\n"
        } else {
            " "
        };
        text.push_str(gap);
        text.push_str(&mark.text);
        from = text.len();
        let rest = if behind.is_some() && !has_certain_box(&rest) { after_gap(&rest) } else { rest };
        text.push_str(&rest);
    }
    text
}

/// What follows an answer, without the room that was left for it.
fn after_gap(rest: &str) -> String {
    let kept = rest.trim_start_matches([' ', '_']);
    if kept.is_empty() || kept.starts_with(['\n', '\t']) { kept.to_owned() } else { format!("\t{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_behind_their_labels_and_beside_their_boxes() {
        let mark = |behind: Option<&str>, text: &str| Mark {
            sheet: 0,
            spot: Spot::default(),
            behind: behind.map(str::to_owned),
            field: None,
            gap: None,
            text: text.to_owned(),
            doubtful: false,
        };
        let (name, date) = (mark(Some("Naam"), "«naam»"), mark(Some("Datum"), "«datum»"));
        for (old, marks, new) in [
            ("", vec![mark(None, "«a»")], "«a»"),
            ("dd-mm-jjjj", vec![mark(None, "«a»")], "«a»"),
            ("☐ Ja ☐ Nee", vec![mark(None, "«a»")], "☐ Ja ☐ Nee «a»"),
            ("Naam:", vec![name.clone()], "Naam: «naam»"),
            ("Naam", vec![name.clone()], "Naam\n«naam»"),
            ("Naam\t: ", vec![name.clone()], "Naam\t: «naam»"),
            ("Naam:\tDatum:", vec![name.clone(), date.clone()], "Naam: «naam»\tDatum: «datum»"),
            ("Naam (volledig)", vec![name.clone()], "Naam «naam»\t(volledig)"),
        ] {
            let marks: Vec<&Mark> = marks.iter().collect();
            assert_eq!(with_marks(old, &marks), new, "{old}");
        }
    }
}
