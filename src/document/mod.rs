//! Chooses the format of a source by its content and turns its bytes into sheets of cells.

pub mod cells;
pub mod csv;
pub mod docx;
pub mod external;
pub mod file;
pub mod filling;
pub mod mail;
pub mod ods;
pub mod odt;
pub mod pdf;
pub mod sandbox;
pub mod spreadsheet;
pub mod text_document;
pub mod unseen;
pub mod webform;
pub mod xls;
pub mod xlsx;
pub mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::document::cells::cell_stream::{CellStream, Step, Stop};
use crate::document::cells::document_builder::DocumentBuilder;
use crate::document::cells::model::{Document, Edit, Format, Piece};
use crate::document::file::limits::Limits;
use crate::document::file::sniff::Kind;
use crate::document::file::source::Source;
use crate::document::filling::constraints::{Constraints, NumberShape};
use crate::document::filling::filled_file::{FilledFile, not_filled};
use crate::document::filling::opened_blank::OpenedBlank;
use crate::document::filling::repeated_block::Block;
use crate::document::sandbox::Sandbox;
use crate::finding::Finding;
use crate::text::place::Place;

/// Hands a document on piece by piece until the listener has enough. A cell of a piece spans one row and one column:
/// the merged areas of its sheet come after its cells.
pub fn stream(
    source: &Source,
    limits: &Limits,
    sandbox: &Sandbox,
    sink: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> Result<Format, Finding> {
    listen(source, sandbox, &mut CellStream::new(sink, limits, false))
}

/// The whole document, with merged cells laid out.
pub fn read(source: &Source, limits: &Limits, sandbox: &Sandbox) -> Result<Document, Finding> {
    let mut whole = DocumentBuilder::default();
    let mut sink = |piece| whole.take(piece);
    let format = listen(source, sandbox, &mut CellStream::new(&mut sink, limits, true))?;
    Ok(whole.document(format))
}

/// Reads the source in its own format.
fn listen(source: &Source, sandbox: &Sandbox, feed: &mut CellStream<'_>) -> Result<Format, Finding> {
    let about = |finding: Finding| finding.file(source.name());
    let (format, zipped) = match file::sniff::sniff(source).map_err(about)? {
        (Kind::Form(format), zipped) => (format, zipped),
        (Kind::Archive, _) => return Err(about(Finding::new("archive"))),
        (Kind::Mail, _) => return Err(about(Finding::new("mail-file"))),
    };
    let misnamed = file::sniff::misnamed(source.name(), format).map_or(Ok(()), |finding| feed.finding(finding));
    let read = misnamed.and_then(|()| match (format, zipped) {
        (Format::Xlsx, Some(zipped)) => xlsx::read(zipped.within(source, feed.limits())?, feed),
        (Format::Docx, Some(zipped)) => {
            flow(docx::read_package(zipped.within(source, &Limits::text_document())?)?, feed)
        }
        (Format::Odt, Some(zipped)) => flow(odt::read_package(zipped.within(source, &Limits::text_document())?)?, feed),
        (Format::Ods, Some(zipped)) => ods::read_zipped(zipped.within(source, feed.limits())?, feed),
        (Format::Ods, None) => ods::read_flat(source, feed),
        (Format::Csv, _) => csv::read(source, feed),
        (Format::Json, _) => crate::document::webform::read(source, feed),
        (Format::Xls | Format::Xlsb, _) => sandbox.read(source, format, feed),
        (Format::Pdf, _) => flow(pdf::read(&held(source, pdf::LONGEST)?)?, feed),
        (Format::Xlsx | Format::Docx | Format::Odt, None) => Err(Finding::new("damaged").into()),
    });
    match read {
        Ok(()) | Err(Stop::Enough) => Ok(format),
        Err(Stop::Broken(finding)) => Err(about(*finding)),
    }
}

/// All bytes of a source, and one more than `longest` at the most.
fn held(source: &Source, longest: u64) -> Result<Cow<'_, [u8]>, Finding> {
    source.head(longest + 1).map_err(|_| Finding::new("damaged"))
}

/// Hands on a document that was read whole.
fn flow(document: Document, feed: &mut CellStream<'_>) -> Step {
    document.findings.into_iter().try_for_each(|finding| feed.finding(finding))?;
    for mut sheet in document.sheets {
        let (cells, merged) = (std::mem::take(&mut sheet.cells), std::mem::take(&mut sheet.merged));
        feed.sheet(sheet, BTreeMap::new())?;
        feed.cells(cells)?;
        feed.end(merged)?;
    }
    Ok(())
}

/// The source with new contents at some places; all else stays byte for byte, or node for node in the parts touched.
/// An edit that cannot be made is left out and is a finding of what was written.
pub fn write(source: &[u8], format: Format, edits: &[Edit]) -> Result<FilledFile, Finding> {
    OpenedBlank::open(source.into(), format)?.write(edits)
}

/// The source with one of its blocks repeated after itself; none where the format has no room for that.
pub fn repeat(source: &[u8], format: Format, block: &Block) -> Result<Option<Vec<u8>>, Finding> {
    match format {
        Format::Docx => docx::repeat(source, block),
        _ => Ok(None),
    }
}

/// What a filler must know of these places, in the same order; a place that is not there is a finding.
pub fn targets(source: &[u8], format: Format, places: &[Place]) -> Result<Vec<Constraints>, Finding> {
    let document = || read(&Source::bytes("", source), &Limits::default(), &Sandbox::in_process());
    match format {
        Format::Xlsx => xlsx::write::targets::targets(source, &document()?, places),
        Format::Ods => ods::targets::targets(source, &document()?, places),
        Format::Docx => {
            let mut targets = listed(&document()?, places);
            docx::lay_rooms_on(source, &mut targets)?;
            docx::lay_limits_on(source, &mut targets)?;
            Ok(targets)
        }
        Format::Pdf => {
            let mut targets = listed(&document()?, places);
            pdf::lay_limits_on(source, &mut targets)?;
            Ok(targets)
        }
        Format::Xls | Format::Xlsb | Format::Csv | Format::Odt | Format::Json => Err(not_filled(format)),
    }
}

/// The places of a document whose own answer places say what they offer.
fn listed(document: &Document, places: &[Place]) -> Vec<Constraints> {
    let named = document.sheets.iter().flat_map(|sheet| &sheet.named).filter(|named| !named.options.is_empty());
    let lists: BTreeMap<String, &Vec<String>> = named.map(|named| (named.place.to_string(), &named.options)).collect();
    let target = |place: &Place| {
        let list = lists.get(&place.to_string()).map(|list| (*list).clone());
        Constraints { list, ..Constraints::new(place, NumberShape::Text) }
    };
    places.iter().map(target).collect()
}
