//! What all sheets of an xlsx workbook share: its strings, its styles and its calendar.

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::xlsx::workbook::Workbook;
use crate::document::xlsx::workbook::strings::{Strings, half_points};
use crate::document::xlsx::workbook::styles::Styles;
use crate::finding::Finding;

/// What all sheets of one workbook share.
pub struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub since_1904: bool,
    pub stale: bool,
}

impl Shared {
    /// Reads what all sheets of `workbook` share.
    pub fn read(zipped: &mut Package, workbook: &Workbook, limits: &Limits) -> Result<Self, Finding> {
        let styles = Styles::read(zipped, workbook.styles.as_deref())?;
        let strings = Strings::read(zipped, workbook.strings.as_deref(), half_points(styles.base()), limits)?;
        Ok(Self { strings, styles, since_1904: workbook.since_1904, stale: workbook.stale })
    }
}
