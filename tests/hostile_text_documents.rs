//! Damaged and malicious documents: a finding, never a panic, and never more memory than the limits allow.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use eenvorm::document::cells::model::{Document, Edit};
use eenvorm::document::{docx, odt};
use eenvorm::finding::Finding;
use eenvorm::text::content::Content;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A document with this body, without anything else that it does not need.
fn packed(main: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["word/document.xml", "content.xml"] {
        zip.start_file(name, SimpleFileOptions::default()).expect("part");
        zip.write_all(main.as_bytes()).expect("text");
    }
    zip.finish().expect("zip").into_inner()
}

fn body(blocks: &str) -> String {
    format!("<w:document xmlns:w=\"{W}\"><w:body>{blocks}</w:body></w:document>")
}

fn code(read: Result<Document, Finding>) -> String {
    read.expect_err("a finding").code.into_owned()
}

#[test]
fn deep_nesting_is_a_finding() {
    for (open, close) in [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r>", "</w:r></w:p>"),
        ("<x>", "</x>"),
    ] {
        let main = body(&format!("{}{}", open.repeat(10_000), close.repeat(10_000)));
        assert_eq!(code(docx::read(&packed(&main))), "too-deep");
        assert_eq!(code(odt::read(&packed(&main))), "too-deep");
    }
}

#[test]
fn nesting_within_the_limit_is_read() {
    let (open, close) = ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>");
    let main = body(&format!("{}{}", open.repeat(60), close.repeat(60)));
    assert_eq!(docx::read(&packed(&main)).expect("readable").sheets[0].cells.len(), 60);
}

#[test]
fn document_types_and_entities_are_refused() {
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{}", body("<w:p/>"));
    assert_eq!(code(docx::read(&packed(&bomb))), "xml-doctype");
    assert_eq!(code(odt::read(&packed(&bomb))), "xml-doctype");
    let unknown = body("<w:p><w:r><w:t>a&b;c</w:t></w:r></w:p>");
    let document = docx::read(&packed(&unknown)).expect("readable");
    assert_eq!(document.sheets[0].cells[0].content, Content::Text("ac".into()));
}

#[test]
fn what_is_no_document_is_a_finding() {
    assert_eq!(code(docx::read(b"")), "truncated");
    assert_eq!(code(docx::read(b"PK\x03\x04 and then nothing")), "truncated");
    for main in ["", "no xml", "<w:document", "<a><b></a>", "<other/>", "<w:document xmlns:w=\"x\"/>"] {
        assert_eq!(code(docx::read(&packed(main))), "damaged-part", "{main}");
        assert_eq!(code(odt::read(&packed(main))), "damaged-part", "{main}");
    }
}

#[test]
fn a_size_that_is_too_large_is_refused_whatever_it_claims() {
    let filler = format!("{}<!--{}-->", body("<w:p/>"), " ".repeat(65 << 20));
    let honest = packed(&filler);
    assert_eq!(code(docx::read(&honest)), "too-large");
    let mut lying = honest.clone();
    let size = u32::try_from(filler.len()).expect("size").to_le_bytes();
    for at in memchr::memmem::find_iter(&honest, &size).collect::<Vec<_>>() {
        lying[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert!(matches!(code(docx::read(&lying)).as_str(), "too-large" | "damaged-part" | "damaged"));
    let small = packed(&body("<w:p/>"));
    let size = u32::try_from(body("<w:p/>").len()).expect("size").to_le_bytes();
    let mut huge = small.clone();
    for at in memchr::memmem::find_iter(&small, &size).collect::<Vec<_>>() {
        huge[at..at + 4].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
    }
    assert_eq!(code(docx::read(&huge)), "too-large");
}

#[test]
fn too_many_columns_are_refused() {
    let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr><w:p/></w:tc>";
    let main = body(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell.repeat(3)));
    assert_eq!(code(docx::read(&packed(&main))), "too-many-cells");
    let before = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4294967295\"/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    assert_eq!(code(docx::read(&packed(&body(before)))), "too-many-cells");
}

#[test]
fn mutated_documents_never_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let mut dice = Dice(7);
    for entry in fs::read_dir(folder).expect("folder").flatten() {
        let path = entry.path();
        let part = match path.extension().and_then(|e| e.to_str()) {
            Some("docx") => "word/document.xml",
            Some("odt") => "content.xml",
            _ => continue,
        };
        let bytes = fs::read(&path).expect("bytes");
        let mut text = main_part(&bytes, part);
        for _ in 0..25 {
            let before = text.clone();
            mutate(&mut text, &mut dice);
            let Ok(main) = String::from_utf8(text.clone()) else { continue };
            try_all(&packed(&main), true);
            if dice.roll(4) == 0 {
                text = before;
            }
        }
        for _ in 0..10 {
            let mut raw = bytes.clone();
            mutate(&mut raw, &mut dice);
            try_all(&raw, false);
        }
    }
}

/// The main part of a package.
fn main_part(bytes: &[u8], part: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("zip");
    let mut text = Vec::new();
    std::io::copy(&mut zip.by_name(part).expect("part"), &mut text).expect("text");
    text
}

/// Takes out, doubles or moves a piece that begins and ends at a tag, or changes a byte.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if bytes.is_empty() {
        return;
    }
    let at = dice.roll(bytes.len());
    let tag = |from: usize| bytes[from..].iter().position(|&b| b == b'<').map_or(bytes.len(), |i| from + i);
    let (from, to) = (tag(at), tag((at + 1 + dice.roll(400)).min(bytes.len())));
    match dice.roll(4) {
        0 => drop(bytes.drain(from..to.max(from))),
        1 => {
            let piece = bytes[from..to.max(from)].to_vec();
            let other = dice.roll(bytes.len());
            let place = bytes[other..].iter().position(|&b| b == b'<').map_or(bytes.len(), |i| other + i);
            bytes.splice(place..place, piece);
        }
        2 => bytes[at] = u8::try_from(dice.roll(128)).expect("byte"),
        _ => bytes[at] = b"<>/\"& 0w:"[dice.roll(9)],
    }
}

/// Reads it in both ways, and fills what is read; in a whole package that must succeed.
fn try_all(bytes: &[u8], whole: bool) {
    let _ = odt::read(bytes);
    let Ok(document) = docx::read(bytes) else { return };
    let places = document.sheets.iter().flat_map(|s| {
        let cells = s.cells.iter().filter_map(|c| c.own_place.get().map(std::borrow::Cow::into_owned));
        cells.chain(s.named.iter().map(|n| n.place.clone()))
    });
    let edits: Vec<Edit> = places.map(|place| Edit { place, content: Content::Text("x ☒".into()) }).collect();
    match docx::write(bytes, &edits) {
        Ok(written) => drop(docx::read(&written.bytes).expect("readable after filling")),
        Err(finding) => assert!(!whole, "{finding:?}"),
    }
}
