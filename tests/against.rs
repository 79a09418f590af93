//! Newer versions of a known form, made with other programs (`tests/against/make.py`): their mapping keeps what was
//! confirmed, recognises the new form and not the old one, and is taken among the user's own.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

const KNOWN: &str = "utrecht/jobcoachplan";
const NEW: &str = "utrecht/jobcoachplan-2026-1";

fn run_program(home: &Path, args: &[&str]) -> Output {
    let mut program = eenvorm();
    let program = program.args(args).args(["--lang", "nl"]).env("EENVORM_CONFIG", home.join("settings"));
    program.env("EENVORM_NO_LIBREOFFICE", "1").env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in unicode")
}

/// As which form a file is recognised.
fn form_of(home: &Path, file: &str) -> String {
    let checked = run_program(home, &["check", "--messages", "json", file]);
    let findings = stderr(&checked);
    let first = findings.lines().find(|line| line.contains("form-blank")).unwrap_or_else(|| panic!("{findings}"));
    let finding: Value = serde_json::from_str(first).expect("json");
    finding["form"].as_str().unwrap_or_default().to_owned()
}

/// The comments of a mapping that say what changed, without the places, which differ with the format.
fn told(mapping: &str) -> Vec<String> {
    let said = mapping.lines().take_while(|line| line.starts_with('#'));
    said.map(|line| line.split(" op ").next().unwrap_or_default().trim_start_matches("# ").to_owned()).collect()
}

/// What a mapping says, without its comments.
fn without_comments(mapping: &str) -> Vec<&str> {
    let lines = mapping.lines().filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty());
    lines.map(str::trim_end).collect()
}

#[test]
fn a_newer_version_is_recognised_beside_the_old_one_in_every_format() {
    let expected = fs::read_to_string("tests/against/told.txt").expect("what is to be said");
    for ending in ["xlsx", "docx", "pdf"] {
        let home = TempDir::new().expect("a folder");
        let (old, new) = (format!("tests/against/old.{ending}"), format!("tests/against/new.{ending}"));
        let mapping = home.path().join("utrecht/nieuw.toml");
        let made = run_program(home.path(), &["suggest", &new, "--against", KNOWN, "-o", text(&mapping)]);
        assert!(made.status.success(), "{}", stderr(&made));
        assert!(stderr(&made).contains(&format!("--id {NEW}")), "{}", stderr(&made));
        let written = fs::read_to_string(&mapping).expect("written");
        let said = told(&written);
        for line in expected.lines() {
            let (of, sentence) = line.split_once(' ').expect("a format and a sentence");
            assert_eq!(
                of == "all" || of.contains(ending),
                said.iter().any(|own| own == sentence),
                "{ending}: {line}\n{said:#?}"
            );
        }
        fs::copy(&new, mapping.with_file_name(format!("new.{ending}"))).expect("copied");
        let checked = run_program(home.path(), &["check", text(&mapping)]);
        assert!(checked.status.success() && stderr(&checked).is_empty(), "{ending}: {}", stderr(&checked));
        let added = run_program(home.path(), &["forms", "--add", text(&mapping), "--blank", &new, "--id", NEW]);
        assert!(stderr(&added).contains(&format!("`{NEW}` is toegevoegd")), "{ending}: {}", stderr(&added));
        assert_eq!((form_of(home.path(), &old), form_of(home.path(), &new)), (KNOWN.to_owned(), NEW.to_owned()));
    }
}

#[test]
fn lines_that_a_person_confirmed_stay_as_they_were() {
    let home = TempDir::new().expect("a folder");
    let new = "tests/against/new.xlsx";
    let made = run_program(home.path(), &["suggest", new, "--against", KNOWN]);
    let written = String::from_utf8(made.stdout).expect("text");
    let known = fs::read_to_string("mappings/utrecht/jobcoachplan.toml").expect("the mapping");
    let (before, after) = (without_comments(&known), without_comments(&written));
    let gone: Vec<&&str> = before.iter().filter(|line| !after.contains(line)).collect();
    let about = |line: &&&str| {
        ["title", "version", "blank", "printed", "placeholders"].iter().any(|key| line.starts_with(key))
            || ["Gegevens werkgever", "Uren per week", "Aantal uren", "Gereed op", "Indicatie banenafspraak"]
                .iter()
                .any(|words| line.contains(words))
    };
    assert_eq!(gone.iter().filter(|line| !about(line)).collect::<Vec<_>>(), Vec::<&&&str>::new());
    assert!(after.contains(&"basis    = \"reconstruction\""), "{after:#?}");
}

