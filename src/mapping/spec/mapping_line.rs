//! A line of a mapping: what it asks, and how its answer is found on the form. Also the lines of a repeating group.

use crate::mapping::spec::pattern::Pattern;
use crate::mapping::spec::sentence::Sentence;
use crate::mapping::spec::target::Target;
use crate::mapping::spec::wording::{Wording, numbered, unnumbered};
use crate::record::schema::FieldId;
use crate::record::value::Notation;
use crate::text::place::Place;

/// Where an answer is, seen from its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Below,
    /// All text below the label, up to the next label or heading.
    Prose,
    After,
    Left,
    /// In the label's row, under a heading.
    Row,
    /// In the label's own cell, as a box.
    In,
}

/// What a line asks.
#[derive(Clone, Debug)]
pub enum Asks {
    One {
        target: Target,
        notation: Notation,
        /// The line itself says in which words it is answered.
        worded: bool,
    },
    /// Several fields in one cell; the first pattern is the one that is written.
    Combined(Vec<Pattern>),
    /// A running sentence with gaps, in one wording or another.
    Sentence(Vec<Sentence>),
}

/// A box beside its own label: the schema word it stands for, and the label.
#[derive(Clone, Debug)]
pub struct TickBox {
    pub word: String,
    pub label: Wording,
}

/// How the answer is found.
#[derive(Clone, Debug)]
pub enum Locator {
    /// `label = "Naam"`, `label = "Naam", look = "below", skip = 1` or `label = "Naam", look = "row", column = "Cliënt"`:
    /// from the cell of the label in the direction of `look`, past `skip` cells (0 where the line says none), or in the row
    /// of the label under the heading `column`, of which any wording counts.
    Label { wordings: Vec<Wording>, look: Direction, skip: u32, column: Vec<Wording> },
    /// `ticks = { ja = "Ja", nee = "Nee" }`: a box beside each printed word, in its own cell or, by `look`, in the one next
    /// to it. With `label = "Beschut werk", look = "row"` the words are headings, and the boxes stand in the row of the label.
    Ticks { label: Vec<Wording>, boxes: Vec<TickBox>, look: Direction, skip: u32 },
    /// `label = "Soort", ticks = { vast = "Vast", tijdelijk = "Tijdelijk" }`: the boxes with their words in the answer to the
    /// label, which stands `skip` cells further than beside it: `Soort: ☐ Vast ☐ Tijdelijk`.
    Marks { label: Vec<Wording>, boxes: Vec<TickBox>, skip: u32 },
    /// `at = "Blad1!C7"`: an address.
    At(Place),
    /// `control = "naam"`, `field = "txtNaam"` or `pointer = "/client/naam"`: a content control, a form field or a member of
    /// json by one of its names.
    Named(Vec<String>),
    /// `column = "Naam"` or `column = 3`, in a mapping with a client a row.
    Column(Column),
    /// No place at all: the printed words of the sentence itself find it.
    Sentence,
}

/// A column of a table with a client a row.
#[derive(Clone, Debug)]
pub enum Column {
    Heading(Vec<Wording>),
    /// Counted from zero.
    Number(u32),
}

/// One line of a mapping.
#[derive(Clone, Debug)]
pub struct Line {
    pub asks: Asks,
    pub by: Locator,
    /// Over how many cells beside each other the answer is spread; one where it stands in one.
    pub cells: u32,
    /// The path of headings under which it stands.
    pub section: Vec<Wording>,
    pub sheet: Option<String>,
    pub required: bool,
    /// The office fills it in itself: it is read, and never written.
    pub office: bool,
}

/// A repeating group.
#[derive(Clone, Debug)]
pub struct Rows {
    /// `doelen`, `uren`
    pub group: String,
    pub section: Vec<Wording>,
    pub sheet: Option<String>,
    /// Rows under the headings that show how the table is filled in: neither read nor written.
    pub example_rows: u32,
    pub shape: Shape,
}

/// The two shapes of a repeating group.
#[derive(Clone, Debug)]
pub enum Shape {
    Table {
        columns: Vec<RowColumn>,
        end: Vec<Wording>,
    },
    /// `{n}` counts in the heading and in the labels of the lines.
    Blocks {
        heading: String,
        lines: Vec<BlockLine>,
    },
}

