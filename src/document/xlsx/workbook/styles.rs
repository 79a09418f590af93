//! What the styles of a workbook say of a cell: how its number is shown, whether it is struck out or a check box.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::file::package::Package;
use crate::document::filling::constraints::NumberShape;
use crate::document::spreadsheet::format_words::FormatWords;
use crate::document::spreadsheet::number_format::Shows;
use crate::document::spreadsheet::precision::Precision;
use crate::document::text_document::symbol_font;
use crate::document::xlsx::workbook::colors::{BLACK, Color, WHITE, color};
use crate::document::xlsx::workbook::dxf::Dxf;
use crate::document::xml;
use crate::finding::Finding;
use crate::text::content::Content;

/// What one cell style says.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellStyle {
    pub shows: Shows,
    pub struck: bool,
    /// The symbol font that draws what stands in the cell.
    pub symbol: Option<&'static str>,
    pub check_box: bool,
    pub like: NumberShape,
    pub precision: Precision,
    /// Which of the words of formats stand beside its number.
    words: Option<usize>,
    /// May be filled in on a protected sheet.
    pub unlocked: bool,
    pub letters: FontFormat,
    /// Nobody sees what stands in the cell: letters of the colour of its fill, or of a point.
    pub unseen: bool,
    /// What lies behind its letters is white.
    pub on_white: bool,
    /// Its letters are black.
    pub black: bool,
}

/// How the text of a cell is set.
#[derive(Clone, Copy, Debug, Default)]
pub struct FontFormat {
    /// Broken into lines.
    pub wraps: bool,
    /// In points; 0 where nothing says it.
    pub size: f32,
}

/// The cell styles by number.
#[derive(Debug, Default)]
pub struct Styles {
    looks: Vec<CellStyle>,
    codes: HashMap<u32, (Shows, NumberShape, Precision)>,
    /// The format of each, and its words.
    words: Vec<(u32, FormatWords)>,
    struck_fonts: Vec<bool>,
    symbols: Vec<Option<&'static str>>,
    sizes: Vec<f32>,
    /// Of each font its colour, and of each fill; none where it cannot be told.
    colors: Vec<Option<Color>>,
    fills: Vec<Option<Color>>,
    /// Borders that cross their cell from corner to corner.
    crossing: Vec<bool>,
    /// What conditions may make of a cell, by their number.
    pub dxfs: Vec<Dxf>,
}

/// The size of letters where the workbook says none.
const USUAL_SIZE: f32 = 11.0;

/// Which list of the part is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Fonts,
    Fills,
    Borders,
    Cells,
    Conditions,
}

impl Styles {
    /// Reads the part, where the workbook has one.
    pub fn read(zipped: &mut Package, part: Option<&str>) -> Result<Self, Finding> {
        let mut styles = Self::default();
        if let Some(part) = part
            && let Some(text) = zipped.text_if_any(part)?
        {
            styles.take(&text);
        }
        Ok(styles)
    }

    /// What the style with this number says.
    pub fn look(&self, style: usize) -> CellStyle {
        self.looks.get(style).copied().unwrap_or_default()
    }

    /// A stored number as a cell of this look shows it, with the words of its format.
    pub fn content(&self, look: CellStyle, n: f64, since_1904: bool) -> Content {
        let shown = look.precision.scaled(look.shows.content(n, since_1904));
        match look.words.and_then(|at| self.words.get(at)) {
            Some((_, words)) => words.around(shown),
            None => shown,
        }
    }

    /// The size of the letters by whose digits the widths of columns are counted.
    pub fn base(&self) -> f32 {
        self.sizes.first().copied().unwrap_or(USUAL_SIZE)
    }

