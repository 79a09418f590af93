//! The caseload as a workbook: what there is to do, one row a client, and the contradictions. Dates are dates.

use anyhow::{Context, Result};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet};

use crate::output::eenvorm_workbook;
use crate::record::value::date::Date;
use crate::report::view::action::Action;
use crate::report::view::action::Urgency;
use crate::report::view::client::Client;
use crate::report::view::report::Report;
use crate::report::wording::shown::long_date;

/// What stands in a cell.
enum Cell {
    Text(Option<String>),
    /// ISO 8601, as far as it is known.
    Date(Option<String>),
    /// In minutes.
    Hours(Option<i64>),
    Number(usize),
}

/// A column: its heading and its width in characters.
struct Column(&'static str, f64);

struct Looks {
    head: Format,
    text: Format,
    date: Format,
    hours: Format,
    late: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_text_wrap();
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x0012_566B))
                .set_font_color(Color::White)
                .set_border_bottom(FormatBorder::Thin),
            text: cell(),
            date: cell().set_num_format("dd-mm-yyyy").set_align(FormatAlign::Left),
            hours: cell().set_num_format("0.##"),
            late: cell().set_font_color(Color::RGB(0x00A5_231F)).set_bold(),
        }
    }
}

/// The workbook as bytes; the BSN only where the report shows it whole.
pub fn workbook(report: &Report, whole_bsn: bool) -> Result<Vec<u8>> {
    let looks = Looks::new();
    let mut book = eenvorm_workbook::new();
    actions(book.add_worksheet(), report, &looks).context("cannot write the sheet of actions")?;
    caseload(book.add_worksheet(), report, whole_bsn, &looks).context("cannot write the caseload")?;
    differences(book.add_worksheet(), report, &looks).context("cannot write the sheet of contradictions")?;
    book.save_to_buffer().context("cannot write the workbook")
}

