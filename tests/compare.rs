//! The comparison as its reader gets it: every format, reproducible from the mapping files, and with nobody in it.

#[path = "support/program.rs"]
mod program;

use program::eenvorm;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;

use assert_cmd::Command;
use calamine::{Data, Reader, Xlsx, open_workbook};
use eenvorm::compare::comparison::{Comparison, compare};
use eenvorm::compare::disclosure::DisclosedCount;
use eenvorm::compare::majority::CommonRuling;
use eenvorm::compare::practice::Gathered;
use eenvorm::compare::shown::sections;
use eenvorm::mapping::catalogue::Catalogue;
use eenvorm::output::destination::Output;
use eenvorm::record::answer::{Answer, FormHead, Key, Ledger, Record, Source};
use eenvorm::record::schema::Schema;
use eenvorm::record::value::{Reading, Value};
use eenvorm::report::writers::template::Shape;
use eenvorm::sections::page::{self, Head};
use eenvorm::sections::xlsx;
use eenvorm::text::place::Place;

fn program_with(arguments: &[&str]) -> Command {
    let mut command = Command::from_std(eenvorm());
    command.args(["--lang", "en", "compare", "--datum", "2026-11-21"]).args(arguments);
    command
}

fn written(name: &str, arguments: &[&str]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    program_with(arguments).arg("-o").arg(&path).assert().success();
    (folder, path)
}

#[test]
fn midden_in_year_one_is_58_hours_at_uwv_and_30_in_rotterdam_and_marked() {
    let person = ["--rules", "--uren", "24", "--jaar", "1", "--regime", "midden", "--weken", "48", "--to", "md"];
    let output = program_with(&person).output().expect("the program runs");
    let page = String::from_utf8(output.stdout).expect("text");
    let line = |start: &str| page.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    let uwv = line("| UWV - externe jobcoach | 57,60");
    assert!(uwv.contains("48 weken per jaar (gekozen, de regeling noemt het niet)"), "{uwv}");
    let rotterdam = line("| Rotterdam | 30,00 (indicatief)");
    assert!(rotterdam.contains("tweede hand") && rotterdam.contains("volledig vanaf 24 contracturen"), "{rotterdam}");
    assert!(line("| de omvang is niet gezien").contains("Delft"), "a refusal says why");
}

#[test]
fn without_weeks_a_percentage_is_refused() {
    let output =
        program_with(&["--rules", "--uren", "24", "--regime", "midden", "--body", "uwv"]).output().expect("runs");
    let page = String::from_utf8(output.stdout).expect("text");
    assert!(!page.contains("57,60") && page.contains("de regeling noemt geen aantal weken per jaar"), "{page}");
}

#[test]
fn the_page_asks_nothing_of_the_network_and_every_format_appears() {
    let (_folder, path) = written("v.html", &["--rules", "--uren", "24", "--weken", "52"]);
    let page = fs::read_to_string(path).expect("a page");
    assert!(page.contains("default-src 'none'; style-src 'sha256-"), "the policy knows its own style and script only");
    for forbidden in ["src=\"http", "href=\"http", "@import", "url(", "<link", "style=\""] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let (folder, _path) = written("v.csv", &["--body", "uwv"]);
    let files = fs::read_dir(folder.path()).expect("files").count();
    assert!(files > 15, "{files} tables");
    let (_folder, path) = written("v.xlsx", &["--body", "uwv,Utrecht"]);
    let book: Xlsx<_> = open_workbook(path).expect("a workbook");
    assert!(book.sheet_names().contains(&"dekking".to_owned()));
}

#[test]
fn a_form_or_a_body_that_is_not_known_is_refused_by_name() {
    for (arguments, told) in
        [(["utrecht/jobcoachplam"].as_slice(), "utrecht/jobcoachplan"), (&["--body", "GM9999"], "GM9999")]
    {
        let output = program_with(arguments).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(told));
    }
}

