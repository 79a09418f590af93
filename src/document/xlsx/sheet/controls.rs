//! Check boxes and option buttons that float over the cells: their state belongs to the cell they are linked to.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::Event;

use crate::document::file::package::Package;
use crate::document::xlsx::workbook::{Workbook, relations};
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::{Place, Spot};

/// The states of linked controls by cell, for one sheet.
pub type Ticks = BTreeMap<crate::text::place::Spot, bool>;

/// One box or button.
#[derive(Debug)]
pub struct Control {
    /// The sheet it floats over.
    pub sheet: String,
    /// Its relation from the sheet.
    pub id: String,
    /// The part that holds its state.
    pub part: String,
    /// The sheet and the cell it is linked to.
    linked: Option<(String, Spot)>,
    pub ticked: bool,
    option: bool,
}

/// The controls of a workbook that can be ticked.
#[derive(Debug, Default)]
pub struct Controls {
    all: Vec<Control>,
}

impl Controls {
    /// Reads them, where the workbook has any.
    pub fn read(zipped: &mut Package, workbook: &Workbook) -> Result<Self, Finding> {
        let mut controls = Self::default();
        if !zipped.names().any(|name| name.contains("ctrlProp")) {
            return Ok(controls);
        }
        for (sheet, part) in workbook.sheets.iter().filter_map(|s| s.part.as_ref().map(|part| (&s.name, part))) {
            for relation in relations(zipped, part)?.into_iter().filter(|r| r.kind == "ctrlProp") {
                let Some(text) = zipped.text_if_any(&relation.target)? else { continue };
                controls.all.extend(control(&text, sheet, relation.id, relation.target));
            }
        }
        Ok(controls)
    }

    /// The states of the check boxes that are linked to cells of this sheet.
    pub fn ticks(&self, sheet: &str) -> Ticks {
        let linked = |control: &Control| control.linked.clone().map(|(sheet, spot)| (sheet, spot, control.ticked));
        self.all
            .iter()
            .filter(|control| !control.option)
            .filter_map(linked)
            .filter(|(on, ..)| on.eq_ignore_ascii_case(sheet))
            .map(|(_, spot, ticked)| (spot, ticked))
            .collect()
    }

    /// The check boxes that are linked to a cell.
    pub fn linked_to<'a>(&'a self, sheet: &'a str, spot: Spot) -> impl Iterator<Item = &'a Control> {
        let there = move |control: &&Control| {
            let linked = control.linked.as_ref();
            !control.option && linked.is_some_and(|(on, at)| *at == spot && on.eq_ignore_ascii_case(sheet))
        };
        self.all.iter().filter(there)
    }

    /// What to say of the controls of this sheet that no cell speaks for; `corners` are where they float.
    pub fn loose(&self, sheet: &str, corners: &[(String, Spot)]) -> Vec<Finding> {
        let corners: HashMap<&str, Spot> = corners.iter().map(|(id, spot)| (id.as_str(), *spot)).collect();
        self.all
            .iter()
            .filter(|control| control.sheet == sheet && control.linked.is_none())
            .map(|control| {
                let corner = corners.get(control.id.as_str()).copied().unwrap_or(Spot { row: 0, col: 0 });
                Finding::new("control-without-cell").place(Place::cell(&sheet.into(), corner))
            })
            .collect()
    }
}

/// The control that a part describes, if it can be ticked.
fn control(text: &str, sheet: &str, id: String, part: String) -> Option<Control> {
    let mut reader = xml::reader(text);
    let tag = loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "formControlPr" => break tag,
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    };
    let kind = xml::attr(&tag, "objectType")?;
    let option = kind.eq_ignore_ascii_case("radio");
    if !option && !kind.eq_ignore_ascii_case("checkbox") {
        return None;
    }
    let linked = xml::attr(&tag, "fmlaLink").and_then(|link| cell_of(&link, sheet));
    let ticked = xml::attr(&tag, "checked").is_some_and(|state| state.eq_ignore_ascii_case("checked"));
    Some(Control { sheet: sheet.to_owned(), id, part, linked, ticked, option })
}

/// The sheet and cell of a link such as `$C$5` or `'Blad 2'!$A$1`.
fn cell_of(link: &str, sheet: &str) -> Option<(String, Spot)> {
    let (on, address) = link.rsplit_once('!').unwrap_or((sheet, link));
    let on = on.trim_matches('\'').replace("''", "'");
    address.parse().ok().map(|spot| (on, spot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_tells_its_cell_and_state() {
        for (part, linked, ticked) in [
            ("<formControlPr objectType=\"CheckBox\" checked=\"Checked\" fmlaLink=\"$C$5\"/>", Some("Blad1!C5"), true),
            ("<formControlPr objectType=\"CheckBox\" fmlaLink=\"'Blad 2'!$A$1\"/>", Some("Blad 2!A1"), false),
            ("<formControlPr objectType=\"CheckBox\" lockText=\"1\"/>", None, false),
        ] {
            let control = control(part, "Blad1", "rId1".to_owned(), String::new()).expect("a check box");
            let cell = control.linked.map(|(sheet, spot)| format!("{sheet}!{spot}"));
            assert_eq!((cell.as_deref(), control.ticked), (linked, ticked), "{part}");
        }
        assert!(
            control("<formControlPr objectType=\"Drop\" fmlaLink=\"$C$5\"/>", "Blad1", String::new(), String::new())
                .is_none()
        );
    }
}
