//! The laws of filling, over every form that can be filled: one client's answers never reach another's form, and nothing but
//! answers stands on a blank.

#[path = "support/reading.rs"]
mod reading;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::package::Package;
use eenvorm::document::file::source::Source;
use eenvorm::document::read;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::unseen::left_parts;
use eenvorm::fill::{Blank, Filler};
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::mapping::read::form;
use eenvorm::mapping::spec::form_spec::Per;
use eenvorm::record::answer::Record;

const CLIENTS: [&str; 3] = [
    "fixtures/utrecht/jobcoachplan/volledig.docx",
    "fixtures/uwv/aanvraag-jobcoaching/vervolg-lichter-regime.xlsx",
    "fixtures/standaard/plan/half-ingevuld-met-rommel.docx",
];

fn record(catalogue: &Catalogue, path: &str) -> Record {
    let source = Source::bytes(path, std::fs::read(path).expect("a fixture"));
    let document = read(&source, &Limits::default(), &Sandbox::in_process()).expect("a document");
    let mapping = catalogue.recognise(&document).expect("a known form");
    reading::record(path, &document, &mapping)
}

#[test]
fn a_form_filled_after_that_of_another_client_is_the_same_as_a_first_one() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let records = CLIENTS.map(|path| record(&catalogue, path));
    let (mut tried, mut at) = (0, 0);
    for known in catalogue.all() {
        for (name, bytes) in catalogue.blanks(known).expect("the blanks") {
            let Ok(blank) = Blank::read(&name, bytes.clone(), &known.mapping) else { continue };
            at = (at + 1) % records.len();
            let (first, second) = (&records[at], &records[(at + 1) % records.len()]);
            let used = Filler::new(&blank, &known.mapping);
            used.fill(first).expect("filled");
            let after = used.fill(second).expect("filled").bytes.expect("a form");
            let fresh = Blank::read(&name, bytes, &known.mapping).expect("a blank");
            let alone = Filler::new(&fresh, &known.mapping).fill(second).expect("filled").bytes.expect("a form");
            assert!(after == alone, "{name} of {}: {} first", known.mapping.head.id, first.source.file);
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried} blanks");
}

#[test]
fn a_blank_read_by_its_mapping_is_blank() {
    let catalogue = Catalogue::load(&[]).expect("the mappings are right");
    let mut tried = 0;
    for known in catalogue.all().filter(|known| known.mapping.per == Per::Document) {
        for (name, bytes) in catalogue.blanks(known).expect("the blanks") {
            let source = Source::bytes(&name, bytes);
            let Ok(document) = read(&source, &Limits::default(), &Sandbox::in_process()) else { continue };
            let answers = form::read(&document, &known.mapping).answers;
            let said: Vec<String> =
                answers.iter().map(|answer| format!("{} at {}", answer.key, answer.place)).collect();
            assert!(said.is_empty(), "{name} of {}: {}", known.mapping.head.id, said.join(", "));
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried} blanks");
}

/// Who made, saved, changed or commented a blank, and for whom, is in no part of what is filled in.
#[test]
fn the_people_of_a_blank_do_not_go_along() {
    for end in ["docx", "xlsx", "ods", "pdf"] {
        let path = format!("tests/filling_cases/authors-of-before-blank.{end}");
        let bytes = std::fs::read(&path).expect("a blank");
        let named = |bytes: &[u8]| {
            let Ok(mut package) = Package::open(&Source::bytes("", bytes), &Limits::default()) else {
                let text = String::from_utf8_lossy(bytes).into_owned();
                return if text.contains("Lekman") { vec!["pdf".to_owned()] } else { Vec::new() };
            };
            let names: Vec<String> = package.names().collect();
            let holds = |name: &String| package.text(name).is_ok_and(|text| text.contains("Lekman"));
            names.into_iter().filter(holds).collect()
        };
        assert!(!named(&bytes).is_empty(), "{path}");
        assert_eq!(named(&left_parts::without(&bytes.into())), Vec::<String>::new(), "{path}");
    }
}
