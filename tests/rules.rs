//! Files of rules are checked by the program as mapping files are.

#[path = "support/program.rs"]
mod program;

use assert_cmd::Command;
use program::eenvorm;
use walkdir::WalkDir;

fn check() -> Command {
    let mut command = Command::from_std(eenvorm());
    command.args(["--lang", "en", "check"]);
    command
}

#[test]
fn all_files_of_rules_pass() {
    let files = WalkDir::new("mappings/rules").into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let paths: Vec<_> = files.map(walkdir::DirEntry::into_path).collect();
    assert_eq!(paths.len(), 30);
    check().args(paths).assert().success();
}

/// A gemeente may want to hear of an extension longer before the end than others do.
#[test]
fn a_term_of_a_body_s_own_decides_when_an_extension_is_to_be_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("rules")).expect("a folder");
    let text = std::fs::read_to_string("mappings/rules/utrecht.toml").expect("text");
    let text = format!("{text}\n[procedure]\napplication_deadline_weeks = 12\n");
    std::fs::write(folder.path().join("rules/utrecht.toml"), text).expect("written");
    for (own, day) in [(true, "20-12-2025"), (false, "17-01-2026")] {
        let mut report = Command::from_std(eenvorm());
        report.args([
            "report",
            "fixtures/utrecht/jobcoachplan/volledig.xlsx",
            "--datum",
            "2025-10-01",
            "--template",
            "rapport.md",
        ]);
        if own {
            report.arg("--mappings").arg(folder.path());
        }
        let output = report.output().expect("the program runs");
        let page = String::from_utf8_lossy(&output.stdout);
        let line = page.lines().find(|line| line.contains("Verlenging aanvragen bij Utrecht")).unwrap_or_default();
        assert!(line.contains(day) && line.contains("12 weken vooraf volgens Utrecht") == own, "{line}");
    }
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rotterdam.toml");
    let text = std::fs::read_to_string("mappings/rules/rotterdam.toml").expect("text");
    std::fs::write(&path, text.replace("year_2 = 36", "yaer_2 = 36")).expect("written");
    let output = check().arg(&path).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(told.contains("did you mean `year_2`?") && told.contains("rotterdam.toml:"), "{told}");
}

/// A plan for Rotterdam on the standard form that asks for 31 hours in half a year, as a record.
const PLAN: &str = r#"{"schema": 1, "form": {"id": "standaard/plan", "body": "standaard", "kind": "plan_van_aanpak", "version": "2025"},
"source": {"file": "plan.xlsx", "sha256": ""}, "data": {"gemeente": {"naam": "Rotterdam"}, "dienstverband": {"uren_per_week": 24},
"begeleiding": {"regime": "midden", "jaar": 1, "begin": "2026-03-01", "einde": "2026-08-31", "uren_aangevraagd": 31}}}"#;

#[test]
fn a_plan_is_checked_against_the_rules_of_the_folder_that_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let (plan, rules) = (folder.path().join("plan.json"), folder.path().join("rules"));
    std::fs::write(&plan, PLAN).expect("written");
    let told = || {
        let mut command = check();
        let output = command.arg("--mappings").arg(folder.path()).arg(&plan).output().expect("the program runs");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told().contains("note[regel-boven-maximum]"), "{}", told());
    std::fs::create_dir(&rules).expect("a folder");
    let text = std::fs::read_to_string("mappings/rules/rotterdam.toml").expect("text");
    std::fs::write(rules.join("rotterdam.toml"), text.replace("year_1 = 60", "year_1 = 70")).expect("written");
    assert!(!told().contains("regel-boven-maximum"), "{}", told());
    let other = text.replace("year_1 = 60", "year_1 = 50").replace("GM0599", "GM0034").replace("Rotterdam", "Almere");
    std::fs::write(rules.join("almere.toml"), other).expect("written");
    std::fs::write(&plan, PLAN.replace("Rotterdam", "Almere").replace("31}", "26}")).expect("written");
    assert!(told().contains("regel-boven-maximum") && told().contains("Almere"), "{}", told());
}

/// A request on UWV's form of 2014 for external coaching: six contract hours a week, 90 hours of coaching in half a year,
/// two attachments short; and one of ISD Kompas for thirty months.
const REQUESTS: [(&str, &str); 2] = [
    (
        "uwv/aanvraag-jobcoaching",
        r#"{"schema": 1, "form": {"id": "uwv/aanvraag-jobcoaching", "body": "uwv", "kind": "aanvraag", "version": "2014"},
"source": {"file": "a.xlsx", "sha256": ""}, "data": {"formulier": {"datum": "2014-08-01", "bijlagen": ["arbeidsovereenkomst"]},
"dienstverband": {"begin": "2014-09-01", "uren_per_week": 6}, "begeleiding": {"begin": "2014-09-01", "einde": "2015-02-28",
"regime": "midden", "jaar": 1, "uren_aangevraagd": 90}}}"#,
    ),
    (
        "isd-kompas/aanvraag",
        r#"{"schema": 1, "form": {"id": "isd-kompas/aanvraag", "body": "isd-kompas", "kind": "aanvraag", "version": "2024"},
"source": {"file": "b.xlsx", "sha256": ""}, "data": {"begeleiding": {"begin": "2026-02-01", "duur": "P30M"}}}"#,
    ),
];

#[test]
fn a_filled_form_is_held_to_each_rule_with_the_rule_and_its_source() {
    let folder = tempfile::tempdir().expect("a folder");
    for (n, (form, record)) in REQUESTS.iter().enumerate() {
        let path = folder.path().join(format!("{n}.json"));
        std::fs::write(&path, record).expect("written");
        let mut fill = Command::from_std(eenvorm());
        fill.args(["fill", "--form", form]).arg(&path).arg("-o").arg(folder.path().join("forms")).assert().success();
    }
    let output = check().arg(folder.path().join("forms")).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    let of_uwv = ["uren-te-weinig", "boven-maximum", "stuk-ontbreekt"].map(|code| (code, "Protocol Jobcoach UWV 2014"));
    for (code, rule) in of_uwv.into_iter().chain([("te-lang", "ISD Kompas")]) {
        let code = format!("warning[regel-{code}]");
        let found = told.lines().skip_while(|line| !line.starts_with(&code)).take(3).collect::<Vec<_>>().join(" ");
        assert!(found.contains(rule) && found.contains("source: https://"), "{code} {found} in {told}");
    }
    assert_eq!(told.matches("regel-stuk-ontbreekt").count(), 2, "{told}");
}
