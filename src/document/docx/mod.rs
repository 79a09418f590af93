//! Word documents (docx, docm): read as a flow of rows, and filled in place.

mod background;
mod blocks;
mod bullets;
mod control;
mod data_binding;
mod elements;
mod field;
mod fill;
mod fill_answer;
mod fill_field;
mod fill_gaps;
mod fill_text;
mod flow;
mod inline;
mod inserted;
mod inserted_blocks;
mod inserted_page;
mod limits;
mod lines;
mod parts;
mod read;
mod relations;
mod rows;
mod run_text;
mod styles;
mod table;
mod targets;
mod text_fit;

use crate::document::cells::model::{Document, Edit};
use crate::document::file::package::Package;
use crate::document::filling::constraints::Constraints;
use crate::document::filling::filled_file::FilledFile;
use crate::document::filling::repeated_block::Block;
use crate::finding::Finding;

/// The document as sheets: the body (`tekst`), headers and footers that say something, and text boxes.
pub fn read(bytes: &[u8]) -> Result<Document, Finding> {
    read_package(Package::text_document(bytes)?)
}

/// The same, of a file that is opened.
pub(crate) fn read_package(package: Package) -> Result<Document, Finding> {
    read::document(package)
}

/// The document with these edits made, and what could not be done; all else is byte for byte what it was.
///
/// A cell beyond the last row of a table adds rows to it: copies of the last one, emptied.
pub fn write(bytes: &[u8], edits: &[Edit]) -> Result<FilledFile, Finding> {
    fill::fill(bytes, edits)
}

/// Sets the room of the places that do not grow with what is written there.
pub fn lay_rooms_on(bytes: &[u8], targets: &mut [Constraints]) -> Result<(), Finding> {
    crate::document::docx::text_fit::lay_on(bytes, targets)
}

/// Sets how much the places take, and which of them nobody could type in.
pub fn lay_limits_on(bytes: &[u8], targets: &mut [Constraints]) -> Result<(), Finding> {
    limits::lay_on(bytes, targets)
}

/// The document with a block repeated after itself; none where it cannot be.
pub fn repeat(bytes: &[u8], block: &Block) -> Result<Option<Vec<u8>>, Finding> {
    blocks::repeat(bytes, block)
}
