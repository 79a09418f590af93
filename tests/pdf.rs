//! Pdf forms: what is read of each, what comes back after filling, and what damaged ones do.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use eenvorm::document::cell::Document;
use eenvorm::document::pdf;

fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(documents().join(name)).expect(name)
}

/// The cells and named fields of a document, a line each, as in `<name>.cells.txt`.
fn written(document: &Document) -> String {
    let mut lines = String::new();
    for finding in &document.findings {
        let _ = writeln!(lines, "! {} {:?}", finding.code, finding.with);
    }
    for sheet in &document.sheets {
        for cell in &sheet.cells {
            let place = sheet.place(cell.spot).map(|place| place.to_string()).unwrap_or_default();
            let hidden = if cell.hidden { " (verborgen)" } else { "" };
            let content = cell.content.shown().replace('\n', "⏎");
            let _ = writeln!(lines, "{}:{}\t{place}\t{content}{hidden}", cell.spot, cell.end());
        }
        for named in &sheet.named {
            let names = named.names.join(" = ");
            let content = named.content.shown().replace('\n', "⏎");
            let _ =
                writeln!(lines, "@ {}\t{}\t{names}\t{content}\t{}", named.spot, named.place, named.options.join(" | "));
        }
    }
    lines
}

/// `EENVORM_WRITE=1 cargo test` writes the expected cells anew; look at the difference before committing it.
#[test]
fn every_form_reads_as_the_cells_beside_it() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(documents()).expect("tests/documents") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let read = pdf::read(&fs::read(&path).expect("a file"));
        let found = read.map_or_else(|finding| format!("! {}\n", finding.code), |document| written(&document));
        let expected = path.with_extension("cells.txt");
        if std::env::var_os("EENVORM_WRITE").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != found {
            wrong.push(format!("{}\n{found}", path.display()));
        }
        seen += 1;
    }
    assert!(seen >= 13, "{seen} forms");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
