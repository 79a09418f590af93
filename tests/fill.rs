//! `eenvorm fill` as its users run it: names, blanks, the next period, and what is refused.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

const PLAN: &str = "fixtures/utrecht/jobcoachplan/volledig.xlsx";

/// Utrecht's blank for Word.
const UTRECHT: &str = "mappings/utrecht/jobcoachplan.docx";

fn run(args: &[&str]) -> Output {
    let mut command = eenvorm();
    // What is installed here, and who works here, must not matter.
    command.args(args).env("EENVORM_NO_LIBREOFFICE", "1").env("EENVORM_CONFIG", "no-such-folder");
    command.output().expect("the program runs")
}

fn fill(folder: &Path, more: &[&str]) -> Output {
    let mut args = vec!["fill", "--lang", "en", "-o", folder.to_str().expect("a path")];
    args.extend(more);
    run(&args)
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn data(path: &Path) -> Value {
    let output = run(&["convert", "-q", path.to_str().expect("a path")]);
    let record: Value = serde_json::from_slice(&output.stdout).expect("one record");
    record["data"].clone()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_form_of_one_gemeente_becomes_the_form_of_another() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/coachingsplan", PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(files(folder.path()), ["Vries-de-uwv-coachingsplan.xlsx"]);
    let (from, to) = (data(Path::new(PLAN)), data(&folder.path().join("Vries-de-uwv-coachingsplan.xlsx")));
    for pointer in ["/client/bsn", "/client/geboortedatum", "/werkgever/naam", "/begeleiding/begin", "/doelen/0/doel"] {
        assert_eq!(from.pointer(pointer), to.pointer(pointer), "{pointer}");
        assert!(to.pointer(pointer).is_some(), "{pointer}");
    }
    assert!(
        stderr(&output).contains("note[not-asked]") && stderr(&output).contains("note[left-blank]"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn no_message_says_what_a_person_answered() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/coachingsplan", "fixtures/utrecht", "fixtures/isd-kompas"]);
    let text = stderr(&output);
    for path in [PLAN, "fixtures/isd-kompas/aanvraag/volledig.xlsx"] {
        let bsn = data(Path::new(path))["client"]["bsn"].as_str().expect("a bsn").to_owned();
        assert!(!text.contains(&bsn), "{path}");
    }
}

#[test]
fn files_are_never_replaced_unasked() {
    let folder = folder();
    let path = folder.path().join("plan.xlsx");
    std::fs::write(&path, "met de hand").expect("written");
    let args = ["--form", "uwv/coachingsplan", "--name", "plan", PLAN];
    let refused = fill(folder.path(), &args);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("error[file-exists]"), "{}", stderr(&refused));
    assert_eq!(std::fs::read(&path).expect("read"), b"met de hand");
    let forced = fill(folder.path(), &[&args[..], &["--force"]].concat());
    assert_eq!(forced.status.code(), Some(0), "{}", stderr(&forced));
    assert_eq!(
        data(&path)["werkgever"],
        data(Path::new(PLAN))["werkgever"]
            .as_object()
            .map(|all| { serde_json::json!({ "naam": all["naam"] }) })
            .expect("an employer")
    );
}

#[test]
fn two_forms_of_one_name_get_two_files() {
    let folder = folder();
    let output = fill(
        folder.path(),
        &[
            "--per",
            "record",
            "--form",
            "uwv/coachingsplan",
            "--name",
            "../{form}",
            PLAN,
            "fixtures/uwv/coachingsplan/*.xlsx",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let names = files(folder.path());
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names.iter().all(|name| name.starts_with('-') && name.contains("uwv-coachingsplan")), "{names:?}");
}

#[test]
fn another_form_is_no_blank() {
    let folder = folder();
    let output =
        fill(folder.path(), &["--form", "uwv/coachingsplan", "--blank", "mappings/utrecht/jobcoachplan.xlsx", PLAN]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("error[blank-differs]"), "{}", stderr(&output));
    assert!(files(folder.path()).is_empty());
    let own = fill(folder.path(), &["--form", "uwv/coachingsplan", "--blank", "mappings/uwv/coachingsplan.xlsx", PLAN]);
    assert_eq!(own.status.code(), Some(0), "{}", stderr(&own));
}

#[test]
fn what_cannot_be_filled_says_what_to_do() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "uwv/begeleidingsplan-interne-jobcoach", PLAN]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("error[format-not-filled]") && stderr(&output).contains("hint:"),
        "{}",
        stderr(&output)
    );
    let wrong = fill(folder.path(), &["--form", "uwv/coachingsplan", "--name", "{naam}", PLAN]);
    assert_eq!(wrong.status.code(), Some(2), "{}", stderr(&wrong));
}

