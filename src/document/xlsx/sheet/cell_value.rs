//! What one cell of a sheet part says, as the reader of the whole sheet has it.

use std::sync::Arc;

use crate::document::cells::cell_stream::first_content;
use crate::document::xlsx::sheet::conditional::Conditions;
use crate::document::xlsx::sheet::rows::Rows;
use crate::document::xlsx::workbook::shared::Shared;
use crate::text::content::Content;

/// What the cell that is written as `xml` says.
pub fn said(xml: &str, sheet: &Arc<str>, shared: &Shared) -> Content {
    let piece = format!("<sheetData><row>{xml}</row></sheetData>");
    first_content(|feed| {
        Rows::new(sheet, shared, Conditions::default()).read(&piece, feed)?;
        feed.end(Vec::new())
    })
}
