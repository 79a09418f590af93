//! Finds repeating groups: a table under a row of headings, or blocks under numbered headings.

use crate::document::cells::model::{Area, Cell, OwnPlace, Sheet};
use crate::finding::Finding;
use crate::mapping::locate::label_index::{At, LabelIndex, Region};
use crate::mapping::locate::numbered_blocks::blocks;
use crate::mapping::locate::row_kinds::{has_words, is_remark, is_total_row, rows_of, standing, week};
use crate::mapping::locate::table::{Body, GroupRow, Headings, Table, entry};
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::{RowColumn, Rows, Shape};
use crate::mapping::spec::wording::Wording;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Reading, Value};
use crate::text::content::Content;
use crate::text::normalize::fold_label;
use crate::text::place::{Place, Spot};

/// The group of the visits.
const VISITS: &str = "uren";

/// Finds the mapping's group `n` within a region.
pub(crate) fn find(
    printed: &LabelIndex<'_>,
    mapping: &Mapping,
    n: usize,
    region: &Region,
) -> (Option<Table>, Vec<Finding>) {
    let rows = &mapping.rows[n];
    match &rows.shape {
        Shape::Table { columns, end } => table(printed, mapping, (n, rows), columns, end, region),
        Shape::Blocks { heading, lines } => blocks(printed, mapping, (n, rows), (heading, lines), region),
    }
}

fn table(
    printed: &LabelIndex<'_>,
    mapping: &Mapping,
    (n, rows): (usize, &Rows),
    columns: &[RowColumn],
    end: &[Wording],
    region: &Region,
) -> (Option<Table>, Vec<Finding>) {
    let group = format!("{}[]", rows.group);
    let headings = match heading_row(printed, columns, region) {
        Ok(headings) => headings,
        Err(finding) => return (None, vec![finding.field(group)]),
    };
    let sheet = headings[0].2.sheet;
    let mut findings = Vec::new();
    for (c, column) in columns.iter().enumerate() {
        if !headings.iter().any(|(column, ..)| *column == c) {
            let label = column.labels().next().map(|w| w.text.clone()).unwrap_or_default();
            findings.push(Finding::new("label-missing").with("label", label).field(group.clone()));
        }
    }
    let (mut area, open) = body(printed, mapping, &headings, (end, rows.example_rows), region);
    let first = area.from.row;
    area.from.row = behind_examples(&printed.document.sheets[sheet], first, rows.example_rows);
    let cells = &printed.document.sheets[sheet].cells;
    let to = |row: u32| cells.partition_point(|cell| cell.spot.row < row);
    let examples = (to(first)..to(area.from.row)).map(|cell| At { sheet, cell });
    let labels = headings.iter().map(|(.., at)| *at).chain(examples).collect();
    let mut body = Body { headings, from: area.from.row, to: area.to.row, open };
    let grid = &printed.document.sheets[sheet];
    let mut sums: Vec<u32> =
        rows_of(grid, body.from..=body.to).filter(|(_, row)| is_total_row(row.iter())).map(|(n, _)| n).collect();
    let visits = &*rows.group == VISITS;
    for (row, word) in if visits { standings(grid, columns, &body) } else { Vec::new() } {
        let said = Finding::new("row-no-visit").field(group.clone());
        findings.push(grid.place_of(word).into_iter().fold(said, Finding::place));
        sums.push(row);
    }
    sums.extend(remarks_below(grid, &body, &sums));
    sums.sort_unstable();
    let last = rows_of(grid, body.from..=body.to)
        .filter(|(n, row)| !sums.contains(n) && has_words(row))
        .map(|(n, _)| n)
        .last();
    if let Some(sum) = sums.iter().copied().find(|sum| last.is_none_or(|last| last < *sum) && *sum > body.from) {
        (body.to, body.open) = (sum - 1, false);
    }
    let entries = (body.from..=body.to).filter_map(|row| Some((entry(grid, &body.headings, row)?, row)));
    let read = |((entry, filled), row): ((GroupRow, bool), u32)| match filled && !sums.contains(&row) {
        true => entry,
        false => GroupRow { cells: Vec::new() },
    };
    let entries = entries.map(read).collect();
    let table = Table { rows: n, sheet, labels, entries, starts: Vec::new(), body: Some(body) };
    (Some(table), findings)
}

