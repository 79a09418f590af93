//! Excel's binary workbooks (xls, xlsb) through calamine, which damaged ones can bring down: see `sandbox`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError};

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Area, Cell, Format, Grid, Sheet};
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::{Opened, Source};
use crate::document::spreadsheet::number_format::Shows;
use crate::document::xls::binary_looks::BinaryLooks;
use crate::document::xls::far_cells::OccupiedGrid;
use crate::document::xls::records::{self, Biff, SheetFormats};
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// Looks at the claims of a file before it is read.
pub fn check(source: &Source, format: Format, limits: &Limits) -> Result<(), Finding> {
    if format == Format::Xls { records::check(source, limits) } else { Package::open(source, limits).map(drop) }
}

/// Hands on every sheet of the workbook.
pub fn read(source: &Source, format: Format, feed: &mut CellStream<'_>) -> Step {
    let opened = source.reader().map_err(|_| Finding::new("damaged"))?;
    if format == Format::Xls {
        let looks = Biff::read(source, feed.limits())?;
        let (opened, closers) = match records::copy(source, feed.limits()) {
            Some((copy, closers)) => (copy.reader().map_err(|_| Finding::new("damaged"))?, closers),
            None => (opened, HashMap::new()),
        };
        xls(&mut Xls::new(opened).map_err(|error| of_xls(&error))?, (&looks, &closers), feed)
    } else {
        let looks = BinaryLooks::read(source, feed.limits());
        xlsb(&mut Xlsb::new(opened).map_err(|error| of_xlsb(&error))?, &looks, feed)
    }
}

fn xls(
    book: &mut Xls<Opened>,
    (biff, closers): (&Biff, &HashMap<usize, OccupiedGrid>),
    feed: &mut CellStream<'_>,
) -> Step {
    let nothing = SheetFormats::default();
    let since_1904 = book.has_1904_epoch();
    for (nth, listed) in sheets(book)?.iter().enumerate() {
        let name = begin(listed, feed)?;
        let looks = biff.sheets.get(nth).unwrap_or(&nothing);
        let range = book.worksheet_range(&name).map_err(|error| of_xls(&error))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, col, data) in range.used_cells() {
            let (row, col) = (top + index(row), left + index(col));
            let spot = closers.get(&nth).and_then(|closer| closer.spot(row, col)).unwrap_or(Spot { row, col });
            let shows = biff.shows(looks, spot);
            let shown = biff.shown(looks, spot, of_data(data, Some(shows), since_1904));
            remark_error(matches!(data, Data::Error(_)), &name, spot, feed)?;
            let codes = [
                ("renews-itself", looks.renews(spot)),
                ("shown-in-thousands", shown.in_thousands),
                ("hidden-text", shown.beside),
                ("looks-by-condition", shown.in_doubt),
            ];
            for (code, _) in codes.iter().filter(|(_, holds)| *holds) {
                feed.finding(Finding::new(code).place(Place::cell(&name, spot)))?;
            }
            let new = Cell::new(spot.row, spot.col, shown.content);
            feed.cell(Cell { hidden: looks.hides(spot) || shown.hides, formula: looks.formula(spot), ..new })?;
        }
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let spot = |(row, col)| Spot { row, col };
        feed.end(merged.iter().map(|d| Area { from: spot(d.start), to: spot(d.end) }).filter(wide).collect())?;
    }
    Ok(())
}

