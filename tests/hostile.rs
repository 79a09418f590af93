//! A folder of hostile files gives a finding for each, and the record of the one good form among them.

#[path = "support/memory.rs"]
mod memory;
#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use memory::peak;
use serde_json::Value;
use zip::write::SimpleFileOptions;

/// The files of the folder, and what is said of each.
const FILES: [(&str, &str); 44] = [
    ("random.xlsx", "not-a-form-file"),
    ("truncated.xlsx", "truncated"),
    ("encrypted.xlsx", "encrypted"),
    ("picture.xlsx", "picture-file"),
    ("empty.csv", "empty-file"),
    ("corner.xlsx", "form-unknown"),
    ("dimensions.xls", "damaged"),
    ("damaged.xlsb", "damaged"),
    ("entities.xlsx", "form-unknown"),
    ("bomb.xlsx", "too-large"),
    ("bomb.zip > formulier.xlsx", "archive-bomb"),
    ("nested.zip > 7.zip > 7.zip", "archive-too-deep"),
    ("encrypted.zip > geheim.xlsx", "encrypted"),
    ("truncated.zip", "truncated"),
    ("deep.json", "json-too-deep"),
    ("many.zip", "archive-too-many"),
    ("bomb.docx", "too-large"),
    ("lies.docx", "too-large"),
    ("entities.docx", "xml-doctype"),
    ("deep.docx", "too-deep"),
    ("latin.docx", "damaged-part"),
    ("circle.pdf", "damaged"),
    ("deep.pdf", "damaged"),
    ("length.pdf", "damaged"),
    ("xref.pdf", "damaged"),
    ("lists.pdf", "pdf-too-heavy"),
    ("packed-lists.pdf", "pdf-too-heavy"),
    ("cut.json", "truncated"),
    ("encoding.json", "json-encoding"),
    ("number.json", "json-broken"),
    ("backwards.xls", "damaged"),
    ("circle.xls", "damaged"),
    ("panic.xls", "damaged"),
    ("binary.csv", "not-a-form-file"),
    ("page.xls", "html-file"),
    ("repeats.ods", "too-many-cells"),
    ("text.ods", "too-large"),
    ("sheets.ods", "too-many-sheets"),
    ("text.xlsx", "too-large"),
    ("remarks.xlsx", "form-unknown"),
    ("merged.xlsx", "form-unknown"),
    ("paragraphs.docx", "too-deep"),
    ("controls.docx", "form-unknown"),
    ("row.csv", "row-too-long"),
];

/// The most memory that one file may take, in KiB.
const MOST: u64 = 200 << 10;

/// The longest that one file may take; in an unoptimised build ten times as long.
const LONGEST: Duration = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_secs(2) };

/// The good form among them.
const GOOD: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";

/// A zip of as many files as nobody has forms.
fn many() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for n in 0..100_000 {
        zip.start_file(format!("{n}.csv"), stored).expect("memory");
        zip.write_all(b"a").expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn fill(folder: &Path) {
    for (name, _) in FILES {
        let file = name.split(" > ").next().unwrap_or(name);
        if !["many.zip", "row.csv"].contains(&file) {
            std::fs::copy(Path::new("tests/hostile").join(file), folder.join(file)).expect(file);
        }
    }
    std::fs::write(folder.join("many.zip"), many()).expect("written");
    std::fs::write(folder.join("row.csv"), ";a".repeat(20 << 20)).expect("written");
    std::fs::copy(GOOD, folder.join("goed.xlsx")).expect(GOOD);
}

/// Reads all that a process says, so that it never waits to be heard.
fn read(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = String::new();
        from.read_to_string(&mut text).expect("text");
        text
    })
}

#[test]
fn hostile_files_harm_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path());
    let begun = Instant::now();
    let mut child = eenvorm()
        .env("EENVORM_NO_LIBREOFFICE", "1")
        .args(["convert", "--to", "json", "--messages", "json", "."])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let (out, err) = (read(child.stdout.take().expect("piped")), read(child.stderr.take().expect("piped")));
    let peak = peak(&mut child);
    let (out, err) = (out.join().expect("read"), err.join().expect("read"));
    let took = begun.elapsed();
    assert_eq!(child.wait().expect("a process").code(), Some(1), "{err}");
    assert!(took < 2 * Duration::from_mins(1), "{took:?}");
    let known = if cfg!(target_os = "linux") { 1..2 * MOST } else { 0..1 };
    assert!(known.contains(&peak), "{peak} KiB");
    let records: Vec<Value> = serde_json::from_str(&out).expect("records");
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["source"]["file"], "goed.xlsx");
    assert_eq!(records[0]["form"]["id"], "utrecht/jobcoachplan");
    let errors: Vec<Value> = err
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|f: &Value| f["severity"] == "error")
        .collect();
    for (name, code) in FILES {
        let said: Vec<&Value> = errors.iter().filter(|finding| finding["file"] == name).map(|f| &f["code"]).collect();
        assert_eq!(said, [code], "{name}");
    }
    assert!(errors.iter().all(|finding| finding["file"] != "goed.xlsx"), "{err}");
}

#[test]
fn each_hostile_file_takes_little_time_and_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(folder.path());
    let mut files: Vec<_> =
        std::fs::read_dir(folder.path()).expect("files").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let begun = Instant::now();
        let mut child = eenvorm()
            .env("EENVORM_NO_LIBREOFFICE", "1")
            .args(["convert", "--to", "ndjson", "--jobs", "1"])
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let (held, took) = (peak(&mut child), begun.elapsed());
        assert!(held < MOST && took < LONGEST, "{}: {held} KiB, {took:?}", file.display());
    }
}
