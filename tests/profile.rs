//! The user's own details: kept for her alone, checked, and put only where a form asks and the record does not say.

#[path = "support/program.rs"]
mod program;

use program::{eenvorm, stderr};
use std::fs;
use std::path::Path;
use std::process::Output;

fn run(config: &Path, args: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(args).env("EENVORM_CONFIG", config).env("LC_ALL", "C").env("COLUMNS", "200");
    command.env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

/// The jobcoach of the form that is made of this record, and what was said.
fn filled(config: &Path, data: &str, more: &[&str]) -> (serde_json::Value, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (record, out) = (folder.path().join("bron.json"), folder.path().join("uit"));
    let text = format!(r#"{{"schema":1,"data":{{"client":{{"naam":{{"achternaam":"Jansen"}}}}{data}}}}}"#);
    fs::write(&record, text).expect("written");
    let (record, out) = (record.to_string_lossy(), out.to_string_lossy());
    let fill = ["fill", "--form", "standaard", &record, "-o", &out];
    let output = run(config, &[&fill, more].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stderr(&output);
    let read = run(config, &["convert", "--quiet", &out]);
    let read: serde_json::Value = serde_json::from_slice(&read.stdout).expect("one record");
    let mut own = read["data"]["jobcoach"].clone();
    own["tarief"] = read["data"]["begeleiding"]["tarief"].clone();
    (own, said)
}

fn set(config: &Path, args: &[&str]) {
    let output = run(config, &[&["profile"], args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
}

fn two_profiles() -> tempfile::TempDir {
    let config = tempfile::tempdir().expect("a folder");
    let own = ["--set", "naam=Sanne de Vries", "--set", "organisatie=Coach & Co", "--set", "kvk=12345678"];
    let more = ["--set", "telefoon=0612345678", "--set", "tarief=85", "--default"];
    set(config.path(), &[&["eigen"], &own[..], &more[..]].concat());
    set(config.path(), &["ander", "--set", "organisatie=Bureau Zuid", "--set", "kvk=87654321"]);
    config
}

#[test]
fn what_the_form_asks_and_the_record_does_not_say_is_filled_in_and_said_once() {
    let config = two_profiles();
    let (own, said) = filled(config.path(), "", &[]);
    assert_eq!(own["naam"]["achternaam"], "Vries");
    assert_eq!((&own["organisatie"], &own["kvk"]), (&"Coach & Co".into(), &"12345678".into()));
    assert!(!own["tarief"].is_null(), "{own}");
    assert_eq!(said.matches("profile-used").count(), 1, "{said}");
    assert!(!said.contains("12345678") && !said.contains("Vries"), "no value in a message: {said}");
}

#[test]
fn what_the_record_says_goes_first() {
    let config = two_profiles();
    let said = r#","jobcoach":{"naam":{"achternaam":"Vries"},"kvk":"11223344"}"#;
    let (own, _) = filled(config.path(), said, &[]);
    assert_eq!(own["kvk"], "11223344");
    assert!(own["organisatie"].is_null(), "the number is of another organisation: {own}");
}

#[test]
fn a_second_profile_does_not_switch_the_first_one_off() {
    let config = tempfile::tempdir().expect("a folder");
    set(config.path(), &["eigen", "--set", "organisatie=Coach & Co"]);
    set(config.path(), &["bureau", "--set", "organisatie=Bureau Zuid"]);
    let (own, _) = filled(config.path(), "", &[]);
    assert_eq!(own["organisatie"], "Coach & Co");
}

#[test]
fn the_details_of_two_people_are_not_mixed() {
    let config = two_profiles();
    let (own, said) = filled(config.path(), r#","jobcoach":{"naam":{"achternaam":"Bakker"}}"#, &[]);
    assert!(own["telefoon"].is_null(), "{own}");
    assert!(own["kvk"].is_null(), "nobody says that she works for the same organisation: {own}");
    assert!(said.contains("profile-of-another"), "{said}");
    let (own, _) = filled(config.path(), r#","jobcoach":{"telefoon":"0687654321"}"#, &[]);
    assert!(own["naam"].is_null(), "another's phone: {own}");
    let (own, _) = filled(config.path(), r#","jobcoach":{"organisatie":"Stichting Noord"}"#, &[]);
    assert!(own["kvk"].is_null() && own["naam"].is_null() && own["tarief"].is_null(), "{own}");
}

#[test]
fn a_record_of_another_of_her_organisations_gets_that_profile() {
    let config = two_profiles();
    let (own, said) = filled(config.path(), r#","jobcoach":{"organisatie":"Bureau Zuid B.V."}"#, &[]);
    assert_eq!(own["kvk"], "87654321");
    assert!(own["naam"].is_null() && said.contains("`ander`"), "{own} {said}");
    let (own, _) = filled(config.path(), "", &["--profile", "ander"]);
    assert_eq!(own["kvk"], "87654321");
    let (own, said) = filled(config.path(), "", &["--profile", "none"]);
    assert!(own["kvk"].is_null() && !said.contains("profile-used"), "{own} {said}");
}

#[test]
fn what_cannot_be_right_is_refused_and_changes_nothing() {
    let config = two_profiles();
    let before = fs::read(config.path().join("profile.toml")).expect("read");
    for wrong in
        ["iban=NL91ABNA0417164301", "kvk=1234567", "telefoon=12", "email=sanne", "rol=chef", "bsn=1", "tarief=veel"]
    {
        let output = run(config.path(), &["profile", "--lang", "nl", "--set", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        let value = wrong.split_once('=').expect("a value").1;
        assert!(!stderr(&output).contains(&format!("`{value}`")) && stderr(&output).starts_with("fout: "), "{wrong}");
        assert!(!stderr(&output).contains("cannot"), "in Dutch: {}", stderr(&output));
    }
    assert_eq!(fs::read(config.path().join("profile.toml")).expect("read"), before);
}

#[test]
fn a_file_that_was_broken_by_hand_is_trouble_without_its_text() {
    let config = tempfile::tempdir().expect("a folder");
    for broken in
        ["[profile.eigen]\n\"jobcoach.kvk\" = \"geheim\"\n", "[profile.eigen\n\"jobcoach.kvk\" = \"geheim\"\n"]
    {
        fs::write(config.path().join("profile.toml"), broken).expect("written");
        let output = run(config.path(), &["fill", "--form", "standaard", "fixtures/utrecht", "-o", "/dev/null/x"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(!stderr(&output).contains("geheim"), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let config = two_profiles();
    let mode = fs::metadata(config.path().join("profile.toml")).expect("the file").permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn a_profile_is_shown_changed_and_taken_away() {
    let config = two_profiles();
    set(config.path(), &["ander", "--set", "kvk="]);
    let shown = run(config.path(), &["profile", "ander", "--lang", "nl"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("Bureau Zuid") && !shown.contains("87654321") && !shown.contains("Coach"), "{shown}");
    set(config.path(), &["ander", "--remove"]);
    assert_eq!(run(config.path(), &["profile", "ander"]).status.code(), Some(2));
}
