//! The words of a cell in the fonts that it has, read only where a cell has several.

use crate::document::file::package::Package;
use crate::document::spreadsheet::rich_text::{Run, lay};
use crate::document::xlsx::workbook::Workbook;
use crate::document::xlsx::workbook::fonts::{Font, letters, shared_item};
use crate::document::xlsx::workbook::shared::Shared;
use crate::document::xlsx::write::value::Value;
use crate::text::content::STRUCK;

/// The texts that tell fonts.
pub struct Wording<'a> {
    zipped: &'a mut Package,
    workbook: &'a Workbook,
    styles: Option<String>,
    strings: Option<String>,
}

/// A cell as it is written, whose words stand among the shared strings or in the cell itself.
#[derive(Clone, Copy)]
pub enum Own<'a> {
    Shared(&'a str),
    Inline(&'a str),
}

impl<'a> Wording<'a> {
    /// Nothing read as yet.
    pub fn new(zipped: &'a mut Package, workbook: &'a Workbook) -> Self {
        Self { zipped, workbook, styles: None, strings: None }
    }

    /// The value with its words, if it has any, in the fonts of the cell.
    pub fn dress(&mut self, value: Value, own: Own<'_>, style: usize, shared: &Shared) -> Value {
        let Value::Text(text) = &value else { return value };
        let struck = shared.styles.look(style).struck;
        let rich = match own {
            Own::Shared(_) => !shared.strings.is_plain(),
            Own::Inline(cell) => cell.contains("rPr"),
        };
        if !struck && !rich && !text.contains(STRUCK) {
            return value;
        }
        let old = if rich { self.letters(own) } else { Vec::new() };
        let mut runs = lay(&old, &Font::default(), text);
        let plain = |run: &Run<Font>| run.font.is_of_cell() && run.struck == struck;
        if runs.iter().all(plain) {
            return value;
        }
        for run in runs.iter_mut().filter(|run| run.font.is_of_cell() && (run.struck || struck)) {
            run.font = self.font(style);
        }
        for run in &mut runs {
            run.text = run.font.coded(&run.text);
        }
        Value::Rich(runs)
    }

    fn font(&mut self, style: usize) -> Font {
        let part = self.workbook.styles.as_deref();
        Font::of_style(self.styles.get_or_insert_with(|| read(self.zipped, part)), style)
    }

    /// The letters of a cell with their fonts.
    fn letters(&mut self, own: Own<'_>) -> Vec<(char, Font)> {
        let cell = match own {
            Own::Inline(cell) => return letters(cell),
            Own::Shared(cell) => cell,
        };
        let value = cell.rsplit_once("v>").and_then(|(rest, _)| rest.rsplit_once('>')).map(|(_, value)| value);
        let number = value.and_then(|value| value.split('<').next()?.trim().parse().ok());
        let part = self.workbook.strings.as_deref();
        let text = self.strings.get_or_insert_with(|| read(self.zipped, part));
        number.and_then(|number| shared_item(text, number)).map(letters).unwrap_or_default()
    }
}

fn read(zipped: &mut Package, part: Option<&str>) -> String {
    part.and_then(|part| zipped.text_if_any(part).ok().flatten()).unwrap_or_default()
}
