//! A laid out form as a file to fill in: as a workbook, as a Word document and as a pdf with fields, in one design.

mod docx;
mod docx_parts;
mod pdf;
mod pdf_objects;
mod xlsx;

use anyhow::Result;

use super::layout::{FormQuestion, Layout};

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
}

impl FormFormat {
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Docx, Self::Pdf];

    /// How its files end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// The blank as a file.
pub fn blank(layout: &Layout, format: FormFormat) -> Result<Vec<u8>> {
    match format {
        FormFormat::Xlsx => xlsx::blank(layout),
        FormFormat::Docx => docx::blank(layout),
        FormFormat::Pdf => pdf::blank(layout),
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
