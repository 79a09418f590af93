//! Where the rows and cells that are wanted stand in the text of a spreadsheet.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::cells::model::Area;
use crate::document::ods::forms::cell_of;
use crate::document::ods::open_cell::{COLS, ROWS, repeats};
use crate::document::ods::styles::Styles;
use crate::document::ods::validations;
use crate::document::spreadsheet::edits_by_sheet::SheetEdits;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::place::Spot;

/// The tables in which something is wanted, as bytes of the text.
#[derive(Debug, Default)]
pub struct Layout {
    pub tables: Vec<Table>,
    /// The automatic styles.
    pub styles: Styles,
    /// Whether there is any formula in these tables.
    pub formulas: bool,
}

/// A table as it is written.
#[derive(Debug, Default)]
pub struct Table {
    pub name: Arc<str>,
    /// The rows in which something is wanted.
    pub rows: Vec<Row>,
    /// Where a row can be added, and its number.
    pub next: Option<(usize, u32)>,
    /// The tags of check boxes, their cell and state.
    pub boxes: Vec<(Range<usize>, Spot, bool)>,
    pub protected: bool,
    /// What is printed of it; none where all of it is.
    printed: Option<Vec<Area>>,
    /// First and last column, and the style of cells without one.
    columns: Vec<(u32, u32, String)>,
    /// The cells that formulas fill.
    filled: Vec<Area>,
}

/// One or more rows that are written once.
#[derive(Debug)]
pub struct Row {
    pub tag: Range<usize>,
    pub all: Range<usize>,
    /// Where its last cell ends.
    pub end: usize,
    pub number: u32,
    pub repeated: u32,
    pub cells: Vec<Cell>,
    /// The column after the last cell.
    pub next: u32,
    style: Option<String>,
}

/// One or more cells that are written once.
#[derive(Debug)]
pub struct Cell {
    pub tag: Range<usize>,
    pub all: Range<usize>,
    pub col: u32,
    pub repeated: u32,
    pub formula: bool,
    pub style: Option<String>,
    pub rule: Option<String>,
}

impl Table {
    /// Whether paper does not show a cell.
    pub fn is_unprinted(&self, spot: Spot) -> bool {
        let holds = |area: &Area| area.contains(spot);
        self.printed.as_ref().is_some_and(|printed| !printed.iter().any(holds))
    }

    /// The style of a cell, which may be that of its row or column.
    pub fn style<'a>(&'a self, row: Option<&'a Row>, cell: Option<&'a Cell>, col: u32) -> &'a str {
        let column =
            || self.columns.iter().find(|(a, b, _)| (*a..=*b).contains(&col)).map(|(.., style)| style.as_str());
        let row = || row.and_then(|row| row.style.as_deref());
        cell.and_then(|cell| cell.style.as_deref()).or_else(row).or_else(column).unwrap_or("Default")
    }

    /// The row that covers this number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.iter().find(|row| (row.number..row.number.saturating_add(row.repeated)).contains(&number))
    }

    /// Whether a formula fills this cell.
    pub fn fills(&self, spot: Spot) -> bool {
        let within = |area: &Area| area.contains(spot);
        self.filled.iter().any(within)
    }

    /// The state of the check box that is linked to this cell.
    pub fn ticked(&self, spot: Spot) -> Option<bool> {
        self.boxes.iter().find(|(_, at, _)| *at == spot).map(|(.., ticked)| *ticked)
    }
}

impl Row {
    /// The cell that covers this column.
    pub fn cell(&self, col: u32) -> Option<&Cell> {
        self.cells.iter().find(|cell| (cell.col..cell.col.saturating_add(cell.repeated)).contains(&col))
    }
}

/// Walks through the text.
struct Walk<'a, 'w, 'e> {
    reader: Reader<&'a [u8]>,
    wanted: &'w mut BTreeMap<Arc<str>, SheetEdits<'e>>,
    layout: Layout,
}

impl Layout {
    /// Finds what is wanted; what is wanted within a merged area moves to its corner.
    pub fn of(text: &str, wanted: &mut BTreeMap<Arc<str>, SheetEdits<'_>>) -> Result<Self, Finding> {
        let mut walk = Walk { reader: xml::reader(text), wanted, layout: Self::default() };
        walk.tables().ok_or_else(|| Finding::new("damaged-part").with("part", "content.xml"))?;
        Ok(walk.layout)
    }
}

impl<'a> Walk<'a, '_, '_> {
    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next event and where it stands; none at the end or where the xml is broken.
    fn step(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let from = self.at();
        let event = self.reader.read_event().ok().filter(|event| *event != Event::Eof)?;
        Some((event, from..self.at()))
    }

    fn tables(&mut self) -> Option<()> {
        loop {
            let (event, _) = self.step()?;
            match &event {
                Event::Start(tag) if tag.name().0 == "table:table" => {
                    let name = xml::attr(tag, "table:name").unwrap_or_default();
                    if self.wanted.contains_key(&*name) {
                        self.table(tag, &name)?;
                    } else {
                        self.reader.read_to_end(tag.name()).ok()?;
                    }
                }
                Event::Start(tag) | Event::Empty(tag) if tag.name().0.starts_with("style:") => {
                    self.layout.styles.take(tag);
                }
                Event::End(tag) if tag.name().0 == "office:spreadsheet" => return Some(()),
                _ => {}
            }
        }
    }

