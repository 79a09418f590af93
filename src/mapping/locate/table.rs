//! A repeating group as it was found on a form: its rows, and where the cells of each stand.

use crate::document::cells::model::Sheet;
use crate::mapping::locate::label_index::{At, Label};
use crate::text::place::Spot;

/// A repeating group as it stands in a document.
pub(crate) struct Table {
    /// Its position among the mapping's groups.
    pub rows: usize,
    pub sheet: usize,
    /// The cells that are headings or labels of the group.
    pub labels: Vec<At>,
    /// One for each row or block in which something stands.
    pub entries: Vec<GroupRow>,
    /// The headings of the blocks; none for rows.
    pub starts: Vec<At>,
    /// The rows that may be filled; none for blocks.
    pub body: Option<Body>,
}

/// The headings found in one row: the position of the column, of its box, and the cell.
pub(super) type Headings = Vec<(usize, Option<usize>, At)>;

/// The rows below the headings of a table.
pub(crate) struct Body {
    pub(super) headings: Headings,
    pub from: u32,
    /// The last row before what ends the table.
    pub to: u32,
    /// Nothing ends the table but the sheet.
    pub open: bool,
}

impl Body {
    /// The answers of a row, whether something stands in them or not; none when merged cells carry it on from above.
    pub(crate) fn row(&self, sheet: &Sheet, row: u32) -> Option<GroupRow> {
        entry(sheet, &self.headings, row).map(|(entry, _)| entry)
    }
}

/// A row of a table, or a block.
pub(crate) struct GroupRow {
    pub cells: Vec<GroupCell>,
}

/// The answer to one column of a row.
pub(crate) struct GroupCell {
    /// The position among the group's columns or lines.
    pub column: usize,
    pub stands: GroupPlace,
}

/// Where an answer of a group stands.
pub(crate) enum GroupPlace {
    Cell(Spot),
    After(Label),
    /// The boxes of a column, by their turn.
    Boxes(Vec<(usize, Spot)>),
}

impl Table {
    /// The headings of a table with the position of the column of each.
    pub(crate) fn headings(&self) -> impl Iterator<Item = (usize, At)> {
        self.body.iter().flat_map(|body| &body.headings).map(|(column, _, at)| (*column, *at))
    }

    /// The cells in which answers stand.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Spot> {
        self.entries.iter().flat_map(|entry| &entry.cells).flat_map(|cell| match &cell.stands {
            GroupPlace::Cell(spot) => vec![*spot],
            GroupPlace::Boxes(boxes) => boxes.iter().map(|(_, spot)| *spot).collect(),
            GroupPlace::After(_) => Vec::new(),
        })
    }
}

/// The answers of one row, and whether something of its own stands in it; none when all of it is carried on from
/// above by merged cells.
pub(super) fn entry(sheet: &Sheet, headings: &Headings, row: u32) -> Option<(GroupRow, bool)> {
    let mut cells: Vec<GroupCell> = Vec::new();
    let (mut own, mut filled) = (false, false);
    for (column, turn, at) in headings {
        let col = sheet.cells[at.cell].spot.col;
        let cell = sheet.at(Spot { row, col });
        let spot = cell.map_or_else(|| sheet.corner(Spot { row, col }), |cell| cell.spot);
        own |= spot.row == row;
        filled |= spot.row == row && cell.is_some_and(|cell| !cell.content.is_empty());
        let known = cells.iter_mut().find(|cell| cell.column == *column);
        match (turn, known) {
            (Some(turn), Some(GroupCell { stands: GroupPlace::Boxes(boxes), .. })) => boxes.push((*turn, spot)),
            (Some(turn), _) => {
                cells.push(GroupCell { column: *column, stands: GroupPlace::Boxes(vec![(*turn, spot)]) });
            }
            (None, None) => cells.push(GroupCell { column: *column, stands: GroupPlace::Cell(spot) }),
            (None, Some(_)) => {}
        }
    }
    own.then_some((GroupRow { cells }, filled))
}