/// The script that knows nothing of the program, with the folder of the mappings; where no python reads TOML it is told,
/// past what the test harness holds back, that nothing was compared.
fn script() -> Option<Process> {
    let able = Process::new("python3").args(["-c", "import tomllib"]).output().is_ok_and(|o| o.status.success());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut script = Process::new("python3");
    script.arg(root.join("tests/comparison")).arg(root.join("mappings")).env("PYTHONUTF8", "1");
    if !able {
        let told = "not compared with tests/comparison: no `python3` of 3.11 or later is found here";
        writeln!(std::io::stderr(), "{told}").expect("somebody listens");
    }
    able.then_some(script)
}

#[test]
fn the_json_is_what_a_script_of_its_own_computes_from_the_mapping_files() {
    let all: &[&str] = &["--rules", "--uren", "16", "--weken", "52", "--tarief", "84.90"];
    for arguments in [all, &["--sourced"], &["--kind", "plan van aanpak"], &["--kind", "aanvraag", "--sourced"]] {
        let Some(mut script) = script() else { return };
        let (_folder, path) = written("v.json", arguments);
        let output = script.arg(path).output().expect("it runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn what_rests_on_practice_alone_is_said_in_the_sentence() {
    let output =
        program_with(&["coevorden/plan-van-aanpak", "utrecht/jobcoachplan"]).output().expect("the program runs");
    let page = String::from_utf8(output.stdout).expect("text");
    assert!(page.contains("Geen van die woorden is bij beide gezien"), "{page}");
    assert!(!page.contains("lijkt zo op elkaar dat het één sjabloon kan zijn"), "a family of our own words is none");
    let output =
        program_with(&["--sourced", "coevorden/plan-van-aanpak", "utrecht/jobcoachplan"]).output().expect("runs");
    let sourced = String::from_utf8(output.stdout).expect("text");
    assert!(sourced.contains("alleen wat in de bron staat") && sourced.len() < page.len(), "{sourced}");
}

#[test]
fn the_standard_form_that_is_named_stands_beside_the_others_and_counts_in_nothing() {
    let output = program_with(&["standaard/plan", "utrecht/jobcoachplan", "--to", "json"]).output().expect("runs");
    let comparison: Comparison = serde_json::from_slice(&output.stdout).expect("a comparison");
    assert!(comparison.forms[0].is_standard && !comparison.forms[1].is_standard);
    assert!(comparison.forms[0].fields > 100 && comparison.forms[0].fields_sourced == 0, "nobody's source asks it");
    let alone = program_with(&["utrecht/jobcoachplan", "--to", "json"]).output().expect("runs");
    let alone: Comparison = serde_json::from_slice(&alone.stdout).expect("a comparison");
    let counted = |of: &Comparison| -> Vec<(String, usize, usize)> {
        let asked = of.coverage.iter().filter(|row| row.asked_by > 0);
        let mut rows: Vec<_> = asked.map(|row| (row.field.clone(), row.asked_by, row.sourced_by)).collect();
        rows.sort();
        rows
    };
    assert_eq!(counted(&comparison), counted(&alone));
    assert!(comparison.coverage.len() > alone.coverage.len(), "its own questions are shown");
}

#[test]
fn a_kind_that_is_none_is_refused_with_the_nearest() {
    let output = program_with(&["--kind", "aanvraagg"]).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && told.contains("`aanvraag`"), "{told}");
}

#[test]
fn the_script_sees_every_kind_of_figure_that_is_made_wrong() {
    let Some(mut script) = script() else { return };
    let forms = ["--body", "GM0109,uwv,intake"];
    let person = ["--rules", "--uren", "24", "--regime", "midden", "--weken", "48"];
    let (_folder, path) = written("v.json", &[&forms[..], &person].concat());
    let output = script.arg(path).arg("--wrong").output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("all seen"), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_page_is_drawn_from_the_json_and_nothing_else() {
    let everything = [
        "--rules",
        "--uren",
        "24",
        "--regime",
        "midden",
        "--weken",
        "48",
        "--records",
        "fixtures/uwv",
        "fixtures/utrecht",
    ];
    let (_folder, json) = written("v.json", &everything);
    let (_folder, html) = written("v.html", &everything);
    let told: &'static str = fs::read_to_string(json).expect("json").leak();
    let comparison: Comparison = serde_json::from_str(told).expect("a comparison");
    let (forms, date) = (comparison.forms.len(), jiff::civil::date(2026, 11, 21));
    let head = Head { title: "Formulieren jobcoaching vergeleken", forms, date, measures: "docs/compare.md" };
    let drawn = page::render(&head, &sections(&comparison), Shape::Html).expect("a page");
    assert!(drawn == fs::read_to_string(html).expect("a page"), "the page holds what the json does not");
}

const SECRET: &str = "Geheime tekst van iemand";

/// One of forty-three forms of Utrecht: a secret name in all, a rare answer in three, and a common one in forty.
fn record(n: u32) -> Record {
    let schema = Schema::common();
    let mut answers = Vec::new();
    let mut answer = |id: &str, value: Value, text: String| {
        let key = Key::one(schema.id(id).expect("a field"));
        answers.push(Answer { key, reading: Reading::Value(value), place: Place::Paragraph(1), text: text.into() });
    };
    answer("client.bsn", Value::Text(format!("9999{n:05}").into()), format!("9999{n:05}"));
    if n < 3 {
        answer("werkgever.kvk", Value::Text("12345678".into()), "12345678".into());
    }
    if n < 40 {
        answer("werkplek.functie", Value::Text(SECRET.into()), SECRET.into());
    }
    if n < 20 {
        answer("begeleiding.uren_per_week", Value::Hours(60), "1".into());
    }
    answers.sort_by_key(|answer| answer.key);
    let head = |text: &str| text.to_owned();
    Record {
        id: None,
        made_with: None,
        pseudonym: None,
        source: Source { file: format!("{n}.xlsx").into(), sha256: format!("{n:064}").into() },
        form: Arc::new(FormHead {
            id: "utrecht/jobcoachplan".into(),
            body: head("GM0344"),
            kind: head("plan_van_aanpak"),
            version: head("2024"),
        }),
        answers,
        unmapped: Vec::new(),
        ledger: Ledger::default(),
        findings: Vec::new(),
    }
}

#[test]
fn the_workbook_of_practice_holds_no_small_count_and_nobody() {
    let mut gathered = Gathered::new(Some(48.into()), []);
    (0..43).for_each(|n| gathered.see(&record(n)));
    let practice = gathered.practice();
    let told = |field: &str| practice.bodies[0].filled.iter().find(|f| f.field == field).map(|f| f.forms);
    assert_eq!(told("werkgever.kvk"), None, "three of them, which is not even told as hidden");
    assert_eq!(told("werkplek.functie"), None, "all but three of them");
    assert!(
        matches!(told("begeleiding.uren_per_week"), Some(DisclosedCount::About(20))),
        "a multiple of five stays what it is"
    );
    assert_eq!(told("client.bsn"), None, "sensitive");

    let catalogue = Catalogue::load(&[]).expect("mappings");
    let mappings: Vec<_> = catalogue.all().take(2).map(|known| Arc::clone(&known.mapping)).collect();
    let mut comparison = compare(&mappings, None, false);
    comparison.practice = Some(practice);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("v.xlsx");
    xlsx::write(&sections(&comparison), Output::to(&path).expect("opened")).expect("written");
    let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
    let mut counts = 0;
    for name in book.sheet_names() {
        let cells = book.worksheet_range(&name).expect("a sheet");
        for (_, _, cell) in cells.used_cells() {
            let text = cell.to_string();
            assert!(!text.contains("999990019") && !text.contains(SECRET), "{name}: {text}");
            if let (true, Data::Float(count)) = (name.starts_with("praktijk"), cell) {
                assert!(*count >= 10.0 && (count % 5.0).abs() < f64::EPSILON, "{name}: {count}");
                counts += 1;
            }
        }
    }
    assert!(counts >= 3, "{counts} counts are told");
    let json = serde_json::to_string(&comparison).expect("json");
    assert!(!json.contains("9999000") && !json.contains(SECRET));
}

#[test]
fn a_body_with_few_forms_is_not_named() {
    let mut gathered = Gathered::new(None, []);
    (0..4).for_each(|n| gathered.see(&record(n)));
    let practice = gathered.practice();
    assert!(practice.bodies.is_empty());
}

#[test]
fn what_a_record_says_of_its_body_is_never_printed() {
    let mut gathered = Gathered::new(None, []);
    for n in 0..30 {
        let mut one = record(n);
        let mut head = (*one.form).clone();
        head.body = SECRET.to_owned();
        one.form = Arc::new(head);
        gathered.see(&one);
    }
    let practice = gathered.practice();
    assert_eq!(practice.bodies.iter().map(|body| body.body.as_str()).collect::<Vec<_>>(), ["onbekend"]);
    assert!(!serde_json::to_string(&practice).expect("json").contains(SECRET));
}

/// Reads the counts of a spread or a field out of the workbook, as somebody would who has only that.
fn counts_in(path: &Path) -> Vec<(String, Option<f64>)> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let mut found = Vec::new();
    for name in book.sheet_names().into_iter().filter(|name| name.starts_with("praktijk")) {
        let cells = book.worksheet_range(&name).expect("a sheet");
        for row in cells.rows().skip(1) {
            let count = row.last().and_then(|cell| if let Data::Float(n) = cell { Some(*n) } else { None });
            let of: Vec<String> = row[..row.len() - 1].iter().map(ToString::to_string).collect();
            found.push((format!("{name} {}", of.join(" | ")), count));
        }
    }
    found
}

#[test]
fn three_of_forty_are_not_recovered_from_two_workbooks() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = |count: u32| {
        let mut gathered = Gathered::new(Some(48.into()), []);
        (0..count).for_each(|n| gathered.see(&record(n)));
        let mut comparison = compare(&[], None, false);
        comparison.practice = Some(gathered.practice());
        let path = folder.path().join(format!("{count}.xlsx"));
        xlsx::write(&sections(&comparison), Output::to(&path).expect("opened")).expect("written");
        counts_in(&path)
    };
    let (before, after) = (report(42), report(43));
    for (of, count) in before.iter().chain(&after) {
        assert!(!of.contains("KvK") && !of.contains("Functie"), "three fill the one, all but three the other: {of}");
        assert!(count.is_none_or(|n| n >= 10.0 && n % 5.0 == 0.0), "{of}: {count:?}");
    }
    // What the sum leaves for all hidden steps together may be nothing and may be five.
    let steps: Vec<f64> =
        after.iter().filter(|(of, _)| of.contains("omvang")).filter_map(|(_, count)| *count).collect();
    let forms = after.iter().find(|(of, _)| of == "praktijk Utrecht").and_then(|(_, count)| *count).expect("told");
    let (left, doubt) = (forms - steps.iter().sum::<f64>(), 4.0 * (steps.len() + 1) as f64);
    assert!(left - doubt <= 0.0 && left + doubt >= 5.0, "{left} give or take {doubt}");
}

