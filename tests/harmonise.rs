//! One common form out of many, as a region uses it: proposed, decided on by people, filled and read back.

#[path = "support/program.rs"]
mod program;
#[path = "support/reading.rs"]
mod reading;
#[path = "support/row_order.rs"]
mod row_order;

use program::eenvorm;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use eenvorm::document::cells::model::Document;
use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::fill::{Blank, Filler};
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};
use eenvorm::mapping::spec::form_spec::Mapping;
use eenvorm::record::answer::{Key, Record};
use eenvorm::record::schema::FieldId;
use eenvorm::record::value::Reading;
use reading::record;
use row_order::closed_up;
use walkdir::WalkDir;

const DAY: &str = "2026-11-29";

fn run(arguments: &[&str]) -> Output {
    let mut command = eenvorm();
    command.args(["--lang", "en", "harmonise", "--datum", DAY]).args(arguments).output().expect("the program runs")
}

fn proposed(folder: &Path, more: &[&str]) -> String {
    let output = run(&[&["-o", folder.to_str().expect("a path")], more].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn document(path: &str, bytes: Vec<u8>) -> Document {
    let source = Source::bytes(path, bytes);
    eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process()).expect("a document")
}

/// What stands on a form, of these fields: values only, as what was left unread has no meaning that could be lost.
fn values(record: &Record, wanted: &BTreeSet<FieldId>) -> BTreeMap<Key, String> {
    let values = record.answers.iter().filter(|answer| wanted.contains(&answer.key.field));
    let told = values.filter_map(|answer| match &answer.reading {
        Reading::Value(value) => Some((answer.key, format!("{value:?}"))),
        _ => None,
    });
    closed_up(&told.collect(), |_| true)
}

/// A record put into a blank and read back.
fn through(record_of: &Record, blank: &Blank, mapping: &Mapping, name: &str) -> Record {
    let filled = Filler::new(blank, mapping).fill(record_of).expect("filled");
    let bytes = filled.bytes.unwrap_or_else(|| panic!("{name}: {:?}", filled.findings));
    let read = document(name, bytes.to_vec());
    record(name, &read, mapping)
}

fn blank(folder: &Path, name: &str, mapping: &Mapping) -> Blank {
    let bytes = fs::read(folder.join(name)).expect("a blank");
    Blank::read(name, bytes, mapping).unwrap_or_else(|finding| panic!("{name} reads blank: {finding:?}"))
}

/// The fixtures of forms of one client a file.
fn fixtures(forms: &[&str]) -> Vec<PathBuf> {
    let of = |form: &&str| {
        let files = WalkDir::new(format!("fixtures/{form}")).sort_by_file_name().into_iter().filter_map(Result::ok);
        let beside = |path: &PathBuf| Path::new(&format!("{}.json", path.display())).is_file();
        files.map(walkdir::DirEntry::into_path).filter(beside).collect::<Vec<_>>()
    };
    forms.iter().flat_map(of).collect()
}

/// The ids of the forms that a proposal is made of.
fn forms_in(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("voorstel.toml")).expect("a proposal");
    let proposal: toml::Table = text.parse().expect("toml");
    let forms = proposal["voorstel"]["formulieren"].as_array().expect("a list");
    forms.iter().map(|form| form.as_str().expect("an id").to_owned()).collect()
}

#[test]
fn every_answer_to_the_core_goes_into_the_common_form_and_back_whatever_the_kind() {
    let known = Catalogue::load(&[]).expect("mappings");
    let kinds: BTreeSet<&str> = known.all().map(|form| form.mapping.head.kind.as_str()).collect();
    let mut tried = BTreeMap::new();
    for kind in kinds {
        let folder = folder();
        let output = run(&["--kind", kind, "-o", folder.path().to_str().expect("a path")]);
        let said = String::from_utf8_lossy(&output.stderr);
        // Of some kinds only forms of practice are known, which are no body's.
        if said.contains("no form of a body is known of the kind") {
            continue;
        }
        assert_eq!(output.status.code(), Some(0), "{kind}: {said}");
        tried.insert(kind.to_owned(), there_and_back(folder.path()));
    }
    assert!(tried["plan_van_aanpak"] > 40 && tried["aanvraag"] > 20 && tried.len() > 5, "{tried:?}");
}

