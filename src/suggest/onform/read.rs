//! What somebody wrote on a copy of a form: each mark with its place on the blank, and what was changed besides.

use crate::document::cells::model::{Document, Grid, Sheet};
use crate::finding::Finding;
use crate::suggest::cell_text::hints::placeholder;
use crate::text::content::Content;
use crate::text::normalize::fold;
use crate::text::place::{Place, Spot};

/// What was written in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedName {
    pub sheet: usize,
    /// The position of the cell on the blank, where it is written down there.
    pub cell: Option<usize>,
    pub spot: Spot,
    /// Its place on the marked form.
    pub place: Place,
    /// What is printed before it in the same cell.
    pub before: String,
    /// What a mark says, without its signs.
    pub text: String,
    /// Written without the signs of a mark: it may be anything.
    pub bare: bool,
}

/// How marks begin and end: as mail merge shows them, and as people type them.
const SIGNS: [(&str, &str); 4] = [("«", "»"), ("<<", ">>"), ("{{", "}}"), ("[[", "]]")];

/// All that was written on the marked form, by places of the blank.
pub fn read(blank: &Document, marked: &Document) -> (Vec<TypedName>, Vec<Finding>) {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for (n, sheet) in blank.sheets.iter().enumerate() {
        let other = match sheet.grid {
            Grid::Flow => marked.sheets.get(n),
            _ => marked.sheets.iter().find(|other| other.name == sheet.name),
        };
        let Some(other) = other else {
            findings.push(Finding::new("marked-sheet-gone").with("sheet", &sheet.name));
            continue;
        };
        let pairs = pairs(sheet, other);
        for (cell, paired) in other.cells.iter().zip(pairs) {
            let Some(place) = other.place_of(cell) else { continue };
            let old = paired.map_or("", |at| sheet.cells[at].content.as_text().unwrap_or_default());
            let text = cell.content.shown();
            let spot = match paired {
                Some(at) => sheet.cells[at].spot,
                None if sheet.grid == Grid::Flow => {
                    if !marks_in(&text).is_empty() {
                        findings.push(Finding::new("mark-nowhere").place(place));
                    }
                    continue;
                }
                None => sheet.corner(cell.spot),
            };
            let here = |before: String, text: String, bare: bool| {
                let place = place.clone();
                TypedName { sheet: n, cell: paired, spot, place, before, text, bare }
            };
            let marks = marks_in(&text);
            let kept = marks.is_empty().then(|| added(old, &text, &cell.content)).flatten();
            all.extend(marks.into_iter().map(|(before, text)| here(before, text, false)));
            all.extend(kept.map(|(before, text)| here(before, text, true)));
        }
    }
    (all, findings)
}

/// Whether a text holds the name of a field between the signs of a mark.
pub fn is_marked(text: &str) -> bool {
    marks_in(text).iter().any(|(_, name)| name.contains(char::is_alphabetic))
}

/// The marks of a text, each with what stands before it.
fn marks_in(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let begins = SIGNS.iter().filter_map(|(open, close)| Some((rest.find(open)?, open, close)));
        let Some((at, open, close)) = begins.min_by_key(|(at, ..)| *at) else { break };
        let inner = &rest[at + open.len()..];
        let Some(end) = inner.find(close) else { break };
        found.push((rest[..at].trim().to_owned(), inner[..end].split_whitespace().collect::<Vec<_>>().join(" ")));
        rest = &inner[end + close.len()..];
    }
    found
}

/// What was typed without signs in an answer place: in an empty one, over what waits there, or behind its label.
fn added(old: &str, new: &str, content: &Content) -> Option<(String, String)> {
    let new = new.trim();
    content.as_text()?;
    if new.is_empty() || fold(new) == fold(old) {
        return None;
    }
    if old.trim().is_empty() || (placeholder(old).is_some() && !new.contains(old.trim())) {
        return Some((String::new(), new.to_owned()));
    }
    let rest = new.strip_prefix(old.trim())?.trim();
    (!rest.is_empty()).then(|| (old.trim().to_owned(), rest.to_owned()))
}

/// For each cell of the marked sheet the cell of the blank that it is.
fn pairs(blank: &Sheet, marked: &Sheet) -> Vec<Option<usize>> {
    if blank.grid != Grid::Flow {
        return marked.cells.iter().map(|cell| blank.position(cell.spot)).collect();
    }
    let same = |(one, other): (&crate::document::cells::model::Cell, &crate::document::cells::model::Cell)| {
        one.spot == other.spot && one.own_place == other.own_place
    };
    if blank.cells.len() == marked.cells.len() && blank.cells.iter().zip(&marked.cells).all(same) {
        return (0..blank.cells.len()).map(Some).collect();
    }
    aligned(&printed(blank), &printed(marked))
}

/// What is printed in each cell: its text without the marks in it.
fn printed(sheet: &Sheet) -> Vec<String> {
    let bare = |text: &str| {
        let mut bare = text.to_owned();
        for (_, mark) in marks_in(text) {
            for (open, close) in SIGNS {
                bare = bare.replace(&format!("{open}{mark}{close}"), "");
            }
        }
        if placeholder(bare.trim()).is_some() { String::new() } else { fold(&bare) }
    };
    sheet.cells.iter().map(|cell| bare(&cell.content.shown())).collect()
}

/// The longest common sequence of two lists: for each of the second its position in the first.
fn aligned(first: &[String], second: &[String]) -> Vec<Option<usize>> {
    let wide = second.len() + 1;
    let mut long = vec![0_u32; (first.len() + 1) * wide];
    for (a, one) in first.iter().enumerate().rev() {
        for (b, other) in second.iter().enumerate().rev() {
            long[a * wide + b] = if one == other {
                long[(a + 1) * wide + b + 1] + 1
            } else {
                long[(a + 1) * wide + b].max(long[a * wide + b + 1])
            };
        }
    }
    let (mut a, mut found) = (0, vec![None; second.len()]);
    let mut b = 0;
    while a < first.len() && b < second.len() {
        if first[a] == second[b] {
            found[b] = Some(a);
            (a, b) = (a + 1, b + 1);
        } else if long[(a + 1) * wide + b] >= long[a * wide + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_however_they_are_typed() {
        for (text, marks) in [
            ("«werknemer: bsn»", vec![("", "werknemer: bsn")]),
            ("Naam: <<naam>> Datum: {{ datum }}", vec![("Naam:", "naam"), ("Datum:", "datum")]),
            ("☐ ja ☐ nee [[register]]", vec![("☐ ja ☐ nee", "register")]),
            ("«zonder eind", vec![]),
            ("niets", vec![]),
        ] {
            let found = marks_in(text);
            let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(found, marks, "{text}");
        }
    }

    #[test]
    fn cells_are_found_back_when_a_paragraph_came_between() {
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let pairs = aligned(&texts(&["a", "", "b", ""]), &texts(&["a", "", "nieuw", "b", ""]));
        assert_eq!(pairs, [Some(0), Some(1), None, Some(2), Some(3)]);
    }

    #[test]
    fn what_is_typed_without_signs_counts_only_in_an_answer_place() {
        let added = |old: &str, new: &str| added(old, new, &Content::Text(new.into())).map(|(_, text)| text);
        assert_eq!(added("", "geboortedatum").as_deref(), Some("geboortedatum"));
        assert_eq!(added("dd-mm-jjjj", "geboortedatum").as_deref(), Some("geboortedatum"));
        assert_eq!(added("Naam:", "Naam: jobcoach").as_deref(), Some("jobcoach"));
        assert_eq!(added("Naam", "Naam"), None);
        assert_eq!(added("Naam", "Achternaam"), None);
    }
}
