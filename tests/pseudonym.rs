//! Records made with a key hold no person, and the forms of a client have one code that only the key makes.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;

use eenvorm::pseudonym::prose;
use eenvorm::record::schema::{Kind, Schema};
use serde_json::Value as Json;

const KEY: &str = "a key that is only for this test";

/// The records of a command, a line each.
fn converted(arguments: &[&str]) -> Vec<Json> {
    let output = eenvorm()
        .args(["convert", "fixtures", "--quiet"])
        .args(arguments)
        .env("EENVORM_NO_LIBREOFFICE", "1")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .expect("the program runs");
    assert_ne!(output.status.code(), Some(2), "{arguments:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("json")).collect()
}

fn with_key(folder: &Path, key: &str) -> Vec<Json> {
    let path = folder.join("sleutel");
    fs::write(&path, key).expect("written");
    converted(&["--pseudonym-key", path.to_str().expect("text")])
}

/// What stands on a form of kinds by which somebody is known.
fn persons(record: &Json) -> BTreeSet<String> {
    let schema = Schema::common();
    let known = [Kind::Name, Kind::Bsn, Kind::Phone, Kind::Email, Kind::Iban];
    let mut texts = BTreeSet::new();
    for (key, stands) in record["provenance"].as_object().into_iter().flatten() {
        let id = key.split('[').next().unwrap_or_default();
        let field = schema
            .all()
            .find(|(_, field)| id == field.id || id.strip_prefix(&*field.id).is_some_and(|r| r.starts_with('.')));
        if let (Some((_, field)), Some(text)) = (field, stands["text"].as_str())
            && known.contains(&field.kind)
            && text.chars().count() > 5
        {
            texts.insert(text.to_owned());
        }
    }
    texts
}

#[test]
fn no_person_and_no_key_is_in_the_records_and_clients_are_linked() {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = converted(&[]);
    let masked = with_key(folder.path(), KEY);
    assert_eq!(plain.len(), masked.len());
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (plain, masked) in plain.iter().zip(&masked) {
        let line = masked.to_string();
        assert!(!line.contains(KEY));
        for text in persons(plain) {
            assert!(!line.contains(&text), "{} is in the record of {}", text.len(), plain["source"]["file"]);
        }
        assert!(!line.contains(plain["source"]["file"].as_str().expect("a name")));
        assert!(masked.get("provenance").is_none());
        if let (Some(bsn), Some(code)) = (plain["data"]["client"]["bsn"].as_str(), masked["pseudonym"].as_str()) {
            codes.entry(bsn).or_default().insert(code);
        }
    }
    assert!(codes.len() > 5, "clients have codes");
    assert!(codes.values().all(|codes| codes.len() == 1), "a client has one code on all forms");
    let different: BTreeSet<_> = codes.values().flatten().collect();
    assert_eq!(different.len(), codes.len(), "two clients have two codes");
    let other = with_key(folder.path(), "another key, also for this test");
    for (one, other) in masked.iter().zip(&other).filter(|(one, _)| one["pseudonym"].is_string()) {
        assert_ne!(one["pseudonym"], other["pseudonym"], "without the key there is no link");
    }
}

#[test]
fn a_double_form_is_seen_over_records_without_persons() {
    let folder = tempfile::tempdir().expect("a folder");
    let form = "fixtures/utrecht/jobcoachplan/volledig.xlsx";
    for name in ["een.xlsx", "twee.xlsx"] {
        fs::copy(form, folder.path().join(name)).expect("a form");
    }
    fs::write(folder.path().join("sleutel"), KEY).expect("a key");
    let run = |arguments: &[&str]| {
        let mut command = eenvorm();
        command.current_dir(folder.path()).args(arguments).stdin(Stdio::null());
        let output = command.output().expect("the program runs");
        [output.stdout, output.stderr].concat()
    };
    run(&["convert", "een.xlsx", "twee.xlsx", "--pseudonym-key", "sleutel", "-o", "uit.ndjson"]);
    let said = String::from_utf8_lossy(&run(&["check", "uit.ndjson"])).into_owned();
    assert!(said.contains("dubbel-formulier"), "{said}");
    let report = run(&["report", "een.xlsx", "twee.xlsx", "--pseudonym-key", "sleutel", "-o", "r.md"]);
    drop(report);
    let text = fs::read_to_string(folder.path().join("r.md")).expect("a report");
    let line = fs::read_to_string(folder.path().join("uit.ndjson")).expect("records");
    let record: Json = serde_json::from_str(line.lines().next().expect("a record")).expect("json");
    let code = &record["pseudonym"].as_str().expect("a code")[..12];
    assert!(text.contains(&format!("cliënt {code}")), "the report calls the client by the same code");
}

/// How often each finding is said of each field.
fn findings(command: &[&str], folder: &Path) -> BTreeMap<(String, String), usize> {
    let arguments = [command, &["--messages", "json", "--lang", "nl"]].concat();
    let output = eenvorm().current_dir(folder).args(arguments).stdin(Stdio::null()).output().expect("the program runs");
    let mut said = BTreeMap::new();
    for line in String::from_utf8(output.stderr).expect("text").lines() {
        let finding: Json = serde_json::from_str(line).expect("json");
        let words = format!("{} {}", finding["message"], finding["hint"]);
        assert!(!words.contains('{'), "{words}");
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        *said.entry((text("code"), text("field"))).or_default() += 1;
    }
    said
}

#[test]
fn no_answer_is_missed_that_was_left_out_with_the_person_and_no_sentence_is_left_open() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("sleutel"), KEY).expect("a key");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let convert = ["convert", fixtures.to_str().expect("text"), "--no-libreoffice", "-q", "-o"];
    findings(&[&convert[..], &["heel.ndjson"]].concat(), folder.path());
    findings(&[&convert[..], &["zonder.ndjson", "--pseudonym-key", "sleutel"]].concat(), folder.path());
    let whole = findings(&["check", "heel.ndjson"], folder.path());
    let without = findings(&["check", "zonder.ndjson"], folder.path());
    for code in ["kern-ontbreekt", "verplicht-leeg"] {
        let of = |said: &BTreeMap<(String, String), usize>| said.keys().filter(|(own, _)| own == code).count();
        assert!(of(&whole) > 0 && of(&without) > 0, "{code}");
        for (finding, times) in without.iter().filter(|((own, _), _)| own == code) {
            assert!(whole.get(finding).is_some_and(|all| all >= times), "{finding:?} {times} times");
        }
    }
}

