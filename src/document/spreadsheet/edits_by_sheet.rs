//! What each cell of a workbook is to say: the edits by sheet and cell, also of what follows a label within a cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::model::{Area, Edit};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::label;
use crate::text::place::{Place, Spot};

/// An edit with its number among all, of which the last counts.
pub type Numbered<'a> = (usize, &'a Edit);

/// The edits of one sheet by cell.
#[derive(Debug, Default)]
pub struct SheetEdits<'a> {
    pub cells: BTreeMap<Spot, Vec<Numbered<'a>>>,
    /// Cells that get the format of others.
    pub like: BTreeMap<Spot, Spot>,
}

/// The edits by sheet, and what to say of those that name no cell of a sheet.
pub fn by_sheet(edits: &[Edit]) -> (BTreeMap<Arc<str>, SheetEdits<'_>>, Vec<Finding>) {
    let mut sheets: BTreeMap<Arc<str>, SheetEdits<'_>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (number, edit) in edits.iter().enumerate() {
        match cell_of(&edit.place) {
            Some((sheet, spot)) => {
                sheets.entry(Arc::clone(sheet)).or_default().cells.entry(spot).or_default().push((number, edit));
            }
            None => findings.push(Finding::new("place-not-here").place(edit.place.clone())),
        }
    }
    (sheets, findings)
}

/// Adds which cells get the format of which others of their sheet; both are among the cells to look at.
pub fn lay_formats(sheets: &mut BTreeMap<Arc<str>, SheetEdits<'_>>, copies: &[(Place, Place)]) {
    for (from, to) in copies {
        if let (Some((sheet, from)), Some((other, to))) = (cell_of(from), cell_of(to))
            && sheet == other
        {
            let sheet = sheets.entry(Arc::clone(sheet)).or_default();
            sheet.like.insert(to, from);
            sheet.cells.entry(from).or_default();
            sheet.cells.entry(to).or_default();
        }
    }
}

/// The sheet and cell of a place.
pub fn cell_of(place: &Place) -> Option<(&Arc<str>, Spot)> {
    match place {
        Place::Cell { sheet, at, .. } => Some((sheet, *at)),
        Place::After { place, .. } => cell_of(place),
        _ => None,
    }
}

impl SheetEdits<'_> {
    /// Moves what is wanted within a merged area to its corner, the one cell of it that shows.
    pub fn to_corner(&mut self, area: Area) {
        let within = |spot: &Spot| *spot != area.from && (area.from.col..=area.to.col).contains(&spot.col);
        let rows = Spot { row: area.from.row, col: 0 }..=Spot { row: area.to.row, col: u32::MAX };
        let moved: Vec<Spot> = self.cells.range(rows).map(|(spot, _)| *spot).filter(within).collect();
        for spot in moved {
            let edits = self.cells.remove(&spot).unwrap_or_default();
            let all = self.cells.entry(area.from).or_default();
            all.extend(edits);
            all.sort_by_key(|(number, _)| *number);
        }
    }

    /// Says of all these cells that they are nowhere.
    pub fn nowhere(&self) -> Vec<Finding> {
        let edits = self.cells.values().flatten();
        edits.map(|(_, edit)| Finding::new("place-not-here").place(edit.place.clone())).collect()
    }
}

/// What a cell that says `now` is to say; none where it says so already, a finding where a label to follow is not there.
pub fn outcome(now: &Content, edits: &[Numbered<'_>]) -> Result<Option<Content>, Finding> {
    let after = |now: Content, (_, edit): &Numbered<'_>| match &edit.place {
        Place::After { label, .. } => {
            let text = now.as_text().unwrap_or_default();
            let after = after(text, label, edit.content.shown().trim());
            after
                .map(|text| Content::Text(text.into()))
                .ok_or_else(|| Finding::new("place-not-here").place(edit.place.clone()))
        }
        _ => Ok(edit.content.clone()),
    };
    let then = edits.iter().try_fold(now.clone(), after)?;
    let none = |content: &Content| *content == Content::Empty || content.as_text().is_some_and(str::is_empty);
    let same = then == *now || (none(&then) && none(now));
    Ok((!same).then(|| if none(&then) { Content::Empty } else { then }))
}

/// `text` with `answer` in place of what follows the label `name`; a colon or question mark stays, a line of dots goes.
fn after(text: &str, name: &str, answer: &str) -> Option<String> {
    let (head, old) = text.split_at(label::end_of(text, name)?);
    let line = |c: char| c.is_whitespace() || matches!(c, '_' | '.' | '…');
    if old.trim_matches(line) == answer {
        return Some(text.to_owned());
    }
    let space = if old.starts_with('\n') || old.trim().is_empty() && !label::is_parted(head) { "\n" } else { " " };
    Some(if answer.is_empty() { head.to_owned() } else { format!("{head}{space}{answer}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_label_is_replaced() {
        for (text, label, answer, new) in [
            ("Naam:", "Naam", "J. Jansen", Some("Naam: J. Jansen")),
            ("Naam: J. Jansen", "Naam", "J. Jansen", Some("Naam: J. Jansen")),
            ("Naam:  P. Pieters ", "Naam", "J. Jansen", Some("Naam: J. Jansen")),
            ("Naam ______", "Naam", "J. Jansen", Some("Naam J. Jansen")),
            ("Naam ______", "Naam", "", Some("Naam ______")),
            ("Naam: P", "Naam", "", Some("Naam:")),
            ("Naamgever: P\nNaam ?", "Naam", "J", Some("Naamgever: P\nNaam ? J")),
            ("Toelichting:\noud", "Toelichting", "nieuw", Some("Toelichting:\nnieuw")),
            ("BSN", "Naam", "J", None),
        ] {
            assert_eq!(after(text, label, answer).as_deref(), new, "{text}");
        }
    }

    #[test]
    fn edits_within_a_merged_area_go_to_its_corner() {
        let edits: Vec<Edit> = ["B!C4", "B!D5", "B!F5"]
            .iter()
            .map(|place| Edit { place: place.parse().expect(place), content: Content::Number(1.0) })
            .collect();
        let (mut sheets, findings) = by_sheet(&edits);
        let wanted = sheets.get_mut("B").expect("a sheet");
        let spot = |text: &str| text.parse::<Spot>().expect(text);
        wanted.to_corner(Area { from: spot("C4"), to: spot("E6") });
        let cells: Vec<(String, usize)> = wanted.cells.iter().map(|(s, e)| (s.to_string(), e.len())).collect();
        assert_eq!(cells, [("C4".to_owned(), 2), ("F5".to_owned(), 1)]);
        assert!(findings.is_empty());
    }
}
