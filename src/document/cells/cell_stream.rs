//! Collects the cells of a reader into pieces of whole rows and hands them on, under the limits.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::document::cells::model::{Area, Cell, Piece, Sheet};
use crate::document::file::limits::Limits;
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Spot;

/// Rows in the first piece of a sheet, by which it is told what it is.
const ROWS: u32 = 512;
/// Rows in each further piece: few enough to stay near the processor until they are written.
const FURTHER: u32 = 32;
/// The most sheets of one document: a caseload has hundreds.
const SHEETS: u32 = 5_000;
/// Cells from which a piece has fewer rows.
const CELLS: usize = 32 * 1024;
/// Bytes of text from which a piece has fewer rows.
const FULL: u64 = 16 << 20;

/// Why a reader ends before the end of its source.
#[derive(Debug)]
pub enum Stop {
    /// Whoever listens has enough.
    Enough,
    /// The source cannot be read on.
    Broken(Box<Finding>),
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Broken(Box::new(finding))
    }
}

/// What every step of a reader returns.
pub type Step<T = ()> = Result<T, Stop>;

/// Who listens to a reader.
pub type Sink<'a> = &'a mut dyn FnMut(Piece) -> ControlFlow<()>;

/// Hands cells on in pieces of whole rows.
pub struct CellStream<'a> {
    sink: Sink<'a>,
    held: Vec<Cell>,
    rows: u32,
    /// Rows that make a piece.
    full: u32,
    sheets: u32,
    limits: &'a Limits,
    cells: u64,
    limit: u64,
    whole: bool,
    /// Bytes of text in what is held, or in the whole document.
    text: u64,
    /// The boxes of controls that are linked to cells of this sheet, as long as their cell has not come by.
    ticks: BTreeMap<Spot, bool>,
}

impl<'a> CellStream<'a> {
    /// A feed for a listener that keeps all it hears (`whole`), or forgets each piece.
    pub fn new(sink: Sink<'a>, limits: &'a Limits, whole: bool) -> Self {
        let limit = if whole { limits.cells } else { limits.streamed };
        Self {
            sink,
            held: Vec::new(),
            rows: 0,
            full: ROWS,
            sheets: 0,
            limits,
            cells: 0,
            limit,
            whole,
            text: 0,
            ticks: BTreeMap::new(),
        }
    }

    /// What the source may ask for.
    pub fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// A sheet begins; `ticks` are the states of the controls linked to its cells.
    pub fn sheet(&mut self, sheet: Sheet, ticks: BTreeMap<Spot, bool>) -> Step {
        self.end(Vec::new())?;
        self.sheets += 1;
        if self.sheets > SHEETS {
            return Err(Finding::new("too-many-sheets").with("limit", SHEETS).into());
        }
        self.ticks = ticks;
        self.full = ROWS;
        self.send(Piece::Sheet(sheet))
    }

    /// Something to remark.
    pub fn finding(&mut self, finding: Finding) -> Step {
        self.send(Piece::Finding(finding))
    }

    /// The next cell of the sheet.
    pub fn cell(&mut self, mut cell: Cell) -> Step {
        if !self.ticks.is_empty() {
            self.ticks_before(cell.spot)?;
            if let Some(ticked) = self.ticks.remove(&cell.spot) {
                cell.content = Content::Tick(ticked_by(&cell.content).unwrap_or(ticked));
            }
        }
        self.hold(cell)
    }

    /// All cells of a sheet that has no controls beside them; the few rows of a form are one piece as they are.
    pub fn cells(&mut self, cells: Vec<Cell>) -> Step {
        let rows = cells.last().map_or(0, |last| last.spot.row + 1);
        if rows > ROWS || cells.len() > CELLS || !self.held.is_empty() || !cells.is_sorted_by_key(|cell| cell.spot) {
            return cells.into_iter().try_for_each(|cell| self.cell(cell));
        }
        cells.iter().try_for_each(|cell| self.count(cell))?;
        if !self.whole {
            self.text = 0;
        }
        if cells.is_empty() { Ok(()) } else { self.send(Piece::Cells(cells)) }
    }

    /// The sheet ends.
    pub fn end(&mut self, merged: Vec<Area>) -> Step {
        self.ticks_before(Spot { row: u32::MAX, col: u32::MAX })?;
        self.flush()?;
        if merged.is_empty() { Ok(()) } else { self.send(Piece::Merged(merged)) }
    }

    /// Hands on the controls whose linked cell, before `spot`, is not written down.
    fn ticks_before(&mut self, spot: Spot) -> Step {
        while let Some(entry) = self.ticks.first_entry().filter(|entry| *entry.key() < spot) {
            let (at, ticked) = entry.remove_entry();
            self.hold(Cell::new(at.row, at.col, Content::Tick(ticked)))?;
        }
        Ok(())
    }

    fn hold(&mut self, cell: Cell) -> Step {
        if self.held.last().is_none_or(|last| last.spot.row != cell.spot.row) {
            if self.rows == self.full || self.held.len() >= CELLS || (!self.whole && self.text > FULL) {
                self.flush()?;
            }
            self.rows += 1;
        }
        self.count(&cell)?;
        self.held.push(cell);
        Ok(())
    }

    /// Counts a cell, and says when that makes too many or too much text.
    fn count(&mut self, cell: &Cell) -> Step {
        self.cells += 1;
        self.text += cell.content.as_text().map_or(0, |text| text.len() as u64);
        Ok(self.limits.check_cells(self.cells, self.limit, self.text)?)
    }

    fn flush(&mut self) -> Step {
        self.rows = 0;
        if !self.whole {
            self.text = 0;
        }
        if self.held.is_empty() {
            return Ok(());
        }
        self.full = FURTHER;
        let room = if self.whole { self.held.len() } else { self.held.len().min(FURTHER as usize * 64) };
        let mut cells = std::mem::replace(&mut self.held, Vec::with_capacity(room));
        if !cells.is_sorted_by_key(|cell| cell.spot) {
            cells.sort_by_key(|cell| cell.spot);
        }
        self.send(Piece::Cells(cells))
    }

    fn send(&mut self, piece: Piece) -> Step {
        match (self.sink)(piece) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }
}

/// What the first cell says that a reader hands on; nothing where it hands on none, or breaks off.
pub fn first_content(read: impl FnOnce(&mut CellStream<'_>) -> Step) -> Content {
    let mut found = Content::Empty;
    let mut sink = |piece| {
        if let Piece::Cells(cells) = piece {
            found = cells.into_iter().next().map(|cell| cell.content).unwrap_or_default();
        }
        ControlFlow::Continue(())
    };
    let limits = Limits::default();
    let read = read(&mut CellStream::new(&mut sink, &limits, true));
    if read.is_ok() { found } else { Content::Empty }
}

/// The state that a linked cell gives its box.
pub fn ticked_by(content: &Content) -> Option<bool> {
    match content {
        Content::Tick(ticked) => Some(*ticked),
        Content::Number(n) => Some(*n != 0.0),
        Content::Text(text) => match text.as_str() {
            "WAAR" => Some(true),
            "ONWAAR" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