/// The sentences with what is to be masked in them.
fn sentences() -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string("tests/pseudonym/prose.txt").expect("the sentences");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let marked = line.split("[[").skip(1).filter_map(|rest| Some(rest.split_once("]]")?.0.to_owned()));
            (line.replace("[[", "").replace("]]", ""), marked.collect())
        })
        .collect()
}

/// How many words of a text are no longer in it, of those that are to go and of those that are to stay.
#[test]
fn most_names_in_free_text_are_masked_and_hardly_another_word() {
    let (mut names, mut found, mut others, mut wrong) = (0, 0, 0, 0);
    let mut told = Vec::new();
    for (text, marked) in sentences() {
        let masked = prose::masked(&text, &BTreeSet::new());
        for name in &marked {
            names += 1;
            let kept = name.split([' ', '.']).filter(|word| word.len() > 3).any(|word| masked.contains(word));
            found += usize::from(!kept);
            let digits: String = name.chars().filter(char::is_ascii_digit).collect();
            let last = digits.len().checked_sub(4).map(|from| &digits[from..]);
            assert!(last.is_none_or(|last| !masked.contains(last)), "digits of {name} are kept: {masked}");
            if kept {
                told.push(format!("kept: {name} in {text}"));
            }
        }
        let plain = marked.iter().fold(text.clone(), |text, name| text.replacen(name, " ", 1));
        for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3) {
            others += 1;
            if !masked.contains(word) {
                wrong += 1;
                told.push(format!("masked: {word} in {text}"));
            }
        }
    }
    told.push(format!("{found} of {names} names and numbers masked, and {wrong} of {others} other words"));
    let share = |part: usize, of: usize| part * 1000 / of.max(1);
    assert!(share(found, names) >= 850, "{}", told.join("\n"));
    assert!(share(wrong, others) <= 10, "{}", told.join("\n"));
}

