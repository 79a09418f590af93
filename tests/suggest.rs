//! A drafted mapping is well formed, reads the form it was made from, and can be reviewed and brought up to date.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn run_program(args: &[&str]) -> Output {
    run(args, "")
}

fn run(args: &[&str], input: &str) -> Output {
    let mut command = Command::from_std(eenvorm());
    command.args(args).arg("--quiet").write_stdin(input.to_owned()).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const FORM: &str = "Plan van aanpak jobcoaching;;;\n\
Gemeente Dronten;;;\n\
Gegevens werknemer;;;\n\
Naam;A. de Vries;Geb. dat.;01-02-1990\n\
BSN;999990019;Tel.nr.;06 12345678\n\
Gegevens werkgever;;;\n\
Naam;Bakkerij Voorbeeld;Contactpersoon;B. Smit\n\
Parkeerplaats nodig?;nee;;\n\
Dienstverband;;;\n\
Startdatum contract;01-03-2024;Contracturen p/w;24\n";

fn form(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn every_blank_gives_a_mapping_that_is_well_formed() {
    let folder = TempDir::new().expect("a folder");
    for id in [
        "akc/matchingstabel.ods",
        "caseload/clientkaart.xlsx",
        "clientvolgsysteem/export.csv",
        "uwv/coachingsplan.xlsx",
    ] {
        let out = folder.path().join("vorm.toml");
        let out = out.to_str().expect("text");
        let drafted = run_program(&["suggest", &format!("mappings/{id}"), "--force", "-o", out]);
        assert!(drafted.status.success(), "{id}: {}", text(&drafted.stderr));
        let checked = run_program(&["check", out]);
        assert!(checked.status.success(), "{id}: {}", text(&checked.stderr));
    }
}

#[test]
fn a_drafted_mapping_reads_the_filled_form() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("proef")).expect("a folder");
    let out = folder.path().join("proef/plan.toml");
    let out = out.to_str().expect("text");
    let drafted = run_program(&["suggest", "mappings/utrecht/jobcoachplan.xlsx", "-o", out]);
    assert!(drafted.status.success(), "{}", text(&drafted.stderr));
    let fixture = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
    let folders = folder.path().to_str().expect("text");
    let converted = run_program(&["convert", fixture, "--mappings", folders, "--form", "proef/plan", "--to", "json"]);
    let record: Value = serde_json::from_slice(&converted.stdout).expect("json");
    let expected: Value = serde_json::from_slice(&fs::read(format!("{fixture}.json")).expect("read")).expect("json");
    let (mut right, mut all) = (0, 0);
    compare(&expected[0]["data"], &record[0]["data"], &mut right, &mut all);
    assert!(right * 10 >= all * 9, "{right} of {all}");
}

/// Counts the values that are the same.
fn compare(expected: &Value, found: &Value, right: &mut usize, all: &mut usize) {
    match expected {
        Value::Object(members) => members.iter().for_each(|(key, value)| compare(value, &found[key], right, all)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(n, value)| compare(value, &found[n], right, all));
        }
        value => {
            *all += 1;
            *right += usize::from(value == found);
        }
    }
}

#[test]
fn an_unknown_form_is_read_as_a_draft_only_when_asked() {
    let folder = TempDir::new().expect("a folder");
    let file = form(folder.path(), "plan.csv", FORM);
    let refused = run_program(&["convert", &file, "--to", "json"]);
    assert!(!refused.status.success());
    let read = run_program(&["convert", &file, "--draft", "--to", "json"]);
    let records: Value = serde_json::from_slice(&read.stdout).expect("json");
    let data = &records[0]["data"];
    assert_eq!(data["client"]["bsn"], "999990019");
    assert_eq!(data["client"]["geboortedatum"], "1990-02-01");
    assert_eq!(data["werkgever"]["naam"], "Bakkerij Voorbeeld");
    assert_eq!(data["dienstverband"]["begin"], "2024-03-01");
    let told = records[0]["findings"].as_array().expect("findings");
    let drafted = |field: &str| told.iter().any(|f| f["code"] == "answer-drafted" && f["field"] == field);
    assert!(drafted("client.bsn") && drafted("dienstverband.begin"));
    let unmapped = records[0]["unmapped"].as_array().expect("unmapped");
    assert!(unmapped.iter().any(|left| left["text"] == "nee"), "{unmapped:?}");
}

