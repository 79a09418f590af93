//! The house as ARCHITECTURE.md draws it: imports point down, siblings leave each other alone, one room speaks.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The rooms of `src/` by floor, the lowest first.
const FLOORS: [&[&str]; 11] = [
    &["spec_toml", "text"],
    &["finding"],
    &["document", "record"],
    &["mapping", "pseudonym", "rules", "output", "ui"],
    &["dossier"],
    &["report"],
    &["questions", "sections"],
    &["checks", "compare", "fill", "harmonise", "suggest"],
    &["pipeline"],
    &["commands", "facade"],
    &["lib", "main"],
];

/// Folders of siblings of one kind; `x_…` is a part of `x`. The checks are listed by the program itself.
const SIBLINGS: [(&str, &[&str]); 4] = [
    (
        "commands",
        &[
            "check",
            "compare",
            "completions",
            "convert",
            "explain",
            "fill",
            "forms",
            "harmonise",
            "report",
            "schema",
            "suggest",
        ],
    ),
    ("document", &["csv", "docx", "ods", "odt", "pdf", "webform", "xls", "xlsx"]),
    (
        "record/value",
        &[
            "address",
            "bsn",
            "choice",
            "date",
            "duration",
            "email",
            "gemeente",
            "hours",
            "iban",
            "kvk",
            "money",
            "name",
            "number",
            "percentage",
            "phone",
            "postcode",
            "text",
            "time",
            "yes_no",
        ],
    ),
    ("output", &["csv", "json", "ndjson", "parquet", "xlsx"]),
];

/// Siblings that may be imported, each with its reason.
const ALLOWED: [(&str, &str, &str); 1] = [("address", "postcode", "an address holds a postcode")];

/// A source file: its path below `src/`, and its lines that are code.
struct File {
    path: PathBuf,
    code: Vec<String>,
}

impl File {
    fn room(&self) -> String {
        let first = self.path.components().next().expect("a name");
        Path::new(first.as_os_str()).file_stem().expect("a name").to_string_lossy().into_owned()
    }

    /// The names that follow `path::` in the code.
    fn names_after(&self, path: &str) -> Vec<String> {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let name = |after: &str| after.chars().take_while(|c| is_name(*c)).collect::<String>();
        let after = |line: &String| {
            line.split(&format!("{path}::")).skip(1).flat_map(listed).map(|n| name(&n)).collect::<Vec<_>>()
        };
        self.code.iter().flat_map(after).filter(|name| !name.is_empty()).collect()
    }
}

/// `{a::A, b}` names two; anything else names itself.
fn listed(after: &str) -> Vec<String> {
    match after.strip_prefix('{') {
        Some(list) => list.split(['}', ',']).map(|name| name.trim().to_owned()).collect(),
        None => vec![after.to_owned()],
    }
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths =
        WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok).map(walkdir::DirEntry::into_path);
    let file = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("source");
        let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//")).map(str::to_owned).collect();
        File { path: path.strip_prefix(&root).expect("below src").to_owned(), code }
    };
    paths.filter(|path| path.extension().is_some_and(|e| e == "rs")).map(file).collect()
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn every_room_stands_on_a_floor_and_every_import_points_down() {
    let sources = sources();
    assert!(sources.len() > 100, "the sources are read");
    let mut wrong = Vec::new();
    for file in &sources {
        let room = file.room();
        let own = floor(&room).unwrap_or_else(|| panic!("`{room}` stands on no floor"));
        for other in file.names_after("crate").into_iter().filter(|other| *other != room) {
            if floor(&other).is_none_or(|other| other >= own) {
                wrong.push(format!("{} imports {other}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The sibling that a file or a module is, or is a part of.
fn sibling<'a>(name: &str, siblings: &[&'a str]) -> Option<&'a str> {
    let is = |s: &&&str| name == **s || name.strip_prefix(**s).is_some_and(|rest| rest.starts_with('_'));
    siblings.iter().filter(is).max_by_key(|s| s.len()).copied()
}

/// What of its own kind a file imports.
fn imported<'a>(file: &File, folder: &str, siblings: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let Ok(below) = file.path.strip_prefix(folder) else { return Vec::new() };
    let first = Path::new(below.components().next().expect("a name").as_os_str());
    let Some(own) = sibling(&first.file_stem().expect("a name").to_string_lossy(), siblings) else { return Vec::new() };
    let mut names = file.names_after(&format!("crate::{}", folder.replace('/', "::")));
    if below.components().count() == 1 {
        names.extend(file.names_after("use super"));
    }
    let others = names.iter().filter_map(|name| sibling(name, siblings)).filter(|other| *other != own);
    others.map(|other| (own, other)).collect()
}

#[test]
fn siblings_of_one_kind_never_import_each_other() {
    let codes: Vec<String> = eenvorm::checks::ALL.iter().map(|check| check.code.replace('-', "_")).collect();
    let checks: Vec<&str> = codes.iter().map(String::as_str).collect();
    let mut kinds: Vec<(&str, &[&str])> = SIBLINGS.to_vec();
    kinds.push(("checks", &checks));
    let mut wrong = Vec::new();
    let mut used = Vec::new();
    for file in &sources() {
        for (own, other) in kinds.iter().flat_map(|(folder, siblings)| imported(file, folder, siblings)) {
            match ALLOWED.iter().find(|(from, to, _)| (*from, *to) == (own, other)) {
                Some(allowed) => used.push(*allowed),
                None => wrong.push(format!("{} imports its sibling {other}", file.path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(ALLOWED.iter().all(|allowed| used.contains(allowed)), "what is allowed is needed");
}

#[test]
fn the_siblings_named_here_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (folder, name) in SIBLINGS.iter().flat_map(|(folder, names)| names.iter().map(move |name| (folder, name))) {
        let path = root.join(folder).join(name);
        assert!(path.is_dir() || path.with_extension("rs").is_file(), "{}", path.display());
    }
}

#[test]
fn nothing_below_ui_and_the_commands_speaks_and_nothing_listens_to_a_network() {
    let mut wrong = Vec::new();
    for file in &sources() {
        let speaks = ["ui", "commands", "main"].contains(&file.room().as_str());
        for line in &file.code {
            let prints =
                ["println!", "eprintln!", "print!(", "eprint!(", "stderr()"].iter().any(|word| line.contains(word));
            if (prints && !speaks) || line.contains("std::net") {
                wrong.push(format!("{}: {line}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_crate_that_talks_to_a_network_is_linked() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("Cargo.lock");
    for name in ["curl", "hyper", "mio", "native-tls", "openssl", "reqwest", "rustls", "socket2", "tokio", "ureq"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name}");
    }
}
