//! Every fault that newcomers, attackers and files of other programs once showed, each as a case with what is right.
//!
//! `tests/faults/*.toml` hold the cases, a file a subject: the name of a case says what once went wrong. `run` is a command
//! line without the program, `then` one that follows; `[DIR]` is a folder of the case's own, `[FILLED]` the file in its folder
//! `uit`, `[MADE]` what `made` names. `code` (0) is how the first ends; `says` and `silent` are codes of findings that either
//! says or does not, `shows` words of the last output and `never` words that stand in no output, message or file. Of the
//! first record that the last writes, `data` holds values by key, `absent` keys without one, `as_written` and `unmapped` what
//! is kept as it stands; `records` is how many there are, `lines` how many lines a draft proposes. `still` names what is
//! known to go wrong: such a case is looked at and fails nothing.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Case {
    made: String,
    run: Vec<String>,
    then: Vec<String>,
    code: i32,
    says: Vec<String>,
    silent: Vec<String>,
    shows: Vec<String>,
    never: Vec<String>,
    data: BTreeMap<String, toml::Value>,
    absent: Vec<String>,
    as_written: BTreeMap<String, String>,
    unmapped: Vec<String>,
    records: Option<usize>,
    lines: Option<usize>,
    still: String,
}

fn run_program(folder: &Path, args: &[String]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("COLUMNS", "500").env("EENVORM_NO_LIBREOFFICE", "1");
    command.env("XDG_CONFIG_HOME", folder).env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

/// A value by a key such as `doelen[0].uren`.
fn at<'v>(data: &'v Value, key: &str) -> &'v Value {
    let steps = key.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    steps.fold(data, |value, step| step.parse::<usize>().map_or(&value[step], |n| &value[n]))
}

/// A file that is too large to be kept, made anew.
fn make(what: &str, folder: &Path) -> PathBuf {
    let table = |sheets: u32, rows: u32, cell: &dyn Fn(u32, u32) -> String| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for sheet in 0..sheets {
            let page = book.add_worksheet();
            for row in 0..if sheet == 0 && rows > 5_000 { 3 } else { rows } {
                page.write_string(row, 0, cell(sheet, row)).expect("a cell");
            }
        }
        let path = folder.join("gemaakt.xlsx");
        book.save(&path).expect("a workbook");
        path
    };
    match what {
        "many-rows-on-a-second-sheet" => table(2, 30_000, &|_, row| format!("regel {row}")),
        "many-small-sheets" => table(100, 6, &|sheet, row| format!("vraag {sheet} {row}")),
        "many-equal-labels" => {
            let path = folder.join("gemaakt.csv");
            std::fs::write(&path, "Naam werknemer\n".repeat(20_000)).expect("a file");
            path
        }
        "many-signs-in-one-answer" => {
            let path = folder.join("gemaakt.csv");
            let signs =
                ["9 9 9 1 0 0 1 2 ", ". _ ", "a\u{a0}  "].map(|signs| format!("Naam: {}\n", signs.repeat(40_000)));
            std::fs::write(&path, signs.concat()).expect("a file");
            path
        }
        "many-hours-in-one-record" => {
            let row = r#"{"datum": "2025-03-04", "duur": 1.5}"#;
            let rows = vec![row; 4_000].join(",");
            let path = folder.join("gemaakt.json");
            let record = format!(
                r#"{{"schema": 1, "data": {{"client": {{"naam": {{"achternaam": "Vries"}}}}, "uren": [{rows}]}}}}"#
            );
            std::fs::write(&path, record).expect("a file");
            path
        }
        other => panic!("nobody makes {other}"),
    }
}

/// All that a run wrote: to the console and into the folder.
fn written(outputs: &[&Output], folder: &Path) -> String {
    let mut all = String::new();
    for output in outputs {
        let (out, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let _ = write!(all, "{out}{said}");
    }
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for path in std::fs::read_dir(&next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("gemaakt")) {
                all.push_str(&path.file_name().unwrap_or_default().to_string_lossy());
                all.push_str(&String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()));
            }
        }
    }
    all
}

