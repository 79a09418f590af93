//! Every fixture is read to the record beside it, and the account of its cells adds up.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use walkdir::WalkDir;

/// The fixtures that have an expected record beside them.
fn fixtures() -> Vec<PathBuf> {
    let expected = |path: &Path| PathBuf::from(format!("{}.json", path.display()));
    let files = WalkDir::new("fixtures").sort_by_file_name().into_iter().filter_map(Result::ok);
    files.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && expected(path).is_file()).collect()
}

/// The records that the program gives of one file.
fn converted(path: &Path) -> Vec<Value> {
    let output = eenvorm().args(["convert", "--quiet", "--to", "json"]).arg(path).output().expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("text");
    serde_json::from_str(&text).unwrap_or_else(|_| {
        panic!("{}: {}{}", path.display(), text, String::from_utf8_lossy(&output.stderr));
    })
}

/// What of a record a fixture says: its form, its data and what is left over.
fn told(record: &Value) -> Value {
    let texts = |list: &Value| -> Vec<Value> {
        let texts = list.as_array().into_iter().flatten().map(|item| item["text"].clone());
        sorted(texts.collect())
    };
    let mut told = Map::new();
    told.insert("form".into(), record["form"]["id"].clone());
    for key in ["data", "said", "as_written"] {
        told.insert(key.into(), record.get(key).cloned().unwrap_or_else(|| json!({})));
    }
    told.insert("unmapped".into(), Value::Array(texts(&record["unmapped"])));
    Value::Object(told)
}

fn sorted(mut texts: Vec<Value>) -> Vec<Value> {
    texts.sort_by_key(ToString::to_string);
    texts
}

/// The expected record in the same shape.
fn expected(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(format!("{}.json", path.display())).expect("an expected record");
    let records: Vec<Value> = serde_json::from_str(&text).expect("a list of records");
    let whole = |record: &Value| {
        let part = |key: &str, empty: Value| record.get(key).cloned().unwrap_or(empty);
        json!({
            "form": record["form"], "data": part("data", json!({})), "said": part("said", json!({})),
            "as_written": part("as_written", json!({})),
            "unmapped": sorted(part("unmapped", json!([])).as_array().cloned().unwrap_or_default()),
        })
    };
    records.iter().map(whole).collect()
}

/// Where two values part, as `path: expected ≠ found`.
fn differences(path: &str, expected: &Value, found: &Value, into: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let (a, b) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                differences(&format!("{path}.{key}"), a, b, into);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (n, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}[{n}]"), a, b, into);
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        _ if expected == found => {}
        _ => into.push(format!("{path}: {expected} ≠ {found}")),
    }
}

#[test]
fn every_fixture_gives_the_record_beside_it() {
    let mut wrong = Vec::new();
    let fixtures = fixtures();
    assert!(!fixtures.is_empty(), "there are fixtures");
    for path in &fixtures {
        let found: Vec<Value> = converted(path).iter().map(told).collect();
        let expected = expected(path);
        if expected.len() != found.len() {
            wrong.push(format!("{}: {} records ≠ {}", path.display(), expected.len(), found.len()));
        }
        for (n, (expected, found)) in expected.iter().zip(&found).enumerate() {
            differences(&format!("{}#{n}", path.display()), expected, found, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} differences in {} fixtures\n{}", wrong.len(), fixtures.len(), wrong.join("\n"));
}

#[test]
fn the_account_of_every_fixture_adds_up() {
    for path in fixtures() {
        for record in converted(&path) {
            let count = |key: &str| record["ledger"][key].as_u64().expect("a count");
            let sum = count("labels") + count("answers") + count("as_written") + count("unmapped");
            assert_eq!(count("cells"), sum, "{}", path.display());
            let unmapped = record["unmapped"].as_array().map_or(0, Vec::len) as u64;
            assert_eq!(count("unmapped"), unmapped, "{}", path.display());
        }
    }
}
