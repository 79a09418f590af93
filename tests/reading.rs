//! Files with one trait each that once went wrong: what a file must give, and what it must not, stands beside it.
//!
//! `NAME.json` holds `data` (a field by its key, `null` where nothing may stand), `as_written`, `unmapped` (texts that must be
//! among them) and `findings` (codes that must be said); `blank` where no record may come. `nth` holds the data of later
//! records by their number from zero, `silent` the codes that must not be said, `mappings` a folder of mappings,
//! `form` the one to read with.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

const FOLDER: &str = "tests/reading";

/// The files, each with what is expected of it.
fn cases() -> Vec<(PathBuf, Value)> {
    let files = std::fs::read_dir(FOLDER).expect("the folder").map(|file| file.expect("a file").path());
    let expected = |path: PathBuf| {
        let json = std::fs::read_to_string(format!("{}.json", path.display())).ok()?;
        Some((path, serde_json::from_str(&json).expect("what is expected is json")))
    };
    let mut cases: Vec<_> = files.filter_map(expected).collect();
    cases.sort_by(|a, b| a.0.cmp(&b.0));
    cases
}

/// The records of a file, and the codes of what is said about it.
fn convert(path: &Path, expected: &Value) -> (Vec<Value>, Vec<String>) {
    let mut program = eenvorm();
    program.args(["convert", "--to", "ndjson", "--messages", "json"]);
    if let Some(folder) = expected["mappings"].as_str() {
        program.args(["--mappings", folder]);
    }
    if let Some(form) = expected["form"].as_str() {
        program.args(["--form", form]);
    }
    let output = program.arg(path).output().expect("it runs");
    let lines = |bytes: &[u8]| -> Vec<Value> {
        let text = String::from_utf8_lossy(bytes);
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    };
    let code = |said: Value| said["code"].as_str().map(str::to_owned);
    (lines(&output.stdout), lines(&output.stderr).into_iter().filter_map(code).collect())
}

/// A value by a key such as `doelen[0].uren`.
fn at<'v>(data: &'v Value, key: &str) -> &'v Value {
    let steps = key.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    steps.fold(data, |value, step| step.parse::<usize>().map_or(&value[step], |n| &value[n]))
}

#[test]
fn cases_match_their_expectation() {
    let mut wrong = Vec::new();
    for (path, expected) in cases() {
        let (records, said) = convert(&path, &expected);
        let name = path.display();
        let codes = expected["findings"].as_array().into_iter().flatten().filter_map(Value::as_str);
        wrong.extend(codes.filter(|code| !said.iter().any(|s| s == code)).map(|c| format!("{name}: `{c}` not said")));
        let silent = expected["silent"].as_array().into_iter().flatten().filter_map(Value::as_str);
        wrong.extend(silent.filter(|code| said.iter().any(|s| s == code)).map(|c| format!("{name}: `{c}` is said")));
        if expected["blank"] == true {
            wrong.extend(records.first().map(|record| format!("{name}: not blank: {}", record["data"])));
            continue;
        }
        let Some(record) = records.first() else {
            wrong.push(format!("{name}: no record; said {said:?}"));
            continue;
        };
        if let Some(count) = expected["records"].as_u64().filter(|count| *count != records.len() as u64) {
            wrong.push(format!("{name}: {} records, not {count}", records.len()));
        }
        for (key, value) in expected["data"].as_object().into_iter().flatten() {
            let found = at(&record["data"], key);
            if found != value {
                wrong.push(format!("{name}: {key} is {found}, not {value}"));
            }
        }
        for (n, data) in expected["nth"].as_object().into_iter().flatten() {
            let record = n.parse().ok().and_then(|n: usize| records.get(n)).unwrap_or(&Value::Null);
            for (key, value) in
                data.as_object().into_iter().flatten().filter(|(key, value)| at(&record["data"], key) != *value)
            {
                wrong.push(format!("{name}: {key} of record {n} is {}, not {value}", at(&record["data"], key)));
            }
        }
        for (key, value) in expected["as_written"].as_object().into_iter().flatten() {
            let found = &record["as_written"][key];
            if found != value {
                wrong.push(format!("{name}: as written {key} is {found}, not {value}"));
            }
        }
        for text in expected["unmapped"].as_array().into_iter().flatten() {
            if !record["unmapped"].as_array().into_iter().flatten().any(|one| &one["text"] == text) {
                wrong.push(format!("{name}: {text} is not among the unmapped {}", record["unmapped"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A print has no merged cells, and these forms no field that shares its place with another.
#[test]
fn no_place_of_a_print_serves_two_questions() {
    for (path, expected) in cases().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "pdf")) {
        for record in convert(&path, &expected).0 {
            let mut questions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for (key, from) in record["provenance"].as_object().into_iter().flatten() {
                let steps: Vec<&str> = key.splitn(3, '.').collect();
                let question = steps.iter().take(2).map(|step| step.len()).sum::<usize>() + steps.len().min(2) - 1;
                let all = questions.entry(from["place"].as_str().unwrap_or_default()).or_default();
                if !all.contains(&&key[..question]) {
                    all.push(&key[..question]);
                }
            }
            let combined = [
                ["begeleiding.begin", "begeleiding.einde"],
                ["dienstverband.begin", "dienstverband.einde"],
                ["jobcoach.naam", "jobcoach.organisatie"],
                ["werkgever.contactpersoon", "werkgever.contactpersoon_functie"],
            ];
            let twice = questions.iter().find(|(_, all)| {
                all.len() > 1 && !combined.iter().any(|pair| all.iter().all(|question| pair.contains(question)))
            });
            assert_eq!(twice, None, "{}", path.display());
        }
    }
}
