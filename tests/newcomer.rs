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
