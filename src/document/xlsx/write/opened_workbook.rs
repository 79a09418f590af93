//! A workbook to be filled, opened once for many fillings.

use std::sync::{Arc, OnceLock};

use crate::document::cells::model::Area;
use crate::document::file::limits::Limits;
use crate::document::file::package::{Coded, Package};
use crate::document::file::source::Source;
use crate::document::xlsx::sheet::controls::Controls;
use crate::document::xlsx::sheet::layout::Layout;
use crate::document::xlsx::sheet::sheet_after_rows::Tail;
use crate::document::xlsx::sheet::tables::heads;
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xlsx::workbook::{Listed, Workbook};
use crate::document::xlsx::write::recalculation;
use crate::finding::Finding;

/// Sheets of up to this many bytes have all their cells laid out at once.
const SMALL: usize = 4 << 20;

/// A workbook, with what all fillings of it share.
pub struct OpenedWorkbook {
    pub source: Source,
    pub workbook: Workbook,
    pub shared: Shared,
    pub controls: Controls,
    /// Each sheet as it is, from the moment it is asked for.
    sheets: Vec<OnceLock<Result<Arc<Opened>, Finding>>>,
}

/// A sheet that is to be filled, or that may have formulas.
pub struct Opened {
    pub part: String,
    pub coded: Coded,
    pub merged: Vec<Area>,
    /// The heads of its tables.
    pub heads: Vec<Area>,
    /// None where it is too large to keep.
    pub layout: Option<Layout>,
    pub calculates: bool,
}

impl OpenedWorkbook {
    /// Opens a workbook.
    pub fn open(bytes: impl Into<Arc<[u8]>>) -> Result<Self, Finding> {
        let source = Source::bytes("", bytes);
        let mut zipped = Package::open(&source, &Limits::default())?;
        let workbook = Workbook::read(&mut zipped)?;
        let shared = Shared::read(&mut zipped, &workbook, &Limits::default())?;
        let controls = Controls::read(&mut zipped, &workbook)?;
        let sheets = workbook.sheets.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { source, workbook, shared, controls, sheets })
    }

    /// The file with its parts.
    pub fn zipped(&self) -> Result<Package, Finding> {
        Package::open(&self.source, &Limits::default())
    }

    /// A sheet by its position; none where it has no cells.
    pub fn sheet(&self, at: usize, zipped: &mut Package) -> Result<Option<Arc<Opened>>, Finding> {
        let Listed { part: Some(part), .. } = &self.workbook.sheets[at] else { return Ok(None) };
        self.sheets[at].get_or_init(|| Opened::of(part, zipped).map(Arc::new)).clone().map(Some)
    }
}

impl Opened {
    fn of(part: &str, zipped: &mut Package) -> Result<Self, Finding> {
        let coded = zipped.coded(part)?;
        let layout = if coded.text.len() <= SMALL { Some(Layout::of(&coded.text, None)?) } else { None };
        Ok(Self {
            part: part.to_owned(),
            merged: Tail::of(&coded.text).merged,
            heads: heads(zipped, part)?,
            layout,
            calculates: recalculation::calculates(&coded.text),
            coded,
        })
    }
}
