//! Forms in running sentences with gaps, drafted: which field each gap gets, on the form and back, and in a newer version.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const MAPPINGS: &str = "tests/filling_cases/sentences/mappings";
const BLANK: &str = "tests/filling_cases/sentences/mappings/duinwijk/verslag";

fn eenvorm(home: &Path, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_eenvorm"));
    let program = program.args(args).env("LC_ALL", "C").env("XDG_CONFIG_HOME", home);
    program.env("EENVORM_NO_LIBREOFFICE", "1").env_remove("EENVORM_MAPPINGS").output().expect("the program runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in unicode")
}

/// The patterns of a mapping, each up to its full stop.
fn patterns(mapping: &str) -> Vec<String> {
    let lines = mapping.lines().filter_map(|line| line.strip_prefix("pattern = \""));
    lines.map(|line| line.trim_end_matches(['"', '.']).to_owned()).collect()
}

/// The draft of a form that reads `blank`.
fn draft(home: &Path, blank: &str) -> String {
    let made = eenvorm(home, &["suggest", blank]);
    String::from_utf8(made.stdout).expect("a mapping")
}

#[test]
fn each_gap_of_a_sentence_gets_the_field_that_its_words_ask() {
    let home = TempDir::new().expect("a folder");
    for ending in ["docx", "xlsx"] {
        let mapping = draft(home.path(), &format!("{BLANK}.{ending}"));
        let expected = [
            "Ik, {jobcoach.naam}, jobcoach bij {jobcoach.organisatie}, sprak op {voortgang.evaluatiedatum} met {client.naam} \
             (hierna: deelnemer) in bijzijn van {werkgever.contactpersoon} namens de werkgever",
            "Deelnemer is geboren op {client.geboortedatum}, heeft BSN {client.bsn} en werkt sinds {dienstverband.begin} als \
             {werkplek.functie} bij {werkgever.naam}",
            "De begeleiding duurt van {begeleiding.begin} tot {begeleiding.einde}, voor {begeleiding.uren_per_week} uur per week",
            "Cijfer deelnemer voor de begeleiding {voortgang.cijfer_client}, cijfer werkgever {voortgang.cijfer_werkgever}",
            "Het volgende gesprek is op {voortgang.volgende_evaluatie} in lokaal {}",
            "Aldus opgemaakt te {ondertekening.plaats}, op {formulier.datum}",
        ];
        assert_eq!(patterns(&mapping), expected, "{ending}");
    }
}

#[test]
fn no_answer_of_a_filled_form_is_in_a_pattern() {
    let home = TempDir::new().expect("a folder");
    for ending in ["docx", "odt", "xlsx", "ods", "pdf"] {
        let mapping = draft(home.path(), &format!("tests/reading/sentences.{ending}"));
        for answer in ["Bosch", "Opstap", "Nadia", "999958124", "Kloet", "Branding", "B.12", "31-8-2026"] {
            assert!(!mapping.contains(answer), "{ending}: {answer}\n{mapping}");
        }
    }
}

#[test]
fn marks_stand_in_the_gaps_and_come_back_to_the_same_mapping() {
    for ending in ["docx", "xlsx"] {
        let home = TempDir::new().expect("a folder");
        let (blank, copy) = (format!("{BLANK}.{ending}"), home.path().join(format!("proef.{ending}")));
        let drafted = patterns(&draft(home.path(), &blank));
        assert!(eenvorm(home.path(), &["suggest", &blank, "--on-form", text(&copy)]).status.success());
        let back = eenvorm(home.path(), &["suggest", "--from-form", text(&copy), "--blank", &blank]);
        let said = String::from_utf8_lossy(&back.stderr).into_owned();
        assert!(!said.contains("mark-not-read-back") && !said.contains("mark-unknown"), "{said}");
        assert_eq!(patterns(&String::from_utf8(back.stdout).expect("a mapping")), drafted, "{ending}");
    }
}

#[test]
fn a_sentence_in_other_words_keeps_its_line_and_a_new_one_gets_one() {
    let home = TempDir::new().expect("a folder");
    let own = home.path().join("mapping.toml");
    let against = ["--mappings", MAPPINGS, "--against", "duinwijk/verslag", "-o", text(&own)];
    let new = ["suggest", "tests/filling_cases/sentences/newer.docx"];
    let made = eenvorm(home.path(), &[&new[..], &against[..]].concat());
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mapping = fs::read_to_string(&own).expect("a mapping");
    for line in [
        "# reworded: \"voortgang.volgende_evaluatie\", \"Het volgende gesprek is op in\" is \"Wij spreken elkaar weer op",
        "pattern = [\"Wij spreken elkaar weer op {voortgang.volgende_evaluatie} in lokaal {}\", \"Het volgende gesprek",
        "pattern = \"De jobcoach is bereikbaar op telefoonnummer {jobcoach.telefoon} en via e-mailadres {jobcoach.email}\"",
        "pattern = \"Ik, {jobcoach.naam}, jobcoach bij {jobcoach.organisatie}, sprak op {voortgang.evaluatiedatum} met",
    ] {
        assert!(mapping.lines().any(|own| own.starts_with(line)), "{line}\n{mapping}");
    }
}

#[test]
fn a_sentence_goes_to_a_workbook_and_back() {
    let home = TempDir::new().expect("a folder");
    let (book, back) = (home.path().join("mapping.xlsx"), home.path().join("mapping.toml"));
    let export = ["forms", "--mappings", MAPPINGS, "--export", "duinwijk/verslag", "-o", text(&book)];
    assert!(eenvorm(home.path(), &export).status.success());
    assert!(eenvorm(home.path(), &["forms", "--import", text(&book), "-o", text(&back)]).status.success());
    let old = fs::read_to_string(format!("{BLANK}.toml")).expect("a mapping");
    assert_eq!(patterns(&fs::read_to_string(&back).expect("a mapping")), patterns(&old));
}
