//! Filled files, read back: what stands in their cells, and their parts.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use eenvorm::document::cells::model::{Document, Edit, Format};
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::filling::constraints::Constraints;
use eenvorm::document::filling::filled_file::FilledFile;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::{targets, write};
use eenvorm::finding::Finding;
use eenvorm::text::content::Content;
use eenvorm::text::place::{Place, Spot};

pub(crate) fn read(bytes: &[u8]) -> Result<Document, Finding> {
    eenvorm::document::read(&Source::bytes("form", bytes), &Limits::default(), &Sandbox::in_process())
}

pub(crate) type Cells = BTreeMap<(Arc<str>, Spot), Content>;

/// What stands in every cell.
pub(crate) fn cells(document: &Document) -> Cells {
    let sheets = document.sheets.iter();
    sheets.flat_map(|s| s.cells.iter().map(|c| ((Arc::clone(&s.name), c.spot), c.content.clone()))).collect()
}

/// The cells once the edits are made; formulas stay, and an emptied box is an unticked one.
pub(crate) fn expected(document: &Document, edits: &[Edit]) -> Cells {
    let mut cells = cells(document);
    for edit in edits {
        let Place::Cell { sheet, at, .. } = &edit.place else { continue };
        let Some(found) = document.sheets.iter().find(|found| found.name == *sheet) else { continue };
        let key = (Arc::clone(sheet), found.corner(*at));
        if found.at(*at).is_some_and(|cell| cell.formula) {
            continue;
        }
        let empty = edit.content == Content::Empty || edit.content.as_text() == Some("");
        match (empty, cells.get(&key)) {
            (true, Some(Content::Tick(_))) if linked(found.name.as_ref(), key.1) => {
                cells.insert(key, Content::Tick(false));
            }
            (true, _) => drop(cells.remove(&key)),
            (false, _) => drop(cells.insert(key, edit.content.clone())),
        }
    }
    cells
}

/// Where a filled document says something else than its edits ask; a result that follows from what changed is left to
/// be calculated.
pub(crate) fn unlike(document: &Document, edits: &[Edit], filled: &Document) -> Vec<String> {
    let is_formula = |(sheet, spot): &(Arc<str>, Spot)| {
        let sheet = document.sheets.iter().find(|found| found.name == *sheet);
        sheet.and_then(|sheet| sheet.at(*spot)).is_some_and(|cell| cell.formula)
    };
    let mut found = cells(filled);
    let mut expected = expected(document, edits);
    expected.retain(|key, _| !is_formula(key) || found.get(key) != Some(&Content::Empty));
    found.retain(|key, said| !is_formula(key) || *said != Content::Empty);
    differences(&expected, &found)
}

/// The cells of the fixtures to which a floating box is linked.
pub(crate) fn linked(sheet: &str, spot: Spot) -> bool {
    sheet == "Blad1" && ["A6", "A7", "B6"].contains(&spot.to_string().as_str())
}

pub(crate) fn differences(expected: &Cells, found: &Cells) -> Vec<String> {
    let keys = expected.keys().chain(found.keys().filter(|key| !expected.contains_key(*key)));
    keys.filter(|key| expected.get(*key) != found.get(*key))
        .map(|key| format!("{}!{}: {:?} ≠ {:?}", key.0, key.1, expected.get(key), found.get(key)))
        .collect()
}

/// The parts of a zip in order, unzipped, each with how and when it was packed.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String, Vec<u8>)> {
    if !bytes.starts_with(b"PK") {
        return vec![("content.xml".to_owned(), String::new(), bytes.to_vec())];
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).expect("a part");
            let packed =
                format!("{:?} {:?} {:?}", file.compression(), file.last_modified(), file.external_attributes());
            let mut part = Vec::new();
            file.read_to_end(&mut part).expect("its bytes");
            (file.name().expect("a name").into_owned(), packed, part)
        })
        .collect()
}

pub(crate) fn fill(bytes: &[u8], format: Format, edits: &[(&str, Content)]) -> FilledFile {
    let edit =
        |(place, content): &(&str, Content)| Edit { place: place.parse().expect(place), content: content.clone() };
    write(bytes, format, &edits.iter().map(edit).collect::<Vec<_>>()).expect("written")
}

pub(crate) fn text(text: &str) -> Content {
    Content::Text(text.into())
}

pub(crate) fn codes(written: &FilledFile) -> Vec<&str> {
    written.findings.iter().map(|finding| finding.code.as_ref()).collect()
}

pub(crate) fn asked(bytes: &[u8], format: Format, places: &[&str]) -> Vec<Constraints> {
    let places: Vec<Place> = places.iter().map(|place| place.parse().expect(place)).collect();
    targets(bytes, format, &places).expect("targets")
}

/// What stands at a place.
pub(crate) fn said(bytes: &[u8], place: &str) -> Content {
    let document = read(bytes).expect("readable");
    let (sheet, spot) = place.split_once('!').expect("a cell");
    let sheet = document.sheets.iter().find(|found| *found.name == *sheet).expect("a sheet");
    sheet.at(spot.parse().expect("a spot")).map(|cell| cell.content.clone()).unwrap_or_default()
}
