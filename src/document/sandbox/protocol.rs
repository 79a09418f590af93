//! The compact form in which one process tells another what it reads: a line of json for each piece.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use crate::document::cells::model::{Area, Cell, Grid, Piece, Sheet};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Spot;

/// What a reading process has to tell.
#[derive(Clone, Debug)]
pub enum Event {
    Piece(Piece),
    /// It cannot read on.
    Broken(Finding),
    Done,
}

/// What it tells, as it is written down.
#[derive(Debug, Serialize, Deserialize)]
pub enum WireEvent {
    Sheet { name: String, hidden: bool },
    Cells(Vec<WireCell>),
    Merged(Vec<[u32; 4]>),
    Finding(WireFinding),
    Broken(WireFinding),
    Done,
}

/// Row, column, content, hidden, formula.
#[derive(Debug, Serialize, Deserialize)]
pub struct WireCell(u32, u32, WireContent, bool, bool);

/// A content; numbers by their bits, so that they arrive as they left.
#[derive(Debug, Serialize, Deserialize)]
enum WireContent {
    Empty,
    Text(String),
    Number(u64),
    Percent(u64),
    Date(String),
    Moment(String),
    Clock(i64),
    Tick(bool),
}

/// A finding.
#[derive(Debug, Serialize, Deserialize)]
pub struct WireFinding {
    code: String,
    place: Option<String>,
    with: Vec<(String, String)>,
}

impl WireEvent {
    /// Writes it as one line.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")?;
        out.flush()
    }

    /// Reads one line back.
    pub fn parse(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }
}

impl From<Event> for WireEvent {
    fn from(event: Event) -> Self {
        match event {
            Event::Piece(Piece::Sheet(sheet)) => Self::Sheet { name: sheet.name.to_string(), hidden: sheet.hidden },
            Event::Piece(Piece::Cells(cells)) => Self::Cells(cells.into_iter().map(WireCell::from).collect()),
            Event::Piece(Piece::Merged(areas)) => {
                Self::Merged(areas.iter().map(|a| [a.from.row, a.from.col, a.to.row, a.to.col]).collect())
            }
            Event::Piece(Piece::Finding(finding)) => Self::Finding(finding.into()),
            Event::Broken(finding) => Self::Broken(finding.into()),
            Event::Done => Self::Done,
        }
    }
}

impl From<WireEvent> for Event {
    fn from(event: WireEvent) -> Self {
        match event {
            WireEvent::Sheet { name, hidden } => {
                Self::Piece(Piece::Sheet(Sheet { hidden, ..Sheet::new(&name, Grid::Sheet) }))
            }
            WireEvent::Cells(cells) => Self::Piece(Piece::Cells(cells.into_iter().map(Cell::from).collect())),
            WireEvent::Merged(areas) => {
                let area = |[row, col, end, last]: [u32; 4]| Area {
                    from: Spot { row, col },
                    to: Spot { row: end, col: last },
                };
                Self::Piece(Piece::Merged(areas.into_iter().map(area).collect()))
            }
            WireEvent::Finding(remark) => Self::Piece(Piece::Finding(remark.into())),
            WireEvent::Broken(remark) => Self::Broken(remark.into()),
            WireEvent::Done => Self::Done,
        }
    }
}

impl From<Cell> for WireCell {
    fn from(cell: Cell) -> Self {
        let said = match cell.content {
            Content::Empty => WireContent::Empty,
            Content::Text(text) => WireContent::Text(text.into()),
            Content::Number(n) => WireContent::Number(n.to_bits()),
            Content::Percent(n) => WireContent::Percent(n.to_bits()),
            Content::Date(day) => WireContent::Date(day.to_string()),
            Content::Moment(moment) => WireContent::Moment(moment.to_string()),
            Content::Clock(seconds) => WireContent::Clock(seconds),
            Content::Tick(ticked) => WireContent::Tick(ticked),
        };
        Self(cell.spot.row, cell.spot.col, said, cell.hidden, cell.formula)
    }
}

impl From<WireCell> for Cell {
    fn from(WireCell(row, col, said, hidden, formula): WireCell) -> Self {
        let content = match said {
            WireContent::Empty => Content::Empty,
            WireContent::Text(text) => Content::Text(text.into()),
            WireContent::Number(bits) => Content::Number(f64::from_bits(bits)),
            WireContent::Percent(bits) => Content::Percent(f64::from_bits(bits)),
            WireContent::Date(day) => day.parse().map_or(Content::Text(day.into()), Content::Date),
            WireContent::Moment(moment) => moment.parse().map_or(Content::Text(moment.into()), Content::Moment),
            WireContent::Clock(seconds) => Content::Clock(seconds),
            WireContent::Tick(ticked) => Content::Tick(ticked),
        };
        Self { hidden, formula, ..Self::new(row, col, content) }
    }
}

impl From<Finding> for WireFinding {
    fn from(finding: Finding) -> Self {
        Self {
            code: finding.code.into_owned(),
            place: finding.place.map(|place| place.to_string()),
            with: finding.with.into_iter().map(|(name, what)| (name.into_owned(), what)).collect(),
        }
    }
}

impl From<WireFinding> for Finding {
    fn from(remark: WireFinding) -> Self {
        let mut finding = Self::new("damaged");
        finding.severity = crate::finding::sentence(&remark.code).map_or(finding.severity, |s| s.severity);
        finding.code = Cow::Owned(remark.code);
        finding.place = remark.place.and_then(|place| place.parse().ok());
        finding.with = remark.with.into_iter().map(|(name, what)| (Cow::Owned(name), what)).collect();
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_told_arrives() {
        let contents = [
            Content::Empty,
            Content::Text("ja / n\u{336}ee\n€".into()),
            Content::Number(0.1 + 0.2),
            Content::Percent(0.4),
            Content::Date(date(1990, 5, 17)),
            Content::Moment(date(1990, 5, 17).at(8, 30, 0, 0)),
            Content::Clock(-90),
            Content::Tick(true),
        ];
        let cells: Vec<Cell> = (0..)
            .zip(contents)
            .map(|(col, content)| Cell { hidden: col == 1, formula: col == 2, ..Cell::new(7, col, content) })
            .collect();
        let mut line = Vec::new();
        WireEvent::from(Event::Piece(Piece::Cells(cells.clone()))).write(&mut line).expect("memory");
        let Some(Event::Piece(Piece::Cells(back))) = WireEvent::parse(&line).map(Event::from) else {
            panic!("no cells: {}", String::from_utf8_lossy(&line));
        };
        assert_eq!(back, cells);
    }

    #[test]
    fn a_finding_arrives_with_its_place() {
        let finding = Finding::new("hidden-sheet").with("sheet", "Lijst").place("Lijst!C7".parse().expect("a place"));
        let mut line = Vec::new();
        WireEvent::from(Event::Broken(finding.clone())).write(&mut line).expect("memory");
        let Some(Event::Broken(back)) = WireEvent::parse(&line).map(Event::from) else { panic!("no finding") };
        assert_eq!(back, finding);
    }
}
