//! A form as a workbook of Excel: drop-downs, checks with Dutch messages, and a print that fits A4.

use anyhow::Result;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, utility::column_number_to_name,
};

use crate::harmonise::layout::Layout;

use super::colours::{ACCENT, GREY, INK, LINE, PALE};
use super::sheet::{CellLook, LAST, NumberShape, Sheet, SheetCell, WIDTHS};
use super::sheet_rules::{CellLimit, CellRule, TITLE};

fn colour(hex: &str) -> Color {
    Color::RGB(u32::from_str_radix(hex, 16).unwrap_or(0))
}

fn font(size: f64, hex: &str) -> Format {
    let format = Format::new().set_font_name("Arial").set_font_size(size).set_font_color(colour(hex));
    format.set_text_wrap().set_align(FormatAlign::VerticalCenter).set_align(FormatAlign::Left)
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(colour(LINE))
}

fn format(look: CellLook) -> Format {
    let pale = |format: Format| boxed(format).set_background_color(colour(PALE));
    match look {
        CellLook::Title => font(20.0, ACCENT).set_bold(),
        CellLook::Intro => font(10.5, GREY),
        CellLook::How => font(9.0, GREY),
        CellLook::Privacy => font(9.0, ACCENT),
        CellLook::Part => font(13.0, "FFFFFF").set_bold().set_background_color(colour(ACCENT)),
        CellLook::Help => font(9.0, GREY).set_italic(),
        CellLook::Block => font(11.0, ACCENT).set_bold().set_background_color(colour(PALE)),
        CellLook::Column => pale(font(10.0, ACCENT)).set_bold(),
        CellLook::Question => pale(font(10.0, INK)),
        CellLook::CoreQuestion => pale(font(10.0, INK)).set_bold(),
        CellLook::Room => boxed(font(10.0, INK)),
        CellLook::Prose => boxed(font(10.5, "000000")).set_unlocked().set_align(FormatAlign::Top),
        CellLook::Answer(shape) => {
            let format = boxed(font(10.5, "000000")).set_unlocked();
            match shape {
                NumberShape::AsTyped => format,
                NumberShape::Letters => format.set_num_format("@"),
                NumberShape::Date => format.set_num_format("dd-mm-yyyy"),
                NumberShape::Hours => format.set_num_format("0.00"),
                NumberShape::Euro => format.set_num_format("\"€\" #,##0.00"),
            }
        }
    }
}

fn put(sheet: &mut Worksheet, row: u32, cell: &SheetCell) -> Result<()> {
    let format = format(cell.look);
    if cell.cols > 1 {
        sheet.merge_range(row, cell.col, row, cell.col + cell.cols - 1, &cell.text, &format)?;
    } else if cell.text.is_empty() {
        sheet.write_blank(row, cell.col, &format)?;
    } else {
        sheet.write_string_with_format(row, cell.col, &cell.text, &format)?;
    }
    if let Some(rule) = &cell.rule {
        let address = format!("{}{}", column_number_to_name(cell.col), row + 1);
        sheet.add_data_validation(row, cell.col, row, cell.col, &validation(rule, &address)?)?;
    }
    Ok(())
}

fn validation(rule: &CellRule, address: &str) -> Result<DataValidation> {
    let new = DataValidation::new();
    let made = match rule.limit.as_ref().map(|(limit, _)| limit) {
        None => new,
        Some(CellLimit::Listed { column, count }) => {
            let letter = column_number_to_name(*column);
            new.allow_list_formula(Formula::new(format!("=Lijsten!${letter}$1:${letter}${count}")))
        }
        Some(CellLimit::Date) => {
            let [first, last] = [ExcelDateTime::from_ymd(1900, 1, 1)?, ExcelDateTime::from_ymd(2100, 12, 31)?];
            new.allow_date(DataValidationRule::Between(first, last))
        }
        Some(CellLimit::Digits(count)) => {
            let formula = format!("=AND(LEN({address})={count},ISNUMBER(VALUE({address})))");
            new.allow_custom(Formula::new(formula))
        }
        Some(CellLimit::Decimal(most)) => new.allow_decimal_number(DataValidationRule::Between(0.0, *most)),
        Some(CellLimit::Whole(most)) => new.allow_whole_number(DataValidationRule::Between(0, *most)),
    };
    let made = made.set_error_style(DataValidationErrorStyle::Warning).set_error_title(TITLE)?;
    let made = match &rule.limit {
        Some((_, message)) => made.set_error_message(message)?,
        None => made,
    };
    Ok(if rule.help.is_empty() { made } else { made.set_input_title(&rule.title)?.set_input_message(&rule.help)? })
}

/// The workbook.
pub(super) fn blank(layout: &Layout) -> Result<Vec<u8>> {
    let form = Sheet::of(layout);
    let mut book = Workbook::new();
    // So that columns are as wide where Calibri is not installed.
    book.set_default_format(&Format::new().set_font_name("Arial").set_font_size(10), 17, 64)?;
    // A day of its own would make every run another file.
    let made = ExcelDateTime::from_ymd(2025, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(&layout.title).set_author("eenvorm").set_creation_datetime(&made),
    );
    let sheet = book.add_worksheet();
    sheet.set_name(&layout.sheet)?;
    for (row, content) in (0..).zip(&form.rows) {
        content.cells.iter().try_for_each(|cell| put(sheet, row, cell))?;
        sheet.set_row_height(row, content.height)?;
    }
    for (col, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    let breaks: Vec<u32> = (0..).zip(&form.rows).filter(|(_, row)| row.turns).map(|(at, _)| at).collect();
    let last = u32::try_from(form.rows.len()).unwrap_or(1).saturating_sub(1);
    sheet.set_screen_gridlines(false).set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.55, 0.55, 0.6, 0.7, 0.3, 0.3);
    sheet.set_print_area(0, 0, last, LAST)?;
    sheet.set_page_breaks(&breaks)?;
    sheet.set_footer(format!("&L&8{}&R&8Pagina &P van &N", layout.foot));
    let lists = book.add_worksheet();
    lists.set_name("Lijsten")?.set_hidden(true);
    for (col, words) in (0..).zip(&form.lists) {
        for (row, word) in (0..).zip(words) {
            lists.write_string(row, col, word)?;
        }
    }
    Ok(book.save_to_buffer()?)
}
