//! A copy of a form in which every answer place takes any text, so that notes may be typed where answers belong.
//!
//! Lists still offer their answers, but refuse no others; fields of a pdf lose their greatest length.

use std::collections::BTreeMap;

use crate::document::cells::model::Format;
use crate::document::file::package::Package;
use crate::document::pdf;
use crate::finding::Finding;

/// Which parts of a package change.
type Parts = fn(&str) -> bool;
/// Words of them, each with what is to stand there instead.
type Changes = &'static [(&'static str, &'static str)];

/// The copy; of a format without such rules, the same bytes.
pub fn take_any_text(bytes: &[u8], format: Format) -> Result<Vec<u8>, Finding> {
    let (part, changes): (Parts, Changes) = match format {
        Format::Xlsx => {
            (|name| name.starts_with("xl/worksheets/"), &[("showErrorMessage=\"1\"", "showErrorMessage=\"0\"")])
        }
        Format::Ods => (
            |name| name == "content.xml",
            &[("<table:error-message table:display=\"true\"", "<table:error-message table:display=\"false\"")],
        ),
        Format::Docx => (
            |name| name.starts_with("word/"),
            &[("<w:dropDownList", "<w:comboBox"), ("</w:dropDownList>", "</w:comboBox>")],
        ),
        Format::Pdf => return pdf::take_any_text(bytes),
        Format::Xls | Format::Xlsb | Format::Csv | Format::Odt | Format::Json => return Ok(bytes.to_vec()),
    };
    let Ok(mut package) = Package::text_document(bytes) else { return Ok(bytes.to_vec()) };
    let names: Vec<String> = package.names().filter(|name| part(name) && name.ends_with(".xml")).collect();
    let mut changed = BTreeMap::new();
    for name in names {
        let Some(text) = package.text_if_any(&name)? else { continue };
        let new = changes.iter().fold(text.clone(), |text, (old, new)| text.replace(old, new));
        if new != text {
            changed.insert(name, new);
        }
    }
    if changed.is_empty() { Ok(bytes.to_vec()) } else { package.patched_texts(changed) }
}
