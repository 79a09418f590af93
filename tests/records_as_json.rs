//! Records as JSON: written, read back, and validated against the published schema.

#[path = "support/records.rs"]
mod records;

use std::sync::LazyLock;

use eenvorm::finding::{Finding, Lang};
use eenvorm::record::answer::Record;
use eenvorm::record::json::write::Provenance;
use eenvorm::record::json::{read, write};
use eenvorm::record::json_schema;
use eenvorm::record::value::Reading;
use jsonschema::Validator;
use proptest::prelude::proptest;
use serde_json::{Value as Json, json};

fn written(record: &Record) -> Vec<u8> {
    let mut out = Vec::new();
    write::write(record, Lang::En, &mut out);
    out
}

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::validator_for(&json_schema::record()).expect("a schema"));

fn parse(json: &Json) -> Result<Record, Box<Finding>> {
    read::parse(json.to_string().as_bytes(), &records::source("met-de-hand.json"))
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(record in records::any_record()) {
        let bytes = written(&record);
        let read = read::parse(&bytes, &records::source("")).expect("a record");
        assert_eq!(read, record, "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_is_written_follows_the_published_schema(record in records::any_record()) {
        let json: Json = serde_json::from_slice(&written(&record)).expect("json");
        let errors: Vec<_> = VALIDATOR.iter_errors(&json).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn a_record_has_the_published_shape() {
    let json: Json = serde_json::from_slice(&written(&records::jansen())).expect("json");
    assert_eq!(json["schema"], 2);
    assert_eq!(json["id"], "0a1b");
    assert_eq!(json["made_with"], json!({"version": "0.2.0", "schema": 2, "mapping": "1f0c"}));
    assert_eq!(json["form"]["id"], "utrecht/jobcoachplan");
    assert_eq!(json["source"], json!({"file": "aanvragen/jansen.xlsx", "sha256": "ab12"}));
    assert_eq!(
        json["data"]["client"],
        json!({"naam": {"voorletters": "J.", "achternaam": "Jansen"}, "bsn": "999990019",
               "geboortedatum": "1998-03-14", "telefoon": "+31612345678"})
    );
    assert_eq!(json["data"]["doelgroep"]["grondslag"], json!(["participatiewet", "ioaw"]));
    assert_eq!(
        json["data"]["doelen"],
        json!([{"doel": "zelfstandig pauze nemen"}, {}, {"doel": "op tijd komen", "uren": 2.3333}])
    );
    assert_eq!(json["said"], json!({"dienstverband.einde": "nvt", "doelen[1].doel": "geen"}));
    assert_eq!(json["as_written"], json!({"begeleiding.begin": "z.s.m."}));
    assert_eq!(json["provenance"]["client.bsn"], json!({"place": "Blad1!C7", "text": "999990019"}));
    assert_eq!(json["provenance"]["doelen[2].uren"], json!({"place": "Blad1!C23", "text": "2:20"}));
    assert_eq!(json["unmapped"], json!([{"place": "Blad1!B40", "label": "Parkeerplaats nodig?", "text": "nee"}]));
    assert_eq!(json["ledger"], json!({"cells": 60, "labels": 37, "answers": 21, "as_written": 1, "unmapped": 1}));
    assert_eq!(json["findings"][0]["field"], "client.bsn");
    assert_eq!(json["findings"][0]["severity"], "warning");
}

#[test]
fn a_record_by_hand_needs_only_schema_and_data() {
    let record = parse(&json!({"schema": 1, "data": {
        "client": {"bsn": "999990019", "naam": {"achternaam": "Jansen"}, "email": null},
        "doelgroep": {"grondslag": ["wia"]},
        "doelen": [{"doel": "op tijd komen", "uren": 2}]}}))
    .expect("a record");
    assert_eq!(record.findings, []);
    assert_eq!(&*record.source.file, "met-de-hand.json");
    let places: Vec<_> = record.answers.iter().map(|a| (a.key.to_string(), a.place.to_string())).collect();
    let expected = [
        ("client.naam.achternaam", "/data/client/naam/achternaam"),
        ("client.bsn", "/data/client/bsn"),
        ("doelgroep.grondslag[0]", "/data/doelgroep/grondslag/0"),
        ("doelen[0].doel", "/data/doelen/0/doel"),
        ("doelen[0].uren", "/data/doelen/0/uren"),
    ];
    assert_eq!(places, expected.map(|(key, place)| (key.to_owned(), place.to_owned())));
    assert!(record.answers.iter().all(|a| matches!(a.reading, Reading::Value(_))));
}

#[test]
fn what_is_amiss_is_said_with_its_pointer_and_kept() {
    let cases = [
        (json!({"client": {"bnz": "1"}}), "record-unknown", "/data/client/bnz"),
        (json!({"klant": {"bsn": "1"}}), "record-unknown", "/data/klant"),
        (json!({"client": {"naam": {"roepnaam": "Jan"}}}), "record-unknown", "/data/client/naam/roepnaam"),
        (json!({"doelen": {"doel": "x"}}), "record-shape", "/data/doelen"),
        (json!({"doelen": ["x"]}), "record-shape", "/data/doelen/0"),
        (json!({"client": {"geboortedatum": "14 maart"}}), "record-value", "/data/client/geboortedatum"),
        (json!({"client": {"geslacht": "v"}}), "record-value", "/data/client/geslacht"),
    ];
    for (data, code, pointer) in cases {
        let record = parse(&json!({"schema": 1, "data": data})).expect("a record");
        let [finding] = &*record.findings else { panic!("{data}: {:?}", record.findings) };
        assert_eq!((&*finding.code, finding.place.clone()), (code, Some(pointer.parse().expect("a place"))));
        let kept = record.unmapped.len() + record.answers.iter().filter(|a| a.reading == Reading::AsWritten).count();
        assert_eq!(kept, 1, "{data}: nothing is dropped");
    }
}

#[test]
fn what_is_no_record_is_refused() {
    let cases = [
        (json!([]), "record-shape"),
        (json!({"data": {}}), "record-shape"),
        (json!({"schema": 1}), "record-shape"),
        (json!({"schema": 3, "data": {}}), "record-version"),
        (json!({"schema": 0, "data": {}}), "record-version"),
    ];
    for (json, code) in cases {
        assert_eq!(parse(&json).expect_err("refused").code, code, "{json}");
    }
}

#[test]
fn records_are_read_by_line_by_array_and_across_lines() {
    let one = r#"{"schema": 1, "data": {}}"#;
    let pretty = "{\n \"schema\": 1,\n \"data\": {}\n}";
    let cases = [
        (format!("{one}\n{one}\n"), "ok ok"),
        (format!("\u{feff}{one}\r\n\r\n{one}"), "ok ok"),
        (format!("[{one},\n{one}]\n"), "ok ok"),
        ("[]\n".to_owned(), ""),
        (String::new(), ""),
        (format!("{pretty}\n{pretty}\n"), "ok ok"),
        (format!("{one}\n{{\"schema\": oeps}}\n{one}\n"), "ok record-json ok"),
        (format!("[{one}, {one}"), "ok ok record-json"),
        ("nog geen json".to_owned(), "record-json"),
    ];
    for (text, expected) in cases {
        let mut read = Vec::new();
        read::records(text.as_bytes(), &records::source("x"), |record| {
            read.push(record.map_or_else(|finding| finding.code.to_string(), |_| "ok".to_owned()));
        });
        assert_eq!(read.join(" "), expected, "{text}");
    }
}

/// Records that were written before records had names, kept as they were: of a form, of a workbook with a client a sheet,
/// of a table with a client a row.
#[test]
fn a_record_of_an_older_version_becomes_what_the_same_form_gives_today() {
    let catalogue = eenvorm::Catalogue::built_in().expect("the forms");
    let kept = eenvorm::read("tests/records/version-1.ndjson", &catalogue).expect("the kept records").records;
    assert_eq!(kept.len(), 5);
    for record in kept {
        let today = eenvorm::read(&*record.source.file, &catalogue).expect("the form itself").records;
        let same = today.iter().find(|today| today.id == record.id && today.id.is_some());
        let same = same.unwrap_or_else(|| panic!("{}: {:?} is the name of none", record.source.file, record.id));
        assert_eq!(same.answers, record.answers, "{}", record.source.file);
        assert_eq!(record.made_with.as_ref().map(|made| (made.schema, &*made.version)), Some((1, "")));
        assert_eq!(same.made_with.as_ref().map(|made| made.schema), Some(2));
    }
}

#[test]
fn a_record_without_places_says_the_same() {
    let (record, mut bare, mut lean) = (records::jansen(), Vec::new(), Vec::new());
    write::lean(&record, Lang::En, Provenance::None, &mut bare);
    write::lean(&record, Lang::En, Provenance::Changed, &mut lean);
    let (bare, lean): (Json, Json) =
        (serde_json::from_slice(&bare).expect("json"), serde_json::from_slice(&lean).expect("json"));
    let full: Json = serde_json::from_slice(&written(&record)).expect("json");
    assert!(bare.get("provenance").is_none() && bare["findings"][0].get("message").is_none());
    for key in ["data", "said", "as_written", "ledger", "id"] {
        assert_eq!((&bare[key], &lean[key]), (&full[key], &full[key]), "{key}");
    }
    let told = lean["provenance"].as_object().expect("an object");
    assert!(!told.contains_key("client.bsn"), "its words are its value");
    assert_eq!(told["client.geboortedatum"]["text"], "14-03-1998");
    assert_eq!(told["begeleiding.begin"]["text"], "z.s.m.");
    let values = |record: &Record| -> Vec<_> {
        record.answers.iter().map(|answer| (answer.key, answer.reading.clone())).collect()
    };
    assert_eq!(values(&parse(&bare).expect("a record")), values(&record));
}
