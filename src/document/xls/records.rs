//! What the records of an old workbook (xls) say beyond values: how numbers are shown, what is hidden or struck out.

use std::collections::{HashMap, HashSet};

use crate::document::file::compound_file::Cfb;
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::filling::formatting::{CellFormat, MOST, SheetFormat, fill_of};
use crate::document::spreadsheet::format_words::FormatWords;
use crate::document::spreadsheet::number_format::Shows;
use crate::document::spreadsheet::precision::Precision;
use crate::document::xls::conditional::{self, Conditions};
use crate::document::xls::decrypt::{self, Opened};
use crate::document::xls::far_cells::{self, OccupiedGrid};
use crate::document::xls::fonts::{self, Font};
use crate::document::xls::numbers::{half, word};
use crate::document::xls::rich_strings;
use crate::finding::Finding;
use crate::text::content::Content;
use crate::text::place::Spot;

/// The last row and column of an old workbook, plus one.
const ROWS: u32 = 65_536;
const COLS: u32 = 256;

/// What one sheet says of its cells.
#[derive(Debug, Default)]
pub struct SheetFormats {
    styles: HashMap<Spot, u16>,
    /// The styles of cells in which nothing stands.
    empty: Vec<(Spot, u16)>,
    protected: bool,
    formulas: HashSet<Spot>,
    /// Those that say something else on another day.
    renewing: HashSet<Spot>,
    /// Cells with letters of several fonts, by the number of their string.
    rich: HashMap<Spot, u32>,
    /// The same of workbooks before Excel 97, in which such a cell holds its text itself.
    runs: HashMap<Spot, Vec<(usize, u16)>>,
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    conditions: Conditions,
}

impl SheetFormats {
    /// Whether the cell is in a hidden row or column.
    pub fn hides(&self, spot: Spot) -> bool {
        self.hidden_rows.contains(&spot.row) || self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&spot.col))
    }

    /// Whether the cell is a formula.
    pub fn formula(&self, spot: Spot) -> bool {
        self.formulas.contains(&spot)
    }

    /// Whether the cell says something else on another day.
    pub fn renews(&self, spot: Spot) -> bool {
        self.renewing.contains(&spot)
    }

    fn record(&mut self, kind: u16, data: &[u8]) {
        let Some(spot) = half(data, 0).zip(half(data, 2)).map(|(row, col)| Spot { row: row.into(), col: col.into() })
        else {
            return;
        };
        match kind {
            conditional::CELLS | conditional::RULE => self.conditions.record(kind, data),
            0x00BE => {
                let styles = data.get(4..data.len().saturating_sub(2)).unwrap_or_default().chunks_exact(2);
                self.empty.extend(
                    (spot.col..).zip(styles).filter_map(|(col, style)| Some((Spot { col, ..spot }, half(style, 0)?))),
                );
            }
            0x0201 => self.empty.extend(half(data, 4).map(|style| (spot, style))),
            0x0012 => self.protected = spot.row != 0,
            0x0203 | 0x027E | 0x00FD | 0x0204 | 0x00D6 | 0x0006 => {
                self.styles.extend(half(data, 4).map(|style| (spot, style)));
                if kind == 0x0006 && !truth(data) {
                    self.formulas.insert(spot);
                }
                if kind == 0x0006 && asks_today(data) {
                    self.renewing.insert(spot);
                }
                if kind == 0x00D6 {
                    self.runs.extend(rich_strings::of_cell(data).map(|runs| (spot, runs)));
                }
                if kind == 0x00FD {
                    self.rich.extend(word(data, 6).map(|string| (spot, string)));
                }
            }
            0x00BD => {
                for (col, part) in (spot.col..).zip(data.get(4..).unwrap_or_default().chunks_exact(6)) {
                    self.styles.extend(half(part, 0).map(|style| (Spot { col, ..spot }, style)));
                }
            }
            0x0208 if half(data, 12).is_some_and(|flags| flags & 0x20 != 0) => drop(self.hidden_rows.insert(spot.row)),
            0x007D if half(data, 8).is_some_and(|flags| flags & 1 != 0) => {
                self.hidden_columns.push((spot.row, spot.col));
            }
            _ => {}
        }
    }
}

/// What a workbook says of its cells, sheet by sheet in their order.
#[derive(Debug, Default)]
pub struct Biff {
    pub sheets: Vec<SheetFormats>,
    styles: Vec<Style>,
    fonts: Vec<Font>,
    palette: Vec<u32>,
    /// The strings with letters of several fonts, by their number: from which letter on there is which.
    rich: HashMap<u32, Vec<(usize, u16)>>,
}

