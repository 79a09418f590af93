//! The heads of a sheet's tables: their words name columns, and Excel calls a file broken where the two differ.

use quick_xml::events::Event;

use crate::document::cells::model::Area;
use crate::document::file::package::Package;
use crate::document::spreadsheet::edits_by_sheet::SheetEdits;
use crate::document::xlsx::sheet::sheet_around_rows::area;
use crate::document::xlsx::workbook::relations;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::Spot;

/// The rows of column names in the tables of the sheet in this part.
pub fn heads(zipped: &mut Package, part: &str) -> Result<Vec<Area>, Finding> {
    let mut heads = Vec::new();
    for table in relations(zipped, part)?.into_iter().filter(|relation| relation.kind == "table") {
        heads.extend(zipped.text_if_any(&table.target)?.and_then(|text| head(&text)));
    }
    Ok(heads)
}

fn head(text: &str) -> Option<Area> {
    let mut reader = xml::reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "table" => {
                let all = area(&xml::attr(&tag, "ref")?)?;
                let rows = xml::number(&tag, "headerRowCount").unwrap_or(1_u32).checked_sub(1)?;
                return Some(Area {
                    from: all.from,
                    to: Spot { row: all.from.row.saturating_add(rows), col: all.to.col },
                });
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// Takes out what is wanted in a head, and says so.
pub fn spare(heads: &[Area], wanted: &mut SheetEdits<'_>) -> Vec<Finding> {
    let within = |spot: Spot| heads.iter().any(|head| head.contains(spot));
    let spared: Vec<Spot> = wanted.cells.keys().copied().filter(|spot| within(*spot)).collect();
    let edits = spared.iter().filter_map(|spot| wanted.cells.remove(spot)).flatten();
    edits.map(|(_, edit)| Finding::new("table-head-kept").place(edit.place.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_table_is_its_first_row_if_it_has_one() {
        for (text, range) in [
            ("<table ref=\"B2:D9\"/>", Some("B2:D2")),
            ("<x:table ref=\"B2:D9\" headerRowCount=\"0\">", None),
            ("<tableX/>", None),
        ] {
            assert_eq!(head(text).map(|a| format!("{}:{}", a.from, a.to)).as_deref(), range);
        }
    }
}
