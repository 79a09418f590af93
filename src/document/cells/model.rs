//! A source before meaning: sheets of cells, each with its place and its extent, whatever the format.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    Xlsx,
    Xls,
    Xlsb,
    Ods,
    Csv,
    Docx,
    Odt,
    Pdf,
    Json,
}

/// A rectangle of a sheet: rows and columns counted from zero, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    pub from: Spot,
    pub to: Spot,
}

impl Area {
    /// Whether a spot lies in it.
    pub fn contains(&self, spot: Spot) -> bool {
        (self.from.row..=self.to.row).contains(&spot.row) && (self.from.col..=self.to.col).contains(&spot.col)
    }

    /// Whether some spot lies in both.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from.row <= other.to.row
            && other.from.row <= self.to.row
            && self.from.col <= other.to.col
            && other.from.col <= self.to.col
    }
}

/// A cell with something in it, or an empty one that its format writes down as a place for an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its top-left corner in the sheet.
    pub spot: Spot,
    /// How many rows and columns it spans; 1 and 1 when it is not merged.
    pub rows: u32,
    pub cols: u32,
    pub content: Content,
    /// Its place where the sheet's own grid does not say it.
    pub own_place: OwnPlace,
    /// In a hidden row or column.
    pub hidden: bool,
    /// A formula, so never an answer to overwrite.
    pub formula: bool,
    /// An empty line or a line to write on follows its text.
    pub room: bool,
    /// Behind how many lines its text goes on in italics to the end, as explanations are printed; 0 where all of it does.
    /// Only texts of Word and OpenDocument say it.
    pub italic_from: Option<u16>,
}

impl Cell {
    /// A cell of one row and one column.
    pub fn new(row: u32, col: u32, content: Content) -> Self {
        let spot = Spot { row, col };
        Self {
            spot,
            rows: 1,
            cols: 1,
            content,
            own_place: OwnPlace::None,
            hidden: false,
            formula: false,
            room: false,
            italic_from: None,
        }
    }

    /// The last row and column that it covers.
    pub fn end(&self) -> Spot {
        Spot { row: self.spot.row + self.rows - 1, col: self.spot.col + self.cols - 1 }
    }
}

/// The place of a cell where the sheet's own grid does not say it, in little room: most are of the two usual kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OwnPlace {
    #[default]
    None,
    /// [`Place::Paragraph`]
    Paragraph(u32),
    /// [`Place::TableCell`]
    TableCell {
        table: u32,
        row: u32,
        cell: u32,
    },
    Other(Box<Place>),
}

impl OwnPlace {
    /// The place, if there is one.
    pub fn get(&self) -> Option<Cow<'_, Place>> {
        match *self {
            Self::None => None,
            Self::Paragraph(n) => Some(Cow::Owned(Place::Paragraph(n))),
            Self::TableCell { table, row, cell } => Some(Cow::Owned(Place::TableCell { table, row, cell })),
            Self::Other(ref place) => Some(Cow::Borrowed(place)),
        }
    }

    /// Whether it is this place.
    pub fn is(&self, place: &Place) -> bool {
        self.get().is_some_and(|own| *own == *place)
    }
}

impl From<Place> for OwnPlace {
    fn from(place: Place) -> Self {
        match place {
            Place::Paragraph(n) => Self::Paragraph(n),
            Place::TableCell { table, row, cell } => Self::TableCell { table, row, cell },
            other => Self::Other(Box::new(other)),
        }
    }
}

/// How a sheet prints the places of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grid {
    /// `Blad1!C7`
    Sheet,
    /// `rij 2, kolom 5`
    Delimited,
    /// Each cell says its own place.
    Flow,
}

/// A sheet of a workbook, a delimited file, or the flow of a text document laid out as rows and columns.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: Arc<str>,
    pub grid: Grid,
    pub hidden: bool,
    /// Row by row, from left to right; no cell lies inside another's extent.
    pub cells: Vec<Cell>,
    /// The merged areas by their corners, also those in which nothing stands.
    pub merged: Vec<Area>,
    /// The answer places that the source itself names.
    pub named: Vec<Named>,
    /// The rows of each part of a text that Word offers to repeat as a whole (`w15:repeatingSectionItem`).
    pub repeating: Vec<RangeInclusive<u32>>,
}

