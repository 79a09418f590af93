//! Excel workbooks (xlsx, xlsm, xlam): one pass over each sheet part, however large.

pub mod plain;
pub mod sheet;
pub mod workbook;
pub mod write;

use std::io::Read;
use std::sync::Arc;

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Grid, Sheet};
use crate::document::file::package::Package;
use crate::document::spreadsheet::print_header;
use crate::document::xlsx::sheet::controls::Controls;
use crate::document::xlsx::sheet::rows::Rows;
use crate::document::xlsx::workbook::Workbook;
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xml::chunks::Chunks;
use crate::finding::Finding;

/// Hands on every sheet of the workbook.
pub fn read(mut zipped: Package, feed: &mut CellStream<'_>) -> Step {
    let limits = feed.limits();
    let workbook = Workbook::read(&mut zipped)?;
    let shared = Shared::read(&mut zipped, &workbook, limits)?;
    let controls = Controls::read(&mut zipped, &workbook)?;
    for listed in &workbook.sheets {
        let name: Arc<str> = listed.name.as_str().into();
        if listed.hidden {
            feed.finding(Finding::new("hidden-sheet").with("sheet", &name))?;
        }
        let ticks = controls.ticks(&name);
        if let Some(part) = &listed.part {
            let begun = Sheet { hidden: listed.hidden, ..Sheet::new(&name, Grid::Sheet) };
            feed.sheet(begun, ticks)?;
            let conditions = sheet::conditional::read(&mut zipped, part, &shared.styles);
            match zipped.reader(part) {
                Ok(bytes) => {
                    let rows = Rows::new(&name, &shared, conditions);
                    sheet(Chunks::new(bytes, "row>", part), &name, rows, &controls, feed)?;
                }
                Err(finding) => feed.finding(finding)?,
            }
        }
    }
    sheet::drawings::read(&mut zipped, &workbook, feed)
}

/// Hands on one sheet.
fn sheet<R: Read>(
    mut chunks: Chunks<R>,
    name: &Arc<str>,
    mut rows: Rows<'_>,
    controls: &Controls,
    feed: &mut CellStream<'_>,
) -> Step {
    let end = loop {
        match chunks.next_piece() {
            Ok(Some(piece)) => rows.read(piece, feed)?,
            Ok(None) if rows.ended() => break None,
            Ok(None) => break Some(Finding::new("truncated")),
            Err(finding) => break Some(finding),
        }
    };
    for finding in controls.loose(name, &rows.frame.controls) {
        feed.finding(finding)?;
    }
    if rows.frame.headers.iter().any(|header| print_header::says(&print_header::uncoded(header))) {
        feed.finding(Finding::new("print-header-ignored"))?;
    }
    feed.end(rows.frame.merged)?;
    end.map_or(Ok(()), |finding| feed.finding(finding))
}
