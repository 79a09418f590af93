//! Fills a spreadsheet in place: only the cells that change are written anew, and a style where words are struck out.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::cells::model::Edit;
use crate::document::file::limits::Limits;
use crate::document::file::package::{Coded, Package};
use crate::document::file::source::Source;
use crate::document::filling::filled_file::FilledFile;
use crate::document::ods::formats::Formats;
use crate::document::ods::formula_results::without_results;
use crate::document::ods::layout::Layout;
use crate::document::ods::patch::{Lines, Patch};
use crate::document::ods::styles::Styles;
use crate::document::spreadsheet::edits_by_sheet::{SheetEdits, by_sheet, lay_formats};
use crate::document::xml;
use crate::document::xml::patch::Splices;
use crate::finding::Finding;
use crate::text::place::Place;

/// The part with the cells.
const CONTENT: &str = "content.xml";

/// The spreadsheet with new contents for some cells; the same bytes where nothing changes.
///
/// Each of `copies` is a cell whose format another one gets.
pub fn write(source: &[u8], edits: &[Edit], copies: &[(Place, Place)]) -> Result<FilledFile, Finding> {
    let (mut sheets, mut findings) = by_sheet(edits);
    lay_formats(&mut sheets, copies);
    let mut zipped = open(source)?;
    let (coded, formats) = texts(source, zipped.as_mut())?;
    let Some(text) = filled(&coded.text, &formats, &mut sheets, &mut findings)? else {
        return Ok(FilledFile { bytes: source.to_vec(), findings });
    };
    let flat = zipped.is_none() && !xml::is_strict(&text) && xml::is_strict(&coded.text);
    let bytes = coded.encode(text);
    let Some(zipped) = zipped else {
        let broken = || Finding::new("written-part-broken").with("part", CONTENT);
        return if flat { Err(broken()) } else { Ok(FilledFile { bytes, findings }) };
    };
    if zipped.has("META-INF/documentsignatures.xml") {
        findings.push(Finding::new("signature-broken"));
    }
    Ok(FilledFile { bytes: zipped.patched(&BTreeMap::from([(CONTENT.to_owned(), bytes)]))?, findings })
}

/// The file as a zip; none where it is flat.
pub fn open(source: &[u8]) -> Result<Option<Package>, Finding> {
    if !source.starts_with(b"PK") {
        return Ok(None);
    }
    Package::open(&Source::bytes("", source), &Limits::default()).map(Some)
}

/// The text with the cells, and what its styles say.
pub fn texts(source: &[u8], zipped: Option<&mut Package>) -> Result<(Coded, Formats), Finding> {
    let mut formats = Formats::default();
    let coded = match zipped {
        Some(zipped) => {
            formats.take(&zipped.text_if_any("styles.xml")?.unwrap_or_default());
            zipped.coded(CONTENT)?
        }
        None => Coded::new(source.to_vec()).ok_or_else(|| Finding::new("damaged-part").with("part", CONTENT))?,
    };
    formats.take(&coded.text);
    Ok((coded, formats))
}

/// The text with the edits made; none where nothing changes.
fn filled(
    text: &str,
    formats: &Formats,
    sheets: &mut BTreeMap<Arc<str>, SheetEdits<'_>>,
    findings: &mut Vec<Finding>,
) -> Result<Option<String>, Finding> {
    let layout = Layout::of(text, sheets)?;
    let name = |base: &str, strikes| new_name(text, &layout.styles, base, strikes);
    let mut lines = Lines {
        struck: name("Doorgehaald", true),
        plain: name("NietDoorgehaald", false),
        uses_struck: false,
        uses_plain: false,
    };
    let mut splices = Splices::default();
    for table in &layout.tables {
        let Some(wanted) = sheets.remove(&table.name) else { continue };
        let mut patch = Patch {
            text,
            table,
            styles: &layout.styles,
            formats,
            calcext: text.contains("xmlns:calcext="),
            like: &wanted.like,
            lines: &mut lines,
            splices: &mut splices,
            findings,
        };
        patch.apply(&wanted);
    }
    findings.extend(sheets.values().flat_map(SheetEdits::nowhere));
    if splices.is_empty() {
        return Ok(None);
    }
    add_lines(text, &layout.styles, &lines, &mut splices);
    let new = splices.apply(text);
    if !layout.formulas {
        return Ok(Some(new));
    }
    findings.push(Finding::new("totals-stale"));
    Ok(Some(without_results(&new)))
}

/// A name for a style: one that says the same already, or one that no style has.
fn new_name(text: &str, styles: &Styles, base: &str, strikes: bool) -> String {
    let names = (0..).map(|n: u32| if n == 0 { base.to_owned() } else { format!("{base}{n}") });
    let free = |name: &String| styles.named(name) == Some(strikes) || !text.contains(&format!("style:name=\"{name}\""));
    names.take(1_000).find(free).unwrap_or_else(|| base.to_owned())
}

/// Adds the styles that are used and not there yet.
fn add_lines(text: &str, styles: &Styles, lines: &Lines, splices: &mut Splices) {
    let mut new = String::new();
    let solid = " style:text-line-through-type=\"single\"";
    for (name, used, line, kind) in
        [(&lines.struck, lines.uses_struck, "solid", solid), (&lines.plain, lines.uses_plain, "none", "")]
    {
        if used && styles.named(name).is_none() {
            new.extend([
                "<style:style style:name=\"",
                name,
                "\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"",
                line,
                "\"",
                kind,
                "/></style:style>",
            ]);
        }
    }
    if new.is_empty() {
        return;
    }
    let (end, empty) = ("</office:automatic-styles>", "<office:automatic-styles/>");
    if let Some(at) = text.find(end) {
        splices.insert(at, new);
    } else if let Some(at) = text.find(empty) {
        splices.put(at..at + empty.len(), format!("<office:automatic-styles>{new}{end}"));
    } else if let Some(at) = text.find("<office:master-styles").or_else(|| text.find("<office:body")) {
        splices.insert(at, format!("<office:automatic-styles>{new}{end}"));
    }
}
