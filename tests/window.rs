//! A double click and dropped forms, as the launchers of a release start the program.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn start(arguments: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_eenvorm"))
        .args(arguments)
        .env("EENVORM_WINDOW", "1")
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_double_click_explains_the_program_in_dutch() {
    let output = start(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(words(&output).contains("Sleep een map met formulieren"), "{}", words(&output));
    assert!(words(&output).contains("Druk op Enter"));
}

#[test]
fn a_dropped_folder_gets_its_report_beside_it_and_never_over_another() {
    let desktop = tempfile::tempdir().expect("a folder");
    let folder = desktop.path().join("formulieren");
    fs::create_dir(&folder).expect("a folder");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.join("plan.xlsx")).expect("a form");
    for name in ["rapport.html", "rapport-2.html"] {
        let output = start(&[&folder]);
        let report = desktop.path().join(name);
        assert!(words(&output).contains(&format!("Het rapport staat in {}", report.display())), "{}", words(&output));
        assert!(fs::read_to_string(report).expect("the report").contains("Vries"));
    }
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "nothing is written among the forms");
}

#[test]
fn a_typed_command_is_run_as_in_a_terminal() {
    let output = start(&[Path::new("forms")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!words(&output).contains("Druk op Enter"));
}
