//! Filling that is stopped in the middle: killed, or on a disk that is full. Only whole files are left.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
const FORM: [&str; 4] = ["--form", "uwv/coachingsplan", "--jobs", "1"];

/// A file with the record of one plan, so many times over.
fn records(folder: &Path, count: usize) -> String {
    let converted = eenvorm().args(["convert", "-q", PLAN]).output().expect("the program runs");
    let record = String::from_utf8(converted.stdout).expect("text");
    let path = folder.join("records.ndjson");
    std::fs::write(&path, record.repeat(count)).expect("written");
    path.to_string_lossy().into_owned()
}

/// The names in a folder: those to see, and those that are hidden.
fn names(folder: &Path) -> (Vec<String>, Vec<String>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.into_iter().partition(|name| !name.starts_with('.'))
}

#[test]
fn a_killed_run_leaves_whole_forms_and_the_next_one_clears_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = records(folder.path(), 400);
    let forms = folder.path().join("formulieren");
    let out = forms.to_string_lossy().into_owned();
    let fill = |more: &[&str]| {
        let mut command = eenvorm();
        command.args(["fill", "-q", "--per", "record", "-o", &out]).args(FORM).args(more).stderr(Stdio::null());
        command
    };
    let mut run = fill(&[&records]).spawn().expect("the program runs");
    let began = Instant::now();
    while names(&forms).0.len() < 3 && began.elapsed() < Duration::from_mins(2) {
        sleep(Duration::from_millis(1));
    }
    run.kill().expect("killed");
    assert!(!run.wait().expect("ended").success(), "it was killed before it was done");
    let (seen, _) = names(&forms);
    assert!((3..400).contains(&seen.len()), "{} forms", seen.len());
    let convert = eenvorm().args(["convert", "-q", &out]).output().expect("the program runs");
    assert_eq!(convert.status.code(), Some(0), "{}", String::from_utf8_lossy(&convert.stderr));
    assert_eq!(String::from_utf8_lossy(&convert.stdout).lines().count(), seen.len());
    // As a run that was killed while it wrote leaves it.
    std::fs::write(forms.join(".eenvorm-x1Y2z3"), "PK").expect("written");
    assert_eq!(fill(&["--force", PLAN]).status().expect("the program runs").code(), Some(0));
    assert_eq!(names(&forms).1, Vec::<String>::new());
    assert_eq!(names(&forms).0.len(), seen.len());
}

/// The shell makes every file longer than 512 or 1024 bytes fail, as a full disk does.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_what_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let forms = folder.path().join("formulieren");
    std::fs::create_dir(&forms).expect("made");
    let plan = forms.join("plan.xlsx");
    std::fs::write(&plan, "met de hand").expect("written");
    let run = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_eenvorm"))
        .args(["fill", "--lang", "en", "--force", "--per", "record", "--name", "plan", "-o"])
        .arg(&forms)
        .args(FORM)
        .arg(PLAN)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.contains("plan.xlsx") && !said.contains("filled in"), "{said}");
    assert_eq!(names(&forms), (vec!["plan.xlsx".to_owned()], Vec::new()));
    assert_eq!(std::fs::read_to_string(&plan).expect("read"), "met de hand");
}
