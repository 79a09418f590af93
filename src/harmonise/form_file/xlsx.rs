//! A form as a workbook: drop-downs, checks with Dutch messages, and a print that fits A4.

use std::collections::BTreeMap;

use anyhow::Result;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet,
};

use crate::harmonise::layout::{FormQuestion, Layout, Row};
use crate::record::schema::Kind;

use super::colours::{ACCENT, GREY, INK, LINE, PALE};
use super::plain;

/// The middle two are together as wide as the first, so that two halves can stand beside it too.
const WIDTHS: [f64; 5] = [23.0, 25.0, 11.5, 11.5, 25.0];
const LAST: u16 = 4;
/// The rows of the sheet on a page, about: a part that begins lower begins a page of its own.
const PAGE: f64 = 780.0;

/// The one sheet, from top to bottom.
struct Page {
    sheet: Worksheet,
    row: u32,
    /// How far down the page, in points.
    down: f64,
    breaks: Vec<u32>,
    /// The lists of words that drop-downs take, by their place on the hidden sheet.
    lists: BTreeMap<Vec<String>, u16>,
}

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

impl Page {
    fn put(&mut self, col: u16, cols: u16, text: &str, format: &Format) -> Result<()> {
        if cols > 1 {
            self.sheet.merge_range(self.row, col, self.row, col + cols - 1, text, format)?;
        } else if text.is_empty() {
            self.sheet.write_blank(self.row, col, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, col, text, format)?;
        }
        Ok(())
    }

