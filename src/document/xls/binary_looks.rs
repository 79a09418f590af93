//! What the records of a binary workbook (xlsb) say beyond values: how numbers are shown, what is hidden, struck out, merged or
//! worked out.

use std::collections::{HashMap, HashSet};

use quick_xml::events::Event;

use crate::document::cells::model::Area;
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::spreadsheet::format_words::FormatWords;
use crate::document::spreadsheet::number_format::Shows;
use crate::document::spreadsheet::precision::Precision;
use crate::document::xls::binary_conditions::{self, Conditions, of_rows_and_columns};
use crate::document::xls::binary_records::{BLACK, OTHER, WHITE, color, records, wide};
use crate::document::xls::binary_strings;
use crate::document::xls::fonts::{self, Font, Rich};
use crate::document::xls::numbers::{half, word};
use crate::document::xml;
use crate::text::content::Content;
use crate::text::place::Spot;

/// Merged areas and hidden columns that are kept of one sheet: no form has as many.
const MOST: usize = 50_000;

/// One style of cells.
#[derive(Clone, Debug, Default)]
struct Style {
    shows: Shows,
    precision: Precision,
    words: Option<FormatWords>,
    struck: bool,
    /// Letters of the colour of the cell, or of a point.
    unseen: bool,
    font: usize,
    on_white: bool,
}

/// What a workbook says of its cells, by the names of its sheets.
#[derive(Debug, Default)]
pub(super) struct BinaryLooks {
    styles: Vec<Style>,
    fonts: Vec<Font>,
    /// Of each look of a condition, whether it hides or strikes out.
    conditional: Vec<bool>,
    /// Shared strings in several fonts.
    rich: HashMap<u32, Vec<(usize, u16)>>,
    sheets: HashMap<String, SheetLooks>,
}

/// What one sheet says of its cells.
#[derive(Debug, Default)]
pub(super) struct SheetLooks {
    styles: HashMap<Spot, u32>,
    /// The numbers of shared strings.
    strings: HashMap<Spot, u32>,
    conditions: Conditions,
    formulas: HashSet<Spot>,
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    pub(super) merged: Vec<Area>,
}

/// What is seen of a cell.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) content: Content,
    pub(super) hidden: bool,
    pub(super) formula: bool,
    pub(super) in_thousands: bool,
    /// Some letters are not seen, and left out.
    pub(super) beside: bool,
    /// A condition may hide it or strike it out.
    pub(super) in_doubt: bool,
}

impl BinaryLooks {
    /// Walks the records; a part that is missing or damaged says nothing, for its values are read elsewhere.
    pub(super) fn read(source: &Source, limits: &Limits) -> Self {
        let Ok(mut zipped) = Package::open(source, limits) else { return Self::default() };
        let part = |zipped: &mut Package, name: &str| zipped.bytes(name).unwrap_or_default();
        let styles = part(&mut zipped, "xl/styles.bin");
        let targets = targets(&zipped.text("xl/_rels/workbook.bin.rels").unwrap_or_default());
        let book = part(&mut zipped, "xl/workbook.bin");
        let mut looks = Styles::of(&styles);
        looks.rich = binary_strings::of(&part(&mut zipped, "xl/sharedStrings.bin"));
        for (_, data) in records(&book).filter(|(kind, _)| *kind == 156) {
            let Some((id, at)) = wide(data, 8) else { continue };
            let Some((name, _)) = wide(data, at) else { continue };
            let Some(target) = targets.get(&id) else { continue };
            let bytes = part(&mut zipped, target);
            looks.sheets.insert(name, SheetLooks::of(&bytes));
        }
        looks
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&SheetLooks> {
        self.sheets.get(name)
    }

    /// How the number in a cell is shown; none where the workbook does not say it.
    pub(super) fn shows(&self, sheet: Option<&SheetLooks>, spot: Spot) -> Option<Shows> {
        self.style(sheet, spot).map(|style| style.shows)
    }

    fn style(&self, sheet: Option<&SheetLooks>, spot: Spot) -> Option<&Style> {
        self.styles.get(usize::try_from(*sheet?.styles.get(&spot)?).ok()?)
    }

    /// What is seen in a cell of what it holds.
    pub(super) fn seen(&self, sheet: Option<&SheetLooks>, spot: Spot, content: Content) -> Seen {
        let usual = Style::default();
        let style = self.style(sheet, spot).unwrap_or(&usual);
        let by_format = if content.as_text().is_some() { style.precision.hides_text } else { style.precision.hides };
        let in_thousands = matches!(content, Content::Number(_)) && style.precision.thousands > 0;
        let content = style.precision.scaled(content);
        let content = style.words.as_ref().map_or(content.clone(), |words| words.around(content));
        let (content, (unseen, beside)) = match self.rich(sheet, spot, &content, style) {
            _ if style.struck => (content.struck(), (style.unseen, false)),
            Some(rich) => (Content::Text(rich.text.into()), (rich.hides, rich.beside)),
            None => (content, (style.unseen, false)),
        };
        let hidden = unseen || by_format || sheet.is_some_and(|sheet| sheet.hides(spot));
        let in_doubt = sheet.is_some_and(|sheet| sheet.conditions.may_hide(spot, &self.conditional));
        let formula = sheet.is_some_and(|sheet| sheet.formulas.contains(&spot));
        Seen { content, hidden, formula, in_thousands, beside, in_doubt }
    }

    /// A text in several fonts, as it is seen.
    fn rich(&self, sheet: Option<&SheetLooks>, spot: Spot, content: &Content, style: &Style) -> Option<Rich> {
        let runs = self.rich.get(sheet?.strings.get(&spot)?)?;
        Some(fonts::rich(content.as_text()?, (style.font, runs), &self.fonts, style.on_white))
    }
}

impl SheetLooks {
    fn of(bytes: &[u8]) -> Self {
        let mut looks = Self::default();
        let mut row = 0;
        for (kind, data) in records(bytes) {
            match kind {
                0 => {
                    row = word(data, 0).unwrap_or(row);
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        looks.hidden_rows.insert(row);
                    }
                }
                1..=11 => {
                    let Some((col, style)) = word(data, 0).zip(word(data, 4)) else { continue };
                    let spot = Spot { row, col };
                    looks.styles.insert(spot, style & 0x00FF_FFFF);
                    if kind == 7 {
                        looks.strings.extend(word(data, 8).map(|number| (spot, number)));
                    }
                    if kind >= 8 {
                        looks.formulas.insert(spot);
                    }
                }
                60 if half(data, 16).is_some_and(|flags| flags & 1 != 0) && looks.hidden_columns.len() < MOST => {
                    looks.hidden_columns.extend(word(data, 0).zip(word(data, 4)));
                }
                binary_conditions::CELLS => looks.conditions.cells(data),
                binary_conditions::RULE => looks.conditions.rule(data),
                176 if looks.merged.len() < MOST => looks.merged.extend(merged(data)),
                _ => {}
            }
        }
        looks
    }

