//! A form as an OpenDocument spreadsheet: what the workbook of Excel has, for who works with LibreOffice.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use anyhow::Result;
use rust_xlsxwriter::utility::column_number_to_name;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::document::xml::patch::escape;
use crate::harmonise::layout::Layout;

use super::ods_styles::{HEAD, cell_style, cell_styles, content_type, look_styles, manifest, meta, settings};
use super::sheet::{LAST, Sheet, SheetCell, SheetRow, WIDTHS};
use super::sheet_rules::{CellLimit, CellRule, TITLE};

/// The content, from top to bottom.
struct OdsContent<'a> {
    sheet: &'a str,
    rows: String,
    row_styles: String,
    validations: Vec<String>,
}

impl OdsContent<'_> {
    fn row(&mut self, at: usize, row: &SheetRow) {
        let turn = if row.turns { "page" } else { "auto" };
        let _ = write!(
            self.row_styles,
            "<style:style style:name=\"ro{at}\" style:family=\"table-row\"><style:table-row-properties \
             style:row-height=\"{:.2}pt\" fo:break-before=\"{turn}\" style:use-optimal-row-height=\"false\"/></style:style>",
            row.height
        );
        let _ = write!(self.rows, "<table:table-row table:style-name=\"ro{at}\">");
        let mut col = 0;
        for cell in &row.cells {
            self.skip(cell.col.saturating_sub(col));
            self.cell(at, cell);
            col = cell.col + cell.cols;
        }
        self.skip((LAST + 1).saturating_sub(col));
        self.rows.push_str("</table:table-row>");
    }

    /// Columns of the row that hold nothing.
    fn skip(&mut self, columns: u16) {
        if columns > 0 {
            let _ = write!(self.rows, "<table:table-cell table:number-columns-repeated=\"{columns}\"/>");
        }
    }

    fn cell(&mut self, row: usize, cell: &SheetCell) {
        let style = cell_style(cell.look);
        let rule = cell.rule.as_ref().map_or_else(String::new, |rule| self.validation(rule, row, cell.col));
        let span = match cell.cols {
            1 => String::new(),
            cols => format!(" table:number-columns-spanned=\"{cols}\" table:number-rows-spanned=\"1\""),
        };
        let _ = write!(self.rows, "<table:table-cell table:style-name=\"{style}\"{rule}{span}");
        match cell.text.as_str() {
            "" => self.rows.push_str("/>"),
            text => {
                let _ = write!(
                    self.rows,
                    " office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escape(text)
                );
            }
        }
        for _ in 1..cell.cols {
            let _ = write!(self.rows, "<table:covered-table-cell table:style-name=\"{style}\"/>");
        }
    }

    /// The attribute of a cell that names its rule.
    fn validation(&mut self, rule: &CellRule, row: usize, col: u16) -> String {
        let name = format!("val{}", self.validations.len() + 1);
        let address = format!("{}{}", column_number_to_name(col), row + 1);
        let mut made = format!("<table:content-validation table:name=\"{name}\"");
        if let Some((limit, _)) = &rule.limit {
            let condition = escape(&condition(limit, &address));
            let _ = write!(
                made,
                " table:condition=\"{condition}\" table:allow-empty-cell=\"true\" table:display-list=\"unsorted\""
            );
        }
        let _ = write!(made, " table:base-cell-address=\"{}.{address}\">", escape(self.sheet));
        if !rule.help.is_empty() {
            let _ = write!(
                made,
                "<table:help-message table:title=\"{}\" table:display=\"true\"><text:p>{}</text:p></table:help-message>",
                escape(&rule.title),
                escape(&rule.help)
            );
        }
        let (shown, said) = match &rule.limit {
            Some((_, message)) => (true, format!("<text:p>{}</text:p>", escape(message))),
            None => (false, String::new()),
        };
        let _ = write!(
            made,
            "<table:error-message table:message-type=\"warning\" table:title=\"{TITLE}\" table:display=\"{shown}\">{said}\
             </table:error-message></table:content-validation>"
        );
        self.validations.push(made);
        format!(" table:content-validation-name=\"{name}\"")
    }
}

