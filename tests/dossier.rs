//! The dossier: forms of one client as one, by the folders in `tests/dossier/`, and the same whatever the order of the
//! files. `verwacht.json` says how many clients a folder holds, what contradicts and who may be one.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Output;

use eenvorm::dossier::Dossier;
use eenvorm::dossier::clients::clients;
use eenvorm::finding::Lang;
use eenvorm::record::answer::{Record, Source};
use eenvorm::record::json::read::parse;
use eenvorm::record::json::write::write;
use proptest::prelude::*;
use serde_json::Value;

fn run(args: &[&str], files: &[PathBuf]) -> Output {
    eenvorm().args(args).args(files).output().expect("the program runs")
}

fn folders() -> Vec<PathBuf> {
    let all = std::fs::read_dir("tests/dossier").expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut all: Vec<PathBuf> = all.filter(|path| path.is_dir()).collect();
    all.sort();
    assert!(all.len() > 1, "there are folders");
    all
}

fn forms(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut all: Vec<PathBuf> = all.filter(|path| path.extension().is_some_and(|end| end != "json")).collect();
    all.sort();
    all
}

fn expected(folder: &Path) -> Value {
    let text = std::fs::read_to_string(folder.join("verwacht.json")).expect("what is expected");
    serde_json::from_str(&text).expect("json")
}

fn name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// What `check` says of the forms together, as `code field: files`.
fn said(files: &[PathBuf]) -> BTreeSet<String> {
    let output = run(&["check", "--messages", "json"], files);
    let text = String::from_utf8(output.stderr).expect("text");
    let codes =
        ["zelfde-client-verschilt", "zelfde-client-verschilt-even-nieuw", "meer-tegelijk", "mogelijk-dezelfde-client"];
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["code"].as_str().is_some_and(|code| codes.contains(&code)))
        .map(|line| {
            let said = line["message"].as_str().unwrap_or_default();
            let is_form = |word: &&str| [".xlsx", ".docx", ".ods"].iter().any(|end| word.ends_with(end));
            let words = said.split([' ', ',', ':']).filter(is_form);
            let files: BTreeSet<String> = words.map(name).collect();
            let files: Vec<String> = files.into_iter().collect();
            let (code, field) = (line["code"].as_str().unwrap_or_default(), line["field"].as_str().unwrap_or("-"));
            format!("{code} {field}: {}", files.join(", "))
        })
        .collect()
}

#[test]
fn the_planted_contradictions_are_found_and_nothing_that_only_looks_alike_is_joined() {
    for folder in folders() {
        let files = forms(&folder);
        let wanted: BTreeSet<String> = serde_json::from_value(expected(&folder)["said"].clone()).expect("a list");
        assert_eq!(said(&files), wanted, "{}", folder.display());
        let output = run(&["convert", "-q", "--per", "client", "--to", "json"], &files);
        let records: Vec<Value> = serde_json::from_slice(&output.stdout).expect("records");
        assert_eq!(Value::from(records.len()), expected(&folder)["clients"], "{}", folder.display());
        for (field, value) in expected(&folder)["counts"].as_object().into_iter().flatten() {
            let told = field.split('.').fold(&records[0]["data"], |at, key| &at[key]);
            assert_eq!(told, value, "{field} in {}", folder.display());
        }
        if let Some(wanted) = expected(&folder).get("remarks") {
            assert_eq!(&Value::from(remarks(&records[0])), wanted, "what is remarked in {}", folder.display());
        }
        if let Some(wanted) = expected(&folder).get("left_out") {
            let findings = records[0]["findings"].as_array().into_iter().flatten();
            let left_out = findings.filter(|finding| finding["code"] == "van-andere-begeleiding");
            let fields: Vec<Value> = left_out.map(|finding| finding["field"].clone()).collect();
            assert_eq!(&Value::from(fields), wanted, "what is left out in {}", folder.display());
        }
    }
}

/// What a joined record remarks on what it leaves out, as `code severity: fields`.
fn remarks(record: &Value) -> Vec<String> {
    let codes = ["van-andere-periode", "van-ander-antwoord", "handtekening-van-ander-formulier"];
    let findings = record["findings"].as_array().into_iter().flatten();
    let left_out = findings.filter(|finding| finding["code"].as_str().is_some_and(|code| codes.contains(&code)));
    let said = left_out.map(|finding| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default();
        let fields = text("message").rsplit(": ").next().unwrap_or_default();
        format!("{} {}: {fields}", text("code"), text("severity"))
    });
    let mut said: Vec<String> = said.collect();
    said.sort();
    said
}

