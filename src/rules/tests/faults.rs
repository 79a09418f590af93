//! A file of rules with a mistake is refused with the place of it; a good one keeps apart "no" and "not seen".

use crate::rules::catalogue::Rules;
use crate::rules::fact::{self, FACTS, FactValue};
use crate::rules::read::{is_ruling, ruling};
use crate::spec_toml::diagnostic::shown;

const GOOD: &str = r#"[ruling]
body = "GM0344"
name = "Voorbeeld"
kind = "gemeente"

[evidence]
level   = "web_page"
source  = "https://example.nl/regels"
seen_on = "2026-11-21"

[intensity]
method = "percentage_by_regime"
unit   = "percent"
regimes = [{ name = "midden", year_1 = 10, year_2 = 7.5 }]
"#;

/// The good file with one piece replaced, and what is said of it.
fn told(good: &str, bad: &str) -> String {
    assert!(GOOD.contains(good), "{good}");
    let text = GOOD.replace(good, bad);
    let flaws = ruling("voorbeeld", &text).expect_err("a flaw");
    shown(&flaws, "voorbeeld.toml", &text)
}

#[test]
fn a_good_file_is_read_to_the_last_decimal() {
    let read = ruling("voorbeeld", GOOD).expect("a ruling");
    assert!(is_ruling(GOOD));
    let regime = &read.intensity.expect("an intensity").regimes[0];
    let sizes = [Some("10"), Some("7.5"), None].map(|n| n.map(|n| n.parse().expect("a number")));
    assert_eq!(regime.size, crate::rules::ruling::Size::ByYear(sizes));
}

#[test]
fn every_mistake_is_shown_at_its_place() {
    let cases = [
        ("name =", "naem =", "did you mean `name`?"),
        ("kind = \"gemeente\"", "kind = \"gemente\"", "did you mean `gemeente`?"),
        ("\"GM0344\"", "\"GM9999\"", "`GM9999` is no CBS code of a gemeente"),
        ("2026-11-21", "2026-11-31", "`2026-11-31` is no date"),
        ("seen_on = \"2026-11-21\"", "", "`seen_on` is missing here"),
        ("level   = \"web_page\"", "", "`level` is missing here"),
        ("source  = \"https://example.nl/regels\"", "", "`source` is missing here"),
        ("https://example.nl/regels", "een boekje", "a source is an address"),
        ("unit   = \"percent\"", "unit = \"hours\"", "by this `method` the `unit` is `percent`"),
        ("year_2 = 7.5", "year_2 = \"7,5\"", "a number from 0 is expected here, not a text"),
        ("year_2 = 7.5", "year_2 = -1", "a number from 0 is expected here"),
        ("year_2 = 7.5", "year_4 = 7.5", "`year_4` is no key here"),
        ("year_1 = 10", "every_year = 10", "a regime has either `year_1` and so on, or `every_year`"),
        ("method = ", "default_regime = \"miden\"\nmethod = ", "did you mean `midden`?"),
        ("method = ", "pro_rata = \"linear_below_reference\"\nmethod = ", "needs `reference_hours_per_week`"),
        ("[intensity]", "[entry]\napplicant = []\n[intensity]", "leave out what was not seen"),
        ("[intensity]", "[duration]\nextension = \"\"\n[intensity]", "leave out what was not seen"),
        ("[intensity]", "[kwaliteit]\n[intensity]", "`kwaliteit` is no key here"),
        ("[ruling]", "[rulings]", "`[ruling]` is missing"),
    ];
    for (good, bad, expected) in cases {
        let told = told(good, bad);
        assert!(told.contains(expected), "{bad}: {told}");
        assert!(told.contains("voorbeeld.toml:"), "{bad}: {told}");
    }
}

#[test]
fn all_files_have_source_date_and_level_and_those_of_gemeenten_their_code() {
    let all: Vec<_> = Rules::built_in().all().collect();
    assert_eq!(all.len(), 30);
    for ruling in all {
        assert!(ruling.evidence.source.starts_with("http"), "{}", ruling.id);
        assert!(ruling.evidence.seen_on > jiff::civil::date(2020, 1, 1), "{}", ruling.id);
        let is_gemeente = ruling.kind == crate::rules::ruling::BodyKind::Gemeente;
        assert_eq!(ruling.body.starts_with("GM"), is_gemeente, "{}", ruling.id);
        assert_eq!(ruling.scheme.is_some(), ruling.body == "uwv", "{}", ruling.id);
    }
}

#[test]
fn not_seen_is_never_no() {
    let register = |id: &str| Rules::built_in().get(id).expect("a ruling").fact(fact::REGISTER).cloned();
    assert_eq!(register("factor-werk"), Some(FactValue::YesNo(true)));
    assert_eq!(register("utrecht"), Some(FactValue::YesNo(false)));
    assert_eq!(register("rotterdam"), None);
}

#[test]
fn of_those_whose_articles_were_not_read_no_amount_is_known() {
    let unread = [
        "uwv-extern-2016",
        "delft",
        "maashorst",
        "staphorst",
        "borger-odoorn",
        "zoeterwoude",
        "achtkarspelen",
        "weststellingwerf",
        "dantumadiel",
        "pijnacker-nootdorp",
        "werksaam-westfriesland",
        "drechtsteden",
        "zandvoort",
    ];
    for id in unread {
        let ruling = Rules::built_in().get(id).expect("a ruling");
        assert!(ruling.intensity.is_none() && ruling.rates.is_empty(), "{id}");
        assert_eq!(ruling.fact(fact::MAX_MONTHS), None, "{id}");
    }
    assert!(Rules::built_in().get("delft").expect("a ruling").facts.is_empty());
}

#[test]
fn no_key_is_there_that_no_file_uses() {
    // What no published ruling says yet may stand in an inventory that people keep themselves.
    let kept = Rules::load(&[std::path::PathBuf::from("tests/inventory")]).expect("an inventory");
    let unused: Vec<String> = FACTS
        .iter()
        .filter(|fact| !kept.all().any(|ruling| ruling.fact(**fact).is_some()))
        .map(|fact| format!("{}.{}", fact.section, fact.key))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
