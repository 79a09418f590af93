//! Workbooks of the program's own: made here, and known again as long as no other program has saved them.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, Workbook};

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;

/// Who made it and who saved it last; Excel and LibreOffice put others in the second place when they save it.
const MAKER: &str = "eenvorm";
const LAST: &str = "<cp:lastModifiedBy>eenvorm</cp:lastModifiedBy>";

/// An empty workbook that says who made it.
pub fn new() -> Workbook {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author(MAKER));
    book
}

/// Whether a file is a workbook as this program made it.
pub fn is_own(path: &Path) -> bool {
    let package = Source::open(path).ok().and_then(|source| Package::open(&source, &Limits::default()).ok());
    let properties = package.and_then(|mut package| package.text_if_any("docProps/core.xml").ok().flatten());
    properties.is_some_and(|text| text.contains(LAST))
}
