//! A draft confirmed on the form itself: marked, three names changed by other means than ours, read back, filled.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;

use calamine::{DataType, Reader, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Runs the program with a folder of settings of its own.
fn run_program(home: &Path, args: &[&str]) -> Output {
    let mut program = eenvorm();
    program.args(args).args(["--lang", "nl"]).env("EENVORM_CONFIG", home.join("settings"));
    program.env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in unicode")
}

/// Marks the blank of a form, edits the copy, and adds the mapping of it to the user's own forms as `proef/plan`.
fn confirmed(home: &Path, blank: &str, edit: impl Fn(&Path)) -> String {
    let copy = home.join(format!("proef.{}", blank.rsplit('.').next().expect("an ending")));
    let marked = run_program(home, &["suggest", blank, "--on-form", path(&copy)]);
    assert!(stderr(&marked).contains("antwoordplaatsen benoemd"), "{}", stderr(&marked));
    edit(&copy);
    let added =
        run_program(home, &["suggest", "--from-form", path(&copy), "--blank", blank, "--id", "proef/plan", "--add"]);
    assert!(stderr(&added).contains("`proef/plan` is toegevoegd"), "{}", stderr(&added));
    stderr(&added)
}

fn record(home: &Path, file: &str) -> Value {
    let read = run_program(home, &["convert", "--to", "json", "--form", "proef/plan", file]);
    let records: Vec<Value> = serde_json::from_slice(&read.stdout).unwrap_or_else(|_| panic!("{}", stderr(&read)));
    records.into_iter().next().expect("a record")
}

/// What a record says of a field: `client.naam` in `data`.
fn said<'r>(record: &'r Value, field: &str) -> &'r Value {
    field.split('.').fold(&record["data"], |value, name| &value[name])
}

/// What the maker of the form says of a field.
fn truth(form: &str, field: &str) -> Value {
    let text = fs::read_to_string(format!("tests/on_form/{form}/truth.json")).expect("what is right");
    let all: Value = serde_json::from_str(&text).expect("json");
    let answers = all["answers"].as_array().expect("answers");
    answers.iter().find(|answer| answer["field"] == field).expect("the field")["value"].clone()
}

/// What was corrected reads as it should, and comes back from a blank that was filled with it.
fn holds(home: &Path, form: &str, ending: &str, fields: &[&str]) -> PathBuf {
    let folder = format!("tests/on_form/{form}");
    let read = record(home, &format!("{folder}/filled.{ending}"));
    let out = home.join("ingevuld");
    let filled = run_program(
        home,
        &[
            "fill",
            "--form",
            "proef/plan",
            "--read-as",
            "proef/plan",
            &format!("{folder}/filled.{ending}"),
            "-o",
            path(&out),
            "--name",
            "{nr}",
        ],
    );
    let file = out.join(format!("1.{ending}"));
    assert!(file.is_file(), "{}", stderr(&filled));
    let again = record(home, path(&file));
    for field in fields {
        assert_eq!(*said(&read, field), truth(form, field), "{field} as read");
        assert_eq!(*said(&again, field), truth(form, field), "{field} as filled");
    }
    file
}

/// A part of a zipped file put back changed.
fn change_part(file: &Path, part: &str, change: impl Fn(String) -> String) {
    let mut zip = ZipArchive::new(Cursor::new(fs::read(file).expect("the copy"))).expect("a zip");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        if name == part {
            bytes = change(String::from_utf8(bytes).expect("text")).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(&bytes).expect("written");
    }
    fs::write(file, out.finish().expect("a zip").into_inner()).expect("written");
}

/// A text without the marks that begin with one of these names.
fn without(text: &str, names: &[&str]) -> String {
    let mut kept = String::new();
    for (n, piece) in text.split('«').enumerate() {
        match piece.split_once('»').filter(|_| n > 0) {
            Some((inner, rest)) if names.iter().any(|name| inner.starts_with(name)) => kept.push_str(rest),
            _ if n > 0 => kept.extend(["«", piece]),
            _ => kept.push_str(piece),
        }
    }
    kept
}