fn actions(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<()> {
    let columns = [
        Column("Datum", 12.0),
        Column("Wanneer", 16.0),
        Column("Wat te doen", 38.0),
        Column("Cliënt", 24.0),
        Column("Gemeente of instantie", 22.0),
        Column("Waarom", 80.0),
    ];
    let row = |action: &Action| {
        vec![
            Cell::Date(action.date.clone()),
            Cell::Text(action.when.clone()),
            Cell::Text(Some(action.title.clone())),
            Cell::Text(Some(action.client.name.clone())),
            Cell::Text(action.gemeente.clone()),
            Cell::Text(Some(action.why.clone())),
        ]
    };
    let rows: Vec<Vec<Cell>> = report.actions.iter().map(row).collect();
    table(sheet, "Te doen", &columns, &rows, looks)?;
    for (n, action) in (1..).zip(&report.actions) {
        if action.urgency == Urgency::Past {
            sheet.write_with_format(n, 1, action.when.as_deref().unwrap_or_default(), &looks.late)?;
        }
    }
    Ok(())
}

fn caseload(sheet: &mut Worksheet, report: &Report, whole_bsn: bool, looks: &Looks) -> Result<()> {
    let mut columns = vec![
        Column("Cliënt", 24.0),
        Column("Geboortedatum", 14.0),
        Column("Gemeente of instantie", 22.0),
        Column("Werkgever", 26.0),
        Column("Functie", 24.0),
        Column("Contracturen per week", 12.0),
        Column("Einde dienstverband", 14.0),
        Column("Jobcoach", 22.0),
        Column("Regime", 12.0),
        Column("Begin begeleiding", 14.0),
        Column("Einde begeleiding", 14.0),
        Column("Uren toegekend", 12.0),
        Column("Uren gebruikt", 12.0),
        Column("Uren over", 12.0),
        Column("Regels niet geteld", 12.0),
        Column("Volgende evaluatie", 14.0),
        Column("Eerst te doen", 38.0),
        Column("Formulieren", 12.0),
        Column("Ook", 40.0),
    ];
    if whole_bsn {
        columns.insert(1, Column("BSN", 12.0));
    }
    let row = |client: &Client| {
        let hours = client.details.hours.unwrap_or_default();
        // one row tells what is first for the client, whichever of the coachings asks it
        let first = client.actions.first().map(|action| match &action.when {
            Some(when) => format!("{} ({when})", action.title),
            None => action.title.clone(),
        });
        let mut row = vec![
            Cell::Text(Some(client.name.clone())),
            Cell::Date(client.born.clone()),
            Cell::Text(client.details.gemeente.clone()),
            Cell::Text(client.details.werkgever.clone()),
            Cell::Text(client.details.functie.clone()),
            Cell::Hours(client.details.contract_hours),
            Cell::Date(client.details.contract_end.clone()),
            Cell::Text(client.details.jobcoach.clone()),
            Cell::Text(client.details.regime.clone()),
            Cell::Date(client.details.begin.clone()),
            Cell::Date(client.details.einde.clone()),
            Cell::Hours(hours.toegekend),
            Cell::Hours(hours.besteed),
            Cell::Hours(hours.resterend),
            if hours.uncounted > 0 { Cell::Number(hours.uncounted) } else { Cell::Text(None) },
            Cell::Date(client.details.evaluation.clone()),
            Cell::Text(first),
            Cell::Number(client.forms.len()),
            Cell::Text((!client.also.is_empty()).then(|| client.also.join("; "))),
        ];
        if whole_bsn {
            row.insert(1, Cell::Text(client.bsn.clone()));
        }
        row
    };
    let rows: Vec<Vec<Cell>> = report.clients.iter().map(row).collect();
    table(sheet, "Caseload", &columns, &rows, looks)
}

fn differences(sheet: &mut Worksheet, report: &Report, looks: &Looks) -> Result<()> {
    let columns = [
        Column("Cliënt", 24.0),
        Column("Wat", 28.0),
        Column("Telt nu", 34.0),
        Column("Staat in", 44.0),
        Column("Staat ook", 34.0),
        Column("Staat in", 44.0),
        Column("Even nieuw", 12.0),
    ];
    let place = |side: &crate::report::view::action::Side| match &side.place {
        Some(place) => format!("{}, {place}", side.file),
        None => side.file.clone(),
    };
    let mut rows = Vec::new();
    for client in &report.clients {
        for difference in &client.differences {
            let Some((counts, others)) = difference.sides.split_first() else { continue };
            rows.extend(others.iter().map(|other| {
                vec![
                    Cell::Text(Some(client.name.clone())),
                    Cell::Text(Some(difference.label.clone())),
                    Cell::Text(Some(counts.text.clone())),
                    Cell::Text(Some(place(counts))),
                    Cell::Text(Some(other.text.clone())),
                    Cell::Text(Some(place(other))),
                    Cell::Text(difference.tied.then(|| "ja".to_owned())),
                ]
            }));
        }
    }
    table(sheet, "Verschillen", &columns, &rows, looks)
}

/// A sheet with a frozen head, filters, and a print that fits the width of A4 across.
fn table(sheet: &mut Worksheet, name: &str, columns: &[Column], rows: &[Vec<Cell>], looks: &Looks) -> Result<()> {
    sheet.set_name(name)?;
    sheet.set_row_height(0, 32)?;
    for (n, Column(heading, width)) in (0..).zip(columns) {
        sheet.set_column_width(n, *width)?;
        sheet.write_with_format(0, n, *heading, &looks.head)?;
    }
    for (r, row) in (1..).zip(rows) {
        sheet.set_row_height(r, LINE * f64::from(lines(row, columns)))?;
        for (c, cell) in (0..).zip(row) {
            write(sheet, r, c, cell, looks)?;
        }
    }
    let last = u16::try_from(columns.len().saturating_sub(1))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, u32::try_from(rows.len())?.max(1), last)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// The height of a line of text, in points.
const LINE: f64 = 15.0;

/// How many lines the longest text of a row takes in its column: not every program makes a row as high as its text.
fn lines(row: &[Cell], columns: &[Column]) -> u8 {
    let of = |(cell, Column(_, width)): (&Cell, &Column)| match cell {
        Cell::Text(Some(text)) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "widths are small")]
            let room = (width * 1.05) as usize;
            u8::try_from(text.chars().count().div_ceil(room.max(1))).unwrap_or(u8::MAX)
        }
        _ => 1,
    };
    row.iter().zip(columns).map(of).max().unwrap_or(1).clamp(1, 20)
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, looks: &Looks) -> Result<()> {
    match cell {
        // A text that begins as a formula is a text: nothing a form says is ever reckoned with.
        Cell::Text(Some(text)) => {
            sheet.write_string_with_format(row, column, text, &looks.text)?;
        }
        Cell::Date(Some(date)) => match ExcelDateTime::parse_from_str(date) {
            Ok(day) if date.len() == 10 => {
                sheet.write_with_format(row, column, &day, &looks.date)?;
            }
            _ => {
                // a month or a year is no day: in words, as the report says it
                let words = Date::from_iso(date).map_or_else(|| date.clone(), long_date);
                sheet.write_string_with_format(row, column, words, &looks.text)?;
            }
        },
        #[expect(clippy::cast_precision_loss, reason = "minutes are far below 2^52")]
        Cell::Hours(Some(minutes)) => {
            sheet.write_with_format(row, column, *minutes as f64 / 60.0, &looks.hours)?;
        }
        Cell::Number(n) => {
            sheet.write_with_format(row, column, u32::try_from(*n)?, &looks.text)?;
        }
        Cell::Text(None) | Cell::Date(None) | Cell::Hours(None) => {}
    }
    Ok(())
}
