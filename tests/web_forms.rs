//! Web forms as json become rows of label and answer, whatever engine they come from.

#[path = "support/dice.rs"]
mod dice;
#[path = "support/program.rs"]
mod program;

use dice::Dice;
use program::eenvorm;
use std::io::{Cursor, Write};

use eenvorm::document::cells::model::{Document, Format};
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

fn read(name: &str, bytes: Vec<u8>) -> Result<Document, String> {
    let read = eenvorm::document::read(&Source::bytes(name, bytes), &Limits::default(), &Sandbox::in_process());
    read.map_err(|finding| finding.code.into_owned())
}

fn document(value: &Value) -> Document {
    read("formulier.json", value.to_string().into_bytes()).expect("a document")
}

/// The rows of the first sheet: what stands in them, parted by bars.
fn rows(document: &Document) -> Vec<String> {
    let cells = &document.sheets[0].cells;
    let row = |row: &[eenvorm::document::cells::model::Cell]| {
        row.iter().map(|cell| cell.content.shown().into_owned()).collect::<Vec<_>>().join(" | ")
    };
    cells.chunk_by(|a, b| a.spot.row == b.spot.row).map(row).collect()
}

/// Where the answer of that name stands, and what it is.
fn named(document: &Document, name: &str) -> Option<(String, String)> {
    let all = document.sheets.iter().flat_map(|sheet| &sheet.named);
    let mut found = all.filter(|named| named.names.iter().any(|n| **n == *name));
    let one = found.next().map(|named| (named.place.to_string(), named.content.shown().into_owned()));
    assert!(found.next().is_none(), "`{name}` names one answer");
    one
}

/// A form with every kind of question that holds something of its own.
fn form() -> Value {
    json!({"title": "Aanvraag", "display": "form", "components": [
        {"type": "fieldset", "key": "g", "label": "Werknemer", "components": [
            {"type": "columns", "key": "k", "columns": [
                {"size": 6, "components": [{"type": "bsn", "key": "client.bsn", "label": "BSN"}]},
                {"size": 6, "components": [{"type": "date", "key": "client.geboren", "label": "Geboortedatum"}]}]},
            {"type": "addressNL", "key": "adres", "label": "Adres"}]},
        {"type": "content", "key": "c", "html": "<p>Let <b>op</b>&nbsp;!</p>"},
        {"type": "radio", "key": "route", "label": "Route", "values": [{"value": "a", "label": "Via ons"}, {"value": "b", "label": "Zelf"}]},
        {"type": "select", "key": "talen", "label": "Talen", "multiple": true, "data": {"values": [{"value": "nl", "label": "Nederlands"}, {"value": "en", "label": "Engels"}]}},
        {"type": "selectboxes", "key": "wet", "label": "Wet", "values": [{"value": "pw", "label": "Participatiewet"}, {"value": "wia", "label": "WIA"}]},
        {"type": "checkbox", "key": "akkoord", "label": "Akkoord"},
        {"type": "number", "key": "uren", "label": "Uren"},
        {"type": "editgrid", "key": "doelen", "label": "Doelen", "components": [
            {"type": "textfield", "key": "doel", "label": "Doel"}, {"type": "number", "key": "uren", "label": "Uren per doel"}]},
        {"type": "file", "key": "bijlage", "label": "Bijlage"},
        {"type": "button", "key": "submit", "label": "Versturen"}]})
}

fn answers() -> Value {
    json!({"client": {"bsn": "999990019", "geboren": "1998-03-14"}, "route": "b", "talen": ["nl", "en"],
        "adres": {"postcode": "3511 AB", "houseNumber": "12", "houseLetter": "a", "city": "Utrecht", "streetName": "Dorpsstraat"},
        "wet": {"pw": true, "wia": false}, "akkoord": true, "uren": 24.5, "extra": "nog iets",
        "doelen": [{"doel": "op tijd", "uren": 3}, {"doel": "vragen", "toelichting": "zelf"}],
        "bijlage": [{"name": "x-1.pdf", "originalName": "contract.pdf", "url": "https://voorbeeld.nl/1"}]})
}

