//! A source that is filled again and again, each time from what it was: opened once.

use std::sync::Arc;

use crate::document::cells::model::{Edit, Format};
use crate::document::filling::filled_file::{FilledFile, not_filled};
use crate::document::xlsx::write::opened_workbook::OpenedWorkbook;
use crate::document::{docx, ods, pdf};
use crate::finding::Finding;
use crate::text::place::Place;

/// What of a blank is kept between two fillings; only a workbook is worth parsing once.
pub enum OpenedBlank {
    Xlsx(Box<OpenedWorkbook>),
    /// Each filling parses the bytes again.
    Ods(Arc<[u8]>),
    Docx(Arc<[u8]>),
    Pdf(Arc<[u8]>),
}

impl OpenedBlank {
    /// Opens a source of a format that can be filled.
    pub fn open(bytes: Arc<[u8]>, format: Format) -> Result<Self, Finding> {
        match format {
            Format::Xlsx => OpenedWorkbook::open(bytes).map(Box::new).map(Self::Xlsx),
            Format::Ods => Ok(Self::Ods(bytes)),
            Format::Docx => Ok(Self::Docx(bytes)),
            Format::Pdf => Ok(Self::Pdf(bytes)),
            Format::Xls | Format::Xlsb | Format::Csv | Format::Odt | Format::Json => Err(not_filled(format)),
        }
    }

    /// The source with new contents at some places; all else stays as it is.
    pub fn write(&self, edits: &[Edit]) -> Result<FilledFile, Finding> {
        self.write_with_formats(edits, &[])
    }

    /// The same, where some cells of a workbook get the format of others: each pair is where the format comes from, and
    /// where it goes. The rows that a text document gets look like its last anyway.
    pub fn write_with_formats(&self, edits: &[Edit], copies: &[(Place, Place)]) -> Result<FilledFile, Finding> {
        match self {
            Self::Xlsx(book) => book.write(edits, copies),
            Self::Ods(bytes) => ods::write::write(bytes, edits, copies),
            Self::Docx(bytes) => docx::write(bytes, edits),
            Self::Pdf(bytes) => pdf::write(bytes, edits),
        }
    }
}