fn xlsb(book: &mut Xlsb<Opened>, looks: &BinaryLooks, feed: &mut CellStream<'_>) -> Step {
    let since_1904 = book.has_1904_epoch();
    for listed in sheets(book)? {
        let name = begin(&listed, feed)?;
        let sheet = looks.sheet(&name);
        let mut cells = book.worksheet_cells_reader(&name).map_err(|error| of_xlsb(&error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| of_xlsb(&error))? {
            let (row, col) = cell.get_position();
            let spot = Spot { row, col };
            let error = matches!(cell.get_value(), DataRef::Error(_));
            let content = of_data(&cell.get_value().clone().into(), looks.shows(sheet, spot), since_1904);
            remark_error(error, &name, spot, feed)?;
            if content != Content::Empty {
                let seen = looks.seen(sheet, spot, content);
                let codes = [
                    ("shown-in-thousands", seen.in_thousands),
                    ("hidden-text", seen.beside),
                    ("looks-by-condition", seen.in_doubt),
                ];
                for (code, _) in codes.iter().filter(|(_, holds)| *holds) {
                    feed.finding(Finding::new(code).place(Place::cell(&name, spot)))?;
                }
                feed.cell(Cell { hidden: seen.hidden, formula: seen.formula, ..Cell::new(row, col, seen.content) })?;
            }
        }
        drop(cells);
        feed.end(sheet.map(|sheet| sheet.merged.clone()).unwrap_or_default())?;
    }
    feed.finding(Finding::new("xlsb-partly-read"))
}

/// The name and the visibility of every sheet with cells.
fn sheets<R: Reader<Opened>>(book: &R) -> Result<Vec<(String, bool)>, Finding> {
    let cells = |sheet: &&calamine::Sheet| matches!(sheet.typ, SheetType::WorkSheet | SheetType::MacroSheet);
    let listed: Vec<_> = book
        .sheets_metadata()
        .iter()
        .filter(cells)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if listed.is_empty() { Err(Finding::new("no-sheets")) } else { Ok(listed) }
}

fn begin((name, hidden): &(String, bool), feed: &mut CellStream<'_>) -> Step<Arc<str>> {
    let name: Arc<str> = name.as_str().into();
    if *hidden {
        feed.finding(Finding::new("hidden-sheet").with("sheet", &name))?;
    }
    feed.sheet(Sheet { hidden: *hidden, ..Sheet::new(&name, Grid::Sheet) }, BTreeMap::new())?;
    Ok(name)
}

fn remark_error(error: bool, name: &Arc<str>, spot: Spot, feed: &mut CellStream<'_>) -> Step {
    if error { feed.finding(Finding::new("cell-error").place(Place::cell(name, spot))) } else { Ok(()) }
}

/// What calamine has read, shown as its style shows it where that is known.
#[expect(clippy::cast_precision_loss, reason = "an old workbook stores whole numbers in 30 bits")]
fn of_data(data: &Data, shows: Option<Shows>, since_1904: bool) -> Content {
    let number = |n: f64| shows.unwrap_or_default().content(n, since_1904);
    match data {
        Data::Int(n) => number(*n as f64),
        Data::Float(n) => number(*n),
        Data::DateTime(at) => shows.unwrap_or_else(|| guess(at)).content(at.as_f64(), since_1904),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) if text.is_empty() => Content::Empty,
        Data::String(text) => Content::Text(text.replace("\r\n", "\n").into()),
        Data::DateTimeIso(text) | Data::DurationIso(text) => crate::document::spreadsheet::number_format::iso(text)
            .unwrap_or_else(|| Content::Text(text.as_str().into())),
        Data::Bool(true) => Content::Text("WAAR".into()),
        Data::Bool(false) => Content::Text("ONWAAR".into()),
        Data::Error(error) => Content::Text(error.to_string().into()),
        Data::Empty => Content::Empty,
    }
}

/// What a moment shows whose number format is not known.
fn guess(at: &ExcelDateTime) -> Shows {
    if at.is_duration() { Shows::Clock } else { Shows::Moment }
}

fn wide(area: &Area) -> bool {
    area.from != area.to && area.from.row <= area.to.row && area.from.col <= area.to.col
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn of_xls(error: &XlsError) -> Finding {
    Finding::new(if matches!(error, XlsError::Password) { "encrypted" } else { "damaged" })
}

fn of_xlsb(error: &XlsbError) -> Finding {
    Finding::new(if matches!(error, XlsbError::Password) { "encrypted" } else { "damaged" })
}
