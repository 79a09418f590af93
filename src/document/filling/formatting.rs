//! What the cells of a workbook look like, those included in which nothing stands: what tells a place for an answer
//! from a gap between columns.
//!
//! Only who drafts a mapping asks for it, so the readers do not carry it along.

use std::collections::HashMap;

use crate::document::cells::model::{Document, Format, Sheet};
use crate::document::file::source::Source;
use crate::document::{ods, xls, xlsx};
use crate::text::digest::fnv1a;
use crate::text::place::Spot;

/// What one cell looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellFormat {
    /// How many of its four sides have a line.
    pub lines: u8,
    /// Its background, as a number that tells one from another; 0 where it has none.
    pub fill: u32,
    pub bold: bool,
    /// May be filled in where the sheet is protected.
    pub unlocked: bool,
}

/// What the cells of one sheet look like, as far as their format says something of them.
#[derive(Clone, Debug, Default)]
pub struct SheetFormat {
    pub cells: HashMap<Spot, CellFormat>,
    pub protected: bool,
}

/// More cells than this are no form, and are not looked at.
pub(crate) const MOST: usize = 20_000;

/// The sheets of the document in their order; empty where the format of the file says nothing of the kind.
pub fn read(source: &Source, document: &Document) -> Vec<SheetFormat> {
    let mut named = match document.format {
        Format::Xlsx => xlsx::sheet::formatting::read(source).unwrap_or_default(),
        Format::Ods => ods::formatting::read(source).unwrap_or_default(),
        Format::Xls => xls::records::formatting(source).unwrap_or_default(),
        _ => return Vec::new(),
    };
    let format_of = |sheet: &Sheet| {
        // the old format does not say the names beside the cells: its sheets stand in the same order
        let at = named.iter().position(|(name, _)| name.as_ref().is_none_or(|name| **name == *sheet.name));
        at.map(|at| named.remove(at).1).unwrap_or_default()
    };
    document.sheets.iter().map(format_of).collect()
}

/// A number for a background by its words.
pub(crate) fn fill_of(words: &str) -> u32 {
    fnv1a(words.bytes()).max(1)
}
