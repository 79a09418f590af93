//! More goals than the form has blocks: Word prints the last block once more, a workbook and a pdf say what does not fit.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

use crate::forms::{STANDARD, blanks, catalogue, fill, read, said};
use eenvorm::fill::Blank;
use eenvorm::record::answer::Record;
use eenvorm::record::schema::Schema;

/// A plan with seven goals: those of the fixture, over and over.
fn seven_goals(catalogue: &eenvorm::mapping::catalogue::Catalogue) -> Record {
    let path = "fixtures/standaard/plan/volledig.docx";
    let mut record = read(path, &std::fs::read(path).expect(path), catalogue).expect("the standard plan");
    let schema = Schema::common();
    let goals: Vec<_> =
        record.answers.iter().filter(|a| schema.field(a.key.field).rows() == Some("doelen")).cloned().collect();
    let count = record.rows("doelen");
    for row in count..7 {
        for goal in goals.iter().filter(|goal| goal.key.row == row % count) {
            let mut goal = goal.clone();
            goal.key.row = row;
            record.answers.push(goal);
        }
    }
    record.answers.sort_by_key(|answer| answer.key);
    record
}

/// The parts of a zip by name.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let count = archive.len();
    let part = |n| {
        let mut file = archive.by_index(n).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("read");
        (file.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

fn word_blanks(catalogue: &eenvorm::mapping::catalogue::Catalogue) -> [(String, Blank, &'static str); 2] {
    [STANDARD, "isd-kompas/verlenging"].map(|id| {
        let path = format!("mappings/{id}.docx");
        let known = catalogue.get(id).expect("a known form");
        let blank = Blank::read(&path, std::fs::read(&path).expect("a blank"), &known.mapping).expect("the form");
        (path, blank, id)
    })
}

#[test]
fn word_gets_a_block_for_every_goal() {
    let catalogue = catalogue();
    let record = seven_goals(&catalogue);
    for (path, blank, id) in word_blanks(&catalogue) {
        let mapping = &catalogue.get(id).expect("a known form").mapping;
        let filled = fill(&blank, mapping, &record);
        let codes: Vec<&str> = filled.findings.iter().map(|finding| &*finding.code).collect();
        assert!(!codes.contains(&"rows-do-not-fit") && !codes.contains(&"label-missing"), "{path}: {codes:?}");
        let bytes = filled.bytes.expect("read back");
        let back = said(&read("gevuld.docx", &bytes, &catalogue).expect("the form itself"));
        let asked = mapping.asked();
        for (key, reading) in said(&record).iter().filter(|(key, _)| key.row > 0 && asked.contains(&key.field)) {
            assert_eq!(back.get(key), Some(reading), "{path}: {key}");
        }
        // the preview of the blank, and who made it, are not of what is filled in
        let of_blank = ["_rels/.rels", "[Content_Types].xml", "docProps/core.xml", "docProps/app.xml"];
        let filled = parts(&bytes);
        for (name, old) in parts(&std::fs::read(&path).expect("a blank")) {
            let new = filled.iter().find(|(same, _)| *same == name).map(|(_, new)| new);
            let changes = name == "word/document.xml" || of_blank.contains(&&*name) || name.contains("thumbnail");
            assert!(changes || new == Some(&old), "{path}: {name}");
        }
        let text =
            String::from_utf8(parts(&bytes).into_iter().find(|(n, _)| n == "word/document.xml").expect("text").1);
        let text = text.expect("text");
        let ids: Vec<&str> = text.split("<w:id w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path}: ids are unique");
        for n in 1..=7 {
            assert_eq!(text.matches(&format!(">Doel {n}</w:t>")).count(), 1, "{path}: Doel {n}");
        }
    }
}

#[test]
fn what_has_no_room_for_a_goal_says_so_and_keeps_the_rest() {
    let catalogue = catalogue();
    let standard = catalogue.get(STANDARD).expect("the standard plan");
    let record = seven_goals(&catalogue);
    for blank in blanks(&catalogue, standard).iter().filter(|blank| blank.extension() != "docx") {
        let filled = fill(blank, &standard.mapping, &record);
        let lost = filled.findings.iter().filter(|finding| finding.code == "rows-do-not-fit").count();
        assert_eq!(lost, 2, "{}", blank.extension());
        let name = Path::new("plan").with_extension(blank.extension());
        let read = read(&name.to_string_lossy(), &filled.bytes.expect("filled"), &catalogue).expect("the plan");
        assert_eq!(read.rows("doelen"), 5, "{}", blank.extension());
    }
}
