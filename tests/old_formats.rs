//! Old formats, by way of a copy that an installed LibreOffice makes; where there is none, the finding says what to do.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

/// The program, with a folder of its own for what is passing, and `PATH` as it is or empty.
fn run(folder: &Path, path: bool, args: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("LC_ALL", "C").env("TMPDIR", folder).env("EENVORM_CONFIG", folder.join("settings"));
    if !path {
        command.env("PATH", "");
    }
    command.env_remove("EENVORM_MAPPINGS").env_remove("EENVORM_NO_LIBREOFFICE").output().expect("the program runs")
}

fn record(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("one record: {}", stderr(output)))
}

/// Whether LibreOffice is there to be tried; where it is not, the test says that it was not run.
fn is_installed() -> bool {
    let found = eenvorm::document::external::libreoffice::LibreOffice::find().is_some();
    if !found {
        let _ = writeln!(std::io::stderr(), "skipped: LibreOffice is not installed");
    }
    found
}

#[test]
fn without_libreoffice_the_finding_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    for (file, code) in [
        ("plan.doc", "old-word-file"),
        ("plan.rtf", "rtf-file"),
        ("webpagina.xls", "html-file"),
        ("werkmap.xml", "old-xml-file"),
    ] {
        for path in [false, true] {
            let more: &[&str] = if path { &["--no-libreoffice"] } else { &[] };
            let output = run(folder.path(), path, &[&["convert", &format!("tests/old/{file}")], more].concat());
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{file}: {said}");
            assert!(said.contains(&format!("error[{code}]")) && said.contains("hint: "), "{file}: {said}");
        }
    }
}

#[test]
fn a_copy_is_read_as_the_form_it_is_where_libreoffice_is_installed() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (file, whole) in [
        ("plan.doc", "volledig.docx"),
        ("plan.rtf", "volledig.docx"),
        ("webpagina.xls", "volledig.xlsx"),
        ("werkmap.xml", "volledig.xlsx"),
    ] {
        let output = run(folder.path(), true, &["convert", &format!("tests/old/{file}")]);
        let read = record(&output);
        let expected =
            record(&run(folder.path(), true, &["convert", &format!("fixtures/utrecht/jobcoachplan/{whole}")]));
        let (mut read_data, mut expected) = (read["data"].clone(), expected["data"].clone());
        if whole == "volledig.xlsx" {
            // A ticked box in a cell is no text: a page or an xml of Excel 2003 has lost it before.
            for data in [&mut read_data, &mut expected] {
                data.as_object_mut().expect("an object").remove("doelgroep");
            }
        }
        assert_eq!(read_data, expected, "{file}");
        assert!(stderr(&output).contains("note[read-by-libreoffice]"), "{file}: {}", stderr(&output));
        let findings = read["findings"].as_array().expect("findings");
        assert!(findings.iter().any(|finding| finding["code"] == "read-by-libreoffice"), "{file}: in the record");
    }
    let left = std::fs::read_dir(folder.path()).expect("read").count();
    assert_eq!(left, 0, "nothing of a form is left behind");
}

#[test]
fn a_blank_in_an_old_format_is_filled_as_the_new_one() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("uit");
    let args =
        ["fill", "--form", "uwv/begeleidingsplan-interne-jobcoach", "fixtures/utrecht/jobcoachplan/volledig.xlsx"];
    let output = run(folder.path(), true, &[&args[..], &["-o", &out.to_string_lossy()]].concat());
    assert!(stderr(&output).contains("read-by-libreoffice"), "{}", stderr(&output));
    let made: Vec<_> = std::fs::read_dir(&out).expect("filled").flatten().map(|entry| entry.path()).collect();
    assert!(made.len() == 1 && made[0].extension().is_some_and(|end| end == "xlsx"), "{made:?}: {}", stderr(&output));
    let read = record(&run(folder.path(), true, &["convert", "--quiet", &made[0].to_string_lossy()]));
    assert_eq!(read["data"]["client"]["naam"]["achternaam"], "Vries");
}

#[test]
fn a_file_that_libreoffice_cannot_read_is_a_finding() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("kapot.doc");
    let whole = std::fs::read("tests/old/plan.doc").expect("read");
    std::fs::write(&file, &whole[..whole.len() / 3]).expect("written");
    let output = run(folder.path(), true, &["convert", &file.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error["), "{}", stderr(&output));
}

/// A page may name pictures elsewhere; nobody is to learn that it was read.
#[test]
fn a_copy_is_made_without_calling_anybody() {
    if !is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    let at = listener.local_addr().expect("an address");
    for name in ["pagina.xls", "pagina.doc"] {
        let page = std::fs::read_to_string("tests/old/webpagina.xls").expect("read");
        let call =
            format!("<body><img src=\"http://{at}/spoor.png\"/><link rel=\"stylesheet\" href=\"http://{at}/s.css\"/>");
        let page = page.replacen("<body", &format!("{call}<body"), 1);
        std::fs::write(folder.path().join(name), page).expect("written");
        run(folder.path(), true, &["convert", &folder.path().join(name).to_string_lossy()]);
        match listener.accept() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            other => panic!("{name}: somebody was called: {other:?}"),
        }
    }
}
