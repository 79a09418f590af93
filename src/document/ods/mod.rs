//! `OpenDocument` spreadsheets (ods, and fods: the same in one xml), read row by row however they are laid out.

pub mod body;
pub mod cell_value;
pub mod drawings;
mod formats;
pub mod formatting;
pub mod forms;
pub mod formula_results;
pub mod layout;
mod length;
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

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::ods::body::Body;
use crate::document::ods::styles::Styles;
use crate::document::spreadsheet::print_header;
use crate::document::xml::chunks::Chunks;
use crate::finding::Finding;

/// Hands on every sheet of an ods. Its named styles are read only where its own are made of other than the usual ones.
pub fn read_zipped(mut zipped: Package, feed: &mut CellStream<'_>) -> Step {
    let styles = zipped.text_if_any("styles.xml").ok().flatten().unwrap_or_default();
    let scales = styles.contains("number:display-factor");
    if !scales && pieces(zipped.reader("content.xml")?, None, feed)? == ReaderControl::Nothing {
        return Ok(());
    }
    pieces(zipped.reader("content.xml")?, Some(Styles::named_in(&styles)), feed)?;
    if print_header::of_pages(&styles).is_empty() {
        return Ok(());
    }
    feed.finding(Finding::new("print-header-ignored"))
}

/// What a reader asks before it goes on.
#[derive(PartialEq, Eq)]
enum ReaderControl {
    Nothing,
    /// The styles that have names.
    Named,
}

/// Styles of which nearly all others are made.
const USUAL: [&str; 6] =
    ["Default", "Standard", "Standaard", "Normal", "Default_20_Paragraph_20_Font", "Excel_20_Built-in_20_Normal"];

/// Whether the styles in the first piece of a document are made of others than the usual ones, or a span has a named one.
fn asks_named(piece: &str) -> bool {
    let named = |by: &str| {
        let names = memchr::memmem::find_iter(piece.as_bytes(), by)
            .filter_map(|at| piece.get(at + by.len()..)?.split('"').next());
        names.collect::<Vec<_>>()
    };
    let automatic = |name: &str| name.strip_prefix('T').is_some_and(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
    // of a number format another part is chosen by `value()`, of a cell another look by its content
    named("<style:map style:condition=\"").into_iter().any(|condition| !condition.starts_with("value()"))
        || named("style:parent-style-name=\"").into_iter().any(|name| !USUAL.contains(&name))
        || named("<text:span text:style-name=\"").into_iter().any(|name| !automatic(name))
}

/// Hands on every sheet of a fods.
pub fn read_flat(source: &Source, feed: &mut CellStream<'_>) -> Step {
    pieces(source.reader().map_err(|_| Finding::new("damaged"))?, Some(Styles::default()), feed).map(drop)
}

/// Hands on the tables; without `named` it asks for the named styles first, where they may matter.
fn pieces<R: Read>(bytes: R, named: Option<Styles>, feed: &mut CellStream<'_>) -> Step<ReaderControl> {
    let mut chunks = Chunks::new(bytes, "table-row>", "content.xml");
    let mut looks = named.is_none();
    let mut body = Body::new(named.unwrap_or_default());
    let mut broken = None;
    while broken.is_none() {
        match chunks.next_piece() {
            Ok(Some(piece)) if std::mem::take(&mut looks) && asks_named(piece) => return Ok(ReaderControl::Named),
            Ok(Some(piece)) => broken = body.read(piece, feed)?,
            Ok(None) => break,
            Err(finding) => broken = Some(finding),
        }
    }
    let cut = body.finish(feed)?;
    if body.sheets == 0 {
        return Err(broken.unwrap_or_else(|| Finding::new(if cut { "truncated" } else { "no-sheets" })).into());
    }
    broken.or_else(|| cut.then(|| Finding::new("truncated"))).map_or(Ok(()), |finding| feed.finding(finding))?;
    Ok(ReaderControl::Nothing)
}
