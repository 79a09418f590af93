//! One table of the workbook, continued on a next sheet where one is full.

use anyhow::Result;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::output::cell::{canonical, is_formula, ymd};
use crate::output::columns::Cell;
use crate::output::xlsx::styles::Styles;
use crate::record::answer::Answer;
use crate::record::value::{Reading, Value};

/// A column of a fixed table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heading {
    pub(crate) label: &'static str,
    pub(crate) id: &'static str,
    /// In characters.
    pub(crate) width: u16,
}

impl Heading {
    pub(crate) fn titles(self) -> (String, String, u16) {
        (self.label.to_owned(), self.id.to_owned(), self.width)
    }
}

/// How many rows a sheet can hold.
const MAX_ROWS: u32 = 1_048_576;
/// How many UTF-16 units a cell can hold.
const MAX_CELL_CHARS: usize = 32_767;

/// A table on as many sheets as it needs.
pub(crate) struct Sheet {
    title: String,
    /// Label, id and width of each column.
    columns: Vec<(String, String, u16)>,
    /// The sheets that are full, then the one that is being filled.
    sheets: Vec<Worksheet>,
    /// The next row; 0 before the headings.
    next: u32,
    cut: u64,
}

impl Sheet {
    pub(crate) fn new(title: &str, columns: Vec<(String, String, u16)>, book: &mut Workbook) -> Result<Self> {
        let sheets = vec![book.new_worksheet_with_constant_memory()?];
        Ok(Self { title: title.to_owned(), columns, sheets, next: 0, cut: 0 })
    }

    /// Begins the next row.
    pub(crate) fn row<'a>(&'a mut self, book: &mut Workbook, styles: &'a Styles) -> Result<Row<'a>> {
        if self.next == MAX_ROWS {
            self.close()?;
            self.sheets.push(book.new_worksheet_with_constant_memory()?);
            self.next = 0;
        }
        if self.next == 0 {
            self.head(styles)?;
        }
        let row = self.next;
        self.next += 1;
        let Some(sheet) = self.sheets.last_mut() else { anyhow::bail!("a table without a sheet") };
        Ok(Row { sheet, styles, at: row, col: 0, cut: &mut self.cut })
    }

    /// Labels, ids, widths and panes of the sheet that is being filled.
    fn head(&mut self, styles: &Styles) -> Result<()> {
        let number = self.sheets.len();
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        sheet.set_name(if number == 1 { self.title.clone() } else { format!("{} ({number})", self.title) })?;
        sheet.set_freeze_panes(2, 0)?;
        for (col, (_, _, width)) in (0..).zip(&self.columns) {
            sheet.set_column_width(col, *width)?;
        }
        for (col, (label, _, _)) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, col, label, &styles.label)?;
        }
        for (col, (_, id, _)) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(1, col, id, &styles.id)?;
        }
        self.next = 2;
        Ok(())
    }

    /// The filter, once the rows are known.
    fn close(&mut self) -> Result<()> {
        let last = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.autofilter(1, 0, self.next.max(2) - 1, last)?;
        }
        Ok(())
    }

    /// Hands the sheets to the workbook; says how many texts were cut.
    pub(crate) fn end(mut self, book: &mut Workbook) -> Result<u64> {
        if self.next == 0 {
            self.head(&Styles::new())?;
        }
        self.close()?;
        for sheet in self.sheets {
            book.push_worksheet(sheet);
        }
        Ok(self.cut)
    }
}

/// A row, filled from left to right.
pub(crate) struct Row<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    at: u32,
    col: u16,
    cut: &'a mut u64,
}

impl Row<'_> {
    pub(crate) fn number(&mut self, n: u64) -> Result<()> {
        self.sheet.write_number(self.at, self.col, n.to_f64().unwrap_or_default())?;
        self.col += 1;
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<()> {
        self.put(text, None)?;
        self.col += 1;
        Ok(())
    }

    /// The values of a cell, or the words that stand in their place.
    pub(crate) fn answers(&mut self, cell: Cell) -> Result<()> {
        match cell {
            [] => {}
            [one] => match &one.reading {
                Reading::Value(value) => self.value(value)?,
                Reading::NonAnswer(_) | Reading::AsWritten => self.words(&one.text)?,
            },
            several => self.put(&joined(several), None)?,
        }
        self.col += 1;
        Ok(())
    }

    fn value(&mut self, value: &Value) -> Result<()> {
        let (row, col, styles) = (self.at, self.col, self.styles);
        let typed = match value {
            Value::Number(n) => n.to_f64().map(|n| (n, None)),
            Value::Decimal(n) => n.to_f64().map(|n| (n, None)),
            Value::Hours(minutes) => minutes.to_f64().map(|n| (n / 60.0, Some(&styles.hours))),
            Value::Percentage(n) => {
                let format = if n.is_integer() { &styles.percentage } else { &styles.fraction };
                n.to_f64().map(|n| (n / 100.0, Some(format)))
            }
            Value::Money(cents) => cents.to_f64().map(|n| (n / 100.0, Some(&styles.money))),
            Value::Time(minutes) => Some((f64::from(*minutes) / 1440.0, Some(&styles.time))),
            Value::Date(_) => return self.date(value),
            _ => None,
        };
        match typed {
            Some((n, Some(format))) => self.sheet.write_number_with_format(row, col, n, format)?,
            Some((n, None)) => self.sheet.write_number(row, col, n)?,
            None => return self.put(&shown(value), None),
        };
        Ok(())
    }

    /// A day as a date, where it is known and Excel counts that far back; else as text.
    fn date(&mut self, value: &Value) -> Result<()> {
        let day = ymd(value).and_then(|(y, m, d)| Some((u16::try_from(y).ok().filter(|y| *y >= 1900)?, m, d)));
        let Some((year, month, day)) = day else { return self.put(&shown(value), None) };
        let date = ExcelDateTime::from_ymd(year, month, day)?;
        self.sheet.write_datetime_with_format(self.at, self.col, &date, &self.styles.date)?;
        Ok(())
    }

    fn words(&mut self, text: &str) -> Result<()> {
        let format = if is_formula(text) { &self.styles.quoted_words } else { &self.styles.words };
        self.put(text, Some(format))
    }

    /// Text, cut where a cell can hold no more.
    fn put(&mut self, text: &str, format: Option<&Format>) -> Result<()> {
        let fitting = fitting(text);
        *self.cut += u64::from(fitting.len() < text.len());
        match format.or_else(|| is_formula(text).then_some(&self.styles.quoted)) {
            Some(format) => self.sheet.write_string_with_format(self.at, self.col, fitting, format)?,
            None if text.is_empty() => return Ok(()),
            None => self.sheet.write_string(self.at, self.col, fitting)?,
        };
        Ok(())
    }
}

/// The values of a field that takes several.
fn joined(several: &[Answer]) -> String {
    let texts = several.iter().map(|answer| match &answer.reading {
        Reading::Value(value) => shown(value),
        Reading::NonAnswer(_) | Reading::AsWritten => answer.text.to_string(),
    });
    texts.collect::<Vec<_>>().join(" | ")
}

/// As a Dutch reader of the workbook sees it.
fn shown(value: &Value) -> String {
    if let Value::YesNo(yes) = value {
        return if *yes { "ja" } else { "nee" }.to_owned();
    }
    let mut bytes = Vec::new();
    canonical(value, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// As much of the text as a cell can hold.
fn fitting(text: &str) -> &str {
    if text.len() <= MAX_CELL_CHARS {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MAX_CELL_CHARS
    });
    end.map_or(text, |(at, _)| &text[..at])
}