/// Takes every fixture of the forms in a proposal through the common form, on all its papers, and back; how often.
fn there_and_back(folder: &Path) -> usize {
    let forms = folder.join("formulier/regio");
    let catalogue = Catalogue::load(&[folder.join("formulier")]).expect("mappings");
    let common = catalogue.get("regio/kern").expect("the common form");
    let core = common.mapping.asked();
    let plans = forms_in(folder);
    let papers = ["kern.xlsx", "kern.docx", "kern.pdf"];
    let blanks: Vec<Blank> = papers.iter().map(|name| blank(&forms, name, &common.mapping)).collect();
    let mut tried = 0;
    for path in fixtures(&plans.iter().map(String::as_str).collect::<Vec<_>>()) {
        let name = path.to_string_lossy().into_owned();
        let read = document(&name, fs::read(&path).expect("bytes"));
        let Ok(own) = catalogue.recognise(&read) else { continue };
        let original = record(&name, &read, &own);
        let expected = values(&original, &core);
        for (paper, blank) in papers.iter().zip(&blanks) {
            let filled = through(&original, blank, &common.mapping, &format!("{name} on {paper}"));
            assert_eq!(expected, values(&filled, &core), "{name} on {paper}");
            back(&original, &filled, &catalogue, &own, &core, &format!("{name} by way of {paper}"));
            tried += 1;
        }
    }
    tried
}

/// From the common form into a blank of the form that it came from.
fn back(
    original: &Record,
    filled: &Record,
    catalogue: &Catalogue,
    own: &Mapping,
    core: &BTreeSet<FieldId>,
    name: &str,
) {
    let known: &CatalogueEntry = catalogue.get(&own.head.id).expect("a known form");
    let Some((file, bytes)) = catalogue.blanks(known).expect("a blank").into_iter().next() else { return };
    let Ok(blank) = Blank::read(&file, bytes, own) else { return };
    let again = through(filled, &blank, own, name);
    // A form whose notation of a name has no title takes a name with one, and is filled in without it.
    let told = |record: &Record| -> BTreeMap<Key, String> {
        values(record, core).into_iter().filter(|(key, _)| key.part != Some(0)).collect()
    };
    assert_eq!(told(original), told(&again), "{name}");
}

#[test]
fn a_rerun_keeps_what_people_decided_and_tells_only_what_is_new() {
    let folder = folder();
    proposed(folder.path(), &[]);
    let path = folder.path().join("voorstel.toml");
    let text = fs::read_to_string(&path).expect("a proposal");
    assert!(text.contains("[veld.\"client.telefoon\"]"), "{text}");
    let edited =
        decide(&text, "client.naam", |table| table.replace("vraag = ", "vraag = \"Hoe heet de cliënt\" # was "));
    let edited = decide(&edited, "client.geboortedatum", |table| table.replace("\"kern\"", "\"vervalt\""));
    fs::write(&path, edited).expect("written");
    let said = proposed(folder.path(), &[]);
    assert!(said.contains("2 decided by people") && said.contains("nothing new"), "{said}");
    let kept = fs::read_to_string(&path).expect("a proposal");
    assert!(kept.contains("vraag = \"Hoe heet de cliënt\"") && kept.matches("besloten = true").count() == 2, "{kept}");
    let mapping = fs::read_to_string(folder.path().join("formulier/regio/kern.toml")).expect("a mapping");
    assert!(mapping.contains("Hoe heet de cliënt") && !mapping.contains("\"client.geboortedatum\" = {"), "{mapping}");
    let said = proposed(folder.path(), &["--core", "32"]);
    assert!(said.contains("new: ") && said.contains("2 decided by people"), "{said}");
    assert!(said.matches("new: ").count() < 10, "only what is proposed otherwise is told: {said}");
}

