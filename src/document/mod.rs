//! Chooses the format of a source by its content and turns its bytes into sheets of cells.

use std::ops::ControlFlow;

use crate::document::cell::{Document, Format, Piece};
use crate::document::feed::{Feed, Stop};
use crate::document::guard::Guard;
use crate::document::limits::Limits;
use crate::document::sniff::Kind;
use crate::document::source::Source;
use crate::document::whole::Whole;
use crate::finding::Finding;

pub mod biff;
pub mod binary;
pub mod cell;
pub mod cfb;
pub mod chunks;
pub mod csv;
pub mod decode;
pub mod feed;
pub mod guard;
pub mod json;
pub mod limits;
pub mod number;
pub mod ods;
pub mod sniff;
pub mod source;
pub mod whole;
pub mod wire;
pub mod xlsx;
pub mod xml;
pub mod zipped;

/// Hands a document on piece by piece until the listener has enough. A cell of a piece spans one row and one column:
/// the merged areas of its sheet come after its cells.
pub fn stream(
    source: &Source,
    limits: &Limits,
    guard: &Guard,
    sink: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> Result<Format, Finding> {
    listen(source, guard, &mut Feed::new(sink, limits, false))
}

/// The whole document, with merged cells laid out.
pub fn read(source: &Source, limits: &Limits, guard: &Guard) -> Result<Document, Finding> {
    let mut whole = Whole::default();
    let mut sink = |piece| whole.take(piece);
    let format = listen(source, guard, &mut Feed::new(&mut sink, limits, true))?;
    Ok(whole.document(format))
}

/// Reads the source in its own format.
fn listen(source: &Source, guard: &Guard, feed: &mut Feed<'_>) -> Result<Format, Finding> {
    let about = |finding: Finding| finding.file(source.name());
    let format = match sniff::sniff(source).map_err(about)? {
        Kind::Form(format) => format,
        Kind::Archive => return Err(about(Finding::new("archive"))),
    };
    let misnamed = sniff::misnamed(source.name(), format).map_or(Ok(()), |finding| feed.finding(finding));
    let read = misnamed.and_then(|()| match format {
        Format::Xlsx => xlsx::read(source, feed),
        Format::Ods => ods::read(source, feed),
        Format::Csv => csv::read(source, feed),
        Format::Json => json::read(source, feed),
        Format::Xls | Format::Xlsb => guard.read(source, format, feed),
        Format::Docx | Format::Odt | Format::Pdf => Err(Finding::new("format-not-read").into()),
    });
    match read {
        Ok(()) | Err(Stop::Enough) => Ok(format),
        Err(Stop::Broken(finding)) => Err(about(*finding)),
    }
}
