//! The same client in a spreadsheet, a Word document and a pdf is the same record.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Forms of which one case stands in several formats, and that case.
const CASES: [(&str, &str); 9] = [
    ("utrecht/jobcoachplan", "volledig"),
    ("utrecht/jobcoachplan", "onvolledig-met-rommel"),
    ("uwv/aanvraag-jobcoaching", "volledig"),
    ("uwv/coachingsplan", "volledig"),
    ("uwv/verantwoordingsrapportage", "vervolg-lichter-regime"),
    ("isd-kompas/verlenging", "volledig"),
    ("isd-kompas/aanvraag", "volledig"),
    ("isd-kompas/aanvraag", "onvolledig-met-rommel"),
    ("borger-odoorn/begeleidingsplan", "volledig"),
];

/// The files of a case, also where something follows its name: `volledig-libreoffice.docx`.
fn files(form: &str, case: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new("fixtures").join(form)).expect("a folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        path.extension().is_some_and(|end| end != "json") && name.starts_with(case)
    });
    paths.sort();
    paths
}

fn data(path: &Path) -> Value {
    let mut program = eenvorm();
    let output = program.args(["convert", "--quiet", "--to", "json"]).arg(path).output().expect("the program runs");
    let records: Vec<Value> = serde_json::from_slice(&output.stdout).expect("records");
    assert_eq!(records.len(), 1, "{}", path.display());
    records[0]["data"].clone()
}

#[test]
fn every_format_gives_the_same_record() {
    let mut formats: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (form, case) in CASES {
        let files = files(form, case);
        assert!(files.len() > 1, "{form}/{case} stands in one format only");
        let first = data(&files[0]);
        for path in &files {
            assert_eq!(data(path), first, "{} is not {}", path.display(), files[0].display());
            let ending = path.extension().map(|end| end.to_string_lossy().into_owned()).unwrap_or_default();
            formats.entry(form).or_default().insert(ending);
        }
    }
    let in_all = |body: &str| {
        let three = |endings: &BTreeSet<String>| ["xlsx", "docx", "pdf"].iter().all(|ending| endings.contains(*ending));
        formats.iter().any(|(form, endings)| form.starts_with(body) && three(endings))
    };
    assert!(in_all("uwv/") && in_all("utrecht/") && in_all("isd-kompas/"), "{formats:?}");
}