#[test]
fn as_json_it_names_places_and_what_is_not_placed() {
    let folder = TempDir::new().expect("a folder");
    let file = form(folder.path(), "plan.csv", FORM);
    let said: Value = serde_json::from_slice(&run_program(&["suggest", &file, "--to", "json"]).stdout).expect("json");
    assert_eq!(said["form"]["body"], "GM0303");
    let answers = said["answers"].as_array().expect("answers");
    let bsn = answers.iter().find(|answer| answer["field"] == "client.bsn").expect("placed");
    assert_eq!(
        (&bsn["label"], &bsn["label_place"], &bsn["place"]),
        (&"BSN".into(), &"rij 5, kolom 1".into(), &"rij 5, kolom 2".into())
    );
    assert!(bsn["confidence"].as_f64().is_some_and(|sure| sure > 0.9));
    let unplaced = said["unplaced"].as_array().expect("unplaced");
    assert!(unplaced.iter().any(|left| left["label"] == "Parkeerplaats nodig?"), "{unplaced:?}");
}

#[test]
fn a_review_asks_stops_and_goes_on() {
    let folder = TempDir::new().expect("a folder");
    let file =
        form(folder.path(), "plan.csv", &FORM.replace("Contracturen p/w", "Uren per keer").replace("BSN", "Nummer"));
    let out = folder.path().join("plan.toml");
    let out = out.to_str().expect("text");
    let first = run(&["suggest", &file, "--review", "-o", out], "?\nqqqq\ns\n");
    let asked = text(&first.stderr);
    assert!(asked.contains("[1/") && asked.contains("vind ik niet") && asked.contains("Gestopt"), "{asked}");
    assert!(!Path::new(out).exists(), "a draft is written when the review is done");
    let second = run(&["suggest", &file, "--review", "-o", out], &"g\n".repeat(40));
    assert!(text(&second.stderr).contains("Klaar"), "{}", text(&second.stderr));
    assert!(fs::read_to_string(out).expect("written").contains("[answers]"));
    let third = run(&["suggest", &file, "--review", "-o", out], "");
    assert!(text(&third.stderr).starts_with("0 vragen"), "what was decided is remembered: {}", text(&third.stderr));
}

#[test]
fn a_new_version_keeps_the_lines_of_the_author() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("dronten")).expect("a folder");
    let out = folder.path().join("dronten/plan.toml");
    let out = out.to_str().expect("text");
    let old = form(folder.path(), "oud.csv", FORM);
    assert!(run_program(&["suggest", &old, "-o", out]).status.success());
    let own = fs::read_to_string(out).expect("written").replace("[recognise]", "# my own remark\n\n[recognise]");
    fs::write(out, own).expect("written");
    let changed = FORM
        .replace("Geb. dat.", "Geboortedatum")
        .replace("Contactpersoon;B. Smit", ";")
        .replace("BSN;", "Burgerservicenummer;");
    let changed = format!("{changed}Functie;bakker;;\n");
    let new = form(folder.path(), "nieuw.csv", &changed);
    let folders = folder.path().to_str().expect("text");
    let said = text(&run_program(&["suggest", &new, "--against", "dronten/plan", "--mappings", folders]).stdout);
    for part in [
        "# reworded: \"client.geboortedatum\"",
        "# reworded: \"client.bsn\"",
        "# gone: \"werkgever.contactpersoon\"",
        "# new: \"werkplek.functie\"",
        "label = [\"Burgerservicenummer\", \"BSN\"]",
        "# my own remark",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    let json: Value = serde_json::from_slice(
        &run_program(&["suggest", &new, "--against", "dronten/plan", "--mappings", folders, "--to", "json"]).stdout,
    )
    .expect("json");
    assert!(json.as_array().is_some_and(|all| all.iter().any(|change| change["change"] == "new")));
}

/// A form with a table of goals; `columns` are its headings.
fn with_goals(columns: &str) -> String {
    format!("{FORM}Doelen;;;\n{columns}\n;;;\n;;;\n")
}

#[test]
fn a_new_column_and_a_reworded_one_come_into_the_group() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("dronten/plan.toml");
    let out = out.to_str().expect("text");
    let old = form(folder.path(), "oud.csv", &with_goals("Doel;Activiteiten;Gereed op;"));
    let drafted = run_program(&["suggest", &old, "-o", out]);
    assert!(drafted.status.success(), "{}", text(&drafted.stderr));
    assert!(fs::read_to_string(out).expect("written").contains("doel = \"Doel\""));
    let new = form(folder.path(), "nieuw.csv", &with_goals("Leerdoel;Activiteiten;Gereed op;Door wie"));
    let folders = folder.path().to_str().expect("text");
    let updated = run_program(&["suggest", &new, "--against", "dronten/plan", "--mappings", folders]);
    let said = text(&updated.stdout);
    for part in [
        "# reworded: \"doelen[].doel\"",
        "# new: \"doelen[].wie\"",
        "doel = [\"Leerdoel\", \"Doel\"]",
        "wie = \"Door wie\" # new",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}\n{}", text(&updated.stderr));
    }
}