/// The prose of the fixtures names clients by their first names; nothing else of it is masked, and none of them stays.
#[test]
fn the_prose_of_the_fixtures_keeps_all_words_but_names() {
    const NAMES: [&str; 5] = ["Aisha", "Cor", "Noor", "Sanne", "Thijs"];
    let (mut texts, mut names, mut words) = (BTreeSet::new(), 0, 0);
    for record in converted(&[]) {
        for (key, stands) in record["provenance"].as_object().into_iter().flatten() {
            if let (true, Some(text)) = (is_prose(key), stands["text"].as_str()) {
                texts.insert(text.to_owned());
            }
        }
    }
    let pieces = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    for text in &texts {
        let masked = pieces(&prose::masked(text, &BTreeSet::new()).replace("[naam]", " "));
        let (named, others): (Vec<String>, _) =
            pieces(text).into_iter().partition(|word| NAMES.contains(&word.as_str()));
        assert_eq!(masked, others, "{text}");
        names += named.len();
        words += others.len();
    }
    assert!(names > 10 && words > 300, "there is prose");
}

/// Whether a key of a record is of free text.
fn is_prose(key: &str) -> bool {
    let key: eenvorm::Key = key.parse().expect("a key");
    Schema::common().field(key.field).kind == Kind::Prose
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_remarked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sleutel");
    fs::write(&path, KEY).expect("a key");
    let form = fs::canonicalize("fixtures/utrecht/jobcoachplan/volledig.xlsx").expect("a form");
    let form = form.to_str().expect("text");
    let runs: [&[&str]; 4] = [
        &["convert", form],
        &["convert", form, "--by", "body", "-o", "uit"],
        &["report", form, "-o", "r.md", "--force"],
        &["compare", "--records", form, "-o", "v.md", "--force"],
    ];
    for (mode, said) in [(0o600, false), (0o640, true), (0o604, true)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        for run in runs {
            let mut command = eenvorm();
            command.current_dir(folder.path()).args(run).args(["--lang", "nl", "--pseudonym-key", "sleutel"]);
            let output = command.stdin(Stdio::null()).output().expect("the program runs");
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_ne!(output.status.code(), Some(2), "{told}");
            assert_eq!(told.contains("chmod 600 sleutel"), said, "{mode:o} {run:?} {told}");
            assert!(!told.contains(KEY));
        }
    }
}

#[test]
fn another_coach_is_seen_over_records_without_persons() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("sleutel"), KEY).expect("a key");
    let form = |coach: &str, day: &str| {
        format!(
            r#"{{"schema": 2, "form": {{"id": "utrecht/jobcoachplan", "body": "GM0344", "kind": "plan_van_aanpak", "version": "2024"}}, "data": {{"formulier": {{"datum": "{day}"}}, "client": {{"bsn": "123456782"}}, "jobcoach": {{"naam": {coach}}}}}}}"#
        )
    };
    let run = |arguments: &[&str]| {
        let mut command = eenvorm();
        let output = command.current_dir(folder.path()).args(arguments).stdin(Stdio::null()).output().expect("it runs");
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let koen = r#"{"voornaam": "Koen", "achternaam": "Smit"}"#;
    for (other, differs) in
        [(r#"{"voorletters": "K.", "achternaam": "Smit"}"#, false), (r#"{"achternaam": "Vos"}"#, true)]
    {
        let records = [form(koen, "2025-09-01"), form(other, "2026-03-01")].join("\n");
        fs::write(folder.path().join("in.ndjson"), records).expect("records");
        run(&["convert", "in.ndjson", "--pseudonym-key", "sleutel", "-o", "uit.ndjson"]);
        let line = fs::read_to_string(folder.path().join("uit.ndjson")).expect("records");
        assert!(line.contains("jobcoach-") && !line.contains("Koen") && !line.contains("Vos"), "{line}");
        let said = run(&["check", "uit.ndjson"]);
        assert_eq!(said.contains("zelfde-client-verschilt"), differs, "{other}: {said}");
    }
}