/// The rows behind the last entry of a table of several columns that hold a remark.
fn remarks_below(sheet: &Sheet, body: &Body, sums: &[u32]) -> Vec<u32> {
    if body.headings.len() < 2 {
        return Vec::new();
    }
    let rows: Vec<_> =
        rows_of(sheet, body.from..=body.to).filter(|(n, row)| !sums.contains(n) && has_words(row)).collect();
    rows.iter().rev().take_while(|(_, row)| is_remark(row)).map(|(n, _)| *n).collect()
}

/// The rows without a day, in a list whose other rows have one, that say a balance or the sum of a week, with their word. A
/// week in which no visit of the list falls is told in the place of a day.
fn standings<'s>(sheet: &'s Sheet, columns: &[RowColumn], body: &Body) -> Vec<(u32, &'s Cell)> {
    let is_day = |column: usize| Schema::common().field(columns[column].target.field).kind == Kind::Date;
    let Some((column, _, at)) = body.headings.iter().find(|(column, ..)| is_day(*column)) else { return Vec::new() };
    let (col, notation) = (sheet.cells[at.cell].spot.col, &columns[*column].notation);
    let own = |row: &'s [Cell]| row.iter().find(|cell| cell.spot.col == col);
    let has_day = |row: &'s [Cell]| {
        own(row).is_some_and(|cell| match &cell.content {
            Content::Text(text) => text.trim_start().starts_with(|c: char| c.is_ascii_digit()),
            content => !content.is_empty(),
        })
    };
    let rows = || rows_of(sheet, body.from..=body.to);
    if !rows().any(|(_, row)| has_day(row)) {
        return Vec::new();
    }
    let falls_in = |week: i8| {
        let mut days = rows().filter_map(|(_, row)| match value::parse(&own(row)?.content, notation).reading? {
            Reading::Value(Value::Date(day)) => day.day(),
            _ => None,
        });
        days.any(|day| day.iso_week_date().week() == week)
    };
    let undated = rows().filter(|(_, row)| !has_day(row) && !is_total_row(row.iter()));
    let said = undated.filter_map(|(n, row)| Some((n, standing(row.iter())?)));
    said.filter(|(_, word)| week(&word.content.shown()).is_none_or(falls_in)).collect()
}

/// The row in which most of the headings stand; two such rows are told, not chosen from.
fn heading_row(printed: &LabelIndex<'_>, columns: &[RowColumn], region: &Region) -> Result<Headings, Finding> {
    let mut all: Headings = Vec::new();
    for (c, column) in columns.iter().enumerate() {
        all.extend(printed.within(&column.headings, region).iter().map(|label| (c, None, label.at)));
        for (turn, tick) in column.ticks.iter().enumerate() {
            let found = printed.within(std::slice::from_ref(&tick.label), region);
            all.extend(found.iter().map(|label| (c, Some(turn), label.at)));
        }
    }
    let row_of = |at: At| (at.sheet, printed.cell(at).spot.row);
    let mut rows: Vec<((usize, u32), usize)> = Vec::new();
    for (.., at) in &all {
        match rows.iter_mut().find(|(row, _)| *row == row_of(*at)) {
            Some((_, count)) => *count += 1,
            None => rows.push((row_of(*at), 1)),
        }
    }
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut best = rows.iter().filter(|(_, count)| *count == most).map(|(row, _)| *row);
    let named = || columns.first().and_then(|c| c.labels().next().map(|w| w.text.clone())).unwrap_or_default();
    match (best.next(), best.next()) {
        (Some(row), None) => Ok(in_row(printed, all, row)),
        (None, _) => Err(Finding::new("table-missing").with("label", named())),
        (Some((sheet, row)), Some((other_sheet, other))) => {
            let place = |sheet: usize, row| printed.document.sheets[sheet].place(Spot { row, col: 0 });
            let finding = Finding::new("label-ambiguous").with("label", named());
            let finding = match place(other_sheet, other) {
                Some(place) => finding.with("other", place),
                None => finding,
            };
            Err(match place(sheet, row) {
                Some(place) => finding.place(place),
                None => finding,
            })
        }
    }
}

/// The headings in a row, and those just above or below it whose column is not in the row itself.
fn in_row(printed: &LabelIndex<'_>, all: Headings, (sheet, row): (usize, u32)) -> Headings {
    let row_of = |at: &At| printed.cell(*at).spot.row;
    let (mut here, rest): (Headings, Headings) =
        all.into_iter().partition(|(.., at)| at.sheet == sheet && row_of(at) == row);
    for (column, turn, at) in rest {
        let near = at.sheet == sheet && row_of(&at).abs_diff(row) == 1;
        if near && !here.iter().any(|(c, t, _)| *c == column && *t == turn) {
            here.push((column, turn, at));
        }
    }
    here
}

