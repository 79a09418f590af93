//! Any edits at all are read back, and damaged files give findings.

use std::io::{Cursor, Write};
use std::path::Path;

use eenvorm::document::cells::model::{Edit, Format};
use eenvorm::document::{targets, write};
use eenvorm::text::content::{Content, strike};
use eenvorm::text::place::{Place, Spot};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use proptest::test_runner::Config;

use crate::filled_files::{linked, parts, read, unlike};

#[path = "support/filled_files.rs"]
mod filled_files;

fn form(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(name)).expect(name)
}

/// Any words, some of them struck out.
fn words() -> impl Strategy<Value = String> {
    let piece = ("[ a-z0-9é€&<>\"'_=\\n\\t😀-]{0,12}", any::<bool>());
    prop::collection::vec(piece, 0..4).prop_map(|pieces| {
        let piece = |(text, struck): &(String, bool)| if *struck { strike(text) } else { text.clone() };
        pieces.iter().map(piece).collect()
    })
}

fn random_edits() -> impl Strategy<Value = Vec<(usize, Spot, Option<String>)>> {
    let spot = (0_u32..40, 0_u32..12).prop_map(|(row, col)| Spot { row, col });
    let content = prop_oneof![4 => words().prop_map(Some), 1 => Just(None)];
    prop::collection::vec((0_usize..3, spot, content), 1..12)
}

proptest! {
    #![proptest_config(Config::with_cases(48))]

    #[test]
    fn any_edits_are_read_back(file in 0_usize..6, edits in random_edits()) {
        let name = ["plan.xlsx", "openpyxl.xlsx", "boxes.xlsx", "plan.ods", "plan-pretty.ods", "repeated.fods"][file];
        let bytes = form(name);
        let document = read(&bytes).expect(name);
        let edits: Vec<Edit> = edits
            .into_iter()
            .map(|(sheet, at, text)| Edit {
                place: Place::cell(&document.sheets[sheet % document.sheets.len()].name, at),
                content: text.map_or(Content::Empty, |text| Content::Text(text.into())),
            })
            .filter(|edit| !matches!(&edit.place, Place::Cell { sheet, at, .. } if linked(sheet, *at)))
            .collect();
        let written = write(&bytes, document.format, &edits).expect(name);
        let wrong = unlike(&document, &edits, &read(&written.bytes).expect(name));
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    }

    #[test]
    fn damaged_files_give_findings(
        file in 0_usize..4,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..3), 1..6),
        edits in random_edits(),
    ) {
        let (name, part) = [
            ("plan.xlsx", "xl/worksheets/sheet1.xml"),
            ("boxes.xlsx", "xl/workbook.xml"),
            ("plan.ods", "content.xml"),
            ("repeated.fods", ""),
        ][file];
        let whole = form(name);
        let sheets = read(&whole).expect(name).sheets;
        let damage = |bytes: &mut Vec<u8>| {
            for (at, byte, how) in &cuts {
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = *byte,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b"<>/\"&c"[usize::from(byte % 6)]),
                }
            }
        };
        let bytes = repacked(&whole, part, damage);
        let edits: Vec<Edit> = edits
            .into_iter()
            .map(|(sheet, at, text)| Edit {
                place: Place::cell(&sheets[sheet % sheets.len()].name, at),
                content: text.map_or(Content::Empty, |text| Content::Text(text.into())),
            })
            .collect();
        let format = if name.ends_with("xlsx") { Format::Xlsx } else { Format::Ods };
        // Whether it can be filled is not the question here.
        drop(write(&bytes, format, &edits));
        let places: Vec<Place> = edits.into_iter().map(|edit| edit.place).collect();
        drop(targets(&bytes, format, &places));
    }
}

/// The file with one part changed.
fn repacked(bytes: &[u8], part: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    if part.is_empty() {
        let mut bytes = bytes.to_vec();
        change(&mut bytes);
        return bytes;
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, _, mut bytes) in parts(bytes) {
        if name == part {
            change(&mut bytes);
        }
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(&bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}
