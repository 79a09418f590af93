//! What a file says reaches nobody whom it is not for: messages, reports, tables, and what is left on the disk.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

fn run_program(arguments: &[&str]) -> Output {
    eenvorm().env("EENVORM_NO_LIBREOFFICE", "1").args(arguments).output().expect("the program runs")
}

fn file(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/privacy").join(name).to_string_lossy().into_owned()
}

/// Numbers of nine digits in a text that pass the eleven test, grouped or not.
fn shows_bsn(text: &str) -> bool {
    eenvorm::text::bsn::holds(text)
}

#[test]
fn no_bsn_is_whole_in_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let by_name = folder.path().join("jansen 411 000 019.xlsx");
    fs::copy(file("bsn-in-sheet-name.xlsx"), &by_name).expect("copied");
    let missing = folder.path().join("BSN411000019.xlsx").to_string_lossy().into_owned();
    for messages in ["text", "json"] {
        for path in [by_name.to_string_lossy().into_owned(), missing.clone()] {
            let run = run_program(&["check", "--messages", messages, &path]);
            let said = stderr(&run);
            // a sum of hours may pass the test by chance, so the lines are looked at one by one
            let whole: Vec<&str> = said.lines().filter(|line| shows_bsn(line)).collect();
            assert!(whole.is_empty(), "{whole:?}");
            assert!(said.contains("•••••0019"), "{said}");
        }
    }
}

#[test]
fn no_bsn_is_whole_in_a_report() {
    for shape in ["html", "md"] {
        let folder = tempfile::tempdir().expect("a folder");
        let report = folder.path().join(format!("rapport.{shape}"));
        run_program(&["report", &file("bsn-mask.json"), "-o", &report.to_string_lossy()]);
        let text = fs::read_to_string(&report).expect("a report");
        let spelled =
            ["411000019", "411-000-019", "411 00 00 19", "411\u{a0}000\u{a0}019", "4110 00 019", "41.10.00.019"];
        for bsn in spelled.iter().chain(&["41100001 9"]) {
            assert!(!text.contains(bsn), "{bsn}");
        }
        assert!(shape == "md" || text.contains("14-03-1998 •••••0019"), "what stands beside it is left");
    }
}

#[test]
fn nothing_of_a_file_steers_the_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let by_name = folder.path().join("a\u{202e}b\u{9b}2J.json");
    fs::copy(file("esc.json"), &by_name).expect("copied");
    for messages in ["text", "json"] {
        for path in [by_name.to_string_lossy().into_owned(), "weg\u{1b}]0;x\u{7}.json".to_owned()] {
            let said = stderr(&run_program(&["check", "--messages", messages, &path]));
            assert!(!said.chars().any(|c| c != '\n' && eenvorm::text::visible::steers(c)), "{said:?}");
            assert!(said.contains('\u{fffd}'), "{said}");
        }
    }
    let refused = stderr(&run_program(&["check", "--weg\u{1b}[2J"]));
    assert!(!refused.contains('\u{1b}'), "{refused:?}");
}

#[test]
fn a_crafted_record_shows_nothing_of_itself_without_persons() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = folder.path().join("rapport.html");
    run_program(&["report", "--pseudonym", &file("record-body-in-pseudonym.json"), "-o", &report.to_string_lossy()]);
    let text = fs::read_to_string(&report).expect("a report").to_lowercase();
    for word in ["kanarie", "jansen", "612345678", "612.345.678", "0019"] {
        assert!(!text.contains(word), "{word}");
    }
}

/// The cells of a line that is cut at a delimiter, with or without quotes being known.
fn cells(csv: &str, delimiter: u8, quotes: bool) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new();
    reader.delimiter(delimiter).quoting(quotes).flexible(true).has_headers(false);
    let rows = reader.from_reader(csv.as_bytes()).into_records().filter_map(Result::ok).collect::<Vec<_>>();
    rows.iter().flat_map(|row| row.iter().map(str::to_owned)).collect()
}

#[test]
fn no_cell_of_a_csv_is_a_formula_whatever_the_delimiter() {
    for name in ["csv-nul-formula.json", "csv-other-delimiter.ndjson"] {
        for written in [";", ",", "tab", "|"] {
            let run = run_program(&["convert", "--to", "csv", "--delimiter", written, &file(name)]);
            let csv = String::from_utf8(run.stdout).expect("text");
            assert!(csv.contains("=HYPERLINK") || csv.contains("=1+1") || csv.contains("\\u003d"), "{csv}");
            for (delimiter, quotes) in
                [b';', b',', b'\t', b'|', b':', b' '].into_iter().flat_map(|d| [(d, true), (d, false)])
            {
                for cell in cells(&csv, delimiter, quotes) {
                    let bare = cell.trim_start_matches(|c: char| c.is_control() || c.is_whitespace() || c == '"');
                    assert!(!bare.starts_with(['=', '@']), "{cell:?} of {name}, cut at {:?}", char::from(delimiter));
                }
            }
        }
    }
}