/// The first row behind so many rows of examples, of which one may hold cells that span several rows of the sheet.
fn behind_examples(sheet: &Sheet, first: u32, count: u32) -> u32 {
    (0..count).fold(first, |row, _| {
        let from = sheet.cells.partition_point(|cell| cell.spot.row < row);
        let here = sheet.cells[from..].iter().take_while(|cell| cell.spot.row == row);
        here.map(|cell| cell.end().row).max().unwrap_or(row) + 1
    })
}

/// The rows under the headings, up to the next label of the mapping; and whether nothing ends them.
fn body(
    printed: &LabelIndex<'_>,
    mapping: &Mapping,
    headings: &Headings,
    (end, examples): (&[Wording], u32),
    region: &Region,
) -> (Area, bool) {
    let sheet_at = headings[0].2.sheet;
    let sheet = &printed.document.sheets[sheet_at];
    let ends = |at: &At| printed.cell(*at).end();
    let top = headings.iter().map(|(.., at)| ends(at).row).max().unwrap_or(0) + 1;
    let left = headings.iter().map(|(.., at)| printed.cell(*at).spot.col).min().unwrap_or(0);
    let right = headings.iter().map(|(.., at)| ends(at).col).max().unwrap_or(0);
    let region_end = match region {
        Region::Part { area, .. } => area.to.row,
        _ => u32::MAX,
    };
    let last = sheet.cells.iter().map(|cell| cell.end().row).max().unwrap_or(0).min(region_end);
    let table = table_of(printed.cell(headings[0].2));
    // a row of examples may be printed text of the form, and ends nothing
    let below = behind_examples(sheet, top, examples);
    let first = sheet.cells.partition_point(|cell| cell.spot.row < below);
    let stop = (first..).zip(&sheet.cells[first..]).find(|(n, cell)| {
        let at = At { sheet: sheet_at, cell: *n };
        (table.is_some() && is_elsewhere(cell, table.as_ref()))
            || cell.spot.row <= last
                && cell.content.as_text().is_some_and(|text| {
                    let ended = cell.spot.col <= right && end.iter().any(|wording| begins(printed, at, text, wording));
                    ended || (cell.spot.col <= left && is_printed(printed, at, mapping))
                })
    });
    let bottom = stop.map_or(last, |(_, cell)| cell.spot.row - 1);
    let open = stop.is_none() && region_end == u32::MAX && table.is_none();
    (Area { from: Spot { row: top, col: left }, to: Spot { row: bottom, col: right } }, open)
}

/// Whether a text is the wording, or is it up to a colon.
fn begins(printed: &LabelIndex<'_>, at: At, text: &str, wording: &Wording) -> bool {
    let to_colon = || text.split_once(':').is_some_and(|(label, _)| fold_label(label) == wording.folded);
    printed.folded_label(at).is_some_and(|label| *label == *wording.folded) || to_colon()
}

/// Whether a text is a label, a heading or fixed text of the form; the printed number of a row (`1`, `2.`) is none.
fn is_printed(printed: &LabelIndex<'_>, at: At, mapping: &Mapping) -> bool {
    let is_number = |text: &str| text.len() < 3 && text.bytes().all(|b| b.is_ascii_digit());
    printed.folded_label(at).is_some_and(|label| mapping.declares(&label))
        || printed.folded(at).is_some_and(|text| !is_number(&text) && mapping.is_fixed(&text))
}

/// Whether a cell of a text document stands outside a table; a control says nothing of the table it is in.
fn is_elsewhere(cell: &Cell, table: Option<&(u32, Vec<&str>)>) -> bool {
    match cell.own_place {
        OwnPlace::Paragraph(_) => true,
        _ => table_of(cell).is_some_and(|other| Some(&other) != table),
    }
}

/// The table of a text document in which a cell stands.
fn table_of(cell: &Cell) -> Option<(u32, Vec<&str>)> {
    let mut parts = Vec::new();
    let mut place = match &cell.own_place {
        OwnPlace::TableCell { table, .. } => return Some((*table, parts)),
        OwnPlace::Other(place) => &**place,
        OwnPlace::None | OwnPlace::Paragraph(_) => return None,
    };
    loop {
        match place {
            Place::Inside { part, place: inner } => {
                parts.push(&**part);
                place = inner;
            }
            Place::After { place: inner, .. } => place = inner,
            Place::TableCell { table, .. } => return Some((*table, parts)),
            _ => return None,
        }
    }
}
