//! Word documents (docx, docm): read as a flow of rows, and filled in place.

mod binding;
mod control;
mod day;
mod field;
mod flow;
mod glyph;
mod inline;
mod naming;
mod parts;
mod read;
mod table;

use crate::document::cell::Document;
use crate::finding::Finding;

/// The document as sheets: the body (`tekst`), headers and footers that say something, and text boxes.
pub fn read(bytes: &[u8]) -> Result<Document, Finding> {
    read::document(bytes)
}