/// What is otherwise than the case says.
fn faults(case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().display().to_string();
    let made = if case.made.is_empty() { String::new() } else { make(&case.made, folder.path()).display().to_string() };
    let first: Vec<String> = case.run.iter().map(|arg| arg.replace("[DIR]", &own).replace("[MADE]", &made)).collect();
    let run = run_program(folder.path(), &first);
    let mut wrong = Vec::new();
    if run.status.code() != Some(case.code) {
        wrong.push(format!("ends with {:?}", run.status.code()));
    }
    let filled = std::fs::read_dir(folder.path().join("uit")).into_iter().flatten().flatten().next();
    let filled = filled.map(|entry| entry.path().display().to_string()).unwrap_or_default();
    let second: Vec<String> = case.then.iter().map(|arg| arg.replace("[FILLED]", &filled)).collect();
    let then = (!second.is_empty()).then(|| run_program(folder.path(), &second));
    let outputs: Vec<&Output> = std::iter::once(&run).chain(&then).collect();
    let said: String = outputs.iter().map(|output| String::from_utf8_lossy(&output.stderr)).collect();
    let last = String::from_utf8_lossy(&outputs[outputs.len() - 1].stdout).into_owned();
    let is_said = |code: &String| said.contains(&format!("[{code}]"));
    wrong.extend(case.says.iter().filter(|code| !is_said(code)).map(|code| format!("`{code}` is not said")));
    wrong.extend(case.silent.iter().filter(|code| is_said(code)).map(|code| format!("`{code}` is said")));
    wrong.extend(case.shows.iter().filter(|word| !last.contains(*word)).map(|word| format!("`{word}` is not shown")));
    let all = if case.never.is_empty() { String::new() } else { written(&outputs, folder.path()) };
    wrong.extend(case.never.iter().filter(|word| all.contains(*word)).map(|word| format!("`{word}` is shown")));
    wrong.extend(of_records(case, &last));
    if !wrong.is_empty() {
        wrong.push(format!("said:\n{said}"));
    }
    wrong
}

/// What is otherwise in the records, or in the draft, that were written.
fn of_records(case: &Case, last: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(lines) = case.lines {
        let draft: Value = serde_json::from_str(last).unwrap_or_default();
        let found = ["answers", "rows"].iter().filter_map(|key| draft[key].as_array()).map(Vec::len).sum::<usize>();
        if found != lines {
            wrong.push(format!("{found} lines are proposed, not {lines}"));
        }
    }
    let records: Vec<Value> = last.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if let Some(count) = case.records.filter(|count| *count != records.len()) {
        wrong.push(format!("{} records, not {count}", records.len()));
    }
    let record = records.first().unwrap_or(&Value::Null);
    for (key, value) in &case.data {
        let found = at(&record["data"], key);
        let expected = serde_json::to_value(value).expect("a value");
        if *found != expected {
            wrong.push(format!("{key} is {found}, not {expected}"));
        }
    }
    let present = case.absent.iter().filter(|key| !at(&record["data"], key).is_null());
    wrong.extend(present.map(|key| format!("{key} is {}", at(&record["data"], key))));
    let kept = case.as_written.iter().filter(|(key, value)| record["as_written"][key] != value.as_str());
    wrong.extend(kept.map(|(key, _)| format!("as written {key} is {}", record["as_written"][key])));
    let unmapped: Vec<&str> =
        record["unmapped"].as_array().into_iter().flatten().filter_map(|one| one["text"].as_str()).collect();
    let missing = case.unmapped.iter().filter(|text| !unmapped.contains(&text.as_str()));
    wrong.extend(missing.map(|text| format!("{text} is not among the unmapped {unmapped:?}")));
    wrong
}

/// The cases of a subject, each by its name.
fn cases(subject: &str) -> BTreeMap<String, Case> {
    let text = std::fs::read_to_string(format!("tests/faults/{subject}.toml")).expect("cases");
    toml::from_str(&text).unwrap_or_else(|trouble| panic!("{subject}: {trouble}"))
}

fn hold(subject: &str) {
    let cases = cases(subject);
    let mut wrong = String::new();
    for (name, case) in &cases {
        let faults = faults(case);
        if case.still.is_empty() {
            faults.iter().for_each(|fault| _ = writeln!(wrong, "{name}: {fault}"));
        } else if faults.is_empty() {
            let _ = writeln!(wrong, "{name}: holds now; take `still` away");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn printed_forms_and_prompts() {
    hold("print");
}

#[test]
fn what_stands_in_a_cell() {
    hold("answers");
}

#[test]
fn what_stands_beside_the_cells() {
    hold("beside");
}

#[test]
fn tables() {
    hold("tables");
}

#[test]
fn blanks_that_are_filled() {
    hold("filling");
}

#[test]
fn unknown_forms() {
    hold("unknown");
}

#[test]
fn forms_of_one_client() {
    hold("dossier");
}

#[test]
fn what_is_not_for_all_eyes() {
    hold("privacy");
}

#[test]
fn files_of_other_programs() {
    hold("readers");
}

#[test]
fn large_files() {
    hold("bounds");
}
