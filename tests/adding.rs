//! A gemeente is added by files alone: a mapping from a folder at run time reads, checks and fills its form.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

const FOLDER: &str = "tests/adding/mappings";
const MAPPING: &str = "tests/adding/mappings/voorbeeldstad/aanvraag-jobcoach.toml";
const BLANK: &str = "tests/adding/mappings/voorbeeldstad/aanvraag-jobcoach.xlsx";
const FILLED: &str = "tests/adding/bakker.xlsx";

fn run(args: &[&str]) -> Output {
    eenvorm().args(args).args(["--lang", "en"]).output().expect("the program runs")
}

fn records(args: &[&str]) -> Vec<Value> {
    let output = run(&[&["convert", "--to", "json"], args].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

#[test]
fn without_its_mapping_the_form_is_unknown() {
    let output = run(&["convert", FILLED]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error[form-unknown"), "{}", stderr(&output));
}

#[test]
fn a_mapping_from_a_folder_reads_the_form() {
    let records = records(&["--mappings", FOLDER, FILLED]);
    let [record] = records.as_slice() else { panic!("one record") };
    let expected = json!({
        "client": {
            "naam": { "voorletters": "S.", "tussenvoegsel": "de", "achternaam": "Bakker" },
            "bsn": "999990019", "geboortedatum": "1996-05-07", "telefoon": "+31612345678"
        },
        "profiel": { "begeleidingsbehoefte": "Structuur in de werkdag en hulp bij veranderingen." },
        "werkgever": { "naam": "Kwekerij De Lage Weide", "telefoon": "+31101234567" },
        "werkplek": { "functie": "medewerker kas" },
        "dienstverband": { "begin": "2026-02-01", "uren_per_week": 24 },
        "jobcoach": { "naam": { "voorletters": "M.", "achternaam": "Visser" } },
        "begeleiding": { "begin": "2026-02-01", "einde": "2026-07-31", "regime": "midden" },
        "doelen": [
            { "doel": "zelfstandig beginnen met de dagtaken", "activiteiten": "werkbord en ochtendgesprek", "gereed": "01-05-2026" },
            { "doel": "hulp vragen bij storing", "activiteiten": "oefenen met de voorman", "gereed": "01-07-2026" }
        ]
    });
    assert_eq!(record["data"], expected);
    assert_eq!(
        record["unmapped"],
        json!([{ "place": "Aanvraag!B23", "label": "Huisdier mee naar het werk?", "text": "nee" }])
    );
}

#[test]
fn the_mapping_is_sound_and_its_blank_is_blank() {
    assert_eq!(run(&["check", MAPPING]).status.code(), Some(0));
    let output = run(&["check", "--mappings", FOLDER, BLANK]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).ends_with("0 records, 1 blank, 0 not read\n"), "{}", stderr(&output));
}

#[test]
fn a_wrong_key_is_shown_with_its_line_and_the_key_that_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = std::fs::read_to_string(MAPPING).expect("the mapping");
    let wrong = folder.path().join("aanvraag-jobcoach.toml");
    std::fs::write(&wrong, text.replace("required = true", "requierd = true")).expect("a mapping");
    let output = run(&["check", &wrong.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    for part in ["aanvraag-jobcoach.toml:25:", "^^^^^^^^", "did you mean `required`?"] {
        assert!(stderr(&output).contains(part), "{part} is not in\n{}", stderr(&output));
    }
}

#[test]
fn the_blank_beside_the_mapping_is_filled_and_read_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().display().to_string();
    let filled = run(&["fill", "--form", "voorbeeldstad", "--mappings", FOLDER, FILLED, "-o", &out]);
    assert_eq!(filled.status.code(), Some(0), "{}", stderr(&filled));
    let form = folder.path().join("Bakker-de-voorbeeldstad-aanvraag-jobcoach.xlsx");
    assert!(Path::new(&form).is_file(), "{}", stderr(&filled));
    let again = records(&["--mappings", FOLDER, &form.display().to_string()]);
    assert_eq!(again[0]["data"], records(&["--mappings", FOLDER, FILLED])[0]["data"]);
}