/// What one style of cells says.
#[derive(Debug, Default)]
struct Style {
    shows: Shows,
    precision: Precision,
    /// The words of its format.
    words: Option<FormatWords>,
    font: usize,
    struck: bool,
    /// Letters of the colour of the cell, or of a point.
    unseen: bool,
    on_white: bool,
    /// The colours of the letters and of what lies behind them; none where a pattern mixes it.
    letters: u32,
    ground: Option<u32>,
}

impl Biff {
    /// Walks the records; none where the file is no workbook at all.
    pub fn read(source: &Source, limits: &Limits) -> Result<Self, Finding> {
        let stream = stream(source, limits)?;
        let mut globals = Globals::default();
        for (kind, data) in records(&stream).take_while(|(kind, _)| *kind != 0x000A) {
            globals.record(kind, data);
        }
        let mut biff = Self { rich: rich_strings::of(records(&stream)), ..Self::default() };
        biff.styles = globals.styles.iter().map(|style| globals.style(style)).collect();
        biff.fonts = std::mem::take(&mut globals.fonts);
        biff.palette = std::mem::take(&mut globals.palette);
        for at in globals.sheets {
            let mut looks = SheetFormats::default();
            let part = usize::try_from(at).ok().and_then(|at| stream.get(at..)).unwrap_or_default();
            for (kind, data) in records(part).take_while(|(kind, _)| *kind != 0x000A) {
                looks.record(kind, data);
            }
            looks.rich.retain(|_, string| biff.rich.contains_key(string));
            biff.sheets.push(looks);
        }
        Ok(biff)
    }

    fn style(&self, sheet: &SheetFormats, spot: Spot) -> Option<&Style> {
        self.styles.get(usize::from(*sheet.styles.get(&spot)?))
    }

    /// How the number in this cell is shown.
    pub fn shows(&self, sheet: &SheetFormats, spot: Spot) -> Shows {
        self.style(sheet, spot).map(|style| style.shows).unwrap_or_default()
    }

    /// What is seen in this cell of what it holds: with the words that its format prints, struck out, chosen by letters that
    /// stand out, divided by a thousand; and whether nobody sees it.
    pub fn shown(&self, sheet: &SheetFormats, spot: Spot, content: Content) -> Shown {
        let white = fonts::colour(fonts::WHITE, &self.palette);
        let usual = Style { on_white: true, ground: Some(white), ..Style::default() };
        let style = self.style(sheet, spot).unwrap_or(&usual);
        let is_text = content.as_text().is_some();
        let mut shown = Shown { hides: style.unseen, ..Shown::default() };
        shown.hides |= if is_text { style.precision.hides_text } else { style.precision.hides };
        shown.in_thousands = matches!(content, Content::Number(_)) && style.precision.thousands > 0;
        let colours = (style.letters, style.ground);
        let changed = sheet.conditions.effect((spot, &content), colours, &self.palette);
        let shared = || sheet.rich.get(&spot).and_then(|string| self.rich.get(string));
        let runs = sheet.runs.get(&spot).or_else(shared);
        let content = style.precision.scaled(content);
        let content = style.words.as_ref().map_or(content.clone(), |words| words.around(content));
        shown.content = match (content, runs) {
            (content, _) if style.struck || changed.strikes => content.struck(),
            (Content::Text(text), Some(runs)) => {
                let rich = fonts::rich(&text, (style.font, runs), &self.fonts, style.on_white);
                // each letter has a font of its own, and that of the cell is of none of them
                shown.hides = rich.hides || style.precision.hides_text;
                shown.beside = rich.beside;
                Content::Text(rich.text.into())
            }
            (content, _) => content,
        };
        shown.hides |= changed.hides;
        shown.in_doubt = changed.doubt;
        shown
    }
}

/// What is seen of a cell.
#[derive(Debug, Default)]
pub struct Shown {
    pub content: Content,
    pub hides: bool,
    /// Letters that nobody sees stand beside others.
    pub beside: bool,
    pub in_thousands: bool,
    /// Whether it is hidden or struck out under a condition cannot be told.
    pub in_doubt: bool,
}