#[test]
fn the_next_period_follows_the_last_and_is_signed_anew() {
    let folder = folder();
    let output = fill(folder.path(), &["--form", "utrecht/jobcoachplan", "--next", "--name", "vervolg", PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let (last, next) = (data(Path::new(PLAN)), data(&folder.path().join("vervolg.xlsx")));
    let day = |data: &Value, id: &str| -> jiff::civil::Date {
        data["begeleiding"][id].as_str().expect(id).parse().expect("a day")
    };
    assert_eq!(day(&next, "begin"), day(&last, "einde").tomorrow().expect("a day"));
    assert!(day(&next, "einde") > day(&next, "begin"));
    assert_eq!(next["doelen"][0]["doel"], last["doelen"][0]["doel"]);
    assert_eq!(next["client"], last["client"]);
    assert!(last.get("ondertekening").is_some() && next.get("ondertekening").is_none(), "{next}");
    assert!(next["begeleiding"].get("uren_aangevraagd").is_none());
}

#[test]
fn the_list_of_what_is_to_be_done_names_fields_only() {
    let folder = folder();
    let todo = folder.path().join("te-doen.md");
    let forms = folder.path().join("formulieren");
    let output = fill(&forms, &["--form", "uwv/coachingsplan", "--todo", todo.to_str().expect("a path"), PLAN]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = std::fs::read_to_string(&todo).expect("a list");
    assert!(text.contains("- [ ] ") && text.contains("Staat niet op dit formulier"), "{text}");
    let bsn = data(Path::new(PLAN))["client"]["bsn"].as_str().expect("a bsn").to_owned();
    assert!(!text.contains(&bsn));
    assert_eq!(files(&forms).len(), 1);
}

#[test]
fn records_fill_forms_too() {
    let folder = folder();
    let records: PathBuf = folder.path().join("records.ndjson");
    let converted =
        run(&["convert", "-q", "-o", records.to_str().expect("a path"), "fixtures/utrecht/jobcoachplan/*.xlsx"]);
    assert_eq!(converted.status.code(), Some(0), "{}", stderr(&converted));
    let forms = folder.path().join("formulieren");
    let output = fill(&forms, &["--form", "isd-kompas/verlenging", records.to_str().expect("a path")]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    assert_eq!(files(&forms).len(), 2, "{}", stderr(&output));
}

/// Records to fill from, made of the data of one client.
fn record(folder: &Path, data: &Value) -> PathBuf {
    let form = serde_json::json!({"id": "standaard/plan", "body": "standaard", "kind": "plan_van_aanpak"});
    let record = serde_json::json!([{"schema": 1, "form": form, "source": {"file": "r.json"}, "data": data}]);
    let path = folder.join("record.json");
    std::fs::write(&path, record.to_string()).expect("written");
    path
}

#[test]
fn what_is_still_to_be_asked_is_named_by_its_label_and_the_core_first() {
    let folder = folder();
    let path = record(folder.path(), &serde_json::json!({"client": {"woongemeente": "Utrecht"}}));
    let path = path.to_str().expect("a path");
    let output = fill(&folder.path().join("uit"), &["--form", "standaard", path]);
    let text = stderr(&output);
    let line = text.lines().find(|line| line.starts_with("note[left-blank]")).expect(&text);
    assert!(line.contains("Client: Name, Citizen service number, Date of birth;"), "{line}");
    assert!(line.len() < 600 && line.contains(" more") && !line.contains("client.bsn"), "{line}");
    assert_eq!(output.status.code(), Some(0), "what the source leaves open is asked on the form: {text}");
    let json = run(&[
        "--messages",
        "json",
        "fill",
        "--form",
        "standaard",
        path,
        "-o",
        path.trim_end_matches("record.json"),
        "--force",
    ]);
    let left = stderr(&json)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|f| f["code"] == "left-blank");
    let fields = left.expect("a finding")["fields"].as_array().expect("all fields").len();
    assert!(fields > 100, "{fields}");
}

#[test]
fn an_answer_that_does_not_fit_is_left_to_the_hand_and_the_rest_is_filled() {
    let folder = folder();
    let data = serde_json::json!({"client": {"naam": {"achternaam": "Jansen"}, "bsn": "999100129"}, "jobcoach": {"rol": "jobcoach"}});
    let path = record(folder.path(), &data);
    let (forms, todo) = (folder.path().join("uit"), folder.path().join("te-doen.md"));
    let args =
        ["--form", "utrecht/jobcoachplan", path.to_str().expect("a path"), "--todo", todo.to_str().expect("a path")];
    let output = fill(&forms, &args);
    let text = stderr(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("warning[answer-not-written]: “Role”"), "{text}");
    assert!(text.trim_end().ends_with("; 1 answer does not fit on it and is to be written by hand"), "{text}");
    let list = std::fs::read_to_string(&todo).expect("a list");
    assert!(list.contains("moet met de hand:\n\n- [ ] Jobcoach: Rol (Jobcoachplan!B24)\n"), "{list}");
    assert_eq!(data_of(&forms)["client"]["bsn"], "999100129");
    let strict = fill(&forms, &[&args[..], &["--force", "--strict"]].concat());
    assert_eq!(strict.status.code(), Some(1), "{}", stderr(&strict));
}

/// The data of the one form in a folder.
fn data_of(forms: &Path) -> Value {
    let names = files(forms);
    assert_eq!(names.len(), 1, "{names:?}");
    data(&forms.join(&names[0]))
}

#[test]
fn a_goal_goes_on_to_the_next_merged_cell_that_is_free() {
    let folder = folder();
    let goals: Vec<Value> = (1..=4).map(|n| serde_json::json!({"doel": format!("Doel {n}"), "uren": n})).collect();
    let path = record(folder.path(), &serde_json::json!({"doelen": goals}));
    let forms = folder.path().join("uit");
    let output = fill(&forms, &["--form", "coevorden/plan-van-aanpak", path.to_str().expect("a path")]);
    let text = stderr(&output);
    assert!(text.contains("warning[rows-do-not-fit]") && !text.contains("answer-not-written"), "{text}");
    let read = data_of(&forms);
    let read: Vec<&Value> =
        read["doelen"].as_array().expect("goals").iter().filter(|goal| goal.get("doel").is_some()).collect();
    assert_eq!(read, goals[..3].iter().collect::<Vec<_>>(), "three blocks");
}

#[test]
fn a_long_answer_is_read_back_behind_its_label_and_said_where_it_does_not_show() {
    let folder = folder();
    let long = "Elke ochtend de dag doornemen en samen opschrijven wat er anders loopt. ".repeat(12);
    let path = record(folder.path(), &serde_json::json!({"doelen": [{"doel": long.trim()}]}));
    let path = path.to_str().expect("a path");
    let docx = folder.path().join("docx");
    let output = fill(&docx, &["--form", "isd-kompas/verlenging", "--to", "docx", path]);
    assert!(!stderr(&output).contains("[text-may-be-cut]"), "a row of Word grows: {}", stderr(&output));
    assert_eq!(data_of(&docx)["doelen"][0]["doel"], long.trim());
    let xlsx = folder.path().join("xlsx");
    let output = fill(&xlsx, &["--form", "utrecht/jobcoachplan", path]);
    let text = stderr(&output);
    assert!(text.contains("warning[text-may-be-cut]") && text.contains("(1): Jobcoachplan!A35"), "{text}");
    assert_eq!(data_of(&xlsx)["doelen"][0]["doel"], long.trim());
}

/// A blank for Word with another text in its main part.
fn changed_blank(folder: &Path, blank: &str, name: &str, change: impl Fn(String) -> String) -> PathBuf {
    let bytes = std::fs::read(blank).expect("a blank");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).expect("a zip");
    let path = folder.join(name);
    let mut out = zip::ZipWriter::new(std::fs::File::create(&path).expect("made"));
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).expect("a part");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).expect("read");
        let name = part.name().expect("a name").into_owned();
        if name == "word/document.xml" {
            content = change(String::from_utf8(content).expect("text")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut out, &content).expect("written");
    }
    out.finish().expect("a zip");
    path
}

