//! A folder of hostile files gives a finding for each, and the record of the one good form among them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use zip::write::SimpleFileOptions;

/// The files of the folder, and what is said of each.
const FILES: [(&str, &str); 28] = [
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
    ("length.pdf", "pdf-no-text"),
    ("xref.pdf", "pdf-no-text"),
    ("cut.json", "truncated"),
    ("encoding.json", "form-unknown"),
    ("number.json", "json-broken"),
];

/// The good form among them.
const GOOD: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";

/// The most memory, in KiB, that the program and those it starts have held until they end; 0 where it is not known.
fn peak(child: &mut Child) -> u64 {
    let mut peaks = BTreeMap::new();
    while child.try_wait().expect("a process").is_none() {
        if cfg!(target_os = "linux") {
            for id in family(child.id()) {
                peaks.entry(id).and_modify(|peak: &mut u64| *peak = held(id).max(*peak)).or_insert_with(|| held(id));
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    peaks.values().copied().max().unwrap_or(0)
}

fn family(id: u32) -> Vec<u32> {
    let listed = std::fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let texts = listed.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> =
        texts.flat_map(|text| text.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect();
    [vec![id], children].concat()
}

fn held(id: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

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
        if file != "many.zip" {
            std::fs::copy(Path::new("tests/hostile").join(file), folder.join(file)).expect(file);
        }
    }
    std::fs::write(folder.join("many.zip"), many()).expect("written");
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
    let mut child = Command::new(env!("CARGO_BIN_EXE_eenvorm"))
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
    assert!(took < Duration::from_mins(1), "{took:?}");
    let known = if cfg!(target_os = "linux") { 1..300 << 10 } else { 0..1 };
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
