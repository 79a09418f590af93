//! Where a line of a mapping was found in a document.

use crate::text::place::Spot;

use crate::mapping::locate::label_index::{At, Label};

/// An answer's place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// A cell of its own; where that is empty, what follows the label in the label's cell.
    Cell { sheet: usize, spot: Spot, label: Label },
    /// One answer spread over cells beside each other: a digit in each, or the day, the month and the year.
    Spread { sheet: usize, spots: Vec<Spot>, label: At },
    /// What follows the label in its cell.
    After(Label),
    /// All cells below a label, up to the next label or heading; the first takes what is written.
    Prose { label: At, spots: Vec<Spot> },
    /// Boxes, by their position in the line.
    Boxes(Vec<BoxAt>),
    /// Something the source itself names.
    Named { sheet: usize, named: usize },
    /// The gaps of a running sentence, all in one cell.
    Sentence(At),
    /// An address given by the mapping.
    Address { sheet: usize, spot: Spot },
}

/// A box of a line: in the cell of its label, or in a cell of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BoxAt {
    /// Which of the line's boxes.
    pub turn: usize,
    pub label: At,
    /// The cell of the box; none when the box stands in the label's cell.
    pub spot: Option<Spot>,
}