#[test]
fn the_items_of_a_drop_down_become_choices() {
    let drafted = text(&run_program(&["suggest", "mappings/standaard/plan.xlsx"]).stdout);
    let line = drafted.lines().find(|line| line.starts_with("\"begeleiding.regime\"")).expect("drafted");
    assert!(line.contains("zeer_licht = \"zeer licht\"") && line.contains("intensief = \"intensief\""), "{line}");
    let drafted = text(&run_program(&["suggest", "mappings/isd-kompas/verlenging.ods"]).stdout);
    assert!(drafted.contains("choices = {"), "{drafted}");
}

/// The walk of docs/adding-a-gemeente.md: a blank in a layout of its own, drafted, and its filled copy converted.
#[test]
fn a_new_blank_is_drafted_and_its_filled_copy_converts_fully() {
    let folder = TempDir::new().expect("a folder");
    let body = folder.path().join("zandermeer");
    let (mapping, blank) = (body.join("verzoek-jobcoaching.toml"), body.join("verzoek-jobcoaching.docx"));
    let own = "tests/adding/zandermeer/verzoek-jobcoaching.docx";
    let drafted = run_program(&["suggest", own, "-o", mapping.to_str().expect("text")]);
    assert!(drafted.status.success(), "{}", text(&drafted.stderr));
    fs::copy(own, &blank).expect("copied");
    let folders = folder.path().to_str().expect("text");
    let mut check = Command::from_std(eenvorm());
    let told =
        check.args(["check", "--messages", "json", "--mappings", folders]).arg(&blank).output().expect("it runs");
    let told = text(&told.stderr);
    assert!(told.contains("form-blank") && !told.contains("unmapped-answers"), "{told}");
    let filled = "tests/adding/zandermeer/verzoek-ingevuld.docx";
    let converted = run_program(&["convert", "--mappings", folders, filled, "--to", "json"]);
    let records: Value = serde_json::from_slice(&converted.stdout).expect("json");
    let (ledger, unmapped) = (&records[0]["ledger"], &records[0]["unmapped"]);
    assert_eq!((&ledger["answers"], &ledger["as_written"]), (&45.into(), &0.into()), "{ledger}");
    assert_eq!((unmapped.as_array().map(Vec::len), &unmapped[0]["text"]), (Some(1), &"een hond".into()));
    let data = &records[0]["data"];
    assert_eq!(data["client"]["naam"]["tussenvoegsel"], "van den");
    assert_eq!(data["doelen"][1]["wie"], "leidinggevende");
    assert_eq!(data["ondertekening"]["werkgever_datum"], "2026-02-11");
}

#[test]
fn columns_that_count_are_drafted_as_a_group_and_read_back() {
    for (file, block) in [("groepen.csv", "block = \"doel_{n}\""), ("groepen.xlsx", "block = \"Doel {n}\"")] {
        let folder = TempDir::new().expect("a folder");
        let mapping = folder.path().join("export/groepen.toml");
        let table = format!("tests/hands/columns/{file}");
        let drafted = run_program(&["suggest", &table, "-o", mapping.to_str().expect("text")]);
        assert!(drafted.status.success(), "{}", text(&drafted.stderr));
        let written = fs::read_to_string(&mapping).expect("written");
        assert!(written.contains("[rows.\"doelen\"]") && written.contains(block), "{file}: {written}");
        let folders = folder.path().to_str().expect("text");
        let read = run_program(&["convert", "--to", "json", "--mappings", folders, &table]);
        let records: Value = serde_json::from_slice(&read.stdout).expect("json");
        let goals = |n: usize| records[n]["data"]["doelen"].clone();
        let said = |record: usize, goal: usize| goals(record)[goal]["doel"].as_str().unwrap_or_default().to_owned();
        assert_eq!((said(0, 0), said(0, 1)), ("op tijd komen".to_owned(), "zelf plannen".to_owned()), "{file}");
        // the second goal of the second client was left empty
        assert_eq!((said(1, 0), said(1, 1)), ("vragen stellen".to_owned(), "pauze nemen".to_owned()), "{file}");
        assert_eq!(
            (goals(0).as_array().map(Vec::len), goals(1).as_array().map(Vec::len)),
            (Some(2), Some(2)),
            "{file}"
        );
        assert!(records[0]["unmapped"].as_array().is_some_and(Vec::is_empty), "{file}: {}", records[0]);
    }
}