    fn next(&mut self, height: f64) -> Result<()> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.down += height;
        Ok(())
    }

    /// Begins a page where so much does not fit on this one.
    fn room(&mut self, height: f64) {
        if self.down + height > PAGE && self.row > 0 {
            self.breaks.push(self.row);
            self.down = 0.0;
        }
    }

    fn line(&mut self, text: &str, height: f64, format: &Format) -> Result<()> {
        self.put(0, LAST + 1, text, format)?;
        self.next(height)
    }

    fn label(&mut self, col: u16, cols: u16, ask: &FormQuestion) -> Result<()> {
        let format = boxed(font(10.0, INK)).set_background_color(colour(PALE));
        let format = if ask.schema().core { format.set_bold() } else { format };
        self.put(col, cols, &ask.shown(), &format)
    }

    fn heading(&mut self, col: u16, cols: u16, text: &str) -> Result<()> {
        let format = boxed(font(10.0, ACCENT)).set_background_color(colour(PALE)).set_bold();
        self.put(col, cols, text, &format)
    }

    fn answer(&mut self, ask: &FormQuestion, col: u16, cols: u16, top: bool) -> Result<()> {
        let format = boxed(font(10.5, "000000")).set_unlocked();
        let format = if top { format.set_align(FormatAlign::Top) } else { format };
        let format = match number_format(ask.kind()) {
            Some(shape) => format.set_num_format(shape),
            None => format,
        };
        self.put(col, cols, "", &format)?;
        if let Some(rule) = self.rule(ask, col) {
            self.sheet.add_data_validation(self.row, col, self.row, col, &rule)?;
        }
        Ok(())
    }

    /// What may be typed, and what is said when it is not: a warning, not a wall, as `n.v.t.` and `volgt` are answers
    /// too.
    fn rule(&mut self, ask: &FormQuestion, col: u16) -> Option<DataValidation> {
        let words: Vec<String> = ask.printed().into_iter().map(str::to_owned).collect();
        let cell = format!("{}{}", char::from(b'A' + u8::try_from(col).unwrap_or(0)), self.row + 1);
        let new = DataValidation::new;
        let (rule, error) = match ask.kind() {
            _ if !words.is_empty() => {
                let (column, count) = (self.list(&words), words.len());
                let letter = rust_xlsxwriter::utility::column_number_to_name(column);
                let formula = Formula::new(format!("=Lijsten!${letter}$1:${letter}${count}"));
                (new().allow_list_formula(formula), "Kies een van de antwoorden uit de lijst.".to_owned())
            }
            Kind::Date => {
                let custom = Formula::new(format!("=AND(ISNUMBER({cell}),{cell}>0,{cell}<73051)"));
                (new().allow_custom(custom), "Typ een datum: dag-maand-jaar, bijvoorbeeld 01-09-2025.".to_owned())
            }
            Kind::Bsn => {
                let custom = Formula::new(format!("=AND(LEN({cell})=9,ISNUMBER(VALUE({cell})))"));
                (
                    new().allow_custom(custom),
                    "Een burgerservicenummer heeft negen cijfers. Staat er een nul vooraan, dan hoort die erbij."
                        .to_owned(),
                )
            }
            Kind::Kvk => {
                let custom = Formula::new(format!("=AND(LEN({cell})=8,ISNUMBER(VALUE({cell})))"));
                (new().allow_custom(custom), "Een KvK-nummer heeft acht cijfers.".to_owned())
            }
            Kind::Percentage => (
                new().allow_decimal_number(DataValidationRule::Between(0.0, 100.0)),
                "Typ een getal van 0 tot 100, zonder %.".to_owned(),
            ),
            Kind::Number => {
                (new().allow_whole_number(DataValidationRule::Between(0, 9999)), "Typ een heel getal.".to_owned())
            }
            Kind::Hours => (
                new().allow_decimal_number(DataValidationRule::Between(0.0, 9999.0)),
                "Typ een aantal uren, bijvoorbeeld 12,5.".to_owned(),
            ),
            _ => return None,
        };
        let rule = rule.set_error_style(DataValidationErrorStyle::Warning).set_error_title("Klopt dit?").ok()?;
        let rule = rule.set_error_message(error).ok()?;
        let title: String = ask.label.chars().take(32).collect();
        if ask.help.is_empty() {
            return Some(rule);
        }
        rule.set_input_title(title).and_then(|rule| rule.set_input_message(&ask.help)).ok()
    }

    fn list(&mut self, words: &[String]) -> u16 {
        let next = u16::try_from(self.lists.len()).unwrap_or(u16::MAX);
        *self.lists.entry(words.to_vec()).or_insert(next)
    }

    fn rows(&mut self, rows: &[Row]) -> Result<()> {
        rows.iter().try_for_each(|row| self.set(row))
    }

    fn set(&mut self, row: &Row) -> Result<()> {
        match row {
            Row::Pair(asks) => self.pair(asks),
            Row::Prose(ask, lines) => self.prose(ask, *lines),
            Row::Match { subjects, sides } => {
                let spans = [(1, 2), (3, 2)];
                self.room(20.0 + 72.0 * 2.0);
                self.heading(0, 1, "Onderwerp")?;
                for ((col, cols), side) in spans.into_iter().zip(sides) {
                    self.heading(col, cols, side)?;
                }
                self.next(20.0)?;
                for subject in subjects {
                    self.heading(0, 1, &subject.label)?;
                    for ((col, cols), field) in spans.into_iter().zip([&subject.left, &subject.right]) {
                        self.answer(&plain(field.clone(), &subject.label), col, cols, true)?;
                    }
                    self.next(72.0)?;
                }
                Ok(())
            }
            Row::Goals { count, rows } => {
                for n in 1..=*count {
                    self.room(26.0 + height(rows));
                    let format = font(11.0, ACCENT).set_bold().set_background_color(colour(PALE));
                    self.line(&format!("Doel {n}"), 20.0, &format)?;
                    self.rows(&numbered(rows, n))?;
                    self.next(6.0)?;
                }
                Ok(())
            }
            Row::Sign { signers, signed } => self.sign(signers, signed),
            Row::Table { columns, count, .. } => self.table(columns, *count),
        }
    }

    fn pair(&mut self, asks: &[FormQuestion]) -> Result<()> {
        let (left, right) = (asks.first(), asks.get(1));
        if let Some(left) = left {
            self.label(0, 1, left)?;
            self.answer(left, 1, if right.is_some() { 1 } else { LAST }, false)?;
        }
        if let Some(right) = right {
            self.label(2, 2, right)?;
            self.answer(right, 4, 1, false)?;
        }
        let longest = asks.iter().map(|ask| ask.shown().chars().count()).max().unwrap_or(0);
        self.next(match longest {
            0..=23 => 21.0,
            24..=46 => 30.0,
            _ => 43.0,
        })
    }

    fn prose(&mut self, ask: &FormQuestion, lines: u32) -> Result<()> {
        let high = 15.5 * f64::from(lines) + 4.0;
        self.room(17.0 + high);
        let long = ask.shown().chars().count() > 23;
        self.label(0, if long { 2 } else { 1 }, ask)?;
        let (col, cols) = if long { (2, 3) } else { (1, LAST) };
        self.put(col, cols, &ask.help, &font(9.0, GREY).set_italic())?;
        self.next(if ask.help.chars().count() > 60 && long { 26.0 } else { 17.0 })?;
        self.answer(ask, 0, LAST + 1, true)?;
        self.next(high)
    }

    fn sign(&mut self, signers: &[(String, String)], signed: &[(String, String)]) -> Result<()> {
        let spans = [(1, 1), (2, 2), (4, 1)];
        self.room(20.0 + 22.0 * 2.0 + 60.0);
        self.heading(0, 1, "")?;
        for ((col, cols), (_, text)) in spans.into_iter().zip(signers) {
            self.heading(col, cols, text)?;
        }
        self.next(20.0)?;
        for (what, label) in signed {
            self.heading(0, 1, label)?;
            for ((col, cols), (who, _)) in spans.into_iter().zip(signers) {
                self.answer(&plain(format!("ondertekening.{who}_{what}"), label), col, cols, false)?;
            }
            self.next(22.0)?;
        }
        self.heading(0, 1, "Handtekening")?;
        for (col, cols) in spans.into_iter().take(signers.len()) {
            self.put(col, cols, "", &boxed(font(10.0, INK)))?;
        }
        self.next(60.0)
    }

    fn table(&mut self, columns: &[FormQuestion], count: usize) -> Result<()> {
        for (col, ask) in (0..).zip(columns) {
            self.heading(col, 1, &ask.label)?;
        }
        self.next(30.0)?;
        for _ in 0..count {
            for (col, ask) in (0..).zip(columns) {
                self.answer(ask, col, 1, false)?;
            }
            self.next(20.0)?;
        }
        Ok(())
    }
}

