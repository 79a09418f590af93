//! `--log FILE` of every command that reads many files: what was read, made and left, and never a value of a form.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value as Json;

/// The forms that are read, under the name of a client.
const FORMS: [&str; 2] = ["in/Visser-een.xlsx", "in/Visser-twee.xlsx"];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for form in FORMS {
        fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.path().join(form)).expect("a form");
    }
    fs::write(folder.path().join("sleutel"), "a key that is only for this test").expect("a key");
    folder
}

fn run(folder: &Path, arguments: &[&str]) {
    let mut command = eenvorm();
    command.current_dir(folder).args(arguments).env("EENVORM_NO_LIBREOFFICE", "1").env("EENVORM_CONFIG", "leeg");
    let output = command.stdin(Stdio::null()).output().expect("the program runs");
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The lines of the log of a run, and all of it as text.
fn log(folder: &Path, arguments: &[&str]) -> (Vec<Json>, String) {
    let path = folder.join("log.ndjson");
    let _ = fs::remove_file(&path);
    run(folder, &[arguments, &["--log", "log.ndjson"]].concat());
    let text = fs::read_to_string(path).expect("a log");
    (text.lines().map(|line| serde_json::from_str(line).expect("json")).collect(), text)
}

/// All of a log but its times: the nanoseconds of one may hold the digits of any value.
fn without_times(lines: &[Json]) -> String {
    let mut lines = lines.to_vec();
    for line in lines.iter_mut().filter_map(Json::as_object_mut) {
        line.remove("time");
    }
    Json::from(lines).to_string()
}

fn told<'l>(lines: &'l [Json], key: &str) -> Vec<&'l str> {
    lines.iter().filter_map(|line| line.get(key)?.as_str()).collect()
}

/// What each command reads, and how many files it makes.
const RUNS: [(&[&str], usize); 7] = [
    (&["convert", "in", "-o", "uit.ndjson"], 1),
    (&["convert", "in", "-o", "uit.ndjson", "--per", "client"], 1),
    (&["convert", "in", "-o", "uit", "--by", "body", "--parts", "1"], 1),
    (&["report", "in", "-o", "rapport.md"], 1),
    (&["check", "in"], 0),
    (&["fill", "in", "--form", "standaard", "-o", "gevuld", "--per", "record", "--todo", "nog.md"], 3),
    (&["compare", "utrecht/jobcoachplan", "--records", "in", "-o", "v.md"], 1),
];

#[test]
fn every_command_that_reads_many_files_tells_what_it_read_and_made() {
    let folder = folder();
    for (arguments, made) in RUNS {
        let (lines, text) = log(folder.path(), arguments);
        assert_eq!(told(&lines, "run"), [arguments[0]], "{arguments:?}");
        assert_eq!(told(&lines, "read"), FORMS, "{arguments:?}");
        assert_eq!(told(&lines, "made").len(), made, "{arguments:?}: {text}");
        assert!(lines.iter().all(|line| line["time"].is_string()), "{text}");
        let done: Vec<_> = lines.iter().filter_map(|line| line.get("done")).collect();
        assert_eq!(done.len(), 1, "{arguments:?}");
        assert_eq!(done[0]["records"], 2, "{arguments:?}");
        for path in told(&lines, "made").into_iter().filter(|path| !path.contains('{')) {
            assert!(folder.path().join(path).is_file(), "{path} was made");
        }
        let told = without_times(&lines);
        assert!(!told.contains("99999") && !told.contains("1993"), "no value is in a log: {told}");
        assert!(!told.contains("Vries"), "nor the name of a client: {told}");
    }
}

#[test]
fn forms_that_are_there_already_are_told_as_left() {
    let folder = folder();
    let fill = ["fill", "in", "--form", "standaard", "-o", "gevuld", "--per", "record"];
    run(folder.path(), &fill);
    let (lines, text) = log(folder.path(), &fill);
    assert_eq!((told(&lines, "made").len(), told(&lines, "left").len()), (0, 2), "{text}");
}

#[test]
fn a_filled_form_is_told_by_its_pattern_its_number_and_its_checksum() {
    let folder = folder();
    let fill = ["fill", "in", "--form", "standaard", "-o", "gevuld", "--per", "record"];
    let (lines, text) = log(folder.path(), &fill);
    let made: Vec<_> = lines.iter().filter(|line| line.get("made").is_some()).collect();
    assert_eq!(made.len(), 2, "{text}");
    let sums: Vec<String> = fs::read_dir(folder.path().join("gevuld"))
        .expect("a folder")
        .map(|file| eenvorm::document::file::source::Source::open(&file.expect("a file").path()).expect("a form"))
        .map(|form| form.sha256().expect("a checksum"))
        .collect();
    for (n, line) in (1..).zip(made) {
        assert_eq!(line["made"], "gevuld/{achternaam}-{form}.xlsx");
        assert_eq!((&line["number"], &line["from"]), (&serde_json::json!(n), &serde_json::json!([FORMS[n - 1]])));
        let sum = line["sha256"].as_str().expect("a checksum").to_owned();
        assert!(sums.contains(&sum), "{sum} is that of a form: {sums:?}");
    }
}

#[test]
fn a_log_names_no_file_where_persons_are_left_out() {
    let folder = folder();
    for (arguments, _) in RUNS.iter().filter(|(arguments, _)| !["check", "fill"].contains(&arguments[0])) {
        let arguments = [*arguments, &["--pseudonym-key", "sleutel"]].concat();
        let (lines, text) = log(folder.path(), &arguments);
        let read = told(&lines, "read");
        assert!(read.len() == 2 && read[0] != read[1], "{arguments:?}: {text}");
        assert!(!text.contains("Visser"), "{arguments:?}: {text}");
    }
}
