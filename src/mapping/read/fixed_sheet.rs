//! What somebody typed on a sheet of lists or instructions, which no line of a mapping reads.

use crate::document::cells::model::{Cell, Sheet};
use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::text::normalize::fold;

/// Whether a cell of such a sheet holds what the form's own blank does not; where the mapping has no blank nothing tells.
pub(crate) fn is_typed(cell: &Cell, sheet: &Sheet, mapping: &Mapping) -> bool {
    let Some(text) = cell.content.as_text().filter(|_| !sheet.hidden && !cell.hidden) else { return false };
    let folded = fold(text);
    !folded.is_empty()
        && !mapping.is_fixed(&folded)
        && !mapping.is_prompt(text)
        && mapping.blank_labels.print_whole(&folded) == Some(false)
}

/// What is said of such a sheet in a workbook with a client a sheet: its title says nothing of a
/// client, and those that it lists are on sheets of their own.
pub fn typed(sheet: &Sheet, names: &[&str], mapping: &Mapping) -> Option<Finding> {
    let listed = |cell: &&Cell| {
        let text = cell.content.as_text().map(str::trim).unwrap_or_default();
        names.iter().any(|name| name.eq_ignore_ascii_case(text))
    };
    let title = sheet.cells.first().filter(|first| sheet.in_row(first.spot.row).count() == 1).map(|first| first.spot);
    let own = |cell: &&Cell| Some(cell.spot) != title && is_typed(cell, sheet, mapping);
    let mut cells = sheet.cells.iter().filter(own).filter(|cell| !listed(cell));
    let first = cells.next()?;
    let finding = Finding::new("words-on-list-sheet").with("sheet", &sheet.name).with("count", 1 + cells.count());
    Some(sheet.place_of(first).into_iter().fold(finding, Finding::place))
}
