//! Borders, fills and locks of the cells of a workbook.

use quick_xml::events::{BytesStart, Event};

use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::document::filling::formatting::{CellFormat, MOST, SheetFormat, fill_of};
use crate::document::xlsx::sheet::sheet_around_rows::address;
use crate::document::xlsx::workbook::Workbook;
use crate::document::xml;
use crate::finding::Finding;

/// Each sheet by its name.
pub fn read(source: &Source) -> Result<Vec<(Option<String>, SheetFormat)>, Finding> {
    let limits = Limits::default();
    let mut zipped = Package::open(source, &limits)?;
    let workbook = Workbook::read(&mut zipped)?;
    let styles = match &workbook.styles {
        Some(part) => zipped.text_if_any(part)?.map(|text| cell_styles(&text)).unwrap_or_default(),
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    for sheet in &workbook.sheets {
        if let Some(part) = &sheet.part {
            sheets.push((Some(sheet.name.clone()), cells(&zipped.text(part)?, &styles)));
        }
    }
    Ok(sheets)
}

/// The cells of one sheet that are written down with a style that shows.
fn cells(text: &str, styles: &[CellFormat]) -> SheetFormat {
    let mut sheet = SheetFormat::default();
    let mut reader = xml::reader(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "c" if sheet.cells.len() < MOST => {
                    let [at, style] = xml::attrs(&tag, ["r", "s"]);
                    let style: usize = style.and_then(|style| style.parse().ok()).unwrap_or(0);
                    let format = styles.get(style).copied().unwrap_or_default();
                    sheet.cells.extend(at.and_then(|at| address(&at)).map(|spot| (spot, format)));
                }
                "sheetProtection" => sheet.protected = xml::flag(&tag, "sheet") != Some(false),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    sheet
}

/// What stands before the cell styles in the part, read so far.
#[derive(Default)]
struct Parts {
    list: String,
    bold: Vec<bool>,
    fills: Vec<u32>,
    lines: Vec<u8>,
    styles: Vec<CellFormat>,
}

/// The cell styles by number.
fn cell_styles(text: &str) -> Vec<CellFormat> {
    let mut reader = xml::reader(text);
    let mut parts = Parts::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                name @ ("fonts" | "fills" | "borders" | "cellXfs") => name.clone_into(&mut parts.list),
                name => parts.tag(name, &tag),
            },
            Event::Empty(tag) => parts.tag(tag.local_name().as_ref(), &tag),
            Event::End(tag) => match tag.local_name().as_ref() {
                "fonts" | "fills" | "borders" => parts.list.clear(),
                "cellXfs" => break,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    parts.styles
}

impl Parts {
    fn tag(&mut self, name: &str, tag: &BytesStart<'_>) {
        match (self.list.as_str(), name) {
            ("fonts", "font") => self.bold.push(false),
            ("fonts", "b") => {
                let bold = xml::flag(tag, "val") != Some(false);
                self.bold.last_mut().into_iter().for_each(|last| *last = bold);
            }
            ("fills", "fill") => self.fills.push(0),
            ("fills", "patternFill") => {
                let none = xml::attr(tag, "patternType").is_none_or(|kind| matches!(&*kind, "none" | "gray125"));
                self.fills.last_mut().into_iter().for_each(|last| *last = u32::from(!none));
            }
            ("fills", "fgColor") => {
                let words = xml::attrs(tag, ["rgb", "theme", "indexed", "tint"]);
                let words = words.map(Option::unwrap_or_default).join(" ");
                self.fills.last_mut().into_iter().filter(|last| **last > 0).for_each(|last| *last = fill_of(&words));
            }
            ("borders", "border") => self.lines.push(0),
            ("borders", "left" | "right" | "top" | "bottom" | "start" | "end") => {
                let line = xml::attr(tag, "style").is_some_and(|style| style != "none");
                self.lines.last_mut().into_iter().for_each(|last| *last += u8::from(line));
            }
            ("cellXfs", "xf") => {
                let [font, fill, border] = xml::attrs(tag, ["fontId", "fillId", "borderId"])
                    .map(|id| id.and_then(|id| id.parse::<usize>().ok()).unwrap_or(0));
                self.styles.push(CellFormat {
                    lines: self.lines.get(border).copied().unwrap_or(0),
                    fill: self.fills.get(fill).copied().unwrap_or(0),
                    bold: self.bold.get(font).copied().unwrap_or(false),
                    unlocked: false,
                });
            }
            ("cellXfs", "protection") => {
                let unlocked = xml::flag(tag, "locked") == Some(false);
                self.styles.last_mut().into_iter().for_each(|last| last.unlocked = unlocked);
            }
            _ => {}
        }
    }
}
