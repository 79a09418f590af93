//! Forms of one client joined, by the cases in `tests/joining/`: what counts, what is left out and said, what `check`
//! says of the forms together, and what is filled in with them.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};

/// What `check` says of forms together; the rest is said of one form, or among what is joined.
const TOGETHER: [&str; 7] = [
    "besluit-tegenstrijdig",
    "dubbel-formulier",
    "nieuwere-versie",
    "meer-tegelijk",
    "mogelijk-dezelfde-client",
    "uren-andere-coach",
    "uren-lijsten-overlappen",
];

fn run(args: &[&str], file: &Path) -> Output {
    eenvorm().args(args).arg(file).output().expect("the program runs")
}

/// A record of a case, of one invented client unless it says otherwise.
fn record(of: &Value) -> Value {
    let mut data = of["data"].clone();
    if of["other_client"].is_null() {
        let name = json!({ "voornaam": "Sanne", "tussenvoegsel": "de", "achternaam": "Vries" });
        data["client"] = json!({ "naam": name, "bsn": "999100129", "geboortedatum": "1998-03-14" });
    }
    let mut record = json!({
        "schema": 2,
        "form": { "id": of["form"], "kind": of["kind"] },
        "source": { "file": of["file"] },
        "data": data,
    });
    for key in ["as_written", "said", "provenance"] {
        if let Some(words) = of.get(key) {
            record[key] = words.clone();
        }
    }
    record
}

/// A case, written as records beside each other.
struct Case {
    path: PathBuf,
    told: Value,
    folder: tempfile::TempDir,
    forms: PathBuf,
}

impl Case {
    fn of(path: PathBuf) -> Self {
        let told: Value = serde_json::from_slice(&std::fs::read(&path).expect("a case")).expect("json");
        let folder = tempfile::tempdir().expect("a folder");
        let forms = folder.path().join("forms.ndjson");
        let records = told["records"].as_array().expect("records").iter().map(|of| record(of).to_string() + "\n");
        std::fs::write(&forms, records.collect::<String>()).expect("written");
        Self { path, told, folder, forms }
    }