/// A proposal with the table of one field changed.
fn decide(text: &str, field: &str, change: impl Fn(&str) -> String) -> String {
    let start = text.find(&format!("[veld.\"{field}\"]")).expect("the field");
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end);
    format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
}

#[test]
fn a_decision_that_cannot_be_is_refused_with_the_nearest() {
    for (wrong, told) in [
        (("\"kern\"", "\"kren\""), "write \"kern\", \"eigen\" or \"vervalt\""),
        (("wat = \"kern\"", "wat = \"eigen\""), "`client.naam` is \"eigen\" of nobody"),
        (("[veld.\"client.naam\"]", "[veld.\"client.naaam\"]"), "did you mean `client.naam`?"),
    ] {
        let folder = folder();
        proposed(folder.path(), &["utrecht/jobcoachplan", "coevorden/plan-van-aanpak"]);
        let path = folder.path().join("voorstel.toml");
        let text = fs::read_to_string(&path).expect("a proposal");
        fs::write(&path, decide(&text, "client.naam", |table| table.replacen(wrong.0, wrong.1, 1))).expect("written");
        let output = run(&["-o", folder.path().to_str().expect("a path")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(told), "{wrong:?}: {said}");
    }
}

#[test]
fn the_ranking_is_what_a_script_of_its_own_computes() {
    let able = Command::new("python3").args(["-c", "import tomllib"]).output().is_ok_and(|o| o.status.success());
    if !able {
        return;
    }
    for more in [
        &[][..],
        &["--core", "12"],
        &["--kind", "aanvraag"],
        &["--kind", "wijziging"],
        &["utrecht/jobcoachplan", "isd-kompas/aanvraag"][..1],
    ] {
        let folder = folder();
        proposed(folder.path(), more);
        let mut script = Command::new("python3");
        script.args(["tests/harmonise/again.py", "mappings"]).arg(folder.path().join("voorstel.toml")).arg(DAY);
        let output = script.env("PYTHONUTF8", "1").output().expect("it runs");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{more:?}: {said}");
    }
}

#[test]
fn the_common_form_does_not_drift_from_what_was_agreed_and_an_old_one_does() {
    let folder = folder();
    proposed(folder.path(), &["utrecht/jobcoachplan", "coevorden/plan-van-aanpak"]);
    let (agreed, forms) = (folder.path().join("voorstel.toml"), folder.path().join("formulier"));
    let measured = |form: &str| {
        let (agreed, forms) = (agreed.to_str().expect("a path"), forms.to_str().expect("a path"));
        let output = run(&["--against", agreed, "--mappings", forms, form]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let own = measured("regio/utrecht");
    assert!(own.contains("1 van 1 formulier is wat is afgesproken"), "{own}");
    let old = measured("utrecht/jobcoachplan");
    assert!(old.contains("0 van 1 formulier is") && old.contains("andere woorden"), "{old}");
}

#[test]
fn the_layout_of_the_standard_is_what_its_mapping_asks() {
    let catalogue = Catalogue::load(&[]).expect("mappings");
    let standard = catalogue.get("standaard/plan").expect("the standard");
    let layout = eenvorm::harmonise::layout::Layout::standard();
    let schema = eenvorm::record::schema::Schema::common();
    for (id, field) in schema.all() {
        assert_eq!(layout.has(&field.id), standard.mapping.asks(id), "{}", field.id);
    }
}

const DRAFTS: &str = "tests/harmonise/mappings";

/// The lines of a field in a proposal, with the remarks above it.
fn told<'t>(proposal: &'t str, field: &str) -> &'t str {
    let parts = proposal.split("\n\n").find(|part| part.contains(&format!("[veld.\"{field}\"]")));
    parts.unwrap_or_else(|| panic!("{field} stands in {proposal}"))
}

#[test]
fn drafts_of_unknown_bodies_count_apart_weigh_as_practice_and_are_said() {
    let folder = folder();
    let forms = ["noordstad/plan", "zuidstad/plan", "oost/plan", "west/plan"];
    let arguments = [&["-o", folder.path().to_str().expect("a path"), "--mappings", DRAFTS][..], &forms].concat();
    let said = String::from_utf8_lossy(&run(&arguments).stderr).into_owned();
    assert!(said.contains("body-unknown") && said.contains("oost/plan, west/plan"), "{said}");
    assert!(said.contains("draft-not-reviewed") && said.contains(&forms.join(", ")), "{said}");
    let proposal = fs::read_to_string(folder.path().join("voorstel.toml")).expect("a proposal");
    let bsn = told(&proposal, "client.bsn");
    assert!(bsn.contains("4 instanties vragen het") && bsn.contains("4 daarvan volgens een ontwerp"), "{bsn}");
    assert!(bsn.contains("vraag = \"BSN\"") || bsn.contains("\"BSN\""), "{bsn}");
    assert!(told(&proposal, "dienstverband.begin").contains("\"Startdatum contract\""), "{proposal}");
    let without_number = |line: &&str| line.starts_with("vraag") && line.contains("\"2.");
    assert_eq!(proposal.lines().find(without_number), None, "no question of the region has the number of one form");
    for page in ["instantie-onbekend-oost-plan.html", "instantie-onbekend-west-plan.html"] {
        assert!(folder.path().join(page).is_file(), "{page}");
    }
}

#[test]
fn a_draft_that_somebody_looked_over_counts_as_confirmed() {
    let (drafts, folder) = (folder(), folder());
    for name in ["noordstad", "zuidstad"] {
        let text = fs::read_to_string(format!("{DRAFTS}/{name}/plan.toml")).expect("a mapping");
        let text = text.replace("\nsource ", "\nreviewed = \"Iemand\"\nsource ");
        fs::create_dir(drafts.path().join(name)).expect("a folder");
        fs::write(drafts.path().join(name).join("plan.toml"), text).expect("written");
    }
    let mappings = drafts.path().to_str().expect("a path");
    let said = proposed(folder.path(), &["--mappings", mappings, "noordstad/plan", "zuidstad/plan"]);
    assert!(!said.contains("draft-not-reviewed"), "{said}");
    let proposal = fs::read_to_string(folder.path().join("voorstel.toml")).expect("a proposal");
    let bsn = told(&proposal, "client.bsn");
    assert!(bsn.contains("2 instanties vragen het op hun eigen formulier"), "{bsn}");
    // hours of one column are found in each format
    for name in ["kern", "noordstad", "zuidstad"] {
        for end in ["xlsx", "docx", "pdf", "toml"] {
            let path = folder.path().join(format!("formulier/regio/{name}.{end}"));
            assert!(path.is_file(), "{}", path.display());
        }
    }
    let noordstad = fs::read_to_string(folder.path().join("formulier/regio/noordstad.toml")).expect("a mapping");
    assert!(noordstad.contains("[rows.\"uren\"]"), "{noordstad}");
}

#[test]
fn a_block_of_signatures_is_not_split_and_no_form_of_the_region_drifts() {
    let folder = folder();
    proposed(folder.path(), &["--core", "30"]);
    let proposal = fs::read_to_string(folder.path().join("voorstel.toml")).expect("a proposal");
    for who in ["client", "werkgever", "jobcoach"] {
        let of = |what: &str| told(&proposal, &format!("ondertekening.{who}_{what}")).contains("wat = \"kern\"");
        assert_eq!(of("naam"), of("datum"), "{who}");
    }
    for (field, words) in [("dienstverband.begin", "Begin dienstverband"), ("werkplek.functie", "Functie")] {
        assert!(told(&proposal, field).contains(&format!("vraag = \"{words}\"")), "{}", told(&proposal, field));
    }
    let (agreed, forms) = (folder.path().join("voorstel.toml"), folder.path().join("formulier"));
    let own: Vec<String> = fs::read_dir(forms.join("regio"))
        .expect("forms")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| format!("regio/{}", path.file_stem().expect("a name").to_string_lossy()))
        .filter(|form| form != "regio/kern")
        .collect();
    let (agreed, forms) = (agreed.to_str().expect("a path"), forms.to_str().expect("a path"));
    let ids: Vec<&str> = own.iter().map(String::as_str).collect();
    let output = run(&[&["--against", agreed, "--mappings", forms][..], &ids].concat());
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let all = format!("{0} van {0} formulieren zijn wat is afgesproken", own.len());
    assert!(own.len() > 3 && told.contains(&all), "{told}");
}