/// The names of the gemeenten of an inventory that nobody made.
fn inventory() -> Vec<String> {
    let files = fs::read_dir("tests/inventory/rules").expect("files").flatten();
    let names = files.map(|file| file.path().file_stem().expect("a name").to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != "viersteden").collect();
    names.sort();
    names
}

#[test]
fn an_inventory_of_nineteen_gemeenten_is_compared_without_a_gap() {
    let names = inventory();
    assert_eq!(names.len(), 19);
    let bodies = names.join(",");
    let person = ["--mappings", "tests/inventory", "--rules", "--uren", "24", "--regime", "midden", "--weken", "48"];
    let (_folder, path) = written("v.json", &[&person[..], &["--body", &bodies]].concat());
    let told = fs::read_to_string(path).expect("json");
    let comparison: serde_json::Value = serde_json::from_str(&told).expect("a comparison");
    let rules = &comparison["rules"];
    let rows = rules["side_by_side"].as_array().expect("rows");
    assert_eq!(rows.len(), 19, "every gemeente has its row");
    for subject in [
        "Wie vraagt aan",
        "Voor wie",
        "Duur",
        "Evaluatie",
        "Wie signaleert",
        "Wie beoordeelt",
        "Wie besluit",
        "Waarmee",
        "Jobcoaches",
        "Herbeoordeling",
    ] {
        for row in rows {
            let said = row["said"].as_array().expect("subjects").iter().find(|said| said[0] == subject);
            assert!(said.is_some_and(|said| said[1].is_string()), "{subject} of {}", row["name"]);
        }
    }
    let figure = |name: &str| {
        let of = rules["person"].as_array().expect("people").iter().find(|one| one["ruling"] == name);
        of.expect("a figure")["figure"]["hours"]["hours"].clone()
    };
    assert_eq!(figure("duinrode"), "57.60", "it follows UWV");
    assert_eq!(figure("fennemeer"), "25.00", "it follows the agreement of four cities");
    let questions = rules["questions"].as_array().expect("questions").iter();
    let held = questions.clone().find(|question| question["keys"][0] == "views").expect("views");
    let majority: Vec<bool> =
        held["held"].as_array().expect("views").iter().map(|one| one["majority"] == true).collect();
    assert_eq!(majority, [true, false]);
    let intern = rules["definitions"].as_array().expect("words").iter().find(|one| one["word"] == "intern");
    assert_eq!(intern.expect("a word")["said"].as_array().map(Vec::len), Some(19));
}

