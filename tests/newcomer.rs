//! The first command of the README, on the forms that come with it: one report, of every form.

use std::fs;
use std::process::Command;

#[test]
fn the_readme_s_first_command_makes_the_report() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    assert!(readme.contains("cargo run --release -- report fixtures -o rapport.html\n"));
    assert!(readme.contains("\ncargo test\n"));
    assert!(fs::read_to_string(".ci/run").expect(".ci/run").contains("\nstep cargo test\n"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rapport.html");
    let output = Command::new(env!("CARGO_BIN_EXE_eenvorm"))
        .args(["report", "fixtures", "--lang", "en", "-o"])
        .arg(&path)
        .output()
        .expect("the program runs");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "some fixtures lack required answers on purpose\n{talk}");
    assert!(!talk.contains("form-unknown"), "{talk}");
    let report = fs::read_to_string(path).expect("the report");
    assert!(report.starts_with("<!DOCTYPE html>") && report.trim_end().ends_with("</html>"));
    for name in ["Vries, S. de", "Yılmaz", "Groenvoorziening De Linde B.V."] {
        assert!(report.contains(name), "{name}");
    }
    for word in ["<script src", "<link ", "http-equiv=\"refresh\"", "@import", "url(http"] {
        assert!(!report.contains(word), "the report is one file: {word}");
    }
}

/// The first session in the README: what is typed, and what comes of it.
fn session() -> (Vec<String>, String) {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let shown =
        readme.split("```console\n$ eenvorm ").nth(1).expect("a run").split("```").next().expect("its end").to_owned();
    let (typed, comes) = shown.split_once('\n').expect("a line");
    (typed.split(' ').map(str::to_owned).collect(), comes.to_owned())
}

#[test]
fn the_run_in_the_readme_is_a_real_one() {
    let (typed, comes) = session();
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("ingevuld").display().to_string();
    let args = typed.iter().map(|arg| if arg == "ingevuld" { out.clone() } else { arg.clone() });
    let program =
        Command::new(env!("CARGO_BIN_EXE_eenvorm")).args(args).env("LC_ALL", "C").output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&program.stderr).replace(&out, "ingevuld"), comes);
    assert!(folder.path().join("ingevuld/Vries-de-uwv-aanvraag-jobcoaching.xlsx").is_file());
}

#[test]
fn the_readme_names_every_form_and_no_other() {
    let readme = fs::read_to_string("README.md").expect("README.md");
    let rows = readme.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |") && line.contains('/'));
    let named: Vec<&str> = rows.filter_map(|row| row.rsplit('`').nth(1)).collect();
    let catalogue = eenvorm::mapping::catalogue::Catalogue::load(&[]).expect("mappings");
    let known: Vec<&str> = catalogue.all().map(|known| &*known.mapping.head.id).collect();
    assert_eq!(named, known);
}
