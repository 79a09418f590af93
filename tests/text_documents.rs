//! Text documents: what is read from each trap, and what filling leaves alone.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eenvorm::document::cells::model::Document;
use eenvorm::document::{docx, odt};

/// The documents with this extension.
fn documents(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let entries = fs::read_dir(folder).expect("tests/documents").flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    found.sort();
    assert!(!found.is_empty(), "documents of {extension}");
    found
}

/// A document as lines: sheets, cells with spot, span, place and content, named places, findings.
fn shown(document: &Document) -> String {
    let mut text = String::new();
    for sheet in &document.sheets {
        writeln!(text, "# {}", sheet.name).expect("text");
        for cell in &sheet.cells {
            let span = if cell.rows * cell.cols > 1 { format!(" {}x{}", cell.rows, cell.cols) } else { String::new() };
            let hidden = if cell.hidden { " hidden" } else { "" };
            let place = sheet.place(cell.spot).expect("place");
            writeln!(text, "{}{span}{hidden}\t{place}\t{:?}", cell.spot, cell.content).expect("text");
        }
        for named in &sheet.named {
            let options = if named.options.is_empty() { String::new() } else { format!("\t{:?}", named.options) };
            let line = format!("@{}\t{}\t{}\t{:?}", named.spot, named.names.join(" | "), named.place, named.content);
            writeln!(text, "{line}{options}").expect("text");
        }
    }
    for finding in &document.findings {
        let place = finding.place.as_ref().map(|p| format!("\t{p}")).unwrap_or_default();
        writeln!(text, "! {}{place}", finding.code).expect("text");
    }
    text
}

/// Compares with the expectation beside the document; with `UPDATE=1` it is written anew, to be looked at.
fn expect(path: &Path, document: &Document) {
    let name = path.file_name().expect("name").to_string_lossy().into_owned();
    let beside = path.with_file_name(format!("{name}.cells.txt"));
    let now = shown(document);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&beside, &now).expect("written");
    }
    let expected = fs::read_to_string(&beside).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(now, expected, "{name}");
}

#[test]
fn each_word_document_is_read_as_written_beside_it() {
    for path in documents("docx") {
        let document = docx::read(&fs::read(&path).expect("bytes")).expect("readable");
        expect(&path, &document);
    }
}

#[test]
fn each_open_document_is_read_as_written_beside_it() {
    for path in documents("odt") {
        let document = odt::read(&fs::read(&path).expect("bytes")).expect("readable");
        expect(&path, &document);
    }
}

#[test]
fn no_cell_lies_inside_another() {
    for path in documents("docx").into_iter().chain(documents("odt")) {
        let bytes = fs::read(&path).expect("bytes");
        let document =
            if path.extension().is_some_and(|e| e == "docx") { docx::read(&bytes) } else { odt::read(&bytes) };
        for sheet in document.expect("readable").sheets {
            assert!(sheet.cells.is_sorted_by_key(|c| c.spot), "{}", path.display());
            for cell in &sheet.cells {
                assert_eq!(sheet.corner(cell.spot), cell.spot, "{}: {}", path.display(), cell.spot);
            }
        }
    }
}
