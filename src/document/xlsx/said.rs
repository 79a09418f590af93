//! What one cell of a sheet part says, as the reader of the whole sheet has it.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::content::Content;
use crate::document::cell::Piece;
use crate::document::feed::Feed;
use crate::document::limits::Limits;
use crate::document::xlsx::Shared;
use crate::document::xlsx::rows::Rows;

/// What the cell that is written as `xml` says.
pub fn said(xml: &str, sheet: &Arc<str>, shared: &Shared) -> Content {
    let mut found = Content::Empty;
    let mut sink = |piece| {
        if let Piece::Cells(cells) = piece {
            found = cells.into_iter().next().map(|cell| cell.content).unwrap_or_default();
        }
        ControlFlow::Continue(())
    };
    let limits = Limits::default();
    let mut feed = Feed::new(&mut sink, &limits, true);
    let piece = format!("<sheetData><row>{xml}</row></sheetData>");
    let read = Rows::new(sheet, shared).read(&piece, &mut feed).and_then(|()| feed.end(Vec::new()));
    if read.is_ok() { found } else { Content::Empty }
}
