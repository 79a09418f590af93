//! What there is to do, by date and with its reason.

use super::batches::{Form, batch, seen};

/// Each action as `kind day`.
fn told(forms: Vec<Form>) -> Vec<String> {
    let report = seen(&batch(forms));
    report.actions.iter().map(|action| format!("{} {}", action.kind, action.date.as_deref().unwrap_or("-"))).collect()
}

fn coached(file: &str) -> Form {
    Form::new(file, "plan_van_aanpak")
        .says("client.bsn", "999990019")
        .says("client.naam", "J. Bos")
        .says("begeleiding.begin", "01-01-2026")
        .says("begeleiding.einde", "30-06-2026")
}

#[test]
fn an_extension_is_asked_by_the_rule_of_the_body_else_by_a_stated_number_of_weeks() {
    let report = seen(&batch([coached("a.xlsx")]));
    let action = &report.actions[0];
    assert_eq!((action.kind, action.date.as_deref()), ("verlenging", Some("2026-05-05")));
    assert!(action.why.contains("8 weken") && action.why.contains("niet bekend"), "{}", action.why);
    let report = seen(&batch([coached("a.xlsx").of("uwv")]));
    let action = report.actions.iter().find(|action| action.kind == "verlenging").expect("an extension");
    let ruled = !action.why.contains("niet bekend");
    assert!(!ruled || action.why.contains("volgens"), "{}", action.why);
}

#[test]
fn a_contract_that_ends_first_and_an_evaluation_have_their_day() {
    let form =
        coached("a.xlsx").says("dienstverband.einde", "01-06-2026").says("voortgang.volgende_evaluatie", "01-04-2026");
    assert_eq!(told(vec![form]), ["evaluatie 2026-04-01", "verlenging 2026-05-05", "dienstverband 2026-06-01"]);
}

#[test]
fn hours_that_go_faster_than_the_time_are_said_with_the_day_on_which_they_are_gone() {
    let hours = |used: &str| {
        let form = coached("a.xlsx").says("begeleiding.uren_toegekend", "40").says("begeleiding.uren_besteed", used);
        told(vec![form]).into_iter().filter(|action| action.starts_with("uren")).collect::<Vec<_>>()
    };
    assert_eq!(hours("16"), Vec::<String>::new(), "as fast as the time");
    assert_eq!(hours("32"), ["uren 2026-04-02"]);
    assert_eq!(hours("41"), ["uren -"], "more than granted");
}

#[test]
fn after_the_end_only_what_contradicts_is_left() {
    let form = coached("a.xlsx").says("uitkomst.datum_einde", "01-03-2026");
    assert_eq!(told(vec![form]), Vec::<String>::new());
}

#[test]
fn contradictions_and_clients_that_may_be_one_are_to_be_looked_over() {
    let first = coached("a.xlsx").says("client.telefoon", "06-12345678").says("formulier.datum", "01-01-2026");
    let second = coached("b.xlsx").says("client.telefoon", "06-87654321").says("formulier.datum", "01-02-2026");
    let alike = Form::new("c.xlsx", "voortgang").says("client.naam", "J. Bos");
    let kinds = told(vec![first, second, alike]);
    assert_eq!(kinds.iter().filter(|kind| *kind == "verschil -").count(), 1, "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| *kind == "zelfde -").count(), 2, "{kinds:?}");
}
