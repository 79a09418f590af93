//! Filling touches only answers: what is read back is what was written, and all else is what it was.

use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::{Cell, Document, Edit};
use eenvorm::document::filling::constraints::NumberShape;
use eenvorm::document::{targets, write};
use eenvorm::text::content::{Content, STRUCK, strike};
use eenvorm::text::place::{Place, Spot};
use jiff::civil::{Date, DateTime};
use walkdir::WalkDir;

use crate::filled_files::{cells, parts, read, unlike};

#[path = "support/filled_files.rs"]
mod filled_files;

/// Every spreadsheet of the repository that can be filled.
fn forms() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/documents", "mappings", "fixtures"].into_iter().map(|folder| root.join(folder));
    let files = folders.flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).filter_map(Result::ok);
    let fits = |path: &PathBuf| {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        ["xlsx", "ods", "fods"].contains(&extension) && !path.to_string_lossy().contains("hostile")
    };
    let forms: Vec<PathBuf> = files.map(walkdir::DirEntry::into_path).filter(fits).collect();
    assert!(forms.len() > 20, "there are forms");
    forms
}

/// An answer of the shape of a cell, another one for every `n`.
fn answer(like: NumberShape, n: usize) -> Content {
    let small = i32::try_from(n % 90).unwrap_or(0);
    match like {
        NumberShape::Percent => Content::Percent(f64::from(small) / 128.0),
        NumberShape::Day => Content::Date(Date::constant(2026, 3, 1).saturating_add(jiff::Span::new().days(small))),
        NumberShape::Moment => Content::Moment(DateTime::constant(2026, 3, 1, 9, 30, 15, 0)),
        NumberShape::Clock => Content::Clock(i64::from(small) * 1_860),
        NumberShape::Tick => Content::Tick(n.is_multiple_of(2)),
        NumberShape::Number => Content::Number(f64::from(small) / 4.0),
        NumberShape::Any if n.is_multiple_of(3) => Content::Number(f64::from(small) / 8.0),
        NumberShape::Any | NumberShape::Text if n.is_multiple_of(5) => {
            Content::Text(format!("ja / {}", strike("nee")).into())
        }
        NumberShape::Any | NumberShape::Text => Content::Text(format!(" R&D <{n}> \"é€\"  twee\nregels ").into()),
    }
}

/// Edits of every third cell of a form, of cells that are not written down, and of an emptied cell.
fn edits(bytes: &[u8], document: &Document) -> Vec<Edit> {
    let mut places = Vec::new();
    for sheet in &document.sheets {
        // what is struck out by the style of its cell is struck out whatever it says
        let struck = |cell: &Cell| cell.content.as_text().is_some_and(|text| text.contains(STRUCK));
        let written = sheet.cells.iter().filter(|cell| !cell.formula && !struck(cell)).step_by(3).map(|cell| cell.spot);
        let last = sheet.cells.iter().map(|cell| cell.end().row).max().unwrap_or(0);
        let new = [(0, 30), (1, 0), (1, 7), (last, 9), (last + 1, 2), (last + 7, 3), (last + 7, 5)];
        let new = new.map(|(row, col)| Spot { row, col });
        let free = new.into_iter().filter(|spot| sheet.at(*spot).is_none_or(|cell| !cell.formula));
        places.extend(written.chain(free).map(|spot| Place::cell(&sheet.name, sheet.corner(spot))));
    }
    let targets = targets(bytes, document.format, &places).expect("targets");
    let edit = |(n, target): (usize, &eenvorm::document::filling::constraints::Constraints)| {
        let content = if n == 4 { Content::Empty } else { answer(target.like, n) };
        Edit { place: target.place.clone(), content }
    };
    targets.iter().enumerate().map(edit).collect()
}

#[test]
fn nothing_to_fill_or_the_same_again_leaves_every_byte() {
    for path in forms() {
        let bytes = std::fs::read(&path).expect("a form");
        let document = read(&bytes).expect("readable");
        let again = cells(&document).into_iter();
        let again: Vec<Edit> =
            again.map(|((sheet, spot), content)| Edit { place: Place::cell(&sheet, spot), content }).collect();
        for edits in [Vec::new(), again] {
            let written = write(&bytes, document.format, &edits).expect("written");
            assert!(written.bytes == bytes, "{}: {} edits", path.display(), edits.len());
            assert!(written.findings.is_empty(), "{}: {:?}", path.display(), written.findings);
        }
    }
}

