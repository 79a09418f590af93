//! A double click and dropped forms, as the launchers of a release start the program.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

fn start(arguments: &[&Path]) -> Output {
    eenvorm().args(arguments).env("EENVORM_WINDOW", "1").stdin(Stdio::null()).output().expect("the program runs")
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A double click, with what is typed in the window.
fn typed(lines: &str) -> Output {
    let mut command = eenvorm();
    command.env("EENVORM_WINDOW", "1").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a keyboard").write_all(lines.as_bytes()).expect("typed");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_folder_dropped_in_the_window_gets_its_report() {
    let desktop = tempfile::tempdir().expect("a folder");
    let folder = desktop.path().join("mijn formulieren");
    fs::create_dir(&folder).expect("a folder");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.join("plan.xlsx")).expect("a form");
    let plain = folder.display().to_string();
    let mut lines = vec![plain.clone(), format!("'{plain}'"), format!("\"{plain}\" ")];
    if cfg!(not(windows)) {
        lines.push(format!("{} ", plain.replace(' ', "\\ ")));
    }
    for line in lines {
        let output = typed(&format!("{line}\n"));
        let report = desktop.path().join("rapport.html");
        assert!(words(&output).contains(&format!("Het rapport staat in {}", report.display())), "{}", words(&output));
        assert!(fs::read_to_string(&report).expect("the report").contains("Vries"), "{line}");
        fs::remove_file(&report).expect("removed");
    }
}

#[test]
fn a_name_that_is_not_there_is_asked_again_and_enter_alone_ends() {
    let output = typed("/er/is/niets\n\n");
    assert_eq!(output.status.code(), Some(0));
    let told = words(&output);
    assert!(told.contains("Er is geen bestand of map `") && told.contains("There is no file or folder"), "{told}");
    assert_eq!(told.matches("Sleep een map in dit venster en druk op Enter").count(), 2, "{told}");
    assert!(!told.contains("rapport staat in"));
}

#[test]
fn a_double_click_explains_the_program_in_dutch() {
    let output = start(&[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(words(&output).contains("Sleep een map met formulieren"), "{}", words(&output));
    // A plain `eenvorm` is found nowhere by a terminal that was opened anew.
    let typed = if cfg!(windows) { "\n    .\\eenvorm --help --lang nl" } else { "\n    ./eenvorm --help --lang nl" };
    assert!(words(&output).contains(typed), "{}", words(&output));
    for asks in ["Sleep een map in dit venster en druk op Enter", "Drag a folder into this window and press Enter"] {
        assert!(words(&output).contains(asks), "{}", words(&output));
    }
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

/// The launcher of macOS, in a folder with the program beside it, elsewhere, or without it.
#[test]
#[cfg(unix)]
fn the_launcher_finds_the_program_beside_it_and_where_programs_stand() {
    let program = std::path::PathBuf::from(eenvorm().get_program());
    let folder = tempfile::tempdir().expect("a folder");
    let launcher = folder.path().join("Rapport maken.command");
    fs::copy("packaging/start/Rapport maken.command", &launcher).expect("the launcher");
    let start = |path: &str| {
        let mut command = std::process::Command::new("/bin/sh");
        command.arg(&launcher).env("PATH", path).stdin(Stdio::null()).output().expect("a shell")
    };
    let installed = ["/usr/local/bin/eenvorm", "/opt/homebrew/bin/eenvorm", "/usr/bin/eenvorm"];
    if !installed.iter().any(|path| Path::new(path).exists()) {
        let output = start("/usr/bin:/bin");
        assert!(words(&output).contains("staat niet naast dit bestand"), "{}", words(&output));
    }
    let own = program.parent().expect("a folder").display();
    let elsewhere = start(&format!("/usr/bin:/bin:{own}"));
    std::os::unix::fs::symlink(&program, folder.path().join("eenvorm")).expect("beside it");
    for output in [elsewhere, start("/usr/bin:/bin")] {
        assert!(words(&output).contains("Sleep een map met formulieren"), "{}", words(&output));
    }
}
