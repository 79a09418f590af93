//! Where the rows and cells of a sheet part stand in its text.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::xlsx::sheet::sheet_around_rows::{address, area};
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::Spot;

/// The places in one sheet part, as bytes of its text.
#[derive(Debug, Default)]
pub struct Layout {
    /// What stands before the names of elements: `x:`, or nothing.
    pub prefix: String,
    pub rows: Vec<Row>,
    /// The tag of the rows, and where what it holds ends.
    pub data: Range<usize>,
    pub data_end: usize,
    /// Whether the rows are one empty tag.
    pub empty: bool,
    /// The tag that says which cells the sheet uses.
    pub dimension: Option<(Range<usize>, Area)>,
    /// The cells that formulas fill.
    pub filled: Vec<Area>,
    /// First and last column, and the style of cells that are not written down.
    columns: Vec<(u32, u32, u32)>,
    /// First and last column, and how wide each of them is, in digits.
    widths: Vec<(u32, u32, f64)>,
    /// How wide a column and how high a row is of which nothing is said.
    usual: (f64, f64),
}

/// A row as it is written.
#[derive(Debug)]
pub struct Row {
    pub number: u32,
    pub tag: Range<usize>,
    /// Where its last cell ends; the end of its tag where it is empty.
    pub end: usize,
    pub empty: bool,
    /// The style of cells that are not written down.
    style: Option<u32>,
    /// How high it is, in points, where it says so.
    pub high: Option<f64>,
    /// Only of rows that were asked for.
    pub cells: Vec<Cell>,
}

/// A cell as it is written.
#[derive(Debug)]
pub struct Cell {
    pub col: u32,
    pub tag: Range<usize>,
    pub all: Range<usize>,
    pub style: usize,
    pub formula: bool,
    /// Whether its words stand among the shared strings.
    pub shared: bool,
}

/// Walks through the text of a sheet part.
struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    asked: Option<&'a BTreeSet<u32>>,
    layout: Layout,
    next: Spot,
}

impl Layout {
    /// Finds the cells of the rows that are asked for, or of all.
    pub fn of(text: &str, asked: Option<&BTreeSet<u32>>) -> Result<Self, Finding> {
        let next = Spot { row: 0, col: 0 };
        let layout = Self { usual: (8.43, 15.0), ..Self::default() };
        let mut walk = Walk { reader: xml::reader(text), asked, layout, next };
        walk.head().and_then(|()| walk.rows()).ok_or_else(|| Finding::new("damaged-part").with("part", "worksheet"))?;
        Ok(walk.layout)
    }

    /// The row with this number, or where it is to be inserted.
    pub fn row(&self, number: u32) -> Result<&Row, usize> {
        match self.rows.iter().find(|row| row.number == number) {
            Some(row) => Ok(row),
            None => Err(self.rows.iter().find(|row| row.number > number).map_or(self.data_end, |row| row.tag.start)),
        }
    }

    /// The style of a cell that is not written down.
    pub fn style(&self, row: Option<&Row>, col: u32) -> Option<u32> {
        let column =
            || self.columns.iter().find(|(from, to, _)| (*from..=*to).contains(&col)).map(|(.., style)| *style);
        row.and_then(|row| row.style).or_else(column)
    }

    /// How wide the columns of an area are together, in digits.
    pub fn wide(&self, area: &Area) -> f64 {
        let width = |col| self.widths.iter().find(|(from, to, _)| (*from..=*to).contains(&col)).map(|found| found.2);
        (area.from.col..=area.to.col).take(1000).map(|col| width(col).unwrap_or(self.usual.0)).sum()
    }

    /// How high an area is that does not grow with its text, in points; none where it grows: a row of its own that
    /// nothing fixes.
    pub fn high(&self, area: &Area) -> Option<f64> {
        let high = |row| self.row(row).ok().and_then(|row| row.high);
        if area.from == area.to {
            return high(area.from.row);
        }
        Some((area.from.row..=area.to.row).take(1000).map(|row| high(row).unwrap_or(self.usual.1)).sum())
    }

    /// Whether a formula fills this cell.
    pub fn fills(&self, spot: Spot) -> bool {
        let within = |area: &Area| area.contains(spot);
        self.filled.iter().any(within)
    }
}

impl Row {
    /// The cell in this column, or where it is to be inserted.
    pub fn cell(&self, col: u32) -> Result<&Cell, usize> {
        match self.cells.iter().find(|cell| cell.col == col) {
            Some(cell) => Ok(cell),
            None => Err(self.cells.iter().find(|cell| cell.col > col).map_or(self.end, |cell| cell.all.start)),
        }
    }
}

impl<'a> Walk<'a> {
    /// The next event and where it stands; none at the end or where the xml is broken.
    fn step(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let from = usize::try_from(self.reader.buffer_position()).ok()?;
        let event = self.reader.read_event().ok().filter(|event| *event != Event::Eof)?;
        Some((event, from..usize::try_from(self.reader.buffer_position()).ok()?))
    }

