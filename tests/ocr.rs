//! Pictures and scans, with an installed tesseract: much of it comes back, and nothing of it without its doubt. The pictures are
//! the fixture `utrecht/jobcoachplan/volledig.pdf` at 150 and 300 dots an inch, some two degrees askew.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

fn run(folder: &Path, path: bool, args: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("TMPDIR", folder).env_remove("EENVORM_MAPPINGS");
    if !path {
        command.env("PATH", "");
    }
    command.output().expect("the program runs")
}

fn is_installed() -> bool {
    let found =
        eenvorm::document::external::tesseract::Tesseract::find(&eenvorm::document::sandbox::Sandbox::in_process());
    if found.is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: tesseract with Dutch is not installed");
    }
    found.is_ok()
}

/// The values of a record by the names of their fields.
fn flat(value: &Value, name: &str, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(inner) => {
            inner.iter().for_each(|(key, value)| flat(value, &format!("{name}.{key}"), found));
        }
        Value::Array(inner) => {
            (0..).zip(inner).for_each(|(n, value): (usize, _)| flat(value, &format!("{name}[{n}]"), found))
        }
        value => _ = found.insert(name.trim_start_matches('.').to_owned(), value.clone()),
    }
}

fn record(output: &Output) -> (Value, BTreeMap<String, Value>) {
    let record: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("a record: {}", stderr(output)));
    let mut found = BTreeMap::new();
    flat(&record["data"], "", &mut found);
    (record, found)
}

#[test]
fn most_of_a_scan_comes_back_and_every_answer_carries_its_doubt() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (_, truth) = record(&run(folder.path(), true, &["convert", "fixtures/utrecht/jobcoachplan/volledig.pdf"]));
    for (file, least) in LEAST {
        let output = run(folder.path(), true, &["convert", "--ocr", &format!("tests/ocr/{file}")]);
        let (read, found) = record(&output);
        let right = found.iter().filter(|(name, value)| truth.get(*name) == Some(value)).count();
        assert!(right >= least, "{file}: {right} of {} come back: {found:#?}", truth.len());
        let findings = read["findings"].as_array().expect("findings");
        let doubted: Vec<&str> = findings
            .iter()
            .filter(|finding| finding["code"] == "answer-from-picture")
            .filter_map(|finding| finding["field"].as_str())
            .collect();
        for name in found.keys() {
            assert!(
                doubted.iter().any(|field| name == field || name.starts_with(&format!("{field}."))),
                "{file}: {name} has no doubt"
            );
        }
    }
    assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0, "nothing of a form is left behind");
}

/// How many answers come back at the least.
const LEAST: [(&str, usize); 4] =
    [("plan-150-jpeg.pdf", 28), ("plan-300-scheef-fax.pdf", 20), ("plan-300-scheef.tif", 30), ("plan-150.png", 15)];

#[test]
fn without_being_asked_no_picture_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, code) in [("plan-150-jpeg.pdf", "pdf-no-text"), ("plan-150.png", "picture-file")] {
        let output = run(folder.path(), true, &["convert", &format!("tests/ocr/{file}")]);
        let said = stderr(&output);
        assert!(said.contains(&format!("error[{code}]")) && said.contains("--ocr"), "{file}: {said}");
    }
}

#[test]
fn without_tesseract_the_finding_says_how_to_get_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["plan-150-jpeg.pdf", "plan-150.png"] {
        let output = run(folder.path(), false, &["convert", "--ocr", &format!("tests/ocr/{file}")]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("error[ocr-missing]") && stderr(&output).contains("tesseract-ocr-nld"),
            "{}",
            stderr(&output)
        );
    }
    // a picture in a folder was asked to be read too: into parts it is tried again each time
    let pictures = folder.path().join("foto's");
    fs::create_dir(&pictures).expect("a folder");
    fs::copy("tests/ocr/plan-150.png", pictures.join("plan.png")).expect("a picture");
    let (pictures, out) = (pictures.display().to_string(), folder.path().join("uit").display().to_string());
    for _ in 0..2 {
        let output = run(folder.path(), false, &["convert", "--ocr", &pictures, "-o", &out, "--by", "body"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stderr(&output).contains("error[ocr-missing]"), "{}", stderr(&output));
    }
    // what has text needs none
    let output = run(folder.path(), false, &["convert", "--ocr", "fixtures/utrecht/jobcoachplan/volledig.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}
