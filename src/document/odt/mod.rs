//! `OpenDocument` texts (odt): read as a flow of rows; they are not filled.

mod bullets;
mod control;
mod flow;
mod inline;
mod table;

use crate::document::cells::model::{Document, Edit, Format};
use crate::document::file::package::Package;
use crate::document::filling::filled_file::FilledFile;
use crate::document::xml::tree::Tree;
use crate::finding::Finding;

/// The document as sheets: the body (`tekst`), headers and footers that say something, and text boxes.
pub fn read(bytes: &[u8]) -> Result<Document, Finding> {
    read_package(Package::text_document(bytes)?)
}

/// The same, of a file that is opened.
pub(crate) fn read_package(mut package: Package) -> Result<Document, Finding> {
    let damaged = || Finding::new("damaged-part").with("part", "content.xml");
    if package.has("META-INF/manifest.xml")
        && package.text_if_any("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data"))
    {
        return Err(Finding::new("encrypted"));
    }
    let content = package.text_if_any("content.xml")?.ok_or_else(damaged)?;
    let styles = package.text_if_any("styles.xml")?.unwrap_or_default();
    let content = Tree::parse(&content, "content.xml")?;
    let styles = if styles.is_empty() { None } else { Some(Tree::parse(&styles, "styles.xml")?) };
    let (mut sheets, mut findings) = flow::body(&content, styles.as_ref())?.ok_or_else(damaged)?;
    if let Some(styles) = &styles {
        let around = flow::surroundings(styles)?;
        sheets.extend(around.0);
        findings.extend(around.1);
    }
    Ok(Document { format: Format::Odt, sheets, findings })
}

/// Says that an odt is not filled.
pub fn write(_bytes: &[u8], _edits: &[Edit]) -> Result<FilledFile, Finding> {
    Err(Finding::new("format-not-filled").with("format", "odt"))
}
