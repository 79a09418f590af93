//! Forms in the layouts of other hands: the blank is blank, the filled form is what was typed, and filled again it is too.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

const FOLDER: &str = "tests/hands";
const MAPPINGS: &str = "tests/hands/mappings";

/// The forms, and the files that are filled in on each.
const FORMS: [(&str, &str, &[&str]); 4] = [
    ("rivierdal/plan", "docx", &["rivierdal-plan.docx", "rivierdal-plan.pdf"]),
    ("polderstede/voortgang", "docx", &["polderstede-voortgang.docx"]),
    ("zuiderland/plan", "xlsx", &["zuiderland-plan.xlsx"]),
    ("waterkant/aanvraag", "pdf", &["waterkant-aanvraag.pdf"]),
];

fn run(args: &[&str]) -> Output {
    let mut program = eenvorm();
    program.args(args).args(["--lang", "en", "--mappings", MAPPINGS]).output().expect("the program runs")
}

/// The records of a file, what they say and what was left over.
fn records(path: &Path) -> Vec<Value> {
    let output = run(&["convert", "--to", "json", &path.display().to_string()]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

fn said(records: &[Value]) -> Vec<Value> {
    records.iter().map(|record| record["data"].clone()).collect()
}

fn typed(form: &str) -> Vec<Value> {
    let path = format!("{FOLDER}/{}.json", form.replace('/', "-"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("what was typed")).expect("json")
}

#[test]
fn a_blank_is_blank() {
    for (form, extension, _) in FORMS {
        let checked = run(&["check", &format!("{MAPPINGS}/{form}.{extension}")]);
        assert!(stderr(&checked).ends_with("0 records, 1 blank, 0 not read\n"), "{form}\n{}", stderr(&checked));
    }
}

#[test]
fn what_was_typed_is_read() {
    for (form, _, files) in FORMS {
        for file in files {
            let records = records(&Path::new(FOLDER).join(file));
            assert_eq!(said(&records), typed(form), "{file}");
            assert!(records.iter().all(|record| record.get("as_written").is_none()), "{file}");
        }
    }
}

#[test]
fn what_was_read_is_filled() {
    for (form, extension, files) in FORMS {
        let folder = tempfile::tempdir().expect("a folder");
        let from = format!("{FOLDER}/{}", files[0]);
        let filled = run(&["fill", "--form", form, &from, "-o", &folder.path().display().to_string()]);
        assert_eq!(filled.status.code(), Some(0), "{form}\n{}", stderr(&filled));
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder.path()).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|e| e == extension));
        let mut read: Vec<Value> = paths.iter().flat_map(|path| said(&records(path))).collect();
        let mut typed = typed(form);
        read.sort_by_key(ToString::to_string);
        typed.sort_by_key(ToString::to_string);
        assert_eq!(read, typed, "{form}");
    }
}
