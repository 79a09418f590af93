//! Plans within and beyond the rules of a body.

use jiff::civil::{self, date};
use rust_decimal::Decimal;

use crate::finding::{Lang, Severity};
use crate::rules::catalogue::Rules;
use crate::rules::convert::Notation;
use crate::rules::judge::{Breach, Plan, judge};
use crate::rules::person::{CoachingYear, WorkHours};

const IN_2014: civil::Date = date(2014, 9, 1);
const TODAY: civil::Date = date(2026, 11, 21);

fn breaches(id: &str, plan: &Plan, day: civil::Date) -> Vec<Breach> {
    judge(plan, Rules::built_in().get(id).expect("a ruling"), day)
}

fn codes(id: &str, plan: &Plan, day: civil::Date) -> Vec<&'static str> {
    breaches(id, plan, day).iter().map(|breach| breach.code).collect()
}

fn week(hours: u32) -> WorkHours {
    WorkHours::PerWeek(hours.into())
}

fn asking(work: u32, regime: &str, asked: Notation) -> Plan {
    Plan {
        work: Some(week(work)),
        year: Some(CoachingYear::First),
        regime: Some(regime.into()),
        asked: Some(asked),
        ..Plan::default()
    }
}

fn in_half_year(hours: &str) -> Notation {
    Notation::HoursPerPeriod { hours: hours.parse().expect("a number"), months: 6 }
}

#[test]
fn an_empty_plan_breaks_no_rule() {
    for ruling in Rules::built_in().all() {
        assert_eq!(judge(&Plan::default(), ruling, TODAY), [], "{}", ruling.id);
    }
}

#[test]
fn too_few_hours_of_work_with_and_without_an_exception() {
    let plan = |hours| Plan { work: Some(week(hours)), ..Plan::default() };
    assert_eq!(codes("uwv-extern-2014", &plan(12), IN_2014), [""; 0]);
    assert_eq!(codes("uwv-extern-2014", &plan(8), IN_2014), ["regel-uren-uitzondering"]);
    assert_eq!(codes("uwv-extern-2014", &plan(7), IN_2014), ["regel-uren-te-weinig"]);
    assert_eq!(codes("factor-werk", &plan(8), TODAY), ["regel-uren-te-weinig"]);
    assert_eq!(codes("utrecht", &plan(12), TODAY), ["regel-uren-te-weinig"], "more than 12, not 12");
    assert_eq!(codes("utrecht", &plan(13), TODAY), [""; 0]);
    assert_eq!(codes("rotterdam", &plan(1), TODAY), [""; 0], "no least was seen");
}

#[test]
fn a_low_wage_value_is_remarked_and_never_told() {
    let plan = |percent: i64| Plan { loonwaarde: Some(Decimal::from(percent)), ..Plan::default() };
    assert_eq!(codes("uwv-extern-2014", &plan(34), IN_2014), ["regel-loonwaarde-uitzondering"]);
    assert_eq!(codes("uwv-extern-2014", &plan(19), IN_2014), ["regel-loonwaarde-te-laag"]);
    for lang in [Lang::Nl, Lang::En] {
        let finding = breaches("uwv-extern-2014", &plan(19), IN_2014)[0].finding();
        assert!(!finding.message(lang).contains("19") && finding.with.iter().all(|(_, what)| what != "19"));
    }
}

#[test]
fn over_the_maximum_of_the_regime_whatever_the_weeks() {
    let licht = |hours| asking(24, "licht", in_half_year(hours));
    assert_eq!(codes("uwv-extern-2014", &licht("34.57"), IN_2014), [""; 0], "37.44 with 52 weeks");
    assert_eq!(codes("uwv-extern-2014", &licht("37.47"), IN_2014), ["regel-boven-maximum"]);
    let percentage = |n: i64| asking(24, "licht", Notation::Percentage(n.into()));
    assert_eq!(codes("uwv-extern-2014", &percentage(6), IN_2014), [""; 0]);
    assert_eq!(codes("uwv-extern-2014", &percentage(7), IN_2014), ["regel-boven-maximum"]);
    assert_eq!(codes("uwv-extern-2007", &percentage(7), date(2010, 1, 1)), [""; 0], "a budget, not a ceiling");
}

#[test]
fn fixed_hours_do_not_grow_above_the_reference() {
    let midden = |work, hours| asking(work, "midden", in_half_year(hours));
    assert_eq!(codes("rotterdam", &midden(36, "30"), TODAY), [""; 0]);
    assert_eq!(codes("rotterdam", &midden(36, "31"), TODAY), ["regel-boven-maximum"]);
    assert_eq!(codes("rotterdam", &midden(16, "21"), TODAY), ["regel-boven-maximum"]);
    // An hour a week is 24 or 26 hours per half-year: only what is too much either way is said.
    let weekly = |hours: i64| asking(16, "midden", Notation::HoursPerWeek(Decimal::new(hours, 2)));
    assert_eq!(codes("rotterdam", &weekly(80), TODAY), [""; 0]);
    assert_eq!(codes("rotterdam", &weekly(90), TODAY), ["regel-boven-maximum"]);
}