/// All orders of a few things.
fn orders<T: Clone>(things: &[T]) -> Vec<Vec<T>> {
    if things.len() < 2 {
        return vec![things.to_vec()];
    }
    let mut all = Vec::new();
    for n in 0..things.len() {
        let mut rest = things.to_vec();
        let first = rest.remove(n);
        all.extend(orders(&rest).into_iter().map(|order| [vec![first.clone()], order].concat()));
    }
    all
}

#[test]
fn the_order_of_the_files_changes_no_dossier() {
    let folder = Path::new("tests/dossier/tegenspraak");
    let made = |files: &[PathBuf]| {
        let args = ["convert", "-q", "--per", "client", "--to", "ndjson"];
        (run(&args, files).stdout, said(files))
    };
    let files = forms(folder);
    let first = made(&files);
    assert!(!first.0.is_empty());
    for order in orders(&files) {
        assert_eq!(made(&order), first, "{order:?}");
    }
}

/// All records of the fixtures, read once.
fn records() -> &'static [Record] {
    static RECORDS: std::sync::OnceLock<Vec<Record>> = std::sync::OnceLock::new();
    RECORDS.get_or_init(|| {
        let output = run(&["convert", "-q", "--to", "ndjson"], &["fixtures".into(), "tests/dossier".into()]);
        let text = String::from_utf8(output.stdout).expect("text");
        let from = Source { file: "records.ndjson".into(), sha256: "".into() };
        text.lines().map(|line| parse(line.as_bytes(), &from).expect("a record")).collect()
    })
}

