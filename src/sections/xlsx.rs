//! The tables of a comparison as a workbook: a sheet a table, with a heading that stays and filters.

use anyhow::{Context as _, Result};
use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet};

use crate::output::cell::is_formula;
use crate::output::destination::Output;
use crate::output::eenvorm_workbook;

use crate::sections::table::{Cell, Section, Table};

/// The longest text that a cell of a workbook can hold.
const MOST_CHARS: usize = 32_767;

/// How cells look.
struct Looks {
    head: Format,
    text: Format,
    quoted: Format,
}

/// Writes the workbook.
pub fn write(sections: &[Section], mut output: Output) -> Result<()> {
    let looks = looks();
    let mut book = eenvorm_workbook::new();
    notes(book.add_worksheet().set_name("toelichting")?, sections, &looks)
        .context("writing the sheet `toelichting`")?;
    for table in sections.iter().flat_map(|section| &section.tables) {
        let doing = || format!("writing the sheet `{}`", table.id);
        let sheet = book.add_worksheet().set_name(table.id).with_context(doing)?;
        fill(sheet, table, &looks).with_context(doing)?;
    }
    output.whole(|file| Ok(book.save_to_writer(file)?))?;
    output.finish()
}

fn looks() -> Looks {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_text_wrap();
    Looks { head, quoted: text.clone().set_quote_prefix(), text }
}

/// What each section says, how it is measured and what it does not say.
fn notes(sheet: &mut Worksheet, sections: &[Section], looks: &Looks) -> Result<()> {
    sheet.set_column_width(0, 26)?.set_column_width(1, 12)?.set_column_width(2, 110)?;
    for (at, name) in (0_u16..).zip(["Onderdeel", "Cijfer", "Wat het zegt, en wat niet"]) {
        sheet.write_string_with_format(0, at, name, &looks.head)?;
    }
    let mut row = 1;
    let mut line = |title: &str, figure: &str, text: &str| -> Result<()> {
        for (at, text) in (0_u16..).zip([title, figure, text]) {
            set(sheet, row, at, &Cell::text(text), looks)?;
        }
        row += 1;
        Ok(())
    };
    for section in sections {
        line(section.title, "", &section.lead)?;
        line("", "", &section.limits)?;
        section.points.iter().try_for_each(|point| line("", &point.figure, &point.told))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    printed(sheet)
}

/// On paper as wide as the sheet, with the heading on each page.
fn printed(sheet: &mut Worksheet) -> Result<()> {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn fill(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<()> {
    for (at, column) in (0_u16..).zip(&table.columns) {
        let name =
            column.title.as_ref().map_or_else(|| column.name.clone(), |title| format!("{} {title}", column.name));
        sheet.set_column_width(at, f64::from(width(table, usize::from(at))))?;
        sheet.write_string_with_format(0, at, &name, &looks.head)?;
    }
    for (at, row) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            set(sheet, at, column, cell, looks)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    if let (Ok(rows), Ok(columns)) = (u32::try_from(table.rows.len()), u16::try_from(table.columns.len()))
        && columns > 0
    {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    printed(sheet)
}

fn set(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, looks: &Looks) -> Result<()> {
    if let Some(number) = cell.number {
        sheet.write_number_with_format(row, column, number, &looks.text)?;
        return Ok(());
    }
    let text: String = cell.text.chars().take(MOST_CHARS).collect();
    let look = if is_formula(&text) { &looks.quoted } else { &looks.text };
    sheet.write_string_with_format(row, column, &text, look)?;
    Ok(())
}

/// As wide as the widest cell, within reason.
fn width(table: &Table, column: usize) -> u16 {
    let cells = table.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.text.chars().count());
    let least = if table.matrix && column > 3 { 5 } else { 10 };
    u16::try_from(cells.max().unwrap_or(0).clamp(least, 60)).unwrap_or(60) + 2
}