/// A sheet with another text in one of its cells; none for an empty text.
fn with_cell(sheet: &str, at: &str, text: &str) -> String {
    let begin = sheet.find(&format!("<c r=\"{at}\"")).expect("the cell is written down");
    let tag = begin + sheet[begin..].find('>').expect("a tag");
    let end = if sheet[..tag].ends_with('/') { tag + 1 } else { tag + sheet[tag..].find("</c>").expect("its end") + 4 };
    let style = sheet[begin..tag].split("s=\"").nth(1).and_then(|rest| rest.split('"').next());
    let style = style.map(|style| format!(" s=\"{style}\"")).unwrap_or_default();
    let inner = if text.is_empty() {
        String::new()
    } else {
        let text = text.replace('<', "&lt;").replace('>', "&gt;");
        format!("<is><t>{text}</t></is>")
    };
    format!("{}<c r=\"{at}\"{style} t=\"inlineStr\">{inner}</c>{}", &sheet[..begin], &sheet[end..])
}

#[test]
fn a_workbook_is_confirmed_by_typing_in_its_cells() {
    let home = TempDir::new().expect("a folder");
    let edit = |copy: &Path| {
        change_part(copy, "xl/worksheets/sheet1.xml", |sheet| {
            let wrong = ["werknemer: naam", "werknemer: geboortedatum", "werkgever: KvK", "jobcoach: naam"];
            let sheet = without(&sheet, &wrong);
            let sheet = with_cell(&sheet, "B7", "«werknemer: naam»");
            let sheet = with_cell(&sheet, "B9", "<<geboortedatm>>");
            let sheet = with_cell(&sheet, "E21", "werkgever: KvK nummer");
            with_cell(&sheet, "E41", "«jobcoach: tuinhek»")
        });
    };
    let told = confirmed(home.path(), "tests/on_form/waterbeek/blank.xlsx", edit);
    assert!(told.contains("`jobcoach: tuinhek` is geen naam van een veld"), "{told}");
    assert!(told.contains("E41"), "{told}");
    let fields = ["client.naam", "client.geboortedatum", "werkgever.kvk"];
    let file = holds(home.path(), "waterbeek", "xlsx", &fields);
    let mut book: Xlsx<_> = open_workbook(&file).expect("a workbook");
    let sheet = book.worksheet_range("Formulier").expect("a sheet");
    let cell = |row, col| sheet.get_value((row, col)).map(|cell| cell.as_string().unwrap_or_default());
    assert_eq!(cell(6, 1).as_deref(), Some("Joyce van Ommeren"), "B7");
    assert_eq!(cell(20, 4).as_deref(), Some("90211874"), "E21");
}

/// The draft has the telephone of the coach at B43; the user leaves a question mark there.
#[test]
fn a_name_that_was_typed_goes_before_a_question_mark_that_was_left() {
    let home = TempDir::new().expect("a folder");
    let edit = |copy: &Path| {
        change_part(copy, "xl/worksheets/sheet1.xml", |sheet| {
            let sheet = without(&sheet, &["jobcoach: e-mailadres"]);
            let sheet = with_cell(&sheet, "B43", "«jobcoach: telefoonnummer? of werkgever: telefoonnummer»");
            with_cell(&sheet, "E43", "«jobcoach: telefoonnummer»")
        });
    };
    let told = confirmed(home.path(), "tests/on_form/waterbeek/blank.xlsx", edit);
    assert!(told.contains("`jobcoach: telefoonnummer` staat elders zonder vraagteken"), "{told}");
    assert!(!told.contains("mark-not-read-back") && !told.contains("mark-same-field"), "{told}");
    let mapping = fs::read_to_string(home.path().join("settings/mappings/proef/plan.toml")).expect("the mapping");
    let line = mapping.lines().find(|line| line.contains("jobcoach.telefoon")).expect("its line");
    assert!(line.contains("E-mail"), "the label beside E43: {line}");
}

#[test]
fn a_word_form_is_confirmed_by_typing_in_it() {
    let home = TempDir::new().expect("a folder");
    let edit = |copy: &Path| {
        change_part(copy, "word/document.xml", |text| {
            let text = without(
                &text,
                &["werkgever: naam", "werkgever: bedrijfsnaam", "werkgever: KvK", "werk en werkplek: functie"],
            );
            let text = with_control(&text, "cc_3507", "«bedrijf: naam»");
            let text = with_control(&text, "cc_5075", "{{functie}}");
            with_control(&text, "cc_3605", "«werkgever: kvk-nummer»")
        });
    };
    confirmed(home.path(), "tests/on_form/maartensdonk/blank.docx", edit);
    let fields = ["werkgever.naam", "werkplek.functie", "werkgever.kvk"];
    let file = holds(home.path(), "maartensdonk", "docx", &fields);
    let mut zip = ZipArchive::new(fs::File::open(file).expect("the form")).expect("a zip");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("the text").read_to_string(&mut text).expect("text");
    assert!(text.contains("Tuincentrum De Vlaswiek") && text.contains("Medewerker kas"));
    assert!(!text.contains('«'), "no mark is on a filled form");
}

