//! Check boxes that float over the cells of a spreadsheet, by the cell they are linked to.

use std::collections::{BTreeMap, HashSet};

use quick_xml::events::BytesStart;

use crate::document::xml;
use crate::text::place::Spot;

/// The check boxes of one sheet.
#[derive(Debug, Default)]
pub struct Boxes {
    /// The states of boxes by the cell they are linked to.
    pub linked: BTreeMap<Spot, bool>,
    /// The names of boxes without a cell.
    loose: HashSet<String>,
}

impl Boxes {
    /// Takes in a `form:checkbox`.
    pub fn take(&mut self, tag: &BytesStart<'_>) {
        let state = xml::attr(tag, "form:current-state").or_else(|| xml::attr(tag, "form:state"));
        let ticked = state.is_some_and(|state| state == "checked");
        let cell = xml::attr(tag, "form:linked-cell").and_then(|link| cell_of(&link));
        match (cell, xml::attr(tag, "form:id").or_else(|| xml::attr(tag, "xml:id"))) {
            (Some(spot), _) => drop(self.linked.insert(spot, ticked)),
            (None, Some(id)) => drop(self.loose.insert(id.into_owned())),
            (None, None) => {}
        }
    }

    /// Whether this `draw:control` shows a box without a cell.
    pub fn loose(&self, tag: &BytesStart<'_>) -> bool {
        !self.loose.is_empty() && xml::attr(tag, "draw:control").is_some_and(|id| self.loose.contains(&*id))
    }
}

/// The cell of a link such as `Blad1.C5` or `$'Blad 1'.$C$5`.
pub fn cell_of(link: &str) -> Option<Spot> {
    link.rsplit('.').next()?.parse().ok()
}