    fn take(&mut self, text: &str) {
        let mut reader = xml::reader(text);
        let mut within = Within::Nothing;
        let conditions = text.contains("dxfs");
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                    "fonts" => within = Within::Fonts,
                    "fills" => within = Within::Fills,
                    "borders" => within = Within::Borders,
                    "cellXfs" => within = Within::Cells,
                    "dxfs" => within = Within::Conditions,
                    name => self.tag(within, name, &tag),
                },
                Ok(Event::Empty(tag)) => self.tag(within, tag.local_name().as_ref(), &tag),
                Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                    "cellXfs" if !conditions => break,
                    "dxfs" => break,
                    "cellXfs" | "fonts" | "fills" | "borders" => within = Within::Nothing,
                    _ => {}
                },
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }

    fn tag(&mut self, within: Within, name: &str, tag: &BytesStart<'_>) {
        match (within, name) {
            (Within::Nothing, "numFmt") => {
                if let Some((id, code)) = xml::number(tag, "numFmtId").zip(xml::attr(tag, "formatCode")) {
                    let shows = Shows::by_code(&code);
                    let (like, precision) = (NumberShape::of(Some(&code), shows), Precision::by_code(&code));
                    self.codes.insert(id, (shows, like, precision));
                    self.words.extend(FormatWords::by_code(&code).map(|words| (id, words)));
                }
            }
            (Within::Fonts, "font") => {
                self.struck_fonts.push(false);
                self.symbols.push(None);
                self.sizes.push(USUAL_SIZE);
                self.colors.push(Some(BLACK));
            }
            (Within::Fonts, "color") => {
                if let Some(font) = self.colors.last_mut() {
                    *font = color(tag, BLACK);
                }
            }
            (Within::Fills, "fill") => self.fills.push(None),
            (Within::Fills, "patternFill") => {
                if let Some(fill) = self.fills.last_mut() {
                    *fill = xml::attr(tag, "patternType").is_none_or(|kind| kind == "none").then_some(WHITE);
                }
            }
            (Within::Fills, "fgColor") => {
                // a solid fill has the colour of its foreground; what a pattern mixes is not told
                if let Some(fill) = self.fills.last_mut().filter(|fill| fill.is_none()) {
                    *fill = color(tag, BLACK);
                }
            }
            (Within::Borders, "border") => {
                let crosses = |name: &str| xml::flag(tag, name) == Some(true);
                self.crossing.push(crosses("diagonalUp") || crosses("diagonalDown"));
            }
            (Within::Borders, "diagonal") => {
                if let Some(crossing) = self.crossing.last_mut() {
                    *crossing &= xml::attr(tag, "style").is_some_and(|style| style != "none");
                }
            }
            (Within::Fonts, "sz") => {
                if let Some((size, said)) = self.sizes.last_mut().zip(xml::number::<f32>(tag, "val")) {
                    *size = said.clamp(1.0, 409.0);
                }
            }
            (Within::Fonts, "name") => {
                if let Some(font) = self.symbols.last_mut() {
                    *font = xml::attr(tag, "val").and_then(|name| symbol_font::named(&name));
                }
            }
            (Within::Fonts, "strike") => {
                if let Some(font) = self.struck_fonts.last_mut() {
                    *font = xml::flag(tag, "val").unwrap_or(true);
                }
            }
            (Within::Cells, "xf") => self.cell_format(tag),
            // Its bag is only looked at where a boolean stands in the cell: of what a bag can say of a cell, the check
            // box is the one thing that Excel has defined.
            (Within::Cells, "xfComplement") => {
                if let Some(look) = self.looks.last_mut() {
                    look.check_box = true;
                    look.like = NumberShape::Tick;
                }
            }
            (Within::Cells, "alignment") => {
                if let Some(look) = self.looks.last_mut() {
                    look.letters.wraps = xml::flag(tag, "wrapText") == Some(true);
                }
            }
            (Within::Cells, "protection") => {
                if let Some(look) = self.looks.last_mut() {
                    look.unlocked = xml::flag(tag, "locked") == Some(false);
                }
            }
            (Within::Conditions, "dxf") => self.dxfs.push(Dxf::default()),
            (Within::Conditions, name) => {
                if let Some(dxf) = self.dxfs.last_mut() {
                    dxf.take(name, tag);
                }
            }
            _ => {}
        }
    }

    /// What one format of cells says, put together of its font, its fill, its border and its number format.
    fn cell_format(&mut self, tag: &BytesStart<'_>) {
        let [id, font, fill, border] = xml::attrs(tag, ["numFmtId", "fontId", "fillId", "borderId"]);
        let numbered = |said: Option<Cow<'_, str>>| said.and_then(|said| said.trim().parse::<usize>().ok());
        let fill = self.fills.get(numbered(fill).unwrap_or(0)).cloned().unwrap_or(Some(WHITE));
        let crossed = self.crossing.get(numbered(border).unwrap_or(0)).copied().unwrap_or(false);
        let id = id.and_then(|id| id.trim().parse().ok()).unwrap_or(0);
        let font: usize = font.and_then(|font| font.trim().parse().ok()).unwrap_or(0);
        let (shows, like, precision) = self.codes.get(&id).copied().unwrap_or_else(|| built_in(id));
        let struck = crossed || self.struck_fonts.get(font).copied().unwrap_or(false);
        let symbol = self.symbols.get(font).copied().flatten();
        let size = self.sizes.get(font).copied().unwrap_or(USUAL_SIZE);
        let letters = FontFormat { wraps: false, size };
        let on_white = fill.as_ref() == Some(&WHITE);
        let letters_color = self.colors.get(font).cloned().unwrap_or(Some(BLACK));
        let black = letters_color.as_ref() == Some(&BLACK);
        let unseen = size <= 1.0 || letters_color.is_some() && letters_color == fill;
        let words = self.words.iter().position(|(format, _)| *format == id);
        self.looks.push(CellStyle {
            shows,
            struck,
            symbol,
            like,
            precision,
            words,
            letters,
            unseen,
            on_white,
            black,
            ..CellStyle::default()
        });
    }
}

/// What a format that Excel has built in shows.
fn built_in(id: u32) -> (Shows, NumberShape, Precision) {
    let shows = Shows::built_in(id);
    let code = match id {
        0 => None,
        49 => Some("@"),
        _ => Some("0"),
    };
    (shows, NumberShape::of(code, shows), Precision::built_in(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_fonts_and_check_boxes_are_told() {
        let mut styles = Styles::default();
        styles.take(
            "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/></numFmts>\
             <fonts><font/><font><b/><strike/></font><font><strike val=\"0\"/></font></fonts>\
             <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\" fontId=\"1\"/><xf numFmtId=\"14\" fontId=\"2\">\
             <extLst><ext><xfpb:xfComplement i=\"0\"/></ext></extLst></xf></cellXfs>\
             <cellStyles/></styleSheet>",
        );
        let looks: Vec<_> = (0..4).map(|i| styles.look(i)).map(|l| (l.shows, l.struck, l.check_box)).collect();
        assert_eq!(
            looks,
            [
                (Shows::Number, false, false),
                (Shows::Clock, true, false),
                (Shows::Day, false, true),
                (Shows::Number, false, false)
            ]
        );
    }
}