/// A text with other words in the control of this tag.
fn with_control(text: &str, tag: &str, words: &str) -> String {
    // Word takes away the sign of a prompt as soon as somebody types
    let begin = text.find(&format!("w:val=\"{tag}\"")).expect("the control");
    let (before, rest) = text.split_at(begin);
    let text = &format!("{before}{}", rest.replacen("<w:showingPlcHdr/>", "", 1));
    let content = begin + text[begin..].find("<w:sdtContent>").expect("its content");
    let end = content + text[content..].find("</w:sdtContent>").expect("its end");
    let (first, rest) = text[content..end].split_once("<w:t").expect("a text");
    let (_, behind) = rest.split_once("</w:t>").expect("its end");
    let others = behind.split("<w:t").map(|run| run.split_once("</w:t>").map_or(run, |(_, after)| after));
    let behind: String = others.collect::<Vec<_>>().join("<w:t></w:t>");
    format!("{}{first}<w:t>{words}</w:t>{behind}{}", &text[..content], &text[end..])
}

#[test]
fn a_pdf_is_confirmed_by_typing_in_its_fields() {
    let home = TempDir::new().expect("a folder");
    let edit = |copy: &Path| {
        let mut pdf = lopdf::Document::load(copy).expect("a pdf");
        for (name, words) in
            [("T18", "«werkgever: naam»"), ("T26", "«functie van de werknemer»"), ("T24", "«bedrijf: sector»")]
        {
            let named = |dict: &lopdf::Dictionary| {
                dict.get(b"T").is_ok_and(|own| lopdf::decode_text_string(own).is_ok_and(|own| own == name))
            };
            let field = pdf.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
            let field = field.into_iter().find(|dict| named(dict)).expect("the field");
            field.set("V", lopdf::text_string(words));
        }
        pdf.save(copy).expect("saved");
    };
    confirmed(home.path(), "tests/on_form/vechtoever/blank.pdf", edit);
    let fields = ["werkgever.naam", "werkplek.functie", "werkgever.sector"];
    holds(home.path(), "vechtoever", "pdf", &fields);
}

/// Copies of the marked forms on which other programs typed three names anew (`tests/on_form/edit.py`).
#[test]
fn names_typed_with_other_programs_are_read_back_and_filled() {
    let client = ["client.naam", "client.geboortedatum", "werkgever.kvk"];
    let employer = ["werkgever.naam", "werkplek.functie", "werkgever.kvk"];
    let pdf = ["werkgever.naam", "werkplek.functie", "werkgever.sector"];
    for (form, edited, fields) in [
        ("waterbeek", "edited.xlsx", &client),
        ("waterbeek", "edited-libreoffice.xlsx", &client),
        ("maartensdonk", "edited.docx", &employer),
        ("maartensdonk", "edited-libreoffice.docx", &employer),
        ("vechtoever", "edited.pdf", &pdf),
    ] {
        let home = TempDir::new().expect("a folder");
        let ending = edited.rsplit('.').next().expect("an ending");
        let (copy, blank) = (format!("tests/on_form/{form}/{edited}"), format!("tests/on_form/{form}/blank.{ending}"));
        let args = ["suggest", "--from-form", &copy, "--blank", &blank, "--id", "proef/plan", "--add"];
        let told = stderr(&run_program(home.path(), &args));
        assert!(told.contains("`proef/plan` is toegevoegd"), "{edited}: {told}");
        holds(home.path(), form, ending, fields);
    }
}