/// What the cells look like, sheet by sheet in their order.
pub fn formatting(source: &Source) -> Result<Vec<(Option<String>, SheetFormat)>, Finding> {
    let stream = stream(source, &Limits::default())?;
    let mut globals = Globals::default();
    for (kind, data) in records(&stream).take_while(|(kind, _)| *kind != 0x000A) {
        globals.record(kind, data);
    }
    let bold = |font: u16| globals.fonts.get(fonts::position(font)).is_some_and(|font| font.bold);
    let styles: Vec<CellFormat> =
        globals.formats.iter().map(|(font, format)| CellFormat { bold: bold(*font), ..*format }).collect();
    let sheet = |at: &u32| {
        let mut looks = SheetFormats::default();
        let part = usize::try_from(*at).ok().and_then(|at| stream.get(at..)).unwrap_or_default();
        records(part).take_while(|(kind, _)| *kind != 0x000A).for_each(|(kind, data)| looks.record(kind, data));
        let all = looks.styles.into_iter().chain(looks.empty).take(MOST);
        let cells = all.filter_map(|(spot, style)| Some((spot, *styles.get(usize::from(style))?)));
        (None, SheetFormat { cells: cells.collect(), protected: looks.protected })
    };
    Ok(globals.sheets.iter().map(sheet).collect())
}

/// Lines, background and lock of a style.
fn format_of(data: &[u8]) -> CellFormat {
    let lines = half(data, 10).unwrap_or(0);
    let sides = (0..4).filter(|side| lines >> (side * 4) & 0xF != 0).count();
    let pattern = word(data, 14).unwrap_or(0) >> 26;
    let colour = half(data, 18).unwrap_or(0) & 0x7F;
    CellFormat {
        lines: u8::try_from(sides).unwrap_or(4),
        fill: if pattern == 0 { 0 } else { fill_of(&colour.to_string()) },
        bold: false,
        unlocked: half(data, 4).is_some_and(|flags| flags & 1 == 0),
    }
}

/// Refuses a workbook whose sheets claim to be larger than a sheet can be: damage that would ask for all memory.
pub fn check(source: &Source, limits: &Limits) -> Result<(), Finding> {
    let stream = stream(source, limits)?;
    let whole = |at| move |data: &[u8]| half(data, at).map(u32::from);
    let claims = |data: &[u8]| match data.len() {
        10 => Some([whole(0)(data)?, whole(2)(data)?, whole(4)(data)?, whole(6)(data)?]),
        _ => Some([word(data, 0)?, word(data, 4)?, whole(8)(data)?, whole(10)(data)?]),
    };
    let too_far = |data: &[u8]| {
        claims(data).is_none_or(|[top, rows, left, cols]| rows > ROWS || cols > COLS || top > rows || left > cols)
    };
    if records(&stream).any(|(kind, data)| kind == 0x0200 && too_far(data)) {
        return Err(Finding::new("damaged"));
    }
    Ok(())
}

/// The stream of records.
fn stream(source: &Source, limits: &Limits) -> Result<Vec<u8>, Finding> {
    let damaged = || Finding::new("damaged");
    let mut cfb = source.reader().ok().and_then(Cfb::open).ok_or_else(damaged)?;
    let name = if cfb.has("Workbook") { "Workbook" } else { "Book" };
    let mut stream = cfb.stream(name, limits.part).ok_or_else(damaged)?;
    match decrypt::open(&mut stream) {
        Opened::Closed => Err(Finding::new("encrypted")),
        Opened::Plain | Opened::Decrypted => Ok(stream),
    }
}

/// The workbook as calamine can read it, where it cannot as it is: its records made plain, where Excel encrypted it with its
/// default password, and cells that stand far apart moved together, by the number of their sheet.
pub fn copy(source: &Source, limits: &Limits) -> Option<(Source, HashMap<usize, OccupiedGrid>)> {
    let mut cfb = source.reader().ok().and_then(Cfb::open)?;
    let name = if cfb.has("Workbook") { "Workbook" } else { "Book" };
    let mut stream = cfb.stream(name, limits.part)?;
    let opened = decrypt::open(&mut stream) == Opened::Decrypted;
    let mut globals = Globals::default();
    records(&stream).take_while(|(kind, _)| *kind != 0x000A).for_each(|(kind, data)| globals.record(kind, data));
    let begins = globals.sheets.iter().enumerate();
    let closers: HashMap<usize, OccupiedGrid> = begins
        .filter_map(|(nth, at)| Some((nth, far_cells::closed_up(&mut stream, usize::try_from(*at).ok()?)?)))
        .collect();
    if !opened && closers.is_empty() {
        return None;
    }
    Some((Source::bytes(source.name(), cfb.with_stream(name, &stream)?), closers))
}