    fn hides(&self, spot: Spot) -> bool {
        self.hidden_rows.contains(&spot.row) || self.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&spot.col))
    }
}

fn merged(data: &[u8]) -> Option<Area> {
    of_rows_and_columns(data).filter(|area| area.from != area.to)
}

/// What the styles are made of, while they are read.
#[derive(Default)]
struct Styles {
    formats: HashMap<u16, String>,
    /// Whether letters are struck out or of a point, and their colour.
    fonts: Vec<(bool, bool, u32)>,
    /// The colours of cells; none where a pattern mixes it.
    fills: Vec<Option<u32>>,
}

impl Styles {
    fn of(bytes: &[u8]) -> BinaryLooks {
        let (mut parts, mut looks, mut of_cells) = (Self::default(), BinaryLooks::default(), false);
        for (kind, data) in records(bytes) {
            match kind {
                44 => parts.formats.extend(half(data, 0).zip(wide(data, 2).map(|(code, _)| code))),
                43 => {
                    let struck = half(data, 2).is_some_and(|flags| flags & 8 != 0);
                    let tiny = half(data, 0).is_some_and(|height| (1..=20).contains(&height));
                    let colour = color(data.get(12..20).unwrap_or_default(), BLACK);
                    parts.fonts.push((struck, tiny, colour));
                    looks.fonts.push(Font::of_binary(data, colour));
                }
                45 => parts.fills.push(match word(data, 0) {
                    Some(0) | None => Some(WHITE),
                    Some(1) => Some(color(data.get(4..12).unwrap_or_default(), WHITE)),
                    Some(_) => None,
                }),
                617 => of_cells = true,
                618 => of_cells = false,
                47 if of_cells => looks.styles.push(parts.style(data)),
                binary_conditions::LOOK => looks.conditional.push(binary_conditions::hides(data)),
                _ => {}
            }
        }
        looks
    }

    fn style(&self, data: &[u8]) -> Style {
        let at = |n| half(data, n).unwrap_or(0);
        let (format, font, fill) = (at(2), usize::from(at(4)), usize::from(at(6)));
        let (struck, tiny, letters) = self.fonts.get(font).copied().unwrap_or_default();
        let ground = self.fills.get(fill).copied().unwrap_or(Some(WHITE));
        let unseen = tiny || ground == Some(letters) && letters < OTHER;
        let (shows, precision, words) = match self.formats.get(&format) {
            Some(code) => (Shows::by_code(code), Precision::by_code(code), FormatWords::by_code(code)),
            None => (Shows::built_in(format.into()), Precision::built_in(format.into()), None),
        };
        Style { shows, precision, words, struck, unseen, font, on_white: ground == Some(WHITE) }
    }
}

/// Where each relation of the workbook leads, as the name of a part.
fn targets(rels: &str) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut reader = xml::reader(rels);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "Relationship" => {
                let [id, target] = xml::attrs(&tag, ["Id", "Target"]);
                if let Some((id, target)) = id.zip(target) {
                    let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                    found.insert(id.into_owned(), part);
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}
