//! Rows under the headings of a table that show how it is filled in: neither read nor written.

use crate::document::cells::model::{Cell, Document, Grid, Sheet};
use crate::text::checkbox::has_certain_box;
use crate::text::normalize::fold;
use crate::text::place::Spot;

use super::question::At;
use crate::suggest::cell_text::hints;

/// The most rows of examples that are looked for under the headings of a table.
const MOST: u32 = 20;

/// How many rows under these headings of one table are examples: those that say so, and, on a blank, rows with printed
/// text under most headings with an empty row below them.
pub(in crate::suggest) fn rows(document: &Document, headings: &[At], filled: bool) -> u32 {
    let Some((sheet, _)) = headings.iter().max() else { return 0 };
    let headings: Vec<usize> = headings.iter().map(|(_, cell)| *cell).collect();
    on_sheet(&document.sheets[*sheet], &headings, filled)
}

/// The same of headings by their positions on a sheet.
pub(in crate::suggest) fn on_sheet(sheet: &Sheet, headings: &[usize], filled: bool) -> u32 {
    let Some(last) = headings.iter().max() else { return 0 };
    let first = sheet.cells[*last].end().row + 1;
    let named = (first..first + MOST).take_while(|row| says(sheet, *row)).count();
    let named = u32::try_from(named).unwrap_or(MOST);
    if named > 0 || filled {
        return named;
    }
    let columns: Vec<u32> = headings.iter().map(|cell| sheet.cells[*cell].spot.col).collect();
    let printed = (first..first + MOST).take_while(|row| is_printed(sheet, &columns, *row)).count();
    let printed = u32::try_from(printed).unwrap_or(MOST);
    if printed > 0 && is_free(sheet, &columns, first + printed) { printed } else { 0 }
}

/// `Voorbeeld: zelf de was sorteren`
pub(in crate::suggest) fn says(sheet: &Sheet, row: u32) -> bool {
    let texts = sheet.cells.iter().filter(|cell| cell.spot.row == row).filter_map(|cell| cell.content.as_text());
    texts.map(fold).any(|text| ["voorbeeld", "bijvoorbeeld", "bijv"].iter().any(|word| text.starts_with(word)))
}

/// Whether most columns, and more than one, hold printed text in a row.
fn is_printed(sheet: &Sheet, columns: &[u32], row: u32) -> bool {
    let held = columns.iter().filter(|col| cell(sheet, row, **col).is_some_and(is_text)).count();
    held > 1 && held * 2 > columns.len()
}

/// Text of its own, and no prompt, box or line to write on.
fn is_text(cell: &Cell) -> bool {
    let text = cell.content.shown();
    let written = text.chars().any(char::is_alphanumeric);
    written && !has_certain_box(&text) && hints::placeholder(&text).is_none() && !text.contains("__")
}

/// Whether a row is there and holds nothing in these columns.
fn is_free(sheet: &Sheet, columns: &[u32], row: u32) -> bool {
    let is_there = |col: &u32| sheet.grid == Grid::Sheet || cell(sheet, row, *col).is_some();
    let free = |col: &u32| cell(sheet, row, *col).is_none_or(|cell| !is_text(cell));
    columns.iter().all(free) && columns.iter().any(is_there)
}

fn cell(sheet: &Sheet, row: u32, col: u32) -> Option<&Cell> {
    sheet.at(sheet.corner(Spot { row, col }))
}