/// What may be typed, as a formula.
fn condition(limit: &CellLimit, address: &str) -> String {
    match limit {
        CellLimit::Listed { column, count } => {
            let letter = column_number_to_name(*column);
            format!("of:cell-content-is-in-list([$Lijsten.${letter}$1:.${letter}${count}])")
        }
        CellLimit::Date => {
            "of:cell-content-is-date() and cell-content-is-between(DATE(1900;1;1);DATE(2100;12;31))".into()
        }
        CellLimit::Digits(count) => {
            format!("of:is-true-formula(AND(LEN([.{address}])={count};ISNUMBER(VALUE([.{address}]))))")
        }
        CellLimit::Decimal(most) => {
            format!("of:cell-content-is-decimal-number() and cell-content-is-between(0;{most})")
        }
        CellLimit::Whole(most) => format!("of:cell-content-is-whole-number() and cell-content-is-between(0;{most})"),
    }
}

/// The lists, each in a column of a sheet of its own.
fn lists(lists: &[Vec<String>]) -> String {
    let columns = lists.len().max(1);
    let mut out = format!(
        "<table:table table:name=\"Lijsten\" table:style-name=\"hidden\"><table:table-column \
         table:number-columns-repeated=\"{columns}\"/>"
    );
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0).max(1);
    for row in 0..longest {
        out.push_str("<table:table-row>");
        for list in lists {
            out.push_str(&match list.get(row) {
                Some(word) => format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escape(word)
                ),
                None => "<table:table-cell/>".to_owned(),
            });
        }
        if lists.is_empty() {
            out.push_str("<table:table-cell/>");
        }
        out.push_str("</table:table-row>");
    }
    out + "</table:table>"
}

fn content(layout: &Layout, form: &Sheet) -> String {
    let sheet = layout.sheet.as_str();
    let mut all = OdsContent { sheet, rows: String::new(), row_styles: String::new(), validations: Vec::new() };
    form.rows.iter().enumerate().for_each(|(at, row)| all.row(at, row));
    // A character of Arial 10 is 7 pixels wide at 96 a inch, and a column has 5 beside them.
    let points = |width: &f64| (width * 7.0 + 5.0) * 0.75;
    let column_styles: String = (0..)
        .zip(&WIDTHS)
        .map(|(at, width): (usize, _)| {
            format!(
                "<style:style style:name=\"co{at}\" style:family=\"table-column\"><style:table-column-properties \
                 style:column-width=\"{:.2}pt\"/></style:style>",
                points(width)
            )
        })
        .collect();
    let columns: String =
        (0..WIDTHS.len()).map(|at| format!("<table:table-column table:style-name=\"co{at}\"/>")).collect();
    let last = column_number_to_name(LAST);
    format!(
        "{HEAD}<office:document-content {}><office:automatic-styles>{column_styles}{}{}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:content-validations>{}</table:content-validations>\
         <table:table table:name=\"{sheet}\" table:style-name=\"shown\" table:print-ranges=\"{sheet}.A1:{sheet}.{last}{}\">\
         {columns}{}</table:table>{}</office:spreadsheet></office:body></office:document-content>",
        content_type(),
        all.row_styles,
        cell_styles(),
        all.validations.concat(),
        form.rows.len(),
        all.rows,
        lists(&form.lists)
    )
}

/// The spreadsheet.
pub(super) fn blank(layout: &Layout) -> Result<Vec<u8>> {
    let form = Sheet::of(layout);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Its kind is told by the first bytes, so that part is first and not compressed.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("mimetype", plain)?;
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet")?;
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = [
        ("content.xml", content(layout, &form)),
        ("styles.xml", look_styles(&layout.foot)),
        ("meta.xml", meta(&layout.title)),
        ("settings.xml", settings(&layout.sheet)),
        ("META-INF/manifest.xml", manifest()),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
