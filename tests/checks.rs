//! The checks, by the cases in `tests/checks/`: what a record says, and every finding about it.

#[path = "support/check_cases.rs"]
mod check_cases;
#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use eenvorm::checks;
use eenvorm::checks::across;
use eenvorm::checks::regels;
use eenvorm::finding::{Finding, Lang, left_out, sentence};
use eenvorm::record::schema::Schema;
use eenvorm::rules::catalogue::Rules;

fn codes() -> Vec<(&'static str, &'static str)> {
    checks::ALL.iter().map(|check| (check.code, check.title)).chain(across::CODES).chain(regels::CODES).collect()
}

fn repository(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// `code field, place`, as a case expects it.
fn shown(finding: &Finding) -> String {
    let field = finding.field.as_deref().unwrap_or("-");
    let place = finding.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    format!("{} {field}{place}", finding.code)
}

/// No message holds an open `{name}` or a word of a private answer.
fn is_discreet(finding: &Finding, case: &check_cases::Case) {
    for lang in [Lang::Nl, Lang::En] {
        let said = format!("{} {}", finding.message(lang), finding.hint(lang).unwrap_or_default());
        assert!(!said.contains('{') && !said.contains(left_out(lang)), "{}: {said}", case.name);
        for private in case.private() {
            assert!(!said.contains(private), "{}: {} says what is private", case.name, finding.code);
        }
    }
}

#[test]
fn every_case_finds_what_it_says() {
    let mut found_in_all = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in check_cases::all(&repository("tests/checks")) {
        let mapping = case.mapping();
        let mut batch = across::Batch::default();
        let mut found = Vec::new();
        for record in &case.records {
            found.extend(checks::run(record, mapping.as_ref(), Rules::built_in()));
            batch.see(record);
        }
        found.extend(batch.end(Rules::built_in()));
        let mut said: Vec<String> = found.iter().map(shown).collect();
        let mut wanted = case.findings.clone();
        said.sort();
        wanted.sort();
        if said != wanted {
            wrong.push(format!("{}\n  found  {said:?}\n  wanted {wanted:?}", case.name));
        }
        found.iter().for_each(|finding| is_discreet(finding, &case));
        found_in_all.extend(found.into_iter().map(|finding| finding.code));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (code, _) in codes() {
        assert!(found_in_all.contains(code), "no case finds {code}");
    }
}

#[test]
fn every_check_has_cases_that_find_nothing() {
    for (code, _) in codes() {
        let path = repository("tests/checks").join(format!("{code}.txt"));
        let cases = check_cases::in_file(&path);
        let silent = cases.iter().any(|case| !case.findings.iter().any(|f| f.split(' ').next() == Some(code)));
        assert!(silent, "{code}: a case in which it is silent");
        let finds = cases.iter().any(|case| case.findings.iter().any(|f| f.split(' ').next() == Some(code)));
        assert!(finds, "{code}: a case in which it is found");
    }
}

#[test]
fn every_code_has_its_sentence_its_heading_and_its_file() {
    let documented = fs::read_to_string(repository("docs/checks.md")).expect("docs/checks.md");
    for (code, title) in codes() {
        assert!(sentence(code).is_some(), "{code} stands in the catalogue of findings");
        assert!(
            documented.lines().any(|line| line == format!("## {code}: {title}")),
            "{code} has a heading in docs/checks.md"
        );
    }
    for check in &checks::ALL {
        let file = repository("src/checks").join(format!("{}.rs", check.code.replace('-', "_")));
        let source = fs::read_to_string(&file).expect("a file named by its code");
        assert!(source.contains(&format!("code: \"{}\"", check.code)), "{}", file.display());
    }
}

#[test]
fn every_field_a_check_names_is_in_the_schema() {
    let mut named = 0;
    let folders = ["src/checks", "src/checks/support"].map(|folder| fs::read_dir(repository(folder)).expect(folder));
    let files = folders.into_iter().flatten().map(|file| file.expect("a file").path());
    for path in files.filter(|path| path.is_file()) {
        let source = fs::read_to_string(&path).expect("source");
        for id in source.split("Named::new(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(Schema::common().id(id).is_some(), "{}: `{id}`", path.display());
            named += 1;
        }
    }
    assert!(named > 50, "the fields are found in the source");
}

#[test]
fn every_kind_of_value_has_its_words_in_both_languages() {
    for field in &Schema::common().fields {
        let finding = Finding::new("answer-not-understood").with("kind", field.kind.word());
        let (nl, en) = (finding.message(Lang::Nl), finding.message(Lang::En));
        assert!(["be read as a", "be read as yes", "be read as one"].iter().any(|start| en.contains(start)), "{en}");
        assert!(!nl.contains('_') && !nl.contains(" a "), "{nl}");
    }
}

/// The codes that `eenvorm check` says of a form, each with its field.
fn said_of(form: &str) -> Vec<(String, String)> {
    let run = eenvorm()
        .args(["check", "--messages", "json"])
        .arg(repository("tests/checks_form").join(form))
        .output()
        .expect("the program runs");
    let lines = String::from_utf8(run.stderr).expect("text");
    let said = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let text = |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    said.map(|finding| (text(&finding, "code"), text(&finding, "field"))).collect()
}

#[test]
fn the_six_mistakes_of_a_careful_colleague_are_all_found() {
    let said = said_of("zes-fouten.xlsx");
    for (code, field) in [
        ("bsn-elfproef", "client.bsn"),
        ("datum-omgekeerd", "dienstverband.einde"),
        ("uren-boven-toekenning", "begeleiding.uren_besteed"),
        ("handtekening-zonder-datum", "ondertekening.werkgever_datum"),
        ("regel-duur-ongekend", "begeleiding.einde"),
        ("answer-not-understood", "client.geboortedatum"),
    ] {
        assert!(said.contains(&(code.to_owned(), field.to_owned())), "{code} {field} is not among {said:?}");
    }
}

#[test]
fn a_signature_without_its_date_and_four_years_of_coaching_are_said() {
    for (form, code) in [
        ("check-client-signature-date-missing.xlsx", "handtekening-zonder-datum"),
        ("check-four-years.xlsx", "regel-duur-ongekend"),
    ] {
        assert!(said_of(form).iter().any(|(said, _)| said == code), "{form}: {code}");
    }
}
