//! What lies among the forms and is none: it is said, and the rest is read.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";

fn records(run: &Output) -> usize {
    String::from_utf8_lossy(&run.stdout).lines().count()
}

/// A folder with one form.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(PLAN, folder.path().join("plan.xlsx")).expect("copied");
    folder
}

fn convert(path: &Path) -> Output {
    eenvorm().args(["convert", "--lang", "en"]).arg(path).output().expect("the program runs")
}

#[test]
fn a_photo_among_forms_is_a_warning_with_advice() {
    let folder = folder();
    fs::write(folder.path().join("scan.jpg"), b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR").expect("written");
    let run = convert(folder.path());
    assert!(stderr(&run).contains("warning[picture-file]"), "{}", stderr(&run));
    assert!(stderr(&run).contains("hint: `--ocr` reads it"), "{}", stderr(&run));
    assert_eq!((run.status.code(), records(&run)), (Some(0), 1));
}

#[cfg(unix)]
#[test]
fn a_pipe_a_socket_and_a_link_to_a_folder_are_said_and_the_rest_is_read() {
    let folder = folder();
    let pipe = folder.path().join("pijp.xlsx");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("a.sock")).expect("bound");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("rond")).expect("linked");
    std::os::unix::fs::symlink(folder.path().join("plan.xlsx"), folder.path().join("link.xlsx")).expect("linked");
    let run = convert(folder.path());
    assert_eq!(stderr(&run).matches("warning[no-file]").count(), 3, "{}", stderr(&run));
    assert_eq!((run.status.code(), records(&run)), (Some(0), 2));
    let named = convert(&pipe);
    assert!(stderr(&named).contains("error[no-file]"), "{}", stderr(&named));
}

#[cfg(unix)]
#[test]
fn a_folder_that_does_not_open_is_said_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("dicht");
    fs::create_dir(&closed).expect("made");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("set");
    if fs::read_dir(&closed).is_ok() {
        return; // who may read everything has no folder that does not open
    }
    let run = convert(folder.path());
    assert!(stderr(&run).contains("error[folder-not-read]"), "{}", stderr(&run));
    assert_eq!((run.status.code(), records(&run)), (Some(1), 1));
}

#[test]
fn a_stream_has_an_end() {
    let mut run = eenvorm()
        .args(["convert", "--lang", "en", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = run.stdin.take().expect("a pipe");
    let block = vec![b' '; 1 << 20];
    // it stops listening where it has heard enough
    let written = (0..200).take_while(|_| input.write_all(&block).is_ok()).count();
    drop(input);
    let run = run.wait_with_output().expect("ended");
    assert!(written < 200, "{written} MiB were taken in");
    assert!(stderr(&run).contains("error[stream-too-long]"), "{}", stderr(&run));
    assert_eq!(run.status.code(), Some(1));
}

#[test]
fn a_broken_mapping_of_ones_own_is_left_out_unless_its_form_is_named() {
    let settings = tempfile::tempdir().expect("a folder");
    let own = settings.path().join("mappings/oud");
    fs::create_dir_all(own.join("../rules")).expect("made");
    fs::write(own.join("plan.toml"), "[form]\nboddy = \"oud\"\n").expect("written");
    fs::write(own.join("../rules/oud.toml"), "[ruling]\nboddy = \"oud\"\n").expect("written");
    let convert = |more: &[&str]| {
        let mut command = eenvorm();
        command.args(["convert", "--lang", "en", PLAN]).args(more).env("EENVORM_CONFIG", settings.path());
        command.output().expect("the program runs")
    };
    let run = convert(&[]);
    assert!(stderr(&run).contains("warning[mapping-left-out]"), "{}", stderr(&run));
    assert!(stderr(&run).contains("warning[rules-left-out]"), "{}", stderr(&run));
    assert_eq!((run.status.code(), records(&run)), (Some(0), 1));
    let named = convert(&["--form", "oud/plan"]);
    assert_eq!((named.status.code(), records(&named)), (Some(2), 0), "{}", stderr(&named));
    assert!(stderr(&named).contains("boddy"), "{}", stderr(&named));
    let folder = own.parent().expect("a folder").to_string_lossy().into_owned();
    assert_eq!(convert(&["--mappings", &folder]).status.code(), Some(2), "a folder that is named is to be right");
}

#[test]
fn a_report_of_a_log_of_years_shows_its_first_rows_and_says_how_many_more_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let entry = |n: usize| format!(r#"{{"datum":"20{:02}-03-{:02}","duur":1}}"#, n / 28 % 90 + 10, n % 28 + 1);
    let log: Vec<String> = (0..2_300).map(entry).collect();
    let record = format!(
        r#"{{"schema":1,"data":{{"client":{{"naam":{{"achternaam":"Bakker"}}}},"uren":[{}]}}}}"#,
        log.join(",")
    );
    fs::write(folder.path().join("uren.json"), record).expect("written");
    let page = folder.path().join("rapport.html");
    let run =
        eenvorm().args(["report", "-o"]).arg(&page).arg(folder.path().join("uren.json")).output().expect("it runs");
    let page = fs::read_to_string(page).unwrap_or_else(|_| panic!("{}", stderr(&run)));
    assert!(page.contains("En nog 300 regels"), "what is left out is said");
}