    fn head(&mut self) -> Option<()> {
        loop {
            let (event, at) = self.step()?;
            let (Event::Start(tag) | Event::Empty(tag)) = &event else { continue };
            match tag.local_name().as_ref() {
                "dimension" => {
                    self.layout.dimension = xml::attr(tag, "ref").and_then(|used| Some((at, used_area(&used)?)));
                }
                "col" => {
                    let style = xml::number(tag, "style").filter(|style| *style > 0);
                    let number = |name| xml::number::<u32>(tag, name).and_then(|n| n.checked_sub(1));
                    let ends = number("min").zip(number("max"));
                    self.layout.columns.extend(ends.zip(style).map(|((from, to), style)| (from, to, style)));
                    let wide = xml::number::<f64>(tag, "width").filter(|wide| *wide > 0.0);
                    self.layout.widths.extend(ends.zip(wide).map(|((from, to), wide)| (from, to, wide)));
                }
                "sheetFormatPr" => {
                    let (wide, high) = self.layout.usual;
                    let said = |name, usual| xml::number::<f64>(tag, name).filter(|n| *n > 0.0).unwrap_or(usual);
                    self.layout.usual = (said("defaultColWidth", wide), said("defaultRowHeight", high));
                }
                "sheetData" => {
                    let name = tag.name().0;
                    name[..name.len() - "sheetData".len()].clone_into(&mut self.layout.prefix);
                    self.layout.data_end = at.end;
                    self.layout.data = at;
                    self.layout.empty = matches!(event, Event::Empty(_));
                    return Some(());
                }
                _ => {}
            }
        }
    }

    fn rows(&mut self) -> Option<()> {
        if self.layout.empty {
            return Some(());
        }
        loop {
            let (event, at) = self.step()?;
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == "row" => {
                    self.begin(tag, at);
                    self.cells()?;
                    self.next.row += 1;
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "row" => {
                    self.begin(tag, at);
                    self.next.row += 1;
                }
                Event::End(tag) if tag.local_name().as_ref() == "sheetData" => {
                    self.layout.data_end = at.start;
                    return Some(());
                }
                _ => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, at: Range<usize>) {
        let number = xml::number::<u32>(tag, "r").and_then(|r| r.checked_sub(1)).unwrap_or(self.next.row);
        self.next = Spot { row: number, col: 0 };
        let own = xml::flag(tag, "customFormat") == Some(true);
        let style = own.then(|| xml::number(tag, "s")).flatten();
        let high = xml::number::<f64>(tag, "ht").filter(|high| *high > 0.0);
        let (end, cells) = (at.end, Vec::new());
        self.layout.rows.push(Row { number, tag: at, end, empty: true, style, high, cells });
    }

    /// The cells of the row that has begun.
    fn cells(&mut self) -> Option<()> {
        let mut cells = Vec::new();
        let end = loop {
            let (event, at) = self.step()?;
            match &event {
                Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                    let mut cell = self.cell(tag, at);
                    self.inside(&mut cell)?;
                    cells.push(cell);
                }
                Event::Empty(tag) if tag.local_name().as_ref() == "c" => cells.push(self.cell(tag, at)),
                Event::End(tag) if tag.local_name().as_ref() == "row" => break at.start,
                _ => {}
            }
        };
        let asked = self.asked.is_none_or(|asked| asked.contains(&self.next.row));
        let row = self.layout.rows.last_mut()?;
        (row.end, row.empty) = (end, false);
        if asked {
            row.cells = cells;
        }
        Some(())
    }

    fn cell(&mut self, tag: &BytesStart<'_>, at: Range<usize>) -> Cell {
        let (mut col, mut style, mut shared) = (self.next.col, 0, false);
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.0 {
                "r" => col = address(&attribute.value).map_or(col, |spot| spot.col),
                "s" => style = attribute.value.parse().unwrap_or(0),
                "t" => shared = &*attribute.value == "s",
                _ => {}
            }
        }
        self.next.col = col.saturating_add(1);
        Cell { col, tag: at.clone(), all: at, style, formula: false, shared }
    }

    fn inside(&mut self, cell: &mut Cell) -> Option<()> {
        loop {
            let (event, at) = self.step()?;
            match &event {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "f" => {
                    cell.formula = true;
                    if matches!(xml::attr(tag, "t").as_deref(), Some("array" | "dataTable")) {
                        self.layout.filled.extend(xml::attr(tag, "ref").and_then(|range| used_area(&range)));
                    }
                }
                Event::End(tag) if tag.local_name().as_ref() == "c" => {
                    cell.all.end = at.end;
                    return Some(());
                }
                _ => {}
            }
        }
    }
}

/// A range, or one cell.
pub fn used_area(range: &str) -> Option<Area> {
    area(range).or_else(|| {
        let spot = address(range.split(':').next()?)?;
        Some(Area { from: spot, to: spot })
    })
}