#[test]
fn rules_are_compared_without_forms_and_by_whom_they_follow() {
    let arguments = ["--mappings", "tests/inventory", "--rules", "--no-forms", "--follows", "uwv", "--regime", "zwaar"];
    let output = program_with(&[&arguments[..], &["--uren", "24", "--weken", "48"]].concat()).output().expect("runs");
    let page = String::from_utf8(output.stdout).expect("text");
    assert!(
        page.contains("Duinrode (volgt UWV, waarvan de tekst na 31 december 2015 niet meer geldt)")
            && !page.contains("Aarstede")
            && !page.contains("## Welke formulieren"),
        "{page}"
    );
    assert!(page.contains("86,40"), "zwaar is intensief: {page}");
    let output = program_with(&["--rules", "--body", "Rotterdam"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "a body with rules and no form");
}

/// A form of one of so many clients, with how it ended.
fn ended(n: u32, client: u32, hours: i64, outcome: &str) -> Record {
    let mut record = record(n);
    let schema = Schema::common();
    let key = |id: &str| Key::one(schema.id(id).expect("a field"));
    record.answers.retain(|answer| answer.key != key("client.bsn") && answer.key != key("begeleiding.uren_per_week"));
    // The same number, typed in two ways.
    let typed = if n.is_multiple_of(2) { format!("9999 {client:05}") } else { format!("9999{client:05}") };
    for (id, value, text) in [
        ("client.bsn", Value::Text(format!("9999{client:05}").into()), typed),
        ("begeleiding.uren_per_week", Value::Hours(hours), "1".to_owned()),
        ("uitkomst.resultaat", Value::Text(outcome.into()), outcome.to_owned()),
    ] {
        let (key, place) = (key(id), Place::Paragraph(1));
        record.answers.push(Answer { key, reading: Reading::Value(value), place, text: text.into() });
    }
    record.answers.sort_by_key(|answer| answer.key);
    record
}

/// Outcomes by intensity, so many forms in each cell.
fn of_outcomes(cells: [u32; 6], clients: u32) -> eenvorm::compare::practice::Practice {
    let mut gathered = Gathered::new(Some(48.into()), []);
    let mut n = 100;
    for (cell, count) in cells.into_iter().enumerate() {
        let outcome = ["lichter_regime", "gelijk_regime", "niet_meer_werkzaam"][cell / 2];
        for _ in 0..count {
            gathered.see(&ended(n, n % clients, if cell % 2 == 0 { 60 } else { 180 }, outcome));
            n += 1;
        }
    }
    // Forms of others, without an outcome.
    (0..40).for_each(|n| gathered.see(&record(n + 60)));
    gathered.practice()
}

#[test]
fn outcomes_are_told_whole_or_not_at_all() {
    let told = of_outcomes([30, 40, 25, 30, 35, 20], 10_000);
    let tables = &told.bodies[0].outcomes;
    let table = tables.iter().find(|table| table.of == "uitkomst naar omvang").expect("enough in every cell");
    assert!(table.steps.iter().all(|(_, told)| matches!(told, DisclosedCount::About(n) if *n >= 10)), "{table:?}");
    let named = |id: &str| told.bodies[0].filled.iter().any(|filled| filled.field == id);
    assert!(!named("uitkomst.resultaat"), "the cells together are no more than the forms that fill it");
    let spread = told.bodies[0].spreads.iter().find(|spread| spread.of == "omvang").expect("a spread");
    assert!(spread.steps.iter().all(|(_, told)| *told == DisclosedCount::Hidden), "one table would tell of the other");
    for small in 0..5 {
        let told = of_outcomes([30, 40, 25, 30, 35, small], 10_000);
        assert!(told.bodies[0].outcomes.iter().all(|table| table.of != "uitkomst naar omvang"), "{small} in one cell");
    }
    let few = of_outcomes([30, 40, 25, 30, 35, 20], 4);
    assert!(few.bodies.iter().all(|body| body.outcomes.is_empty()), "many forms of four clients, typed in two ways");
}

/// A comparison as its reader gets it, and as data.
fn compared(arguments: &[&str]) -> (String, Comparison) {
    let to = |format: &str| program_with(&[arguments, &["--to", format]].concat()).output().expect("runs").stdout;
    (String::from_utf8(to("md")).expect("text"), serde_json::from_slice(&to("json")).expect("a comparison"))
}

#[test]
fn a_form_of_which_nothing_is_sourced_has_no_distance_no_family_and_no_place_in_the_tree() {
    let (page, comparison) = compared(&["--sourced"]);
    let empty: Vec<&str> = comparison.forms.iter().filter(|f| f.fields == 0).map(|f| f.id.as_str()).collect();
    assert!(empty.len() > 1, "{empty:?}");
    let distance = &comparison.distance;
    let of_pair = |one: &str, other: &str| empty.contains(&one) || empty.contains(&other);
    assert!(distance.pairs.iter().all(|pair| pair.distance.is_none() == of_pair(&pair.one, &pair.other)));
    assert!(distance.to_standard.iter().all(|one| one.distance.is_none() == empty.contains(&one.form.as_str())));
    let grouped = distance.merges.iter().flat_map(|merge| merge.one.iter().chain(&merge.other));
    let grouped = grouped.chain(distance.families.iter().flat_map(|family| &family.forms));
    assert!(grouped.into_iter().all(|form| !empty.contains(&form.as_str())));
    assert_eq!(distance.order.len(), comparison.forms.len(), "it keeps its row");
    assert!(page.contains(&format!("Van {} formulieren komt niets uit een bron", empty.len())), "{page}");
}

#[test]
fn a_distance_on_practice_alone_is_said_where_no_words_are_shared_too() {
    let (page, comparison) = compared(&["--body", "Utrecht"]);
    let unsourced = comparison.distance.pairs.iter().filter(|pair| pair.is_unsourced()).count();
    assert!(
        unsourced > 0 && page.contains("komt bij beide uit een bron of van een origineel: de afstand berust op"),
        "{page}"
    );
}

#[test]
fn sensitive_data_and_minutes_say_what_they_rest_on() {
    let (page, comparison) = compared(&[]);
    let forms = &comparison.burden.forms;
    let count = |of: &dyn Fn(&eenvorm::compare::burden::Burden) -> bool| forms.iter().filter(|form| of(form)).count();
    let beyond = count(&|form| !form.beyond_plan.is_empty());
    let sourced = count(&|form| form.beyond_plan_sourced > 0);
    assert!(sourced > 0 && sourced < beyond, "{sourced} of {beyond}");
    let told = format!(", {sourced} daarvan volgens een bron of origineel");
    assert!(page.matches(&told).count() > 1, "in the headline and in the lead: {page}");
    assert!(
        page.contains("minuten kost het naar schatting om de") && page.contains("aan vragen uit een bron"),
        "{page}"
    );
    let less = |of: &eenvorm::compare::burden::TrajectoryBurden| of.minutes_sourced < of.minutes;
    assert!(comparison.burden.trajectories.iter().any(less));
    assert!(
        page.contains("formulieren passen met alle vragen in het standaardformulier; van wat die vragen staat"),
        "{page}"
    );
}

#[test]
fn a_draft_that_nobody_looked_over_is_shown_as_a_draft() {
    let (page, _) = compared(&["--mappings", "tests/harmonise/mappings", "noordstad/plan"]);
    assert!(page.contains("| ontwerp, niet nagekeken |"), "{page}");
}

#[test]
fn who_follows_a_text_is_no_voice_beside_it_and_says_that_it_has_lapsed() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).expect("a folder");
    let ruling = |name: &str, head: &str, evaluation: &str| {
        let text = format!(
            "[ruling]\nbody = \"{name}\"\nname = \"{name}\"\nkind = \"samenwerkingsverband\"\n{head}\n[evidence]\n\
             source = \"brief\"\nsource_kind = \"letter\"\nlevel = \"own_statement\"\nseen_on = \"2026-10-01\"\n{evaluation}"
        );
        fs::write(rules.join(format!("{name}.toml")), text).expect("written");
    };
    let until = "in_force_from = \"2014-01-01\"\nin_force_until = \"2015-12-31\"";
    ruling("bron", until, "[process]\nassesses = [\"de klantmanager\"]\n[evaluation]\nfrequency = \"elk half jaar\"\n");
    for name in ["eerste", "tweede", "derde"] {
        ruling(name, "follows = \"bron\"", "");
    }
    for name in ["vierde", "vijfde", "zesde"] {
        ruling(name, "", "[process]\nassesses = [\"De klantmanager (soms)\"]\n[evaluation]\nas_agreed = true\n");
    }
    let bodies = "bron,eerste,tweede,derde,vierde,vijfde,zesde";
    let mappings = folder.path().to_str().expect("a path");
    let (page, comparison) = compared(&["--mappings", mappings, "--rules", "--no-forms", "--body", bodies]);
    let rules = comparison.rules.expect("rules");
    let held = |key: &str| {
        let mut questions = rules.questions.iter().filter(|question| question.keys.iter().any(|known| known == key));
        let question = questions.next().expect("a question");
        assert!(questions.next().is_none(), "one question, whichever fact answers it");
        let told = |one: &CommonRuling| (one.text.clone(), one.voices, question.of, one.majority);
        question.held.iter().map(told).collect::<Vec<_>>()
    };
    let told = |text: &str, voices, majority| (text.to_owned(), voices, 4, majority);
    assert_eq!(
        held("assesses"),
        [told("de klantmanager", 4, true)],
        "followers are no voice, an aside is not all theirs"
    );
    let often = [told("naar afspraak", 3, true), told("elke 6 maanden", 1, false)];
    assert_eq!(held("frequency"), often, "who says how often does not say as agreed");
    assert_eq!(held("as_agreed"), often);
    assert!(page.contains("eerste (volgt)"), "{page}");
    assert!(page.contains("waarvan de tekst na 31 december 2015 niet meer geldt"), "{page}");
}