    fn table(&mut self, tag: &BytesStart<'_>, name: &str) -> Option<()> {
        let protected = xml::flag(tag, "table:protected") == Some(true);
        let printed = match xml::attr(tag, "table:print-ranges") {
            _ if xml::flag(tag, "table:print") == Some(false) => Some(Vec::new()),
            Some(ranges) => ranges.split_whitespace().map(|range| Some(validations::range(range)?.1)).collect(),
            None => None,
        };
        let mut table = Table { name: name.into(), protected, printed, ..Table::default() };
        let mut number = 0;
        let mut columns: u32 = 0;
        loop {
            let (event, at) = self.step()?;
            match &event {
                Event::Start(tag) if tag.name().0 == "table:table-row" => {
                    let mut row = begin_row(tag, at, number);
                    self.row_cells(&mut table, &mut row)?;
                    number = self.end_row(&mut table, row);
                }
                Event::Empty(tag) if tag.name().0 == "table:table-row" => {
                    number = self.end_row(&mut table, begin_row(tag, at, number));
                }
                Event::Start(tag) | Event::Empty(tag) if tag.name().0 == "table:table-column" => {
                    let repeated = repeats(tag, "table:number-columns-repeated", COLS);
                    let style = xml::attr(tag, "table:default-cell-style-name");
                    table
                        .columns
                        .extend(style.map(|style| (columns, columns.saturating_add(repeated - 1), style.into_owned())));
                    columns = columns.saturating_add(repeated);
                }
                Event::Start(tag) | Event::Empty(tag) if tag.name().0 == "form:checkbox" => {
                    let state = xml::attr(tag, "form:current-state").or_else(|| xml::attr(tag, "form:state"));
                    let cell = xml::attr(tag, "form:linked-cell").and_then(|link| cell_of(&link));
                    table.boxes.extend(cell.map(|spot| (at, spot, state.is_some_and(|state| state == "checked"))));
                }
                Event::Start(tag) if matches!(tag.name().0, "table:shapes" | "table:table") => {
                    self.reader.read_to_end(tag.name()).ok()?;
                }
                Event::End(tag) if tag.name().0 == "table:table" => break,
                _ => {}
            }
        }
        self.layout.tables.push(table);
        Some(())
    }

    /// Takes in a row and returns the number of the next.
    fn end_row(&mut self, table: &mut Table, row: Row) -> u32 {
        let next = row.number.saturating_add(row.repeated);
        let rows = Spot { row: row.number, col: 0 }..Spot { row: next, col: 0 };
        table.next = Some((row.all.end, next));
        if self.wanted.get(&table.name).is_some_and(|wanted| wanted.cells.range(rows).next().is_some()) {
            table.rows.push(row);
        }
        next
    }

    fn row_cells(&mut self, table: &mut Table, row: &mut Row) -> Option<()> {
        loop {
            let (event, at) = self.step()?;
            match &event {
                Event::Start(tag) if is_cell(tag.name().0) => {
                    self.reader.read_to_end(tag.name()).ok()?;
                    let all = at.start..self.at();
                    self.cell(table, row, tag, at, all);
                }
                Event::Empty(tag) if is_cell(tag.name().0) => self.cell(table, row, tag, at.clone(), at),
                Event::End(tag) if tag.name().0 == "table:table-row" => {
                    (row.end, row.all.end) = (at.start, at.end);
                    return Some(());
                }
                _ => {}
            }
        }
    }

    fn cell(&mut self, table: &mut Table, row: &mut Row, tag: &BytesStart<'_>, at: Range<usize>, all: Range<usize>) {
        let (mut repeated, mut spans, mut fills) = (1, [1, 1], [1, 1]);
        let (mut style, mut rule, mut formula) = (None, None, false);
        for attribute in tag.attributes().with_checks(false).flatten() {
            let number = |most: u32| attribute.value.parse().unwrap_or(1).clamp(1, most);
            match attribute.key.0 {
                "table:number-columns-repeated" => repeated = number(COLS),
                "table:number-rows-spanned" => spans[0] = number(ROWS),
                "table:number-columns-spanned" => spans[1] = number(COLS),
                "table:number-matrix-rows-spanned" => fills[0] = number(ROWS),
                "table:number-matrix-columns-spanned" => fills[1] = number(COLS),
                "table:style-name" => style = Some(attribute.value.to_string()),
                "table:content-validation-name" => {
                    rule = xml::attr(tag, "table:content-validation-name").map(std::borrow::Cow::into_owned);
                }
                "table:formula" => {
                    formula = !attribute.value.ends_with("=TRUE()") && !attribute.value.ends_with("=FALSE()");
                }
                _ => {}
            }
        }
        let from = Spot { row: row.number, col: row.next };
        let area = |[rows, cols]: [u32; 2]| Area {
            from,
            to: Spot { row: from.row.saturating_add(rows - 1), col: from.col.saturating_add(cols - 1) },
        };
        if spans != [1, 1]
            && let Some(wanted) = self.wanted.get_mut(&table.name)
        {
            wanted.to_corner(area(spans));
        }
        if fills != [1, 1] {
            table.filled.push(area(fills));
        }
        self.layout.formulas |= formula;
        row.cells.push(Cell { tag: at, all, col: row.next, repeated, formula, style, rule });
        row.next = row.next.saturating_add(repeated);
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

/// A row of which only the tag was read.
fn begin_row(tag: &BytesStart<'_>, at: Range<usize>, number: u32) -> Row {
    let repeated = repeats(tag, "table:number-rows-repeated", ROWS);
    let style = xml::attr(tag, "table:default-cell-style-name").map(std::borrow::Cow::into_owned);
    Row { tag: at.clone(), end: at.end, all: at, number, repeated, cells: Vec::new(), next: 0, style }
}