#[test]
fn a_submission_is_shown_in_the_words_of_its_form() {
    let document = document(&json!({"form": form(), "submission": {"data": answers()}}));
    assert_eq!(document.format, Format::Json);
    assert_eq!(
        rows(&document),
        [
            "Aanvraag",
            "Werknemer",
            "BSN | 999990019",
            "Geboortedatum | 1998-03-14",
            "Adres | Dorpsstraat 12a, 3511 AB Utrecht",
            "Let op !",
            "Route | Zelf",
            "Talen | Nederlands\nEngels",
            "Wet | ☒ Participatiewet\n☐ WIA",
            "Akkoord | ☒",
            "Uren | 24,5",
            "Doelen",
            "Doel | Uren per doel | toelichting",
            "op tijd | 3",
            "vragen |  | zelf",
            "Bijlage | contract.pdf",
            "extra | nog iets",
        ]
    );
    let at = |name: &str| named(&document, name).unwrap_or_else(|| panic!("`{name}` is not there"));
    assert_eq!(at("bsn"), ("/submission/data/client/bsn".into(), "999990019".into()));
    assert_eq!(at("client.bsn"), at("/client/bsn"));
    assert_eq!(at("adres.postcode").1, "3511 AB");
    assert_eq!(at("doelen.1.doel").0, "/submission/data/doelen/1/doel");
    assert_eq!(at("wet.pw").1, "☒");
    let options = document.sheets[0].named.iter().find(|named| named.names.iter().any(|name| **name == *"route"));
    assert_eq!(options.expect("the route").options, ["Via ons", "Zelf"]);
}

#[test]
fn a_form_alone_is_a_blank() {
    let document = document(&form());
    let open = document.sheets[0].named.iter().filter(|named| named.content.is_empty()).count();
    assert_eq!(open, document.sheets[0].named.len());
    assert_eq!(named(&document, "client.bsn").map(|(place, _)| place).as_deref(), Some("/data/client/bsn"));
    assert_eq!(named(&document, "doelen.0.doel").map(|(place, _)| place).as_deref(), Some("/data/doelen/0/doel"));
    assert!(!rows(&document).iter().any(|row| row.contains("Versturen")));
}

#[test]
fn the_zip_that_open_formulieren_exports_is_one_form() {
    let steps = json!([{"index": 0, "form_definition": "http://voorbeeld.nl/b"}, {"index": 1, "form_definition": "http://voorbeeld.nl/a"}]);
    let step = |id: &str, name: &str, key: &str| json!({"uuid": id, "name": name, "slug": name, "configuration": {"components": [{"type": "textfield", "key": key, "label": key}]}});
    let parts = [
        ("forms.json", json!([{"name": "Jobcoachplan", "slug": "plan"}])),
        ("formSteps.json", steps),
        ("formDefinitions.json", json!([step("a", "Tweede", "y"), step("b", "Eerste", "x")])),
        ("formLogic.json", json!([])),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, value) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("memory");
        zip.write_all(value.to_string().as_bytes()).expect("memory");
    }
    let document = read("plan.zip", zip.finish().expect("memory").into_inner()).expect("a form");
    assert_eq!(rows(&document), ["Jobcoachplan", "Eerste", "x | ", "Tweede", "y | "]);
}

