//! A draft that nobody edited, used to fill the blank that it was made of: nothing is written outside the places in which an
//! answer belongs, and never over printed text.
//!
//! `tests/drafts/` holds forms in the layouts of another hand, reconstructions of forms of bodies that do not exist; beside
//! each stands `places.json` with the places of all its answers, told by who made the form. `known.json` names what drafts
//! still do wrong, no more and no less.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Output;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::read;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::document::text_document::placeholder::is_prompt;
use eenvorm::text::gap;
use eenvorm::text::place::Place;
use serde::Deserialize;

/// The record that is filled in: every field of the standard form.
const FULL: &str = "fixtures/standaard/plan/volledig.xlsx";

#[derive(Deserialize)]
struct Places {
    places: BTreeSet<String>,
}

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("COLUMNS", "500").env("XDG_CONFIG_HOME", home);
    command.env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

/// The text at each place of a file.
fn texts(path: &Path) -> BTreeMap<String, String> {
    let source = Source::bytes(&path.to_string_lossy(), std::fs::read(path).expect("a file"));
    let document = read(&source, &Limits::default(), &Sandbox::in_process()).expect("a document");
    let mut texts = BTreeMap::new();
    for sheet in &document.sheets {
        for cell in &sheet.cells {
            let place = sheet.place_of(cell).map(|place| base(&place)).unwrap_or_default();
            texts.insert(place, cell.content.shown().into_owned());
        }
        texts.extend(sheet.named.iter().map(|named| (base(&named.place), named.content.shown().into_owned())));
    }
    texts
}

/// The cell, paragraph or field of a place; a merged cell by its first.
fn base(place: &Place) -> String {
    match place {
        Place::After { place, .. } => base(place),
        Place::Cell { sheet, at, .. } => Place::cell(sheet, *at).to_string(),
        other => other.to_string(),
    }
}

/// Whether every letter of the printed text still stands, in its order, with answers between them; what it says in brackets
/// is there to be replaced.
fn keeps(new: &str, printed: &str) -> bool {
    let mut written = new.chars();
    let ends = gap::all(printed).into_iter().map(|gap| gap.start..gap.end);
    let prompted = |at: usize| ends.clone().any(|gap| gap.contains(&at));
    let printed: String = printed.char_indices().filter(|(at, _)| !prompted(*at)).map(|(_, c)| c).collect();
    printed.chars().filter(|c| c.is_alphabetic()).all(|letter| written.any(|c| c == letter))
}

/// What goes wrong when the draft of a blank fills that blank.
fn faults(form: &Path) -> BTreeSet<String> {
    let name = form.file_name().expect("a name").to_string_lossy().into_owned();
    let blank = std::fs::read_dir(form).expect("a folder").flatten().map(|entry| entry.path());
    let blank = blank.into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == "blank")).expect("a blank");
    let told = std::fs::read_to_string(form.join("places.json")).expect("places");
    let told: Places = serde_json::from_str(&told).expect("places");
    let home = tempfile::tempdir().expect("a folder");
    let own = home.path().join("mappings").join(&name);
    std::fs::create_dir_all(&own).expect("a folder");
    std::fs::copy(&blank, own.join(blank.file_name().expect("a name"))).expect("a copy");
    let (draft, out) = (own.join("proef.toml"), home.path().join("uit"));
    let text = |path: &Path| path.display().to_string();
    run(home.path(), &["suggest", &text(&blank), "-o", &text(&draft)]);
    if !draft.is_file() {
        return BTreeSet::new();
    }
    let (mappings, form) = (text(&home.path().join("mappings")), format!("{name}/proef"));
    let filled = run(home.path(), &["fill", FULL, "--mappings", &mappings, "--form", &form, "-o", &text(&out)]);
    let said = String::from_utf8_lossy(&filled.stderr).into_owned();
    let refused = ["blank-is-filled", "blank-differs", "form-not-filled", "pdf-without-fields"];
    let refused = refused.iter().filter(|code| said.contains(&format!("error[{code}]")));
    let mut faults: BTreeSet<String> = refused.map(|code| format!("{name}: {code}")).collect();
    let Some(path) = std::fs::read_dir(&out).into_iter().flatten().flatten().map(|entry| entry.path()).next() else {
        return faults;
    };
    let (before, after) = (texts(&blank), texts(&path));
    for (place, new) in after.iter().filter(|(place, new)| before.get(*place) != Some(new)) {
        let old = before.get(place).map(String::as_str).unwrap_or_default();
        if !told.places.contains(place) {
            faults.insert(format!("{name}: {place} is no answer place"));
        } else if !keeps(new, old) && !is_prompt(old) {
            faults.insert(format!("{name}: {place} loses printed text"));
        }
    }
    faults
}

#[test]
fn an_unedited_draft_writes_in_answer_places_only() {
    let forms = std::fs::read_dir("tests/drafts").expect("a folder").flatten().map(|entry| entry.path());
    let forms: Vec<PathBuf> = forms.filter(|path| path.is_dir()).collect();
    assert!(forms.len() > 10, "{} forms", forms.len());
    let found: BTreeSet<String> = forms.iter().flat_map(|form| faults(form)).collect();
    let known = std::fs::read_to_string("tests/drafts/known.json").expect("what is known");
    let known: BTreeSet<String> = serde_json::from_str(&known).expect("a list");
    let new: Vec<&String> = found.difference(&known).collect();
    let gone: Vec<&String> = known.difference(&found).collect();
    assert!(gone.is_empty(), "known faults that are faults no more: {gone:?}");
    assert!(new.is_empty(), "new faults:\n{}", new.iter().map(|fault| fault.as_str()).collect::<Vec<_>>().join("\n"));
}