#[test]
fn a_row_of_word_that_does_not_grow_cuts_a_long_answer() {
    let folder = folder();
    let long = "Elke ochtend de dag doornemen en samen opschrijven wat er anders loopt.";
    let path = record(folder.path(), &serde_json::json!({"doelen": [{"doel": long, "activiteiten": "Kort."}]}));
    for (rule, name, cut) in [("exact", "vast.docx", true), ("atLeast", "groeit.docx", false)] {
        let row = format!("<w:tr><w:trPr><w:trHeight w:val=\"600\" w:hRule=\"{rule}\"/></w:trPr>");
        let blank = changed_blank(folder.path(), UTRECHT, name, |text| text.replace("<w:tr>", &row));
        let (blank, path) = (blank.to_str().expect("a path"), path.to_str().expect("a path"));
        let forms = folder.path().join(rule);
        let output = fill(&forms, &["--form", "utrecht/jobcoachplan", "--blank", blank, path]);
        let text = stderr(&output);
        let place = "(1): tabel 5, rij 2, cel 1";
        assert_eq!(text.contains("warning[text-may-be-cut]") && text.contains(place), cut, "{rule}: {text}");
        assert_eq!(data_of(&forms)["doelen"][0]["doel"], long, "all of it is there");
    }
}

#[test]
fn a_label_in_the_same_cell_takes_room_from_its_answer() {
    let folder = folder();
    let blank = changed_blank(folder.path(), "mappings/isd-kompas/verlenging.docx", "vast.docx", |text| {
        let at = text.find(">Werkgever:<").expect("the label");
        let from = text[..at].rfind("<w:p>").expect("its paragraph");
        let to = at + text[at..].find("</w:p>").expect("the end of it") + "</w:p>".len();
        let row = "<w:tr><w:trPr><w:trHeight w:val=\"300\" w:hRule=\"exact\"/></w:trPr>";
        let cell = "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr>";
        format!("{}<w:tbl>{row}{cell}{}</w:tc></w:tr></w:tbl>{}", &text[..from], &text[from..to], &text[to..])
    });
    let blank = blank.to_str().expect("a path");
    for (name, cut) in [("De Linde", false), ("Groenvoorziening De Linde", true)] {
        let path = record(folder.path(), &serde_json::json!({"werkgever": {"naam": name}}));
        let forms = folder.path().join(name);
        let path = path.to_str().expect("a path");
        let output = fill(&forms, &["--form", "isd-kompas/verlenging", "--blank", blank, path]);
        assert_eq!(stderr(&output).contains("warning[text-may-be-cut]"), cut, "{name}: {}", stderr(&output));
        assert_eq!(data_of(&forms)["werkgever"]["naam"], name);
    }
}

