//! A folder that is followed: what comes, changes and goes is converted anew, and ctrl-c or the end of a service stops it well.
#![cfg(unix)]

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

fn program_with(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = eenvorm();
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn records(folder: &Path) -> usize {
    fs::read_to_string(folder.join("uit.ndjson")).unwrap_or_default().lines().count()
}

/// Waits until it is so; much longer than it takes, for the machine may have other work.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let last = Instant::now() + Duration::from_mins(3);
    while !so() {
        assert!(Instant::now() < last, "{what}");
        sleep(Duration::from_millis(100));
    }
}

fn stop(mut child: Child, signal: &str) -> Option<i32> {
    let stop = format!("kill -s {signal} {}", child.id());
    assert!(Command::new("sh").args(["-c", &stop]).status().expect("a shell").success());
    child.wait().expect("it ended").code()
}

fn follows(poll: bool) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    let form = |name: &str| {
        fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.path().join("in").join(name)).expect("a form")
    };
    form("een.xlsx");
    let mut command = program_with(folder.path(), &["convert", "in", "-o", "uit.ndjson", "--watch"]);
    if poll {
        command.env("EENVORM_POLL", "1");
    }
    let child = command.spawn().expect("the program runs");
    until("the form that is there is read", || records(folder.path()) == 1);
    form("twee.xlsx");
    until("a form that comes is read", || records(folder.path()) == 2);
    fs::remove_file(folder.path().join("in/een.xlsx")).expect("a form");
    until("a form that goes is gone", || records(folder.path()) == 1);
    fs::write(folder.path().join("in/stuk.xlsx"), "PK\x03\x04 is none").expect("written");
    form("drie.xlsx");
    until("a form beside one that is damaged is read", || records(folder.path()) == 2);
    for gone in ["stuk.xlsx", "drie.xlsx"] {
        fs::remove_file(folder.path().join("in").join(gone)).expect("a file");
    }
    until("they are gone", || records(folder.path()) == 1);
    assert_eq!(
        stop(child, if poll { "TERM" } else { "INT" }),
        Some(0),
        "it ends by itself, with the code of the last run"
    );
    let followed = fs::read(folder.path().join("uit.ndjson")).expect("records");
    let once = program_with(folder.path(), &["convert", "in", "-o", "uit.ndjson"]).status().expect("it runs");
    assert_ne!(once.code(), Some(2));
    assert!(fs::read(folder.path().join("uit.ndjson")).expect("records") == followed, "as by a single run");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing else is left behind");
}

#[test]
fn a_folder_is_followed_by_messages_of_the_system() {
    follows(false);
}

#[test]
fn a_folder_is_followed_by_looking_where_the_system_tells_nothing() {
    follows(true);
}

/// A log that a program goes on writing in the folder, and a note that is typed in it.
#[test]
fn a_file_that_keeps_changing_is_not_waited_for_without_end() {
    for name in ["verloop.log", "verloop.txt"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("in")).expect("a folder");
        let log = folder.path().join("in").join(name);
        let ended = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let stopped = std::sync::Arc::clone(&ended);
        let writer = std::thread::spawn(move || {
            while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
                let mut file = fs::File::options().create(true).append(true).open(&log).expect("a log");
                std::io::Write::write_all(&mut file, b"een regel van een verslag\n").expect("written");
                sleep(Duration::from_millis(100));
            }
        });
        let form = folder.path().join("in/een.xlsx");
        fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", form).expect("a form");
        let child =
            program_with(folder.path(), &["convert", "in", "-o", "uit.ndjson", "--watch"]).spawn().expect("it runs");
        until("the form beside it is read", || records(folder.path()) == 1);
        assert!(stop(child, "TERM").is_some(), "it ends by itself");
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        writer.join().expect("it wrote");
    }
}