/// The rows of one goal, with its number.
pub(super) fn numbered(rows: &[Row], n: usize) -> Vec<Row> {
    let of_row = |row: &Row| match row {
        Row::Pair(asks) => Row::Pair(asks.iter().map(|ask| ask.numbered(n)).collect()),
        Row::Prose(ask, lines) => Row::Prose(ask.numbered(n), *lines),
        other => other.clone(),
    };
    rows.iter().map(of_row).collect()
}

/// About how high rows are, in points.
fn height(rows: &[Row]) -> f64 {
    let of_row = |row: &Row| match row {
        Row::Pair(_) => 21.0,
        Row::Prose(_, lines) => 21.0 + 15.5 * f64::from(*lines),
        _ => 100.0,
    };
    rows.iter().map(of_row).sum()
}

fn number_format(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Date => Some("dd-mm-yyyy"),
        Kind::Bsn | Kind::Kvk | Kind::Phone => Some("@"),
        Kind::Hours => Some("0.00"),
        Kind::Money => Some("\"€\" #,##0.00"),
        _ => None,
    }
}

/// The workbook.
pub(super) fn blank(layout: &Layout) -> Result<Vec<u8>> {
    let mut sheet = Worksheet::new();
    sheet.set_name("Formulier")?;
    let mut page = Page { sheet, row: 0, down: 0.0, breaks: Vec::new(), lists: BTreeMap::new() };
    page.line(&layout.title, 32.0, &font(20.0, ACCENT).set_bold())?;
    page.line(&layout.intro, 28.0, &font(10.5, GREY))?;
    page.line(&layout.how, 28.0, &font(9.0, GREY))?;
    page.line(&layout.privacy, 28.0, &font(9.0, ACCENT))?;
    for (n, part) in (1..).zip(&layout.parts) {
        page.next(8.0)?;
        page.room(47.0 + height(&part.rows[..part.rows.len().min(4)]));
        let band = font(13.0, "FFFFFF").set_bold().set_background_color(colour(ACCENT));
        page.line(&format!("{n}. {}", part.title), 22.0, &band)?;
        if !part.help.is_empty() {
            page.line(&part.help, 17.0, &font(9.0, GREY).set_italic())?;
        }
        page.rows(&part.rows)?;
    }
    finish(page, layout)
}

fn finish(mut page: Page, layout: &Layout) -> Result<Vec<u8>> {
    for (col, width) in (0..).zip(WIDTHS) {
        page.sheet.set_column_width(col, width)?;
    }
    page.sheet.set_screen_gridlines(false).set_freeze_panes(1, 0)?;
    page.sheet.set_paper_size(9).set_portrait().set_print_fit_to_pages(1, 0);
    page.sheet.set_margins(0.55, 0.55, 0.6, 0.7, 0.3, 0.3);
    page.sheet.set_print_area(0, 0, page.row - 1, LAST)?;
    page.sheet.set_page_breaks(&page.breaks)?;
    page.sheet.set_footer(format!("&L&8{}&R&8Pagina &P van &N", layout.foot));
    let mut lists = Worksheet::new();
    lists.set_name("Lijsten")?.set_hidden(true);
    for (words, col) in &page.lists {
        for (row, word) in (0..).zip(words) {
            lists.write_string(row, *col, word)?;
        }
    }
    let mut book = Workbook::new();
    let properties = rust_xlsxwriter::DocProperties::new().set_title(&layout.title).set_author("eenvorm");
    book.set_properties(&properties);
    book.push_worksheet(page.sheet);
    book.push_worksheet(lists);
    Ok(book.save_to_buffer()?)
}
