//! The house as ARCHITECTURE.md draws it: imports point down, siblings leave each other alone, one room speaks.

use std::collections::{BTreeMap, BTreeSet};
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
    for name in ["curl", "hyper", "native-tls", "openssl", "reqwest", "rustls", "socket2", "tokio", "ureq"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name}");
    }
    // `mio` waits for changes of files; its sockets are a feature of its own, which `notify` does not ask for
    let asks_for_mio = |package: &&str| package.lines().any(|line| line.trim() == "\"mio\",");
    let asking: Vec<&str> = lock.split("[[package]]").filter(asks_for_mio).collect();
    assert!(asking.iter().all(|package| package.contains("name = \"notify\"")), "{asking:?}");
}

/// Files that import each other, each with its reason; every other circle within a room is a fault.
const CIRCLES: [(&[&str], &str); 6] = [
    (&["document", "document::sandbox"], "the child process of the sandbox reads what the parent asks it to"),
    (&["document::docx::flow", "document::docx::table"], "a cell of a table holds paragraphs and tables again"),
    (&["document::odt::flow", "document::odt::table"], "a cell of a table holds paragraphs and tables again"),
    (
        &["output", "output::csv", "output::lines", "output::parquet", "output::xlsx"],
        "each writer is made by the room and writes its products",
    ),
    (&["commands::fill", "commands::fill::output"], "one command in two files"),
    (
        &["commands", "commands::command_line::help", "commands::command_line::panic_hook"],
        "the program starts with its command line, which is made of the commands",
    ),
];

/// `document::docx::flow` for `document/docx/flow.rs`, `document` for `document/mod.rs`.
fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let mut parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.pop_if(|last| last == "mod");
    parts.join("::")
}

/// The paths that a `use` names: `a::{b::C, d}` names `a::b::C` and `a::d`.
fn named(before: &str, tree: &str, found: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((path, list)) = tree.split_once('{') else {
        found.push(format!("{before}{}", tree.split(" as ").next().unwrap_or(tree)));
        return;
    };
    let (mut depth, mut item) = (0_i32, String::new());
    for c in list.trim_end().trim_end_matches('}').chars().chain([',']) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 {
            if !item.trim().is_empty() {
                named(&format!("{before}{path}"), &item, found);
            }
            item.clear();
        } else {
            item.push(c);
        }
    }
}

/// The modules of `all` that a file imports.
fn imports(file: &File, all: &BTreeSet<String>) -> BTreeSet<String> {
    let own = module(&file.path);
    let code = file.code.iter().take_while(|line| !line.starts_with("#[cfg(test)]")).map(String::as_str);
    let code = code.collect::<Vec<_>>().join(" ");
    let mut paths = Vec::new();
    for statement in code.split(';').map(str::trim) {
        // What a room hands on by `pub use` is its own.
        if let Some(tree) = statement.strip_prefix("use ") {
            named("", tree, &mut paths);
        }
    }
    let within = code.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
        format!("crate::{}", &rest[..end])
    });
    paths.extend(within.filter(|path| !path.ends_with("::")));
    let absolute = |path: String| {
        let mut base: Vec<&str> = own.split("::").collect();
        let mut rest = path.as_str();
        if let Some(path) = rest.strip_prefix("crate::") {
            return path.to_owned();
        }
        rest = rest.strip_prefix("self::").unwrap_or(rest);
        while let Some(path) = rest.strip_prefix("super::") {
            base.pop();
            rest = path;
        }
        format!("{}::{rest}", base.join("::"))
    };
    let ours = |path: &String| ["crate::", "super::", "self::"].iter().any(|begin| path.starts_with(begin));
    let longest = |path: String| {
        let ends = [path.len()].into_iter().chain(path.rmatch_indices("::").map(|(at, _)| at));
        ends.map(|end| path[..end].to_owned()).find(|module| all.contains(module))
    };
    paths.into_iter().filter(ours).map(absolute).filter_map(longest).filter(|module| *module != own).collect()
}

#[test]
fn no_files_import_each_other_but_those_named_here() {
    let sources = sources();
    let all: BTreeSet<String> = sources.iter().map(|file| module(&file.path)).collect();
    let imports: BTreeMap<String, BTreeSet<String>> =
        sources.iter().map(|file| (module(&file.path), imports(file, &all))).collect();
    let reach = |from: &String| {
        let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(module) = next.pop() {
            next.extend(imports[module].iter().filter(|other| reached.insert((*other).clone())));
        }
        reached
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = all.iter().map(|module| (module, reach(module))).collect();
    let mut circles: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (module, reaches) in reached.iter().filter(|(module, reaches)| reaches.contains(**module)) {
        let with = reaches.iter().filter(|other| reached[*other].contains(*module));
        circles.insert(with.map(String::as_str).collect());
    }
    let allowed: BTreeSet<Vec<&str>> = CIRCLES.iter().map(|(circle, _)| circle.to_vec()).collect();
    assert_eq!(circles, allowed, "circles on the left, those with a reason on the right");
}

/// The names between backticks on the page.
fn named_on_the_page(page: &str) -> impl Iterator<Item = &str> {
    page.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[test]
fn what_the_page_names_exists_and_every_test_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the page");
    let names: BTreeSet<&str> = named_on_the_page(&page).collect();
    let files: Vec<PathBuf> = sources().into_iter().map(|file| file.path).collect();
    let source = |name: &str| name.ends_with(".rs") && name != "build.rs" && !name.contains(['*', '<']);
    let missing = names.iter().filter(|name| source(name) && !root.join(name).is_file());
    let missing = missing.filter(|name| !files.iter().any(|file| file.ends_with(name)));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&&str>::new(), "files that are not there");
    let folders = names.iter().filter(|name| name.starts_with("tests/") && name.ends_with('/'));
    assert_eq!(folders.filter(|name| !root.join(name).is_dir()).collect::<Vec<_>>(), Vec::<&&str>::new());
    let tests = fs::read_dir(root.join("tests")).expect("tests").map(|entry| entry.expect("an entry").path());
    let is_test = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs") || path.join("main.rs").is_file();
    for test in tests.filter(is_test) {
        let stem = test.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(names.contains(stem.as_str()), "`{stem}` is not in the table of tests");
    }
}

/// The folders of `suggest`, in the order of a draft.
const DRAFT: [&str; 5] = ["vocabulary", "cell_text", "page", "matching", "draft"];

#[test]
fn the_steps_of_a_draft_import_only_those_before_them() {
    let step = |name: &str| DRAFT.iter().position(|step| *step == name);
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for file in sources() {
        let Ok(below) = file.path.strip_prefix("suggest") else { continue };
        let folder = below.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
        let Some(own) = step(&folder) else { continue };
        seen.insert(own);
        // `crate::suggest::page` and, in a file of the folder itself, `super::super::page`
        let names = ["crate::suggest", "super::super"].into_iter().flat_map(|path| file.names_after(path));
        let later = names.filter(|name| step(name).map_or(name == "onform" || name == "version", |other| other > own));
        wrong.extend(later.map(|other| format!("{} imports {other}", file.path.display())));
    }
    assert_eq!(seen.len(), DRAFT.len(), "every step has files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
