//! `OpenDocument` spreadsheets (ods, and fods: the same in one xml), read row by row however they are laid out.

pub mod body;
pub mod cell_value;
pub mod drawings;
mod formats;
pub mod formatting;
pub mod forms;
pub mod formula_results;
pub mod layout;
pub mod open_cell;
pub mod patch;
pub mod precedents;
pub mod styles;
pub mod targets;
pub mod text;
pub mod text_fit;
pub mod validations;
pub mod value;
pub mod write;

use std::io::Read;

use crate::document::cell_stream::{CellStream, Step};
use crate::document::ods::body::Body;
use crate::document::ods::styles::Styles;
use crate::document::package::Package;
use crate::document::source::Source;
use crate::document::spreadsheet::print_header;
use crate::document::xml::chunks::Chunks;
use crate::finding::Finding;

/// Hands on every sheet of an ods.
pub fn read_zipped(mut zipped: Package, feed: &mut CellStream<'_>) -> Step {
    let styles = zipped.text_if_any("styles.xml").ok().flatten().unwrap_or_default();
    let named =
        if CHANGES.iter().any(|style| styles.contains(style)) { Styles::named_in(&styles) } else { Styles::default() };
    pieces(zipped.reader("content.xml")?, named, feed)?;
    if print_header::of_pages(&styles).is_empty() {
        return Ok(());
    }
    feed.finding(Finding::new("print-header-ignored"))
}

/// What a named style may say that changes what is read of a cell.
const CHANGES: [&str; 4] = ["line-through", "text-position", "Wingdings", "Webdings"];

/// Hands on every sheet of a fods.
pub fn read_flat(source: &Source, feed: &mut CellStream<'_>) -> Step {
    pieces(source.reader().map_err(|_| Finding::new("damaged"))?, Styles::default(), feed)
}

fn pieces<R: Read>(bytes: R, named: Styles, feed: &mut CellStream<'_>) -> Step {
    let mut chunks = Chunks::new(bytes, "table-row>", "content.xml");
    let mut body = Body::new(named);
    let mut broken = None;
    while broken.is_none() {
        match chunks.next_piece() {
            Ok(Some(piece)) => broken = body.read(piece, feed)?,
            Ok(None) => break,
            Err(finding) => broken = Some(finding),
        }
    }
    let cut = body.finish(feed)?;
    if body.sheets == 0 {
        return Err(broken.unwrap_or_else(|| Finding::new(if cut { "truncated" } else { "no-sheets" })).into());
    }
    broken.or_else(|| cut.then(|| Finding::new("truncated"))).map_or(Ok(()), |finding| feed.finding(finding))
}
