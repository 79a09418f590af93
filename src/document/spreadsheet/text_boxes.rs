//! The text boxes that lie over the cells of a workbook, as one more sheet: each a cell with the place over which it lies.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Cell, Grid, Sheet};
use crate::text::content::Content;
use crate::text::place::Place;

/// The sheet on which the text boxes of all sheets stand below each other.
const BOXES: &str = "tekstvakken";

/// Text boxes that are read of one workbook: no form has as many.
pub const MOST: usize = 1_000;

/// Hands on the text boxes, where there are any.
pub fn hand_on(boxes: Vec<(Place, String)>, feed: &mut CellStream<'_>) -> Step {
    if boxes.is_empty() {
        return Ok(());
    }
    feed.sheet(Sheet::new(BOXES, Grid::Flow), BTreeMap::new())?;
    let part: Arc<str> = "tekstvak".into();
    let cell = |(row, (place, text)): (u32, (Place, String))| Cell {
        own_place: place.inside(&part).into(),
        ..Cell::new(row, 0, Content::Text(text.into()))
    };
    feed.cells((0..).zip(boxes.into_iter().take(MOST)).map(cell).collect())?;
    feed.end(Vec::new())
}