#[test]
fn what_no_form_speaks_of_is_laid_out_by_its_keys() {
    for (value, shown) in [
        (
            json!({"naam_werknemer": "J. Jansen", "uren": 24, "wet": ["PW", "WIA"]}),
            &["naam_werknemer | J. Jansen", "uren | 24", "wet | PW\nWIA"][..],
        ),
        (
            json!([{"label": "Naam", "value": "J. Jansen"}, {"label": "Akkoord", "value": true}]),
            &["Naam | J. Jansen", "Akkoord | ☒"],
        ),
        (
            json!({"entity": {"sid": [{"value": 7}]}, "data": {"bsn": "999990019"}}),
            &["bsn | 999990019", "entity", "sid | 7"],
        ),
        (json!({"answers": [{"Question": "Naam", "Answer": "Jansen"}]}), &["answers", "Naam | Jansen"]),
        (json!({"doelen": [{"doel": "a"}, {"doel": "b", "uren": 2}]}), &["doelen", "doel | uren", "a | ", "b | 2"]),
        (json!({"a": {"b": {"c": [[1, 2], {"d": null}]}}}), &["a", "b", "c", "1 | 1\n2", "2", "d | "]),
    ] {
        assert_eq!(rows(&document(&value)), shown, "{value}");
    }
}

#[test]
fn a_schema_beside_the_values_gives_their_labels() {
    let schema = json!({"type": "object", "properties": {
        "naam": {"type": "string", "title": "Naam werknemer"},
        "wet": {"type": "object", "title": "Wet", "properties": {"pw": {"type": "boolean", "title": "Participatiewet"}}},
        "doelen": {"type": "array", "title": "Doelen", "items": {"type": "object", "properties": {"doel": {"type": "string", "title": "Doel"}}}}}});
    let document = document(
        &json!({"values": {"naam": "Jansen", "wet": {"pw": true}, "doelen": [{"doel": "x"}]}, "values_schema": schema}),
    );
    assert_eq!(rows(&document), ["Naam werknemer | Jansen", "Wet | ☒ Participatiewet", "Doelen", "Doel", "x"]);
}

#[test]
fn several_submissions_are_several_sheets() {
    let one = |bsn: &str| json!({"data": {"bsn": bsn}});
    let list = document(&json!([one("a"), one("b")]));
    let lines = read("inzendingen.ndjson", format!("{}\n{}\n", one("a"), one("b")).into_bytes()).expect("lines");
    for document in [list, lines] {
        assert_eq!(document.sheets.len(), 2);
        assert_eq!(named(&document, "/1/data/bsn"), Some(("/1/data/bsn".into(), "b".into())));
    }
}

#[test]
fn the_blank_of_a_mapping_has_nothing_on_it_that_is_not_known() {
    let output = eenvorm()
        .args(["check", "--messages", "json", "mappings/utrecht/subsidieaanvraag-online.json"])
        .output()
        .expect("the program runs");
    let said = String::from_utf8(output.stderr).expect("text");
    let findings = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let codes: Vec<Value> = findings.map(|finding| finding["code"].clone()).filter(|code| !code.is_null()).collect();
    assert_eq!(codes, ["form-blank"]);
}

#[test]
fn a_key_that_stands_twice_is_said() {
    let document = read("formulier.json", br#"{"bsn": "1", "bsn": "2"}"#.to_vec()).expect("a document");
    assert_eq!(rows(&document), ["bsn | 2"]);
    assert_eq!(document.findings[0].code, "json-key-twice");
}

#[test]
fn what_is_no_json_is_said() {
    for (text, code) in [
        ("{\"a\": 1, \"b\":", "truncated"),
        ("{\"a\": 1} x", "json-broken"),
        ("{\"a\": 1,, \"b\": 2}", "json-broken"),
        (&format!("{{\"a\": {}", "[".repeat(10_000)), "json-too-deep"),
    ] {
        assert_eq!(
            read("kapot.json", text.into()).map(|document| document.sheets.len()),
            Err(code.to_owned()),
            "{text:.40}"
        );
    }
}

#[test]
fn no_change_to_a_submission_brings_the_reader_down() {
    let whole = json!({"form": form(), "data": answers()}).to_string().into_bytes();
    let mut dice = Dice(7);
    for _ in 0..2_000 {
        let mut changed = whole.clone();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(changed.len());
            let signs = b"{}[]\",:0a\xE9\\";
            changed[at] = signs[dice.roll(signs.len())];
        }
        drop(read("formulier.json", changed));
    }
}