#[test]
fn a_workbook_with_a_client_a_sheet_is_drafted_without_their_names_and_reads_them_all() {
    let folder = TempDir::new().expect("a folder");
    let (book, mapping) = ("tests/hands/sheets/klantkaarten.xlsx", folder.path().join("kaart/klant.toml"));
    let drafted = run_program(&["suggest", book, "-o", mapping.to_str().expect("text")]);
    let (json, why) = (run_program(&["suggest", book, "--to", "json"]), run_program(&["suggest", book, "--why"]));
    let written = fs::read_to_string(&mapping).expect("written");
    let all = [&written, &text(&json.stdout), &text(&why.stdout), &text(&drafted.stderr)];
    for name in ["Wieringa", "Oosterhof", "Veenstra"] {
        assert!(all.iter().all(|said| !said.contains(name)), "{name}: {all:#?}");
    }
    assert!(text(&why.stdout).contains("blad 2!"), "{}", text(&why.stdout));
    let folders = folder.path().to_str().expect("text");
    let read = run_program(&["convert", "--to", "json", "--mappings", folders, book]);
    let records: Vec<Value> = serde_json::from_slice(&read.stdout).expect("json");
    let employers: Vec<&str> =
        records.iter().filter_map(|record| record["data"]["werkgever"]["naam"].as_str()).collect();
    assert_eq!(employers, ["Bakkerij Bruin", "Garage Snel", "Kwekerij Zon"], "{}", text(&read.stderr));
}

#[test]
fn a_draft_is_called_one_and_takes_its_body_from_the_id_where_the_form_names_none() {
    let head = |id: &[&str]| {
        let output = run_program(&[&["suggest", "tests/drafts/broekzijl/blank.ods"][..], id].concat());
        text(&output.stdout).split("\n\n").find(|part| part.contains("[form]")).expect("a head").to_owned()
    };
    let unnamed = head(&[]);
    assert!(unnamed.contains("body    = \"onbekend\"") && unnamed.contains("basis   = \"draft\""), "{unnamed}");
    for (id, body) in [("broekzijl/form", "broekzijl"), ("utrecht/form", "GM0344")] {
        let named = head(&["--id", id]);
        assert!(named.contains(&format!("body    = \"{body}\"")), "{named}");
    }
}

#[test]
fn answer_places_within_a_sentence_are_drafted_filled_and_read() {
    let fields = [
        ("/client/geboortedatum", "client.geboortedatum"),
        ("/client/bsn", "client.bsn"),
        ("/werkgever/naam", "werkgever.naam"),
        ("/dienstverband/uren_per_week", "dienstverband.uren_per_week"),
        ("/dienstverband/begin", "dienstverband.begin"),
    ];
    for ending in ["docx", "pdf"] {
        let folder = TempDir::new().expect("a folder");
        let (blank, body) = (format!("tests/hands/sentences/verklaring.{ending}"), folder.path().join("zin"));
        let mapping = body.join("verklaring.toml");
        let drafted = run_program(&["suggest", &blank, "-o", mapping.to_str().expect("text")]);
        assert!(drafted.status.success(), "{}", text(&drafted.stderr));
        fs::copy(&blank, body.join(format!("verklaring.{ending}"))).expect("copied");
        let written = fs::read_to_string(&mapping).expect("written");
        for (_, field) in fields {
            assert!(
                written.lines().any(|line| line.starts_with(&format!("\"{field}\""))),
                "{ending} {field}: {written}"
            );
        }
        let folders = folder.path().to_str().expect("text");
        let out = folder.path().join("ingevuld");
        let (source, out) = ("fixtures/utrecht/jobcoachplan/volledig.xlsx", out.to_str().expect("text"));
        let run = run_program(&[
            "fill",
            "--form",
            "zin/verklaring",
            source,
            "-o",
            out,
            "--name",
            "{nr}",
            "--mappings",
            folders,
        ]);
        let read = |file: &str| -> Value {
            let read = run_program(&["convert", "--to", "json", "--mappings", folders, file]);
            serde_json::from_slice::<Value>(&read.stdout).unwrap_or_else(|_| panic!("{}", text(&run.stderr)))[0].clone()
        };
        let (before, after) = (read(source), read(&format!("{out}/1.{ending}")));
        for (path, _) in fields {
            let (was, is) = (before["data"].pointer(path), after["data"].pointer(path));
            assert!(was.is_some() && was == is, "{ending} {path}: {was:?} {is:?}\n{}", text(&run.stderr));
        }
    }
}

#[test]
fn a_report_of_a_conversation_is_drafted_as_one_whatever_stands_above_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for title in ["Verslag van het gesprek", "Verslag driegesprek"] {
        for (name, head) in [("kaal.csv", title.to_owned()), ("gemeente.csv", format!("Gemeente Utrecht;\n{title}"))] {
            let text_of = format!("{head};\n\nNaam werknemer;\nDatum gesprek;\nNaam werkgever;\nAfspraken;\n");
            let output = run_program(&["suggest", &form(folder.path(), name, &text_of)]);
            let draft = text(&output.stdout);
            assert!(draft.contains("kind    = \"gesprek\""), "{head}: {draft}");
        }
    }
}