#[test]
fn a_form_of_practice_that_is_named_is_no_body_and_has_no_say() {
    let folder = folder();
    let named = ["utrecht/jobcoachplan", "coevorden/plan-van-aanpak", "trajectplan/tweede-spoor"];
    let said = proposed(folder.path(), &named);
    assert!(said.contains("of no body, and so without a say: trajectplan/tweede-spoor"), "{said}");
    let proposal = fs::read_to_string(folder.path().join("voorstel.toml")).expect("a proposal");
    assert!(!proposal.contains("3 instanties") && proposal.contains("2 instanties"), "{proposal}");
    assert!(
        proposal.contains("geen instantie vraagt het; wel, uit de praktijk: trajectplan/tweede-spoor"),
        "{proposal}"
    );
    let pages = fs::read_dir(folder.path())
        .expect("pages")
        .flatten()
        .filter(|page| page.file_name().to_string_lossy().starts_with("instantie-"));
    assert_eq!(pages.count(), 2);
    let output = run(&["trajectplan/tweede-spoor", "-o", folder.path().to_str().expect("a path")]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("none of these forms is a body's"), "{said}");
}

#[test]
fn an_answer_that_is_left_out_is_lost_by_who_leaves_the_question_open_too() {
    let folder = folder();
    proposed(folder.path(), &[]);
    let path = folder.path().join("voorstel.toml");
    let text = fs::read_to_string(&path).expect("a proposal");
    let regime = told(&text, "begeleiding.regime").to_owned();
    assert!(regime.contains("\"zeer_licht\"") && regime.contains("laat het antwoord open"), "{regime}");
    let without = |table: &str| table.replace("\"zeer_licht\", ", "").replace(", \"zeer_licht\"", "");
    fs::write(&path, decide(&text, "begeleiding.regime", without)).expect("written");
    proposed(folder.path(), &[]);
    let page = fs::read_to_string(folder.path().join("werksessie.html")).expect("a page");
    let lost = page.split("Antwoorden die met dit voorstel verloren gaan").last().expect("a table");
    assert!(lost.contains("zeer licht") && lost.contains("(open vraag)"), "{lost}");
}