#[test]
fn what_is_read_back_is_what_was_written() {
    for path in forms() {
        let bytes = std::fs::read(&path).expect("a form");
        let document = read(&bytes).expect("readable");
        let edits = edits(&bytes, &document);
        let written = write(&bytes, document.format, &edits).expect("written");
        let wrong = unlike(&document, &edits, &read(&written.bytes).expect("readable"));
        assert!(wrong.is_empty(), "{}: {}\n{:?}", path.display(), wrong.join("\n"), written.findings);
        let once_more = write(&bytes, document.format, &edits).expect("written");
        assert!(written.bytes == once_more.bytes, "{}: the same edits give the same bytes", path.display());
        if let Ok(folder) = std::env::var("EENVORM_FILLED") {
            let name = path
                .strip_prefix(env!("CARGO_MANIFEST_DIR"))
                .unwrap_or(&path)
                .to_string_lossy()
                .replace(['/', '\\'], "_");
            std::fs::write(Path::new(&folder).join(name), &written.bytes).expect("kept to look at");
        }
    }
}

#[test]
fn only_the_parts_that_must_change_do() {
    for path in forms() {
        let bytes = std::fs::read(&path).expect("a form");
        let document = read(&bytes).expect("readable");
        let edits = edits(&bytes, &document);
        let written = write(&bytes, document.format, &edits).expect("written");
        let (before, after) = (parts(&bytes), parts(&written.bytes));
        assert_eq!(before.len(), after.len(), "{}", path.display());
        for ((name, packed, old), (new_name, new_packed, new)) in before.iter().zip(&after) {
            assert_eq!((name, packed), (new_name, new_packed), "{}", path.display());
            let touched = ["worksheets/sheet", "content.xml", "ctrlProps/"].iter().any(|part| name.contains(part));
            let calculates = written.findings.iter().any(|finding| finding.code == "totals-stale");
            let computed = calculates && name == "xl/workbook.xml";
            if !(touched || computed) {
                assert!(old == new, "{}: {name}", path.display());
            } else if name.contains("worksheets/") {
                let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
                let spots: Vec<String> = edits.iter().map(|edit| edit.place.to_string()).collect();
                let spots: Vec<&str> =
                    spots.iter().filter_map(|place| place.rsplit_once('!')).map(|(_, spot)| spot).collect();
                assert_eq!(nodes(&old, &spots), nodes(&new, &spots), "{}: {name}", path.display());
            }
        }
    }
}

/// The xml of a sheet without the cells that were edited, the rows that have no other, the hints of extent, and the
/// results of formulas.
fn nodes(xml: &str, edited: &[&str]) -> Vec<String> {
    let mut nodes: Vec<String> = Vec::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        let end = open + rest[open..].find('>').expect("a tag ends") + 1;
        let (text, tag) = (&rest[..open], &rest[open..end]);
        nodes.extend((!text.is_empty()).then(|| text.to_owned()));
        rest = &rest[end..];
        let value =
            |name: &str| tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"')).map(|v| v.0);
        if tag.starts_with("<c ") && value("r").is_some_and(|spot| edited.contains(&spot)) {
            if !tag.ends_with("/>") {
                rest = rest.split_once("</c>").expect("a cell ends").1;
            }
        } else if let Some((formula, after)) = formula(tag, rest) {
            nodes.extend([value("r").unwrap_or_default().to_owned(), formula.to_owned()]);
            rest = after;
        } else if tag.starts_with("<row ") || tag.starts_with("<dimension ") {
            let hint = value(if tag.starts_with("<row") { "spans" } else { "ref" }).unwrap_or_default();
            let tag = tag.replacen(hint, "", usize::from(!hint.is_empty()));
            nodes.push(tag.replace(" spans=\"\"", "").replace("/>", ">"));
            nodes.extend((tag.starts_with("<row ") && tag.ends_with("/>")).then(|| "</row>".to_owned()));
        } else {
            nodes.push(tag.to_owned());
        }
    }
    let bare =
        |pair: &[String]| pair[0].starts_with("<row ") && pair[0].matches('=').count() == 1 && pair[1] == "</row>";
    while let Some(at) = nodes.windows(2).position(bare) {
        nodes.drain(at..at + 2);
    }
    nodes
}

/// The formula of a cell without its result, and what follows the cell.
fn formula<'x>(tag: &str, rest: &'x str) -> Option<(&'x str, &'x str)> {
    let (inner, after) = rest.split_once("</c>").filter(|_| tag.starts_with("<c ") && !tag.ends_with("/>"))?;
    let end =
        inner.find("</f>").map(|at| at + "</f>".len()).or_else(|| Some(inner.find("<f")? + inner.find("/>")? + 2))?;
    Some((&inner[..end.min(inner.len())], after))
}