    /// What a list of the case holds; none where the case does not ask.
    fn wanted(&self, key: &str) -> Option<BTreeSet<String>> {
        let list = self.told.get(key)?.as_array().expect("a list");
        Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    fn joined(&self) -> Vec<Value> {
        let output = run(&["convert", "-q", "--per", "client", "--to", "json"], &self.forms);
        serde_json::from_slice(&output.stdout).expect("records")
    }

    /// What is wrong with it.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut is = |what: &str, is: String, wanted: String| {
            if is != wanted {
                faults.push(format!("{}: {what}\n  is     {is}\n  wanted {wanted}", self.path.display()));
            }
        };
        let joined = self.joined();
        let clients = self.told.get("clients").cloned().unwrap_or(json!(1));
        is("clients", joined.len().to_string(), clients.to_string());
        for (field, value) in self.told["values"].as_object().into_iter().flatten() {
            is(field, at(&joined[0]["data"], field).to_string(), value.to_string());
        }
        if let Some(wanted) = self.wanted("joined") {
            is("joined", format!("{:#?}", remarks(&joined[0])), format!("{wanted:#?}"));
        }
        if let Some(wanted) = self.wanted("checked") {
            is("checked", format!("{:#?}", Self::checked(&self.forms)), format!("{wanted:#?}"));
        }
        if let Some(wanted) = self.wanted("keyed") {
            is("keyed", format!("{:#?}", Self::checked(&self.keyed())), format!("{wanted:#?}"));
        }
        let report = self.report();
        for line in self.wanted("report").unwrap_or_default() {
            is(&format!("`{line}` in the report"), report.contains(&line).to_string(), "true".to_owned());
        }
        for line in self.wanted("report_lacks").unwrap_or_default() {
            is(&format!("`{line}` in the report"), report.contains(&line).to_string(), "false".to_owned());
        }
        if let Some(fill) = self.told.get("fill") {
            let (filled, said) = self.filled(fill["form"].as_str().expect("a form"));
            for (field, value) in fill["values"].as_object().into_iter().flatten() {
                is(&format!("filled {field}"), at(&filled["data"], field).to_string(), value.to_string());
            }
            is("said by fill", Value::from(said).to_string(), fill["said"].to_string());
        }
        faults
    }

    /// The records of the forms without persons, made with a key.
    fn keyed(&self) -> PathBuf {
        let (key, out) = (self.folder.path().join("key"), self.folder.path().join("keyed.ndjson"));
        std::fs::write(&key, "a key that is only for this test").expect("written");
        let (key, to) = (key.to_str().expect("a path"), out.to_str().expect("a path"));
        run(&["convert", "-q", "--pseudonym-key", key, "-o", to], &self.forms);
        assert!(out.exists(), "{}: records with a key", self.path.display());
        out
    }

    /// What `check` says of forms together.
    fn checked(forms: &Path) -> BTreeSet<String> {
        let said = run(&["check", "--messages", "json"], forms).stderr;
        let text = String::from_utf8_lossy(&said);
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let together = lines.filter(|line| line["code"].as_str().is_some_and(|code| TOGETHER.contains(&code)));
        let shown = |line: Value| match line["code"].as_str() {
            Some(code @ "mogelijk-dezelfde-client") => {
                let message = line["message"].as_str().unwrap_or_default();
                let mut files: Vec<&str> =
                    message.split([' ', ',', ':', '(', ')']).filter(|word| word.ends_with(".xlsx")).collect();
                files.sort_unstable();
                format!("{code} {}", files.join(", "))
            }
            code => format!("{} {}", code.unwrap_or_default(), line["file"].as_str().unwrap_or_default()),
        };
        together.map(shown).collect()
    }

    fn report(&self) -> String {
        if self.told.get("report").is_none() {
            return String::new();
        }
        let out = self.folder.path().join("report.md");
        run(&["report", "-q", "--datum", "2026-11-30", "-o", out.to_str().expect("a path")], &self.forms);
        std::fs::read_to_string(&out).expect("a report")
    }

    /// The form that is filled in with its signatures, read again, and what is said of signatures.
    fn filled(&self, form: &str) -> (Value, Vec<String>) {
        let out = self.folder.path().join("filled");
        let args =
            ["fill", "--with-signatures", "--messages", "json", "--form", form, "-o", out.to_str().expect("a path")];
        let text = program::stderr(&run(&args, &self.forms));
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let codes = lines.filter_map(|line| line["code"].as_str().map(str::to_owned));
        let said = codes.filter(|code| code.starts_with("handtekening-van")).collect();
        let read = run(&["convert", "-q", "--to", "json"], &out).stdout;
        let records: Vec<Value> = serde_json::from_slice(&read).expect("records");
        (records.into_iter().next().unwrap_or_default(), said)
    }
}

/// The value at a path of keys and positions: `doelen.0.doel`
fn at<'a>(data: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(data, |at, key| match key.parse::<usize>() {
        Ok(n) => at.get(n).unwrap_or(&Value::Null),
        Err(_) => &at[key],
    })
}

/// What a joined record remarks, as `code field`, and of what is left out `code: fields`.
fn remarks(record: &Value) -> BTreeSet<String> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let shown = |finding: &Value| {
        let code = text(finding, "code");
        match code.as_str() {
            "van-ander-antwoord" | "van-andere-periode" => {
                let message = text(finding, "message");
                format!("{code}: {}", message.rsplit(": ").next().unwrap_or_default())
            }
            _ => format!("{code} {}", text(finding, "field")),
        }
    };
    record["findings"].as_array().into_iter().flatten().map(shown).collect()
}

#[test]
fn forms_of_one_client_are_joined_as_the_cases_say() {
    let all = std::fs::read_dir("tests/joining").expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut all: Vec<PathBuf> = all.collect();
    all.sort();
    assert!(all.len() > 20, "there are cases");
    let faults: Vec<String> = all.into_iter().flat_map(|path| Case::of(path).faults()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