/// The dossiers as text, and who may be one by the files of their newest forms.
fn dossiers(records: &[Record]) -> (Vec<String>, BTreeSet<BTreeSet<String>>) {
    let found = clients(records);
    let merged = found.members.iter().map(|members| {
        let mut text = Vec::new();
        write(&Dossier::new(members.iter().map(|n| &records[*n]).collect()).merged(), Lang::Nl, &mut text);
        String::from_utf8(text).expect("text")
    });
    let newest = |client: &usize| {
        let record = &records[found.members[*client][0]];
        format!("{} {:?}", record.source.file, record.answers.first().map(|answer| &answer.place))
    };
    let possibly = found.possibly.iter().map(|possibly| possibly.clients.iter().map(newest).collect());
    (merged.collect(), possibly.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_records_changes_nothing(order in Just((0..records().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let shuffled: Vec<Record> = order.iter().map(|n| records()[*n].clone()).collect();
        prop_assert_eq!(dossiers(&shuffled), dossiers(records()));
    }
}

#[test]
fn a_client_with_one_form_is_filled_as_from_that_form() {
    for (from, to) in [
        ("fixtures/utrecht/jobcoachplan/volledig.xlsx", "uwv/aanvraag-jobcoaching"),
        ("fixtures/standaard/plan/volledig.docx", "utrecht/jobcoachplan"),
        ("fixtures/uwv/coachingsplan/volledig.pdf", "standaard"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let filled = |per: &str| {
            let out = folder.path().join(per);
            let out_arg = out.to_str().expect("a path");
            run(&["fill", "-q", "--per", per, "--form", to, "-o", out_arg], &[from.into()]);
            let files = std::fs::read_dir(&out).expect("forms").filter_map(Result::ok);
            let read = |entry: std::fs::DirEntry| (entry.file_name(), std::fs::read(entry.path()).expect("a form"));
            files.map(read).collect::<BTreeMap<_, _>>()
        };
        let (one, all) = (filled("record"), filled("client"));
        assert!(!one.is_empty(), "{from}");
        assert!(one == all, "{from} into {to}");
    }
}

#[test]
fn an_agenda_that_is_imported_again_moves_and_does_not_double() {
    let folder = tempfile::tempdir().expect("a folder");
    let uids = |day: &str| {
        let out = folder.path().join(format!("{day}.ics"));
        let out_arg = out.to_str().expect("a path");
        run(&["report", "-q", "--datum", day, "-o", out_arg], &forms(Path::new("tests/dossier/tegenspraak")));
        let text = std::fs::read_to_string(&out).expect("an agenda");
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "lines are folded");
        let uids = text.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned);
        let all: Vec<String> = uids.collect();
        let once: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(all.len(), once.len(), "each once");
        once
    };
    let first = uids("2026-02-01");
    assert!(first.len() > 2);
    assert_eq!(first, uids("2026-02-08"));
}

/// What is said of the forms of a case in `tests/hours/`, and remarked in their record, as `code file`.
fn remarked(record: &Value, messages: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(messages);
    let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    // a remark of the record on a form is said by `check` too, with its file
    let sums = record["findings"].as_array().into_iter().flatten().filter(|line| line["code"] == "uren-opgeteld");
    let all = lines.iter().chain(sums);
    let of_hours = |code: &str| {
        code.starts_with("uren-") && code != "uren-buiten-periode"
            || ["dubbel-formulier", "zelfde-client-verschilt"].contains(&code)
    };
    let asked = all.filter(|line| line["code"].as_str().is_some_and(of_hours) && line["field"] != "werkgever.naam");
    let asked = asked.filter(|line| line["field"] != "werkgever.kvk");
    asked
        .map(|line| {
            let code = line["code"].as_str().unwrap_or_default();
            line["file"].as_str().map_or_else(|| code.to_owned(), |file| format!("{code} {}", name(file)))
        })
        .collect()
}

#[test]
fn hours_of_several_lists_and_totals_are_counted_once_and_what_disagrees_is_said() {
    let all = std::fs::read_dir("tests/hours").expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut wrong = Vec::new();
    for path in all {
        let case: Value = serde_json::from_slice(&std::fs::read(&path).expect("a case")).expect("json");
        let folder = tempfile::tempdir().expect("a folder");
        let (forms, report) = (folder.path().join("forms.json"), folder.path().join("report.md"));
        std::fs::write(&forms, case["records"].to_string()).expect("written");
        let made = run(&["convert", "-q", "--per", "client", "--to", "json"], std::slice::from_ref(&forms));
        let records: Vec<Value> = serde_json::from_slice(&made.stdout).expect("records");
        let [record] = records.as_slice() else { panic!("{}: one client", path.display()) };
        let said = remarked(record, &run(&["check", "--messages", "json"], std::slice::from_ref(&forms)).stderr);
        let out = report.to_str().expect("a path");
        run(&["report", "-q", "--datum", "2025-12-15", "-o", out], std::slice::from_ref(&forms));
        let report = std::fs::read_to_string(&report).expect("a report");
        let mut is = |what: &str, is: String, wanted: String| {
            if is != wanted {
                wrong.push(format!("{}: {what} is {is}, not {wanted}", path.display()));
            }
        };
        is("said", Value::from_iter(said).to_string(), case["said"].to_string());
        let data = &record["data"];
        for (what, value) in [("besteed", &data["begeleiding"]["uren_besteed"])] {
            if case.get(what).is_some() {
                is(what, value.to_string(), case[what].to_string());
            }
        }
        if case.get("entries").is_some() {
            let entries = data["uren"].as_array().map_or(0, Vec::len);
            is("entries", entries.to_string(), case["entries"].to_string());
        }
        for (field, value) in case["values"].as_object().into_iter().flatten() {
            is(field, field.split('.').fold(data, |at, key| &at[key]).to_string(), value.to_string());
        }
        for line in case["report"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let hours = report.split("## Begeleidingsuren").nth(1).unwrap_or_default();
            let shown: Vec<&str> = hours.lines().filter(|line| line.contains("uur")).take(2).collect();
            is(&format!("`{line}` in {shown:?}"), hours.contains(line).to_string(), "true".to_owned());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_form_whose_year_is_a_slip_is_not_the_newest() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = |day: &str, signed: &str, job: &str| {
        format!(
            r#"{{"schema": 2, "data": {{"client": {{"bsn": "123456782"}}, "formulier": {{"datum": "{day}"}}, "werkplek": {{"functie": "{job}"}}, "ondertekening": {{"client_datum": "{signed}"}}}}}}"#
        )
    };
    let file = folder.path().join("in.ndjson");
    let records = [form("2052-09-08", "2025-09-10", "Kok"), form("2026-02-08", "2026-02-10", "Bakker")];
    std::fs::write(&file, records.join("\n")).expect("records");
    let output = run(&["convert", "--per", "client", "--to", "ndjson"], &[file]);
    let text = String::from_utf8(output.stdout).expect("text");
    let record: Value = serde_json::from_str(text.lines().next().expect("a client")).expect("json");
    assert_eq!(record["data"]["werkplek"]["functie"], "Bakker");
}
