//! The cells that the formulas of a spreadsheet work with, as far as their texts name them.

use quick_xml::events::Event;

use crate::document::cells::model::Area;
use crate::document::ods::validations::range;
use crate::document::xml;

/// Areas that formulas work with, each with the name of its table.
#[derive(Debug, Default)]
pub struct Precedents {
    areas: Vec<(String, Area)>,
}

impl Precedents {
    /// Reads them from the text with the cells.
    pub fn of(text: &str) -> Self {
        let (mut own, mut table) = (Self::default(), String::new());
        if !text.contains(" table:formula=") {
            return own;
        }
        let mut reader = xml::reader(text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    if tag.name().0 == "table:table" {
                        table = xml::attr(&tag, "table:name").unwrap_or_default().into_owned();
                    } else if let Some(formula) = xml::attr(&tag, "table:formula") {
                        own.areas.extend(areas(&formula, &table));
                    }
                }
                Ok(Event::Eof) | Err(_) => return own,
                Ok(_) => {}
            }
        }
    }

    /// Whether a formula works with a cell of this area.
    pub fn hold(&self, table: &str, area: &Area) -> bool {
        self.areas.iter().any(|(name, other)| name == table && other.overlaps(area))
    }
}

/// The areas between square brackets: `of:=SUM([.F10:.F21])+[$Uren.A1]`.
fn areas<'f>(formula: &'f str, table: &'f str) -> impl Iterator<Item = (String, Area)> + 'f {
    let inside = formula.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
    inside.filter_map(move |(address, _)| {
        let (name, area) = range(&address.replace('$', ""))?;
        Some((if name.is_empty() { table.to_owned() } else { name }, area))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::place::Spot;

    #[test]
    fn a_cell_that_a_formula_adds_up_is_known() {
        let text = "<t><table:table table:name=\"Uren\"><table:table-row><table:table-cell \
                    table:formula=\"of:=SUM([.F10:.F21])+[$'Mijn blad'.$A$1]\"/></table:table-row></table:table></t>";
        let precedents = Precedents::of(text);
        let cell = |at: &str| {
            let spot = at.parse::<Spot>().expect("a cell");
            Area { from: spot, to: spot }
        };
        for (table, at, held) in [("Uren", "F12", true), ("Uren", "F22", false), ("Mijn blad", "A1", true)] {
            assert_eq!(precedents.hold(table, &cell(at)), held, "{table} {at}");
        }
    }
}