/// What stands before the sheets.
#[derive(Default)]
struct Globals {
    codes: HashMap<u16, Shows>,
    /// The words that formats print beside a number.
    words: HashMap<u16, FormatWords>,
    precisions: HashMap<u16, Precision>,
    /// The font, the number format, the fill and whether a border crosses the cells of each style.
    styles: Vec<(u16, u16, Option<u16>, bool)>,
    fonts: Vec<Font>,
    /// Colours of the workbook's own, from the eighth.
    palette: Vec<u32>,
    /// The font of each style, and what the style looks like.
    formats: Vec<(u16, CellFormat)>,
    sheets: Vec<u32>,
}

impl Globals {
    fn record(&mut self, kind: u16, data: &[u8]) {
        match kind {
            0x0031 => self.fonts.push(Font::of(data)),
            0x0092 => self.palette = data.get(2..).unwrap_or_default().chunks_exact(4).map(fonts::rgb).collect(),
            0x041E => {
                if let Some((id, code)) = half(data, 0).zip(code(data)) {
                    self.codes.insert(id, Shows::by_code(&code));
                    self.precisions.insert(id, Precision::by_code(&code));
                    self.words.extend(FormatWords::by_code(&code).map(|words| (id, words)));
                }
            }
            0x00E0 => {
                let font_and_format = half(data, 0).zip(half(data, 2));
                let (fill, crossed) = (fonts::fill(data), fonts::is_crossed(data));
                self.styles.extend(font_and_format.map(|(font, format)| (font, format, fill, crossed)));
                self.formats.extend(half(data, 0).map(|font| (font, format_of(data))));
            }
            0x0085 if data.get(5) == Some(&0) => self.sheets.extend(word(data, 0)),
            _ => {}
        }
    }
}

impl Globals {
    /// What a style says, put together of its font, its fill and its number format.
    fn style(&self, (font, format, fill, crossed): &(u16, u16, Option<u16>, bool)) -> Style {
        let number = fonts::position(*font);
        let font = self.fonts.get(number).copied().unwrap_or_default();
        let letters = fonts::colour(font.colour, &self.palette);
        let ground = fill.map(|fill| fonts::colour(fill, &self.palette));
        Style {
            shows: self.codes.get(format).copied().unwrap_or_else(|| Shows::built_in((*format).into())),
            precision: self.precisions.get(format).copied().unwrap_or_else(|| Precision::built_in((*format).into())),
            words: self.words.get(format).cloned(),
            font: number,
            struck: font.struck || *crossed,
            unseen: font.is_tiny() || ground == Some(letters),
            on_white: ground == Some(fonts::colour(fonts::WHITE, &self.palette)),
            letters,
            ground,
        }
    }
}

/// The tokens of a formula.
fn tokens(formula: &[u8]) -> Option<&[u8]> {
    half(formula, 20).and_then(|len| formula.get(22..22 + usize::from(len)))
}

/// Whether a formula has the function for today or for this moment.
fn asks_today(formula: &[u8]) -> bool {
    let is = |token: &[u8]| matches!(token, [0x21 | 0x41 | 0x61, 221 | 74, 0]);
    tokens(formula).is_some_and(|tokens| tokens.windows(3).any(is))
}

/// Whether a formula is nothing but WAAR or ONWAAR, as `LibreOffice` writes a boolean.
fn truth(formula: &[u8]) -> bool {
    matches!(tokens(formula), Some([0x1D, _] | [0x21 | 0x41, 34 | 35, 0] | [0x22 | 0x42, 0, 34 | 35, 0]))
}

/// A number format's code.
fn code(data: &[u8]) -> Option<String> {
    let letters = data.get(5..)?;
    let wide = data[4] & 1 == 1 && usize::from(half(data, 2)?) * 2 <= letters.len();
    // Before BIFF8 the length took one byte and there were no flags.
    let short = usize::from(data[2]) == data.len() - 3;
    let letters = if short { data.get(3..)? } else { letters };
    if wide && !short {
        let units: Vec<u16> = letters.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
        return Some(String::from_utf16_lossy(&units));
    }
    Some(letters.iter().map(|letter| char::from(*letter)).collect())
}

/// Kind and data of each record, as far as the stream goes.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, len) = half(stream, at).zip(half(stream, at + 2))?;
        let data = stream.get(at + 4..at + 4 + usize::from(len))?;
        at += 4 + usize::from(len);
        Some((kind, data))
    })
}