#[test]
fn a_row_that_is_only_an_example_gets_no_names() {
    for file in ["genoemd.xlsx", "ongenoemd.xlsx", "genoemd.docx", "ongenoemd.docx"] {
        let home = TempDir::new().expect("a folder");
        let ending = file.rsplit('.').next().expect("an ending");
        let blank = format!("tests/on_form/voorbeeldrij/{file}");
        let told = confirmed(home.path(), &blank, |_| ());
        let mapping = fs::read_to_string(home.path().join("settings/mappings/proef/plan.toml")).expect("added");
        assert!(mapping.contains("example_rows = 1"), "{file}: {mapping}\n{told}");
        let marked = home.path().join(format!("proef.{ending}"));
        let said = stderr(&run_program(home.path(), &["suggest", &blank, "--on-form", path(&marked)]));
        assert!(said.contains("voorbeeldrij"), "{file}: {said}");
        // the goals of somebody come below the example
        let source = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
        let out = home.path().join("ingevuld");
        let run =
            run_program(home.path(), &["fill", "--form", "proef/plan", source, "-o", path(&out), "--name", "{nr}"]);
        let filled = out.join(format!("1.{ending}"));
        assert!(filled.is_file(), "{file}: {}", stderr(&run));
        let texts = rows_of(&filled);
        let example = texts.iter().position(|text| text.contains("elf de dag plannen")).expect("the example stands");
        let goals =
            texts.iter().position(|text| text.contains("op tijd")).unwrap_or_else(|| panic!("{file}: {texts:?}"));
        assert!(goals > example, "{file}: {texts:?}");
        let record = record(home.path(), path(&filled));
        let read = record["data"]["doelen"].to_string();
        assert!(!read.contains("elf de dag plannen") && read.contains("op tijd"), "{file}: {read}");
    }
}

/// The texts of a workbook or a Word form, in the order in which they stand.
fn rows_of(file: &Path) -> Vec<String> {
    if file.extension().is_some_and(|ending| ending == "xlsx") {
        let mut book: Xlsx<_> = open_workbook(file).expect("a workbook");
        let sheet = book.worksheet_range("Plan").expect("a sheet");
        return sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    }
    let mut zip = ZipArchive::new(fs::File::open(file).expect("the form")).expect("a zip");
    let mut text = String::new();
    zip.by_name("word/document.xml").expect("the text").read_to_string(&mut text).expect("text");
    text.split("<w:t").filter_map(|run| Some(run.split_once('>')?.1.split_once("</w:t>")?.0.to_owned())).collect()
}

#[test]
fn marks_change_answer_places_only() {
    let home = TempDir::new().expect("a folder");
    let copy = home.path().join("proef.xlsx");
    run_program(home.path(), &["suggest", "tests/on_form/waterbeek/blank.xlsx", "--on-form", path(&copy)]);
    let mut blank: Xlsx<_> = open_workbook("tests/on_form/waterbeek/blank.xlsx").expect("a workbook");
    let mut marked: Xlsx<_> = open_workbook(&copy).expect("a workbook");
    let (blank, marked) =
        (blank.worksheet_range("Formulier").expect("a sheet"), marked.worksheet_range("Formulier").expect("a sheet"));
    let texts = |sheet: &calamine::Range<calamine::Data>| -> Vec<(u32, u32, String)> {
        let (row, col) = sheet.start().expect("a cell");
        let cells = sheet.used_cells();
        cells
            .map(|(r, c, cell)| {
                (row + u32::try_from(r).unwrap_or(0), col + u32::try_from(c).unwrap_or(0), cell.to_string())
            })
            .collect()
    };
    let marked = texts(&marked);
    let lost: Vec<_> = texts(&blank)
        .into_iter()
        .filter(|(row, col, text)| {
            !marked
                .iter()
                .any(|(r, c, now)| (r, c) == (row, col) && (now.contains(text.as_str()) || now.starts_with('«')))
        })
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(marked.iter().filter(|(_, _, text)| text.contains('«')).count() > 20);
}

#[test]
fn a_form_that_cannot_be_filled_is_shown_as_a_page() {
    let home = TempDir::new().expect("a folder");
    let copy = home.path().join("proef.pdf");
    let told = run_program(
        home.path(),
        &["suggest", "mappings/coevorden/aanvraag-samenvatting.pdf", "--on-form", path(&copy)],
    );
    let page = fs::read_to_string(home.path().join("proef.html")).unwrap_or_else(|_| panic!("{}", stderr(&told)));
    assert!(page.contains("<mark") && page.contains('«'));
}

