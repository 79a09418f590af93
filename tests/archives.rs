//! A zip is walked as a folder: each form in it is a source of its own, under a name that says where it lies.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::process::Output;

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    eenvorm().env("EENVORM_NO_LIBREOFFICE", "1").args(args).output().expect("the program runs")
}

fn records(output: &Output) -> Vec<Value> {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// How many records each source gave.
fn counts(records: &[Value]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for record in records {
        *counts.entry(record["source"]["file"].as_str().expect("a name")).or_default() += 1;
    }
    counts
}

/// What the findings say of each source, but for what they say of answers.
fn said(output: &Output) -> Vec<(String, String, String)> {
    let text = String::from_utf8_lossy(&output.stderr);
    let findings = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let of_sources = findings.filter(|finding| finding["place"].is_null());
    of_sources.map(|f| (word(&f, "file"), word(&f, "code"), word(&f, "severity"))).collect()
}

#[test]
fn every_form_in_a_zip_is_read_under_its_full_name() {
    let output = run(&["convert", "--to", "json", "--messages", "json", "tests/archives/map.zip"]);
    let records = records(&output);
    let zip = "tests/archives/map.zip";
    let names = [
        (format!("{zip} > binnen.zip > los.csv"), 3),
        (format!("{zip} > formulieren/export.csv"), 3),
        (format!("{zip} > formulieren/jobcoachplan.xlsx"), 1),
        (format!("{zip} > formulieren/verlenging.ods"), 1),
    ];
    let expected: BTreeMap<&str, usize> = names.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(counts(&records), expected);
    let order: Vec<&str> = records.iter().filter_map(|record| record["source"]["file"].as_str()).collect();
    assert!(order.is_sorted(), "{order:?}");
    let note = (format!("{zip} > lees-mij.txt"), "not-a-form-file".to_owned(), "note".to_owned());
    assert!(said(&output).contains(&note), "{:?}", said(&output));
    assert!(said(&output).iter().all(|(.., severity)| severity != "error"), "{:?}", said(&output));
}

#[test]
fn a_form_gives_the_same_record_in_a_zip_as_outside_it() {
    let inside = records(&run(&["convert", "--quiet", "--to", "json", "tests/archives/map.zip"]));
    let alone = records(&run(&["convert", "--quiet", "--to", "json", "fixtures/utrecht/jobcoachplan/volledig.xlsx"]));
    let same = inside.iter().find(|record| record["form"]["id"] == "utrecht/jobcoachplan").expect("the same form");
    for key in ["form", "data", "provenance", "ledger"] {
        assert_eq!(same[key], alone[0][key], "{key}");
    }
    assert_eq!(same["source"]["sha256"], alone[0]["source"]["sha256"]);
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let with = |jobs: &str| run(&["convert", "--quiet", "--to", "json", "--jobs", jobs, "tests/archives"]).stdout;
    assert_eq!(with("1"), with("4"));
}

#[test]
fn a_bad_file_in_a_zip_never_stops_the_rest() {
    for (name, code) in [("bomb.zip", "archive-bomb"), ("encrypted.zip", "encrypted")] {
        let path = format!("tests/hostile/{name}");
        let output = run(&["check", "--messages", "json", &path]);
        let said = said(&output);
        let codes: Vec<&str> = said.iter().map(|(_, code, _)| code.as_str()).collect();
        assert_eq!(codes, [code, "not-a-form-file"], "{name}");
        assert_eq!(output.status.code(), Some(1), "{name}");
    }
}

#[test]
fn the_fixtures_are_read_without_an_error_about_what_is_no_form() {
    let output = run(&["check", "--messages", "json", "fixtures"]);
    let form =
        |name: &str| ["xlsx", "xls", "ods", "csv", "docx", "pdf", "json", "zip"].iter().any(|end| name.ends_with(end));
    let error = |severity: &str| severity == "error";
    let wrong: Vec<_> = said(&output).into_iter().filter(|(name, _, how)| error(how) && !form(name)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
}