/// The names in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn record(folder: &Path, name: &str) -> String {
    let path = folder.join(name);
    let goals = r#"[{"doel":"zelf plannen"}]"#;
    fs::write(
        &path,
        format!(r#"{{"schema":1,"data":{{"client":{{"naam":{{"achternaam":"Jansen"}}}},"doelen":{goals}}}}}"#),
    )
    .expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn files_beside_a_csv_are_asked_for_like_the_csv() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = record(folder.path(), "n.ndjson");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (out, side) = (path("uit.csv"), path("uit.doelen.csv"));
    fs::write(&side, "mijn eigen lijst").expect("written");
    let convert = |more: &[&str]| run_program(&[&["convert", &record, "-o", &out][..], more].concat());
    let refused = convert(&[]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(
        stderr(&refused).contains("uit.doelen.csv") && stderr(&refused).contains("--force"),
        "{}",
        stderr(&refused)
    );
    assert_eq!(fs::read_to_string(&side).expect("read"), "mijn eigen lijst");
    assert_eq!(convert(&["--force"]).status.code(), Some(0));
    assert!(fs::read_to_string(&side).expect("read").contains("zelf plannen"));
    assert_eq!(convert(&[]).status.code(), Some(0), "what this program made is made anew");
    let read = run_program(&["convert", &record, &side, "-o", &out]);
    assert_eq!(read.status.code(), Some(2), "a file that is read is not written over: {}", stderr(&read));
}

#[test]
fn a_table_of_before_in_the_folder_is_made_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", folder.path().join("plan.xlsx")).expect("copied");
    let (all, out) = (folder.path().to_string_lossy().into_owned(), folder.path().join("uit.csv"));
    for _ in 0..2 {
        let run = run_program(&["convert", &all, "-o", &out.to_string_lossy()]);
        assert_eq!(run.status.code(), Some(0), "{}", stderr(&run));
        let text = fs::read_to_string(&out).expect("a table");
        let rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes()).into_records().count();
        assert_eq!(rows, 1, "{text}");
    }
    fs::write(&out, "Naam;Telefoon\nJansen;1\n").expect("written");
    let refused = run_program(&["convert", &all, "-o", &out.to_string_lossy()]);
    assert_eq!(refused.status.code(), Some(2), "somebody's own table is not written over");
    assert!(stderr(&refused).contains("a folder that is not read"), "{}", stderr(&refused));
}

#[test]
fn no_log_lineage_or_mapping_goes_over_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (form, other, book) = (at("plan.xlsx"), at("verslag.docx"), at("mapping.xlsx"));
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", &form).expect("copied");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.docx", &other).expect("copied");
    run_program(&["forms", "--export", "utrecht/jobcoachplan", "-o", &book]);
    for args in [
        ["convert", &form, "--log", &form],
        ["convert", &form, "--log", &other],
        ["report", &form, "--log", &form],
        ["check", &form, "--log", &form],
        ["convert", &form, "--lineage", &form],
        ["forms", "--import", &book, &format!("-o{book}")],
    ] {
        let before: Vec<Vec<u8>> = [&form, &other, &book].map(|path| fs::read(path).expect("read")).into();
        let refused = run_program(&args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}: {}", stderr(&refused));
        let after: Vec<Vec<u8>> = [&form, &other, &book].map(|path| fs::read(path).expect("read")).into();
        assert!(before == after, "{args:?} changes a file");
    }
    let log = at("logboek.jsonl");
    for _ in 0..2 {
        assert_eq!(run_program(&["convert", "-q", &form, "--log", &log]).status.code(), Some(0));
    }
    assert!(fs::read_to_string(&log).expect("a log").lines().count() > 4, "a log goes on");
}

#[cfg(target_os = "linux")]
#[test]
fn what_comes_by_standard_input_is_not_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = folder.path().join("plan.xlsx");
    fs::copy("fixtures/utrecht/jobcoachplan/volledig.xlsx", &form).expect("copied");
    let mut command = eenvorm();
    command.args(["convert", "-", "-o"]).arg(&form).stdin(fs::File::open(&form).expect("opened"));
    let refused = command.output().expect("it runs");
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    let same = fs::read(&form).expect("read") == fs::read("fixtures/utrecht/jobcoachplan/volledig.xlsx").expect("read");
    assert!(same, "the form is as it was");
}

#[cfg(unix)]
#[test]
fn filled_forms_and_records_are_for_the_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let (forms, parts) = (folder.path().join("nieuw/formulieren"), folder.path().join("delen"));
    let plan = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
    run_program(&["fill", "-q", "--form", "uwv/coachingsplan", plan, "-o", &forms.to_string_lossy()]);
    assert_eq!((mode(&forms), mode(forms.parent().expect("a folder"))), (0o700, 0o700));
    for name in names(&forms) {
        assert_eq!(mode(&forms.join(&name)), 0o600, "{name}");
    }
    run_program(&["convert", "-q", plan, "--by", "body", "-o", &parts.to_string_lossy()]);
    let made: Vec<PathBuf> = names(&parts).into_iter().map(|name| parts.join(name)).collect();
    assert!(made.len() > 1 && made.iter().all(|path| mode(path) == 0o700), "{made:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_leaves_nothing_of_what_it_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("uit.ndjson");
    let mut run =
        eenvorm().args(["convert", "-q", "-", "-o"]).arg(&out).stdin(Stdio::piped()).spawn().expect("the program runs");
    // it waits for its input with the output open
    std::thread::sleep(std::time::Duration::from_millis(1500));
    run.kill().expect("killed");
    run.wait().expect("ended");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn two_runs_in_one_folder_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let records: Vec<String> = (0..2).map(|n| record(folder.path(), &format!("{n}.ndjson"))).collect();
    let forms = folder.path().join("formulieren");
    let fill = |record: &String| {
        eenvorm()
            .env("EENVORM_NO_LIBREOFFICE", "1")
            .args(["fill", "--lang", "en", "--form", "uwv/coachingsplan", record, "-o"])
            .arg(&forms)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs")
    };
    let runs: Vec<_> = records.iter().map(fill).collect();
    let ended: Vec<Output> = runs.into_iter().map(|run| run.wait_with_output().expect("ended")).collect();
    let filled = ended.iter().filter(|run| stderr(run).contains("1 form filled in")).count();
    let refused = ended.iter().filter(|run| stderr(run).contains("file-exists")).count();
    assert_eq!((filled, refused), (1, 1), "{}{}", stderr(&ended[0]), stderr(&ended[1]));
    assert_eq!(names(&forms).len(), 1);
}