#[test]
fn own_forms_are_shown_and_taken_away_again() {
    let home = TempDir::new().expect("a folder");
    let blank = "tests/on_form/vechtoever/blank.pdf";
    confirmed(home.path(), blank, |_| ());
    let listed = |home: &Path| String::from_utf8_lossy(&run_program(home, &["forms"]).stdout).into_owned();
    assert!(listed(home.path()).lines().any(|line| line.starts_with("proef/plan") && line.contains("eigen")));
    let own = home.path().join("settings/mappings/proef");
    assert!(own.join("plan.toml").is_file() && own.join("plan.pdf").is_file());
    let removed = run_program(home.path(), &["forms", "--remove", "proef/plan"]);
    assert!(stderr(&removed).contains("weggenomen"), "{}", stderr(&removed));
    assert!(!listed(home.path()).contains("proef/plan"));
    assert_eq!(fs::read_dir(own).expect("the folder").count(), 0);
    let refused = run_program(home.path(), &["forms", "--remove", "utrecht/jobcoachplan"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
}

#[test]
fn what_was_corrected_by_hand_is_not_written_over() {
    let home = TempDir::new().expect("a folder");
    let blank = "mappings/utrecht/jobcoachplan.docx";
    for (ending, product) in [("docx", "--on-form"), ("toml", "-o")] {
        let file = home.path().join(format!("werk.{ending}"));
        let run =
            |force: &[&str]| run_program(home.path(), &[&["suggest", blank, product, path(&file)], force].concat());
        run(&[]);
        let made = fs::read(&file).expect("made");
        run(&[]);
        assert_eq!(fs::read(&file).expect("there"), made, "the same again is no loss");
        fs::write(&file, "verbeterd").expect("written");
        let refused = run(&[]);
        assert!(
            stderr(&refused).contains("zou verloren gaan") && refused.status.code() == Some(2),
            "{}",
            stderr(&refused)
        );
        assert_eq!(fs::read(&file).expect("there"), b"verbeterd");
        assert!(run(&["--force"]).status.success());
        assert_eq!(fs::read(&file).expect("there"), made);
    }
}

#[test]
fn every_mapping_comes_back_from_a_workbook() {
    let home = TempDir::new().expect("a folder");
    let listed = run_program(home.path(), &["forms", "--to", "json"]);
    let forms: Vec<Value> = serde_json::from_slice(&listed.stdout).expect("json");
    assert!(forms.len() > 20);
    for form in forms {
        let id = form["id"].as_str().expect("an id");
        let (book, back) = (home.path().join("mapping.xlsx"), home.path().join("mapping.toml"));
        let out = run_program(home.path(), &["forms", "--export", id, "--force", "-o", path(&book)]);
        assert!(out.status.success(), "{id}: {}", stderr(&out));
        let out = run_program(home.path(), &["forms", "--import", path(&book), "--force", "-o", path(&back)]);
        assert!(out.status.success(), "{id}: {}", stderr(&out));
        let parsed = |path: &Path| -> toml::Table {
            toml::from_str(&fs::read_to_string(path).expect("a mapping")).expect("well formed")
        };
        let own = parsed(Path::new(&format!("mappings/{id}.toml")));
        let back = parsed(&back);
        assert_eq!(own, back, "{id}");
        let order = |table: &toml::Table| -> Vec<String> {
            let answers = table.get("answers").and_then(toml::Value::as_table);
            answers.map(|answers| answers.keys().cloned().collect()).unwrap_or_default()
        };
        assert_eq!(order(&own), order(&back), "{id}: the order of the lines");
    }
}

#[test]
fn a_form_that_somebody_filled_in_is_not_copied() {
    let home = TempDir::new().expect("a folder");
    for form in ["veenderveld.filled.docx", "zandeveer.filled.xlsx", "lindewater.filled.docx"] {
        let copy = home.path().join(form);
        let output =
            run_program(home.path(), &["suggest", &format!("tests/hands/drafting/{form}"), "--on-form", path(&copy)]);
        assert!(stderr(&output).contains("fout[blank-is-filled]"), "{form}: {}", stderr(&output));
        assert!(!copy.exists(), "{form}");
    }
}

#[test]
fn a_mapping_with_errors_is_not_added() {
    let home = TempDir::new().expect("a folder");
    let (blank, copy) = ("tests/hands/drafting/veenderveld.blank.docx", home.path().join("proef.docx"));
    run_program(home.path(), &["suggest", blank, "--on-form", path(&copy)]);
    change_part(&copy, "word/document.xml", |text| {
        assert!(text.contains("werknemer: burgerservicenummer"));
        text.replace("werknemer: burgerservicenummer", "werknemer: zwemdiploma")
    });
    let args = ["suggest", "--from-form", path(&copy), "--blank", blank, "--id", "proef/plan", "--add"];
    let output = run_program(home.path(), &args);
    let said = stderr(&output);
    assert!(said.contains("fout[mark-unknown]") && said.contains("1 namen op de kopie staan er niet in"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    // words that stand nowhere on the blank
    let mapping = home.path().join("plan.toml");
    let drafted = run_program(home.path(), &["suggest", blank, "-o", path(&mapping)]);
    let text = fs::read_to_string(&mapping).unwrap_or_else(|_| panic!("{}", stderr(&drafted)));
    fs::write(&mapping, text.replace("printed = [\"Plan", "printed = [\"Zwemdiploma")).expect("written");
    let added = run_program(home.path(), &["forms", "--add", path(&mapping), "--blank", blank, "--id", "proef/ander"]);
    assert!(stderr(&added).contains("fout[mapping-not-added]"), "{}", stderr(&added));
    let forms = run_program(home.path(), &["forms", "--to", "json"]);
    assert!(!String::from_utf8_lossy(&forms.stdout).contains("proef/ander"));
}

#[test]
fn a_draft_of_a_filled_form_tells_no_name_of_its_file_or_sheet() {
    let home = TempDir::new().expect("a folder");
    let form = home.path().join("plan_999990019.xlsx");
    fs::copy("tests/hands/drafting/zandeveer.filled.xlsx", &form).expect("a copy");
    change_part(&form, "xl/workbook.xml", |text| text.replace("name=\"Plan\"", "name=\"Doornbos\""));
    for args in [vec!["suggest", path(&form)], vec!["suggest", path(&form), "--why"]] {
        let output = run_program(home.path(), &args);
        let draft = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(draft.contains("client.naam"), "{draft}");
        assert!(!draft.contains("999990019") && !draft.contains("Doornbos"), "{draft}");
    }
}

/// The copy by which a form was learnt lies in the folder of forms, and is no client in any command.
#[test]
fn a_copy_with_names_of_fields_is_passed_over_and_said() {
    let home = TempDir::new().expect("a folder");
    confirmed(home.path(), "tests/on_form/waterbeek/blank.xlsx", |_| {});
    let copy = home.path().join("proef.xlsx");
    let (out, report) = (home.path().join("uit"), home.path().join("rapport.md"));
    let commands: [&[&str]; 4] = [
        &["check", path(&copy)],
        &["convert", path(&copy)],
        &["fill", "--form", "proef/plan", "-o", path(&out), path(&copy)],
        &["report", "-o", path(&report), path(&copy)],
    ];
    for command in commands {
        let output = run_program(home.path(), command);
        let text = stderr(&output);
        assert_eq!(text.matches("opmerking[form-of-marks]").count(), 1, "{command:?}: {text}");
        assert!(!text.contains("answer-not-understood") && output.stdout.is_empty(), "{command:?}: {text}");
    }
    assert!(!out.exists() || fs::read_dir(&out).expect("a folder").next().is_none(), "no form is filled of it");
    let report = fs::read_to_string(&report).expect("a report");
    assert!(report.contains("blanco formulier: op het formulier staan namen van velden"), "{report}");
    // somebody filled it in as well: that is not passed over in silence
    change_part(&copy, "xl/worksheets/sheet1.xml", |sheet| with_cell(&sheet, "B7", "Joyce van Ommeren"));
    let text = stderr(&run_program(home.path(), &["check", path(&copy)]));
    assert!(text.contains("waarschuwing[form-of-marks-and-answers]") && text.contains("(plaatsen: 1)"), "{text}");
}

/// `Staat de medewerker in het register?  ja / nee` below a question is no answer to it, and so no text on the blank.
#[test]
fn a_question_with_its_choices_ends_the_prose_above_it() {
    let home = TempDir::new().expect("a folder");
    let blank = "tests/drafts/kromme-aa/blank.docx";
    let said = confirmed(home.path(), blank, |_| {});
    assert!(!said.contains("place-is-printed"), "{said}");
    let out = home.path().join("uit");
    let plan = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
    let filled = run_program(home.path(), &["fill", "--form", "proef/plan", "-o", path(&out), "--name", "{nr}", plan]);
    let file = out.join("1.docx");
    assert!(file.is_file(), "{}", stderr(&filled));
    let again = record(home.path(), path(&file));
    assert!(!said_of(&again).contains("doelgroepregister?"), "{again}");
}

/// All that a record says, as one text.
fn said_of(record: &Value) -> String {
    record["data"].to_string()
}
