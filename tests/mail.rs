//! Messages of mail: what is attached is read as from a folder, and what people wrote comes into no output.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
const TABLE: &str = "fixtures/clientvolgsysteem/export/drie-clienten-windows-1252.csv";

fn run(args: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

/// The file and the data of each record, and what was said.
fn read(path: &str) -> (Vec<(String, Value)>, String) {
    let output = run(&["convert", path]);
    let lines = String::from_utf8(output.stdout).expect("text");
    let said = String::from_utf8(output.stderr).expect("text");
    for secret in ["geheim.example", "Geheime", "Onderwerp", "999990019"] {
        assert!(!lines.contains(secret) && !said.contains(secret), "{path}: {secret} came out");
    }
    let record = |line: &str| {
        let record: Value = serde_json::from_str(line).expect("a record");
        (record["source"]["file"].as_str().expect("a file").to_owned(), record["data"].clone())
    };
    (lines.lines().map(record).collect(), said)
}

fn data(path: &str) -> Vec<Value> {
    read(path).0.into_iter().map(|(_, data)| data).collect()
}

#[test]
fn attachments_are_read_as_the_files_they_are() {
    let (plan, table) = (data(PLAN), data(TABLE));
    assert_eq!((plan.len(), table.len()), (1, 3));
    for (mail, within, expected) in [
        ("naam-met-mappen.eml", "plan.xlsx", plan.clone()),
        ("base64.eml", "plan.xlsx", plan.clone()),
        ("rfc2231.eml", "plan René de Vries.xlsx", plan.clone()),
        ("quoted-printable.eml", "export.csv", table.clone()),
        ("doorgestuurd.eml", "bericht 1 > plan.xlsx", plan.clone()),
        ("zip.eml", "map.zip > map/plan.xlsx", plan.clone()),
        ("kort.msg", "plan é.xlsx", plan.clone()),
    ] {
        let path = format!("tests/mail/{mail}");
        let (records, said) = read(&path);
        let (files, found): (Vec<_>, Vec<_>) = records.into_iter().unzip();
        assert_eq!(found, expected, "{mail}: {said}");
        assert!(files.iter().all(|file| *file == format!("{path} > {within}")), "{files:?}");
    }
    let (records, _) = read("tests/mail/outlook.msg");
    let found: Vec<Value> = records.iter().map(|(_, data)| data.clone()).collect();
    assert_eq!(found, [plan, table].concat());
    assert!(records[1].0.ends_with("outlook.msg > bericht 1 > export.csv"), "{}", records[1].0);
}

#[test]
fn what_cannot_be_read_of_a_message_is_said_and_ends_no_run() {
    for (mail, code) in [
        ("zonder.eml", "note[mail-without-attachments]"),
        ("afgebroken.eml", "error[truncated]"),
        ("verzegeld.eml", "error[mail-sealed]"),
        ("winmail.eml", "error[winmail-file]"),
        ("te-diep.eml", "error[archive-too-deep]"),
        ("te-veel.eml", "error[archive-too-many]"),
        ("kort.msg", "error[mail-link]"),
    ] {
        let (_, said) = read(&format!("tests/mail/{mail}"));
        assert!(said.contains(code), "{mail}: {said}");
    }
}

#[test]
fn a_text_beside_attachments_is_said_without_its_words() {
    for mail in ["base64.eml", "doorgestuurd.eml", "zip.eml", "outlook.msg", "kort.msg"] {
        let (_, said) = read(&format!("tests/mail/{mail}"));
        assert_eq!(said.matches("note[mail-text-not-read]").count(), 1, "{mail}: {said}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let head = "From: a@geheim.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n";
    let body = |text: &str| format!("--grens\r\nContent-Type: text/plain\r\n\r\n{text}\r\n");
    let table = "--grens\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=export.csv\r\n\r\n";
    let csv = std::fs::read(TABLE).expect("a fixture");
    for (text, says) in [("Het zijn er 32, Geheime", true), ("", false), (" \r\n\t", false)] {
        let path = folder.path().join("bericht.eml");
        let whole = [head.as_bytes(), body(text).as_bytes(), table.as_bytes(), &csv, b"\r\n--grens--\r\n"].concat();
        std::fs::write(&path, whole).expect("written");
        let (records, said) = read(&path.to_string_lossy());
        assert_eq!(records.len(), 3, "{said}");
        assert_eq!(said.contains("mail-text-not-read"), says, "{text:?}: {said}");
    }
}

#[test]
fn a_message_that_ends_inside_an_attachment_is_cut_off_whatever_its_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = "From: a@geheim.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=grens\r\n\r\n--grens\r\n\
                 Content-Type: text/csv\r\nContent-Disposition: attachment; filename=export.csv\r\n\r\n";
    let table = std::fs::read(TABLE).expect("a fixture");
    let plain = [plain.as_bytes(), &table, b"\r\n--grens--\r\n"].concat();
    let read_in = |name: &str| std::fs::read(format!("tests/mail/{name}")).expect("a message");
    for (name, whole) in [
        ("base64", read_in("base64.eml")),
        ("printable", read_in("quoted-printable.eml")),
        ("forwarded", read_in("doorgestuurd.eml")),
        ("plain", plain),
    ] {
        for share in [70, 80, 85] {
            let path = folder.path().join(format!("{name}-{share}.eml"));
            std::fs::write(&path, &whole[..whole.len() * share / 100]).expect("written");
            let (records, said) = read(&path.to_string_lossy());
            assert!(records.is_empty() && said.contains("error[truncated]"), "{name} {share}: {said}");
        }
    }
}

#[test]
fn a_folder_of_messages_gives_a_report_that_quotes_none_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("rapport.html");
    run(&["report", "tests/mail", "-o", &report.to_string_lossy()]);
    let page = std::fs::read_to_string(&report).expect("a report");
    assert!(page.contains("base64.eml") && !page.contains("geheim.example") && !page.contains("Onderwerp dat"));
}

/// Bytes of a message that are wrong in one place, a place a time, bring nothing down and take no long time.
#[test]
fn a_damaged_message_is_a_finding() {
    for name in ["outlook.msg", "doorgestuurd.eml"] {
        let whole = std::fs::read(Path::new("tests/mail").join(name)).expect("a message");
        for at in (0..whole.len().min(4096)).step_by(61).chain((0..whole.len()).step_by(1021)) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0xFF;
            let source = eenvorm::document::file::source::Source::bytes(name, bytes);
            let _ = eenvorm::document::mail::attachments(&source);
            let cut = eenvorm::document::file::source::Source::bytes(name, whole[..at].to_vec());
            let _ = eenvorm::document::mail::attachments(&cut);
        }
    }
}