#[test]
fn words_that_say_too_little_alone_give_way_to_those_of_the_standard() {
    for kind in ["plan_van_aanpak", "aanvraag", "urenverantwoording", "voortgang"] {
        let folder = folder();
        proposed(folder.path(), &["--kind", kind]);
        let proposal = fs::read_to_string(folder.path().join("voorstel.toml")).expect("a proposal");
        for fragment in ["Totaal", "Vorm", "d.d.", "Organisatie", "Formele werkgever"] {
            assert!(!proposal.contains(&format!("vraag = \"{fragment}\"")), "{kind}: {fragment}");
        }
    }
}

#[test]
fn a_regional_form_gets_the_name_of_the_gemeente_from_its_own_form() {
    let folder = folder();
    proposed(folder.path(), &[]);
    let catalogue = Catalogue::load(&[folder.path().join("formulier")]).expect("mappings");
    let field = eenvorm::record::schema::Schema::common().id("gemeente.naam").expect("a field");
    let forms = forms_in(folder.path());
    let mut named = 0;
    for path in fixtures(&forms.iter().map(String::as_str).collect::<Vec<_>>()) {
        let name = path.to_string_lossy().into_owned();
        let read = document(&name, fs::read(&path).expect("bytes"));
        let Ok(own) = catalogue.recognise(&read) else { continue };
        let mut original = record(&name, &read, &own);
        let is_its = |known: &&CatalogueEntry| {
            let head = &known.mapping.head;
            head.id.starts_with("regio/") && head.body == own.head.body && known.mapping.asks(field)
        };
        let Some(regional) = catalogue.all().find(is_its).filter(|_| original.answers_to(field).is_empty()) else {
            continue;
        };
        eenvorm::fill::gemeente_of_form::add_gemeente(&mut original, &regional.mapping);
        assert_eq!(original.answers_to(field).len(), usize::from(own.head.body.starts_with("GM")), "{name}");
        named += usize::from(own.head.body.starts_with("GM"));
    }
    assert!(named > 0, "a gemeente's form asks nobody which gemeente it is");
}