/// An answer place that the source itself names: a content control, a form field, a defined name, a json member.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Tag, alias, bookmark or full name; each may be used to find it.
    pub names: Vec<Arc<str>>,
    /// The cell of the sheet in which it shows.
    pub spot: Spot,
    pub place: Place,
    /// What stands in it; [`Content::Empty`] where only a placeholder does.
    pub content: Content,
    /// The answers it offers, when it is a list.
    pub options: Vec<String>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: &str, grid: Grid) -> Self {
        Self {
            name: name.into(),
            grid,
            hidden: false,
            cells: Vec::new(),
            merged: Vec::new(),
            named: Vec::new(),
            repeating: Vec::new(),
        }
    }

    /// The cell that covers `spot`, if one is written down.
    pub fn at(&self, spot: Spot) -> Option<&Cell> {
        self.position(spot).map(|n| &self.cells[n])
    }

    /// The cells that begin in a row, from left to right.
    pub fn in_row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        let first = self.cells.partition_point(|cell| cell.spot.row < row);
        self.cells[first..].iter().take_while(move |cell| cell.spot.row == row)
    }

    /// The position of the cell that covers `spot`, if one is written down.
    pub fn position(&self, spot: Spot) -> Option<usize> {
        self.exactly(spot).or_else(|| self.exactly(self.merged_around(spot)?.from))
    }

    /// The top-left corner of the merged area around `spot`, or `spot` itself.
    pub fn corner(&self, spot: Spot) -> Spot {
        self.area(spot).from
    }

    /// The merged area around `spot`, or `spot` alone.
    pub fn area(&self, spot: Spot) -> Area {
        match self.exactly(spot) {
            Some(n) => Area { from: spot, to: self.cells[n].end() },
            None => self.merged_around(spot).unwrap_or(Area { from: spot, to: spot }),
        }
    }

    /// The position of the cell whose corner is `spot`.
    fn exactly(&self, spot: Spot) -> Option<usize> {
        self.cells.binary_search_by_key(&spot.order(), |cell| cell.spot.order()).ok()
    }

    fn merged_around(&self, spot: Spot) -> Option<Area> {
        // the one around a spot is among the last that begin before it
        let begun = self.merged.partition_point(|area| area.from <= spot);
        self.merged[..begun].iter().rev().find(|area| area.contains(spot)).copied()
    }

    /// The place of one of its cells.
    pub fn place_of(&self, cell: &Cell) -> Option<Place> {
        match self.grid {
            Grid::Sheet => Some(Place::cell(&self.name, cell.spot)),
            Grid::Delimited => Some(Place::Record { row: cell.spot.row + 1, col: cell.spot.col + 1 }),
            Grid::Flow => cell.own_place.get().map(Cow::into_owned),
        }
    }

    /// The place of `spot` as this sheet prints it; none where the sheet has no such cell.
    pub fn place(&self, spot: Spot) -> Option<Place> {
        match self.grid {
            Grid::Sheet => Some(Place::cell(&self.name, self.corner(spot))),
            Grid::Delimited => Some(Place::Record { row: spot.row + 1, col: spot.col + 1 }),
            Grid::Flow => self.at(spot)?.own_place.get().map(Cow::into_owned),
        }
    }
}

/// A source as sheets of cells.
#[derive(Clone, Debug)]
pub struct Document {
    pub format: Format,
    pub sheets: Vec<Sheet>,
    /// What the reader had to remark: hidden sheets, formulas without a value, lines passed over.
    pub findings: Vec<Finding>,
}

/// A piece of a document as a reader hands it on, so that a large table is never held whole.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A sheet begins; its cells and merged areas are still empty.
    Sheet(Sheet),
    /// The next cells of the sheet: whole rows, in order.
    Cells(Vec<Cell>),
    /// The sheet's merged areas, after its cells.
    Merged(Vec<Area>),
    /// Something to remark.
    Finding(Finding),
}

/// A new content for a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub place: Place,
    pub content: Content,
}
