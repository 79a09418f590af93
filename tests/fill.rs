//! `eenvorm fill` as its users run it: names, blanks, the next period, and what is refused.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";

fn eenvorm(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_eenvorm")).args(args).output().expect("the program runs")
}

fn fill(folder: &Path, more: &[&str]) -> Output {
    let mut args = vec!["fill", "--lang", "en", "-o", folder.to_str().expect("a path")];
    args.extend(more);
    eenvorm(&args)
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn data(path: &Path) -> Value {
    let output = eenvorm(&["convert", "-q", path.to_str().expect("a path")]);
    let record: Value = serde_json::from_slice(&output.stdout).expect("one record");
    record["data"].clone()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_form_of_one_gemeente_becomes_the_form_of_another() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/coachingsplan", PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(files(folder.path()), ["Vries-de-uwv-coachingsplan.xlsx"]);
    let (from, to) = (data(Path::new(PLAN)), data(&folder.path().join("Vries-de-uwv-coachingsplan.xlsx")));
    for pointer in ["/client/bsn", "/client/geboortedatum", "/werkgever/naam", "/begeleiding/begin", "/doelen/0/doel"] {
        assert_eq!(from.pointer(pointer), to.pointer(pointer), "{pointer}");
        assert!(to.pointer(pointer).is_some(), "{pointer}");
    }
    assert!(
        said(&output).contains("note[not-asked]") && said(&output).contains("note[left-blank]"),
        "{}",
        said(&output)
    );
}

#[test]
fn no_message_says_what_a_person_answered() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/coachingsplan", "fixtures/utrecht", "fixtures/isd-kompas"]);
    let text = said(&output);
    for path in [PLAN, "fixtures/isd-kompas/aanvraag/volledig.xlsx"] {
        let bsn = data(Path::new(path))["client"]["bsn"].as_str().expect("a bsn").to_owned();
        assert!(!text.contains(&bsn), "{path}");
    }
}

#[test]
fn files_are_never_replaced_unasked() {
    let folder = folder();
    let path = folder.path().join("plan.xlsx");
    std::fs::write(&path, "met de hand").expect("written");
    let args = ["--form", "uwv/coachingsplan", "--name", "plan", PLAN];
    let refused = fill(folder.path(), &args);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("error[file-exists]"), "{}", said(&refused));
    assert_eq!(std::fs::read(&path).expect("read"), b"met de hand");
    let forced = fill(folder.path(), &[&args[..], &["--force"]].concat());
    assert_eq!(forced.status.code(), Some(0), "{}", said(&forced));
    assert_eq!(
        data(&path)["werkgever"],
        data(Path::new(PLAN))["werkgever"]
            .as_object()
            .map(|all| { serde_json::json!({ "naam": all["naam"] }) })
            .expect("an employer")
    );
}

#[test]
fn two_clients_of_one_name_get_two_files() {
    let folder = folder();
    let output = fill(
        folder.path(),
        &["--form", "uwv/coachingsplan", "--name", "../{form}", PLAN, "fixtures/uwv/coachingsplan/*.xlsx"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let names = files(folder.path());
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.iter().all(|name| name.starts_with('-') && name.contains("uwv-coachingsplan")), "{names:?}");
}

#[test]
fn another_form_is_no_blank() {
    let folder = folder();
    let output =
        fill(folder.path(), &["--form", "uwv/coachingsplan", "--blank", "mappings/utrecht/jobcoachplan.xlsx", PLAN]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("error[blank-differs]"), "{}", said(&output));
    assert!(files(folder.path()).is_empty());
    let own = fill(folder.path(), &["--form", "uwv/coachingsplan", "--blank", "mappings/uwv/coachingsplan.xlsx", PLAN]);
    assert_eq!(own.status.code(), Some(0), "{}", said(&own));
}

#[test]
fn what_cannot_be_filled_says_what_to_do() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/begeleidingsplan-interne-jobcoach", PLAN]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("error[format-not-filled]") && said(&output).contains("hint:"), "{}", said(&output));
    let wrong = fill(folder.path(), &["--form", "uwv/coachingsplan", "--name", "{naam}", PLAN]);
    assert_eq!(wrong.status.code(), Some(2), "{}", said(&wrong));
}

#[test]
fn the_next_period_follows_the_last_and_is_signed_anew() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "utrecht/jobcoachplan", "--next", "--name", "vervolg", PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let (last, next) = (data(Path::new(PLAN)), data(&folder.path().join("vervolg.xlsx")));
    let day = |data: &Value, id: &str| -> jiff::civil::Date {
        data["begeleiding"][id].as_str().expect(id).parse().expect("a day")
    };
    assert_eq!(day(&next, "begin"), day(&last, "einde").tomorrow().expect("a day"));
    assert!(day(&next, "einde") > day(&next, "begin"));
    assert_eq!(next["doelen"][0]["doel"], last["doelen"][0]["doel"]);
    assert_eq!(next["client"], last["client"]);
    assert!(last.get("ondertekening").is_some() && next.get("ondertekening").is_none(), "{next}");
    assert!(next["begeleiding"].get("uren_aangevraagd").is_none());
}

#[test]
fn the_list_of_what_is_to_be_done_names_fields_only() {
    let folder = folder();
    let todo = folder.path().join("te-doen.md");
    let forms = folder.path().join("formulieren");
    let output = fill(&forms, &["--form", "uwv/coachingsplan", "--todo", todo.to_str().expect("a path"), PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = std::fs::read_to_string(&todo).expect("a list");
    assert!(text.contains("- [ ] ") && text.contains("Staat niet op dit formulier"), "{text}");
    let bsn = data(Path::new(PLAN))["client"]["bsn"].as_str().expect("a bsn").to_owned();
    assert!(!text.contains(&bsn));
    assert_eq!(files(&forms).len(), 1);
}

#[test]
fn records_fill_forms_too() {
    let folder = folder();
    let records: PathBuf = folder.path().join("records.ndjson");
    let converted =
        eenvorm(&["convert", "-q", "-o", records.to_str().expect("a path"), "fixtures/utrecht/jobcoachplan/*.xlsx"]);
    assert_eq!(converted.status.code(), Some(0), "{}", said(&converted));
    let forms = folder.path().join("formulieren");
    let output = fill(&forms, &["--form", "isd-kompas/verlenging", records.to_str().expect("a path")]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
    assert_eq!(files(&forms).len(), 2, "{}", said(&output));
}
