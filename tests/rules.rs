//! Files of rules are checked by the program as mapping files are.

use assert_cmd::Command;
use walkdir::WalkDir;

fn check() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eenvorm"));
    command.args(["--lang", "en", "check"]);
    command
}

#[test]
fn all_files_of_rules_pass() {
    let files = WalkDir::new("mappings/rules").into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let paths: Vec<_> = files.map(walkdir::DirEntry::into_path).collect();
    assert_eq!(paths.len(), 29);
    check().args(paths).assert().success();
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rotterdam.toml");
    let text = std::fs::read_to_string("mappings/rules/rotterdam.toml").expect("text");
    std::fs::write(&path, text.replace("year_2 = 36", "yaer_2 = 36")).expect("written");
    let output = check().arg(&path).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(told.contains("did you mean `year_2`?") && told.contains("rotterdam.toml:"), "{told}");
}