/// A column of a repeating table.
#[derive(Clone, Debug)]
pub struct RowColumn {
    pub target: Target,
    pub notation: Notation,
    pub headings: Vec<Wording>,
    /// Several columns with a box in one of them.
    pub ticks: Vec<TickBox>,
    /// The column itself says in which words it is answered.
    pub worded: bool,
}

/// A label of a block; `{n}` may stand in its wordings.
#[derive(Clone, Debug)]
pub struct BlockLine {
    pub target: Target,
    pub notation: Notation,
    pub labels: Vec<String>,
    pub look: Direction,
    pub skip: u32,
    /// The line itself says in which words it is answered.
    pub worded: bool,
}

impl Line {
    /// The fields, or parts of fields, that the line asks.
    pub fn targets(&self) -> Vec<Target> {
        match &self.asks {
            Asks::One { target, .. } => vec![*target],
            Asks::Combined(patterns) => patterns.iter().flat_map(|p| &p.pieces).map(|piece| piece.target).collect(),
            Asks::Sentence(sentences) => sentences.iter().flat_map(Sentence::targets).collect(),
        }
    }

    /// The sentences by which the line is found.
    pub fn sentences(&self) -> &[Sentence] {
        match &self.asks {
            Asks::Sentence(sentences) => sentences,
            _ => &[],
        }
    }

    /// The words right before the gap of a sentence that asks a field.
    pub fn gap_label(&self, field: FieldId) -> Option<String> {
        let mut gaps = self.sentences().iter().flat_map(|sentence| &sentence.gaps);
        let gap = gaps.find(|gap| gap.asks.as_ref().is_some_and(|asks| asks.target.field == field))?;
        Some(gap.label.clone()).filter(|label| !label.is_empty())
    }

    /// The headings of the column in which the answer stands.
    pub fn columns(&self) -> &[Wording] {
        match &self.by {
            Locator::Label { column, .. } => column,
            _ => &[],
        }
    }

    /// The labels that the line looks for.
    pub fn labels(&self) -> impl Iterator<Item = &Wording> {
        let (labels, boxes): (&[Wording], &[TickBox]) = match &self.by {
            Locator::Label { wordings, .. } | Locator::Column(Column::Heading(wordings)) => (wordings, &[]),
            Locator::Marks { label, .. } => (label, &[]),
            Locator::Ticks { label, boxes, .. } => (label, boxes),
            Locator::At(_) | Locator::Named(_) | Locator::Column(Column::Number(_)) | Locator::Sentence => (&[], &[]),
        };
        labels.iter().chain(boxes.iter().map(|tick| &tick.label))
    }
}

impl Rows {
    /// The fields of the group that the form asks.
    pub fn targets(&self) -> Vec<Target> {
        match &self.shape {
            Shape::Table { columns, .. } => columns.iter().map(|column| column.target).collect(),
            Shape::Blocks { lines, .. } => lines.iter().map(|line| line.target).collect(),
        }
    }

    /// The first label of a field of the group.
    pub fn label_of(&self, field: FieldId) -> Option<String> {
        match &self.shape {
            Shape::Table { columns, .. } => {
                let column = columns.iter().find(|column| column.target.field == field)?;
                Some(column.labels().next()?.text.clone())
            }
            Shape::Blocks { lines, .. } => {
                let line = lines.iter().find(|line| line.target.field == field)?;
                Some(unnumbered(line.labels.first()?).trim().to_owned())
            }
        }
    }

    /// The labels that the group looks for; those of blocks with their first number.
    pub fn labels(&self) -> Vec<Wording> {
        match &self.shape {
            Shape::Table { columns, .. } => columns.iter().flat_map(RowColumn::labels).cloned().collect(),
            Shape::Blocks { lines, heading } => {
                let labels = lines.iter().flat_map(|line| &line.labels);
                std::iter::once(heading).chain(labels).map(|text| numbered(text, 1)).collect()
            }
        }
    }
}

impl RowColumn {
    /// The headings that the column looks for.
    pub fn labels(&self) -> impl Iterator<Item = &Wording> {
        self.headings.iter().chain(self.ticks.iter().map(|tick| &tick.label))
    }
}
