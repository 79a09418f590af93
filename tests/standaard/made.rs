//! The blanks and the mapping of the standard form are what the program makes.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use crate::program::eenvorm;

const FILES: [&str; 5] = ["plan.docx", "plan.ods", "plan.pdf", "plan.toml", "plan.xlsx"];

/// The parts of a package, unpacked; a file that is none is its only part.
fn parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if !bytes.starts_with(b"PK") {
        return vec![(String::new(), bytes)];
    }
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    (0..package.len())
        .map(|at| {
            let mut part = package.by_index(at).expect("a part");
            let mut text = Vec::new();
            part.read_to_end(&mut text).expect("a part unpacks");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn made(folder: &Path) -> (Option<i32>, String) {
    let mut command = eenvorm();
    let output = command.args(["--lang", "en", "harmonise", "--standard", "-o"]).arg(folder).output().expect("it runs");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_blanks_that_are_shipped_are_those_that_the_program_makes() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(made(folder.path()), (Some(0), String::new()));
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .expect("what was made")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, FILES);
    for name in FILES {
        let [shipped, made] =
            [&Path::new("mappings/standaard").join(name), &folder.path().join(name)].map(|p| parts(p));
        let differs = shipped.iter().zip(&made).find(|(a, b)| a != b).map(|((part, _), _)| part);
        assert!(
            shipped.len() == made.len() && differs.is_none(),
            "{name} {differs:?}: `eenvorm harmonise --standard -o mappings/standaard` makes it anew"
        );
    }
}

#[test]
fn a_blank_that_somebody_changed_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(made(folder.path()).0, Some(0));
    assert_eq!(made(folder.path()).0, Some(0), "a second run changes nothing");
    let path = folder.path().join("plan.docx");
    let mut bytes = fs::read(&path).expect("a blank");
    bytes.push(0);
    fs::write(&path, &bytes).expect("changed");
    let (code, said) = made(folder.path());
    assert_eq!(code, Some(2));
    assert!(said.contains("plan.docx") && said.contains("--force"), "{said}");
    assert_eq!(fs::read(&path).expect("a blank"), bytes);
}
