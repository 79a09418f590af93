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

/// A plan for Rotterdam on the standard form that asks for 31 hours in half a year, as a record.
const PLAN: &str = r#"{"schema": 1, "form": {"id": "standaard/plan", "body": "standaard", "kind": "plan_van_aanpak", "version": "2025"},
"source": {"file": "plan.xlsx", "sha256": ""}, "data": {"gemeente": {"naam": "Rotterdam"}, "dienstverband": {"uren_per_week": 24},
"begeleiding": {"regime": "midden", "jaar": 1, "begin": "2026-03-01", "einde": "2026-08-31", "uren_aangevraagd": 31}}}"#;

#[test]
fn a_plan_is_checked_against_the_rules_of_the_folder_that_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let (plan, rules) = (folder.path().join("plan.json"), folder.path().join("rules"));
    std::fs::write(&plan, PLAN).expect("written");
    let told = || {
        let mut command = check();
        let output = command.arg("--mappings").arg(folder.path()).arg(&plan).output().expect("the program runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told().contains("note[regel-boven-maximum]"), "{}", told());
    std::fs::create_dir(&rules).expect("a folder");
    let text = std::fs::read_to_string("mappings/rules/rotterdam.toml").expect("text");
    std::fs::write(rules.join("rotterdam.toml"), text.replace("year_1 = 60", "year_1 = 70")).expect("written");
    assert!(!told().contains("regel-boven-maximum"), "{}", told());
    let other = text.replace("year_1 = 60", "year_1 = 50").replace("GM0599", "GM0034").replace("Rotterdam", "Almere");
    std::fs::write(rules.join("almere.toml"), other).expect("written");
    std::fs::write(&plan, PLAN.replace("Rotterdam", "Almere").replace("31}", "26}")).expect("written");
    assert!(told().contains("regel-boven-maximum") && told().contains("Almere"), "{}", told());
}