#[test]
fn a_concept_that_no_form_prints_stays_and_fixed_text_is_searched() {
    let (page, comparison) = compared(&["intake/intakeformulier-v7"]);
    let concept = |name: &str| comparison.words.glossary.iter().find(|one| one.name == name).expect("a concept");
    assert!(
        concept("Maatwerk").names.is_empty() && page.contains("op geen van deze formulieren, voor zover bekend"),
        "{page}"
    );
    assert!(concept("Belastbaarheid").names.iter().any(|name| name.wording == "fml"), "`Datum FML/IZP` is printed");
}

#[test]
fn an_own_file_of_rules_stands_beside_the_one_that_comes_along_and_no_file_goes_unsaid() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).expect("a folder");
    let bodies = [("GM0344", "Utrecht"), ("GM0363", "Amsterdam"), ("GM0599", "Rotterdam")];
    for (code, name) in bodies {
        let text = format!(
            "[ruling]\nbody = \"{code}\"\nname = \"{name}\"\nkind = \"gemeente\"\ntitle = \"Inventarisatie {name}\"\n[evidence]\n\
             source = \"gesprek\"\nsource_kind = \"interview\"\nlevel = \"own_statement\"\nseen_on = \"2026-05-07\"\n\
             [process]\nsignals = [\"klantmanager van {name}\"]\n[definitions]\nmaatjes = \"collega van {name}\"\n"
        );
        fs::write(rules.join(format!("inventaris-{code}.toml")), text).expect("written");
    }
    let mappings = folder.path().to_str().expect("a path");
    let person = ["--rules", "--no-forms", "--uren", "24", "--regime", "midden", "--weken", "48"];
    let of_three = ["--mappings", mappings, "--body", "Utrecht,Amsterdam,Rotterdam"];
    let (page, comparison) = compared(&[&person[..], &of_three].concat());
    let rules = comparison.rules.expect("rules");
    assert_eq!(rules.rulings.len(), 3);
    let figure = rules.person.iter().find(|one| one.ruling == "rotterdam").expect("a figure");
    assert!(format!("{:?}", figure.figure).contains("30"), "how much is from the text that says so: {figure:?}");
    for (code, name) in bodies {
        let file = format!("inventaris-{code}");
        assert!(page.contains(&format!("| klantmanager van {name} | eigen bron ({file}) |")), "{name}: {page}");
        assert!(page.contains(&format!("| collega van {name} | eigen bron ({file}) |")), "{name}: {page}");
        let source = rules.sources.iter().find(|text| text.file == file).expect("a source");
        assert_eq!(source.gives, ["Proces", "Begrippen"], "{name}");
    }
    assert!(rules.sources.len() == 6 && page.contains("| ja, voor: Proces, Begrippen |"), "{page}");
    let (page, _) = compared(&["--rules", "--no-forms", "--body", "uwv"]);
    assert!(page.contains("| nee: geldt na 30 september 2019 niet meer |"), "{page}");
}

