//! What `eenvorm fill` makes of awkward input: `tests/filling_cases/*.toml` say what is filled in, what is said of it, and
//! what the form holds when it is read again.
//!
//! `args` follow `fill`; `[DIR]` is a folder of the case's own, of which `uit` gets the forms. `code` (0), `says` for the
//! beginnings of lines on stderr, `never` for words that stand there nowhere; `reads` for answers by their key in `data`,
//! `absent` for keys that have none; `holds` for what is stored at places of the file; `parts` for pieces of its parts; `files` for the number of forms (1).

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::read;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::text::place::Place;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// The folder of mappings by which the filled form is read, where it is not built in.
    mappings: Option<String>,
    args: Vec<String>,
    #[serde(default)]
    code: i32,
    #[serde(default)]
    says: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    reads: BTreeMap<String, toml::Value>,
    #[serde(default)]
    absent: Vec<String>,
    /// A place, and what is stored there as Rust prints it: `Number(12.5)` is another thing than `Text("12,5")`.
    #[serde(default)]
    holds: BTreeMap<String, String>,
    /// What stands in the parts of the file as they are written, by the name of the part: how words look.
    #[serde(default)]
    parts: BTreeMap<String, Vec<String>>,
    #[serde(default = "one")]
    files: usize,
}

fn one() -> usize {
    1
}

fn run_program(folder: &Path, args: &[String]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("COLUMNS", "500").env("XDG_CONFIG_HOME", folder);
    command.env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

/// The forms in a folder.
fn forms(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut forms: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    forms.sort();
    forms
}

/// What the filled form says, by its key: `doelen[0].doel`.
fn answer<'d>(data: &'d Value, key: &str) -> Option<&'d Value> {
    key.split('.').try_fold(data, |at, step| match step.split_once('[') {
        Some((name, row)) => at.get(name)?.get(row.trim_end_matches(']').parse::<usize>().ok()?),
        None => at.get(step),
    })
}

/// What is stored at each of these places.
fn see_what_it_holds(path: &Path, holds: &BTreeMap<String, String>, name: &str) {
    let source = Source::bytes("gevuld", std::fs::read(path).expect("a form"));
    let document = read(&source, &Limits::default(), &Sandbox::in_process()).expect("a document");
    for (place, expected) in holds {
        let place: Place = place.parse().expect("a place");
        let cells = document.sheets.iter().flat_map(|sheet| {
            let cells = sheet.cells.iter().map(|cell| (sheet.place_of(cell), &cell.content));
            cells.chain(sheet.named.iter().map(|named| (Some(named.place.clone()), &named.content)))
        });
        let mut found =
            cells.filter(|(own, _)| own.as_ref() == Some(&place)).map(|(_, content)| format!("{content:?}"));
        let found = found.next_back().unwrap_or_else(|| "Empty".to_owned());
        assert_eq!(found, *expected, "{name}: {place}");
    }
}

/// Whether the parts of the file hold these pieces.
fn see_its_parts(path: &Path, parts: &BTreeMap<String, Vec<String>>, name: &str) {
    for (part, pieces) in parts {
        let mut zipped = zip::ZipArchive::new(std::fs::File::open(path).expect("a form")).expect("a zip");
        let text = std::io::read_to_string(zipped.by_name(part).expect("a part")).expect("a text");
        for piece in pieces {
            assert!(text.contains(piece.as_str()), "{name}: {part} has no {piece}");
        }
    }
}

fn run(path: &Path) {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).expect("a case");
    let case: Case = toml::from_str(&text).unwrap_or_else(|trouble| panic!("{name}: {trouble}"));
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().display().to_string();
    let out = format!("{own}/uit");
    let asked = case.args.iter().map(|arg| arg.replace("[DIR]", &own));
    let args: Vec<String> = ["fill".to_owned(), "-o".to_owned(), out.clone()].into_iter().chain(asked).collect();
    let output = run_program(folder.path(), &args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(case.code), "{name}\n{said}");
    for line in &case.says {
        assert!(said.lines().any(|own| own.starts_with(line)), "{name}: nobody says\n{line}\n{said}");
    }
    for word in &case.never {
        assert!(!said.contains(word), "{name}: `{word}` is said\n{said}");
    }
    let filled = forms(Path::new(&out));
    assert_eq!(filled.len(), case.files, "{name}\n{said}");
    if let Some(path) = filled.last() {
        see_what_it_holds(path, &case.holds, &name);
        see_its_parts(path, &case.parts, &name);
    }
    if case.reads.is_empty() && case.absent.is_empty() {
        return;
    }
    let path = filled.last().expect("a form").display().to_string();
    let own = case.mappings.iter().flat_map(|folder| ["--mappings".to_owned(), folder.clone()]);
    let reading: Vec<String> =
        ["convert".to_owned(), path, "--to".to_owned(), "json".to_owned()].into_iter().chain(own).collect();
    let converted = run_program(folder.path(), &reading);
    let records: Value = serde_json::from_slice(&converted.stdout).expect("records");
    let data = &records[0]["data"];
    for (key, expected) in &case.reads {
        let expected = serde_json::to_value(expected).expect("a value");
        assert_eq!(answer(data, key), Some(&expected), "{name}: {key}\n{data}\n{said}");
    }
    for key in &case.absent {
        assert_eq!(answer(data, key), None, "{name}: {key}\n{said}");
    }
}

#[test]
fn every_case_is_filled_in_as_it_says() {
    let mut cases = forms(Path::new("tests/filling_cases"));
    cases.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    assert!(cases.len() > 5, "there are cases");
    cases.iter().for_each(|path| run(path));
}