#[test]
fn a_page_that_people_changed_is_left_alone() {
    let folder = folder();
    let forms = ["utrecht/jobcoachplan", "coevorden/plan-van-aanpak"];
    proposed(folder.path(), &forms);
    proposed(folder.path(), &forms);
    for name in ["bestuur.html", "werksessie.html", "instantie-utrecht.html"] {
        let path = folder.path().join(name);
        let made = fs::read_to_string(&path).expect("a page");
        let edited = made.replacen("</h1>", " MIJN TEKST</h1>", 1);
        assert_ne!(made, edited);
        fs::write(&path, &edited).expect("written");
        let proposal = fs::read(folder.path().join("voorstel.toml")).expect("a proposal");
        let arguments = [&["-o", folder.path().to_str().expect("a path"), "--core", "12"][..], &forms].concat();
        let output = run(&arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(name) && said.contains("--force"), "{name}: {said}");
        assert_eq!(fs::read_to_string(&path).expect("a page"), edited, "{name}");
        assert_eq!(fs::read(folder.path().join("voorstel.toml")).expect("a proposal"), proposal, "nothing is written");
        fs::write(&path, made).expect("written");
    }
    let drift = folder.path().join("afwijking.html");
    let agreed = folder.path().join("voorstel.toml");
    let (agreed, page) = (agreed.to_str().expect("a path"), drift.to_str().expect("a path"));
    let against = || run(&["--against", agreed, "-o", page, "utrecht/jobcoachplan"]).status.code();
    assert_eq!((against(), against()), (Some(0), Some(0)), "a page as it was made is made again");
    fs::write(&drift, fs::read_to_string(&drift).expect("a page").replace("afspraak", "AFSPRAAK")).expect("written");
    assert_eq!(against(), Some(2));
    fs::remove_file(folder.path().join("voorstel.toml")).expect("gone");
    let arguments = [&["-o", folder.path().to_str().expect("a path")][..], &forms].concat();
    let said = String::from_utf8_lossy(&run(&arguments).stderr).into_owned();
    assert!(said.contains("voorstel.xlsx"), "decisions in the workbook alone are not lost: {said}");
}

#[test]
fn a_field_that_was_decided_is_told_as_it_was_decided() {
    let (folder, forms) = (folder(), ["utrecht/jobcoachplan", "coevorden/plan-van-aanpak"]);
    proposed(folder.path(), &forms);
    let path = folder.path().join("voorstel.toml");
    let text = fs::read_to_string(&path).expect("a proposal");
    fs::write(&path, text.replace("wat = \"kern\"", "wat = \"kern\"\nbesloten = true")).expect("written");
    let said = proposed(folder.path(), &[&["--core", "3"][..], &forms].concat());
    let news: Vec<&str> = said.lines().filter(|line| line.contains("new: ")).collect();
    assert!(
        !news.is_empty() && news.iter().all(|line| line.contains(": stays kern, as decided; proposed now: ")),
        "{said}"
    );
}

#[test]
fn the_pages_say_what_their_figures_rest_on_and_the_workshop_prints_every_field() {
    let folder = folder();
    proposed(folder.path(), &[]);
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a page");
    let director = page("bestuur.html");
    for told in ["uit een bron", "bij beide uit een bron", "Nu uit bron"] {
        assert!(director.contains(told), "{told}");
    }
    assert!(page("instantie-utrecht.html").contains("Waarvan uit bron"));
    assert!(!page("werksessie.html").contains("data-first"), "no row of the workshop is left out on paper");
}