/// A mapping of somebody's own of the old form, with an address, a remark and the name of who looked it over.
fn own(home: &Path) {
    let known = fs::read_to_string("mappings/utrecht/jobcoachplan.toml").expect("the mapping");
    let from = r#""client.bsn"           = { label = ["BSN", "Burgerservicenummer"] }"#;
    assert!(known.contains(from));
    let own = known.replace(from, "\"client.bsn\" = { at = \"Jobcoachplan!B7\" } # looked up by hand");
    let own = own.replace(
        "note     =",
        "author   = \"A. Bakker\"\nreviewed = \"B. Smit\"\ndate     = \"2025-02-03\"\nnote     =",
    );
    let folder = home.join("forms/utrecht");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("jobcoachplan.toml"), own).expect("written");
    for ending in ["xlsx", "docx", "pdf"] {
        fs::copy(format!("tests/against/old.{ending}"), folder.join(format!("jobcoachplan.{ending}"))).expect("copied");
    }
}

#[test]
fn an_address_follows_its_question_and_who_looked_it_over_is_kept() {
    let home = TempDir::new().expect("a folder");
    own(home.path());
    let forms = home.path().join("forms");
    let args = ["suggest", "tests/against/new.xlsx", "--against", KNOWN, "--mappings", text(&forms)];
    let made = run_program(home.path(), &args);
    let written = String::from_utf8(made.stdout.clone()).expect("text");
    for line in [
        "\"client.bsn\" = { at = \"Jobcoachplan!B8\" } # looked up by hand",
        "author   = \"A. Bakker\"",
        "reviewed = \"B. Smit\"",
        "date     = \"2025-02-03\"",
        "# verplaatst: \"client.bsn\", \"BSN\" stond op Jobcoachplan!A7, onder \"1. Gegevens werknemer\"; staat nu op \
         Jobcoachplan!A8, onder \"1. Gegevens werknemer\"",
    ] {
        assert!(written.contains(line), "{line}\n{written}\n{}", stderr(&made));
    }
    let signed = run_program(home.path(), &[&args[..], &["--author", "C. Visser"]].concat());
    let signed = String::from_utf8(signed.stdout).expect("text");
    assert!(signed.contains("reviewed = \"C. Visser\"") && signed.contains("author   = \"A. Bakker\""), "{signed}");
}

#[test]
fn the_new_form_is_filled_from_the_old_one() {
    let home = TempDir::new().expect("a folder");
    for ending in ["xlsx", "docx"] {
        let new = format!("tests/against/new.{ending}");
        let added = run_program(home.path(), &["suggest", &new, "--against", KNOWN, "--add"]);
        assert!(stderr(&added).contains(&format!("`{NEW}` is toegevoegd")), "{ending}: {}", stderr(&added));
        let out = home.path().join(ending);
        let filled = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
        let run = run_program(home.path(), &["fill", "--form", NEW, filled, "-o", text(&out), "--name", "{nr}"]);
        let file = out.join(format!("1.{ending}"));
        assert!(file.is_file(), "{}", stderr(&run));
        let record = |file: &str| -> Value {
            let read = run_program(home.path(), &["convert", "--to", "json", file]);
            serde_json::from_slice::<Value>(&read.stdout).expect("json")[0].clone()
        };
        let (before, after) = (record(filled), record(text(&file)));
        assert_eq!(after["form"]["id"], NEW, "{after:#}");
        for path in [
            "/client/naam",
            "/client/bsn",
            "/werkgever/naam",
            "/werkgever/adres",
            "/werkplek/functie",
            "/dienstverband/uren_per_week",
            "/begeleiding/uren_aangevraagd",
            "/begeleiding/noodzaak",
            "/doelen",
        ] {
            let (was, is) = (before["data"].pointer(path), after["data"].pointer(path));
            assert!(was.is_some() && was == is, "{ending} {path}: {was:?} {is:?}");
        }
    }
}