#[test]
fn a_plan_that_names_no_regime_or_year_is_judged_by_the_most_it_can_mean() {
    let plan = |regime: Option<&str>, year, percent: i64| Plan {
        regime: regime.map(Into::into),
        year,
        ..asking(24, "midden", Notation::Percentage(percent.into()))
    };
    assert_eq!(codes("uwv-extern-2014", &plan(None, Some(CoachingYear::First), 15), IN_2014), [""; 0]);
    assert_eq!(codes("uwv-extern-2014", &plan(None, Some(CoachingYear::First), 16), IN_2014), ["regel-boven-maximum"]);
    assert_eq!(codes("uwv-extern-2014", &plan(Some("midden"), None, 10), IN_2014), [""; 0]);
    let over = breaches("uwv-extern-2014", &plan(Some("midden"), None, 11), IN_2014);
    assert_eq!(over[0].with[1], ("most", "62,4".to_owned()), "year 1 and 52 weeks");
    assert_eq!(
        codes("factor-werk", &plan(Some("midden"), Some(CoachingYear::Second), 6), TODAY),
        ["regel-boven-maximum"]
    );
}

#[test]
fn a_second_hand_rule_is_no_more_than_a_note() {
    let plan = asking(24, "midden", in_half_year("31"));
    let breach = &breaches("rotterdam", &plan, TODAY)[0];
    let finding = breach.finding();
    assert_eq!((breach.second_hand, finding.severity), (true, Severity::Note));
    let told = format!("{} {}", finding.message(Lang::Nl), finding.hint(Lang::Nl).expect("a hint"));
    assert!(told.contains("31 uur") && told.contains("30 uur het maximum") && told.contains("CVDR703171/2"), "{told}");
    assert!(told.contains("Nadere regels voorzieningen Participatiewet Rotterdam"), "{told}");
    assert!(!told.contains("(weggelaten)"), "{told}");
}

#[test]
fn a_regime_that_was_not_seen_here_and_one_that_needs_reasons() {
    let plan = |regime: &str, motivated| Plan { regime_motivated: motivated, ..asking(24, regime, in_half_year("1")) };
    assert_eq!(codes("rotterdam", &plan("intensief", None), TODAY), ["regel-regime-onbekend"]);
    assert_eq!(codes("uwv-extern-2014", &plan("intensief", Some(false)), IN_2014), ["regel-regime-zonder-motivatie"]);
    assert_eq!(codes("uwv-extern-2014", &plan("intensief", Some(true)), IN_2014), [""; 0]);
    assert_eq!(codes("uwv-extern-2014", &plan("intensief", None), IN_2014), [""; 0]);
}

#[test]
fn too_long_in_all_and_too_long_at_a_time() {
    let plan = |in_all, months| Plan { months_in_all: Some(in_all), months: Some(months), ..Plan::default() };
    assert_eq!(codes("isd-kompas", &plan(24, 6), TODAY), [""; 0]);
    assert_eq!(codes("isd-kompas", &plan(30, 6), TODAY), ["regel-te-lang"]);
    assert_eq!(codes("factor-werk", &plan(12, 12), TODAY), ["regel-periode-te-lang"]);
    let kept = breaches("isd-kompas", &plan(30, 6), TODAY)[0].finding().hint(Lang::Nl).expect("a hint");
    assert!(kept.contains("nooit meer dan 4 x 6 maanden"), "{kept}");
    let short = Plan { contract_months: Some(5), ..Plan::default() };
    assert_eq!(codes("lucrato", &short, TODAY), ["regel-contract-te-kort"]);
}

#[test]
fn a_document_that_is_missing_is_named() {
    let missing = |there: &[&str]| -> Vec<String> {
        let documents = Some(there.iter().map(|name| (*name).to_owned()).collect());
        let found = breaches("uwv-extern-2014", &Plan { documents, ..Plan::default() }, IN_2014);
        assert!(found.iter().all(|breach| breach.code == "regel-stuk-ontbreekt"));
        found.into_iter().map(|breach| breach.with[0].1.clone()).collect()
    };
    let contract = "arbeidsovereenkomst of arbeidscontract of proefplaatsing";
    assert_eq!(missing(&["Getekende arbeidsovereenkomst", "Matchingsformulier en Coachingsplan.pdf"]), [""; 0]);
    assert_eq!(missing(&["Coachingsplan", "Aanvraagformulier proefplaatsing"]), ["matchingsformulier"]);
    assert_eq!(missing(&[]), [contract, "matchingsformulier", "coachingsplan"]);
    assert_eq!(
        codes("rotterdam", &Plan { documents: Some(Vec::new()), ..Plan::default() }, TODAY),
        [""; 0],
        "not seen"
    );
}

#[test]
fn a_rule_that_does_not_hold_that_day_judges_nobody() {
    let plan = Plan { work: Some(week(1)), ..Plan::default() };
    assert_eq!(codes("uwv-extern-2014", &plan, TODAY), [""; 0]);
}