#[test]
fn how_a_body_decides_is_known_of_who_was_read() {
    let (page, _) = compared(&["--rules", "--no-forms"]);
    let row = page.lines().find(|line| line.starts_with("| UWV - interne jobcoach |") && line.contains("par. 3.3"));
    let row = row.expect("how UWV decides");
    for told in ["UWV (par. 3.3)", "Polisadministratie", "eigen medewerker van de werkgever", "na drie jaar onderbouwt"]
    {
        assert!(row.contains(told), "{told}: {row}");
    }
    let (page, _) = compared(&["--rules", "--no-forms", "--body", "Rotterdam"]);
    let table = page.split("### Hoe een instantie besluit").nth(1).expect("a table");
    assert!(
        table.trim_start_matches(", naast elkaar").trim_start().starts_with("Van geen van deze instanties gezien.")
    );
    let applicant = compared(&["--rules", "--no-forms"]).1.rules.expect("rules");
    let asked = applicant.questions.iter().find(|question| question.keys == ["applicant"]).expect("a question");
    assert!(asked.held.iter().any(|one| one.text == "werkgever" && one.rulings.len() > 3), "{asked:?}");
}

#[test]
fn answers_and_versions_say_what_they_rest_on() {
    let (page, comparison) = compared(&[]);
    let (_, sourced) = compared(&["--sourced"]);
    let told = comparison.answers_sourced;
    assert_eq!(told.fields, sourced.answers.len());
    assert_eq!(told.losing, sourced.answers.iter().filter(|row| row.loses()).count());
    assert!(told.fields < comparison.answers.len());
    let lead = format!("({} als alleen telt wat uit een bron of van een origineel komt)", told.fields);
    assert!(page.contains(&lead), "{lead}");
    let change = comparison.versions.iter().find(|change| !change.gone.is_empty()).expect("a change");
    let gone = change.gone.iter().filter(|field| field.sourced).count();
    assert!(page.contains(&format!("{} vervallen ({gone} uit bron)", change.gone.len())), "{page}");
}

#[test]
fn one_is_spoken_of_as_one_and_no_distance_says_why() {
    let (page, comparison) = compared(&["--sourced", "praktijk/beeindiging", "praktijk/gespreksverslag"]);
    assert!(comparison.forms.iter().all(|form| form.fields == 0), "forms of practice have no source");
    assert!(
        page.contains("geen afstand") && page.contains("Er valt geen afstand te meten: van geen formulier"),
        "{page}"
    );
    for wrong in [" 1 minuten", " 1 velden", "komen er 1 ", "horen er 1 ", "1 woorden vragen", "Van 0 van de 1 "] {
        for arguments in [&["uwv/aanvraag-jobcoaching"][..], &["--body", "Utrecht"], &["--rules", "--body", "Utrecht"]]
        {
            let (page, _) = compared(arguments);
            assert!(!page.contains(wrong), "{wrong}: {page}");
        }
    }
}
