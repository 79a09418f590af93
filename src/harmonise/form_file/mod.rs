//! A laid out form as a file to fill in, in one design: as workbooks, as a Word document and as a pdf with fields.

mod docx;
mod docx_parts;
mod ods;
mod ods_styles;
mod pdf;
mod pdf_fonts;
mod pdf_objects;
mod pdf_text;
mod sheet;
mod sheet_rules;
mod xlsx;

use anyhow::Result;

use super::layout::{FormQuestion, Layout, Row};

/// The colours of the design, without `#`.
mod colours {
    pub(super) const ACCENT: &str = "1B5E6B";
    pub(super) const PALE: &str = "E8F1F2";
    pub(super) const LINE: &str = "B7C9CC";
    pub(super) const GREY: &str = "5F696E";
    pub(super) const INK: &str = "22313A";
}

/// The format of a form that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFormat {
    Xlsx,
    Docx,
    Pdf,
    Ods,
}

impl FormFormat {
    /// Those of the standard form.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Docx, Self::Pdf, Self::Ods];
    /// Those of a form that a region agreed on.
    pub const REGIONAL: [Self; 3] = [Self::Xlsx, Self::Docx, Self::Pdf];

    /// How its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Ods => "ods",
        }
    }
}

/// The blank as a file.
pub fn blank(layout: &Layout, format: FormFormat) -> Result<Vec<u8>> {
    match format {
        FormFormat::Xlsx => xlsx::blank(layout),
        FormFormat::Docx => docx::blank(layout),
        FormFormat::Pdf => pdf::blank(layout),
        FormFormat::Ods => ods::blank(layout),
    }
}

/// A place for an answer without a question of its own: its field, and what it is called.
fn plain(field: String, label: &str) -> FormQuestion {
    let (label, empty) = (label.to_owned(), String::new);
    FormQuestion { field, label, help: empty(), list: empty(), notation: empty(), words: Vec::new() }
}

/// The name of an answer place: `client.naam`, `doelen[0].doel`; a second one for a field has a number.
fn slot(ask: &FormQuestion, n: Option<usize>, used: &mut Vec<String>) -> String {
    let name = n.map_or_else(|| ask.field.clone(), |n| ask.field.replace("[]", &format!("[{n}]")));
    let count = used.iter().filter(|known| **known == name).count();
    used.push(name.clone());
    if count == 0 { name } else { format!("{name}#{}", count + 1) }
}

/// The rows of one block, with its number.
fn numbered(rows: &[Row], n: usize) -> Vec<Row> {
    let of_row = |row: &Row| match row {
        Row::Pair(asks) => Row::Pair(asks.iter().map(|ask| ask.numbered(n)).collect()),
        Row::Prose(ask, lines) => Row::Prose(ask.numbered(n), *lines),
        other => other.clone(),
    };
    rows.iter().map(of_row).collect()
}

/// How high as many rows are as say what a part is about.
fn beginning(rows: impl Iterator<Item = f64>) -> f64 {
    let mut high = 0.0;
    for row in rows {
        high += row;
        if high > 80.0 {
            break;
        }
    }
    high
}

/// Whether what is so high `whole` begins a page: where it does not fit on what is left of this one, and neither does
/// so much that its beginning says what follows.
fn begins_page(whole: f64, first: f64, left: f64, page: f64) -> bool {
    whole > left && (first > left || left < page / 3.0)
}