#[test]
fn a_blank_that_misses_most_labels_is_another_form() {
    let folder = folder();
    let changed = |words: &[&str], name: &str| {
        changed_blank(folder.path(), UTRECHT, name, |text| {
            words.iter().fold(text, |text, word| text.replace(&format!(">{word}<"), ">anders<"))
        })
    };
    let older = changed(&["Einddatum", "Geboortedatum"], "ouder.docx");
    let output = fill(
        &folder.path().join("a"),
        &["--form", "utrecht/jobcoachplan", "--blank", older.to_str().expect("a path"), PLAN],
    );
    assert!(output.status.success() && stderr(&output).contains("warning[label-missing]"), "{}", stderr(&output));
    let sections = [
        "2. Gegevens werkgever",
        "3. Dienstverband",
        "4. Jobcoaching",
        "5. Doelen",
        "6. Ondertekening",
        "BSN",
        "Geboortedatum",
    ];
    let other = changed(&sections, "ander.docx");
    let output = fill(
        &folder.path().join("b"),
        &["--form", "utrecht/jobcoachplan", "--blank", other.to_str().expect("a path"), PLAN],
    );
    assert!(
        stderr(&output).contains("error[blank-differs]") && files(&folder.path().join("b")).is_empty(),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_form_of_an_agreement_and_of_a_body_that_is_followed_is_found_by_who_takes_part() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("viersteden");
    std::fs::create_dir(&own).expect("a folder of forms");
    let text = std::fs::read_to_string("mappings/utrecht/jobcoachplan.toml").expect("a mapping");
    let text = text.replace("\"GM0344\"", "\"viersteden\"");
    let text =
        text.replace("[not_asked]\n", "[not_asked]\n\"gemeente.naam\" = \"het formulier is van vier gemeenten\"\n");
    std::fs::write(own.join("plan.toml"), text).expect("a mapping");
    for name in ["jobcoachplan.xlsx", "jobcoachplan.docx", "jobcoachplan.pdf"] {
        std::fs::copy(Path::new("mappings/utrecht").join(name), own.join(name)).expect("a blank");
    }
    let known = ["--mappings", "tests/inventory", "--mappings", folder.path().to_str().expect("a path")];
    let source = "fixtures/isd-kompas/aanvraag/volledig.xlsx";
    for (form, used) in [("fennemeer", "viersteden/plan"), ("duinrode/coachingsplan", "uwv/coachingsplan")] {
        let out = folder.path().join(form.replace('/', "-"));
        let output = fill(&out, &[&["--form", form], known.as_slice(), &[source]].concat());
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(said.contains(&format!("`{form}` has no form of its own; by its rules `{used}` holds")), "{said}");
        assert_eq!(files(&out).len(), 1, "{said}");
    }
    let several = fill(folder.path(), &[&["--form", "duinrode"], known.as_slice(), &[source]].concat());
    assert!(stderr(&several).contains("`uwv` has several forms: "), "{}", stderr(&several));
    let none = fill(folder.path(), &[&["--form", "hoogzand"], known.as_slice(), &[source]].concat());
    assert!(stderr(&none).contains("`hoogzand` is no known form"), "{}", stderr(&none));
}
