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
    assert_eq!(kinds.iter().filter(|kind| *kind == "zelfde -").count(), 1, "a pair is named once: {kinds:?}");
}

#[test]
fn clients_of_one_name_are_told_apart_by_their_forms() {
    let named = |file: &str| Form::new(file, "voortgang").of_its_own().says("client.naam", "J. Bos");
    let report = seen(&batch([coached("a.xlsx"), named("b.xlsx")]));
    let action = report.actions.iter().find(|action| action.kind == "zelfde").expect("that they may be one");
    assert!(action.why.contains("Bos, J. (") && action.why.contains(".xlsx)"), "{}", action.why);
}

/// The kinds and days of what a client's coaching asks on 14 March 2026.
fn asked(forms: Vec<Form>) -> Vec<String> {
    let asks = ["verlenging", "evaluatie", "dienstverband"];
    told(forms).into_iter().filter(|action| asks.iter().any(|kind| action.starts_with(kind))).collect()
}

fn closing(employer: &str, written: &str) -> Form {
    Form::new("einde.xlsx", "eindrapport")
        .says("client.bsn", "999990019")
        .says("client.naam", "J. Bos")
        .says("werkgever.naam", employer)
        .says("formulier.datum", written)
        .says("uitkomst.datum_einde", "31-01-2026")
}

fn later(employer: &str) -> Form {
    coached("later.xlsx")
        .says("werkgever.naam", employer)
        .says("formulier.datum", "05-02-2026")
        .says("voortgang.volgende_evaluatie", "01-05-2026")
}

#[test]
fn a_closing_form_ends_only_the_coaching_that_began_before_the_end_it_tells() {
    let again = |form: Form| {
        let mut form = form;
        form.0.answers.retain(|answer| answer.key != super::batches::parse_key("begeleiding.begin"));
        form.says("begeleiding.begin", "01-02-2026")
    };
    for written in ["01-02-2026", "01-03-2026"] {
        for employer in ["Bakkerij Zon", "Garage Maan"] {
            let told = asked(vec![closing("Bakkerij Zon", written), again(later(employer))]);
            assert_eq!(told, ["evaluatie 2026-05-01", "verlenging 2026-05-05"], "{employer}, written {written}");
        }
    }
    assert_eq!(asked(vec![closing("Bakkerij Zon", "01-03-2026"), later("Bakkerij Zon")]), Vec::<String>::new());
}

#[test]
fn a_closing_form_of_one_employer_ends_nothing_at_another() {
    let told = asked(vec![closing("Bakkerij Zon", "01-03-2026"), later("Garage Maan")]);
    assert_eq!(told, ["evaluatie 2026-05-01", "verlenging 2026-05-05"]);
}

#[test]
fn a_coaching_that_ended_is_not_at_once_with_the_next() {
    let first = coached("eerst.xlsx")
        .says("werkgever.naam", "Bakkerij Zon")
        .says("formulier.datum", "02-01-2026")
        .says("dienstverband.begin", "01-01-2026");
    let mut next = later("Garage Maan").says("dienstverband.begin", "01-02-2026");
    next.0.answers.retain(|answer| answer.key != super::batches::parse_key("begeleiding.begin"));
    let next = next.says("begeleiding.begin", "01-02-2026");
    let told = told(vec![first, next, closing("Bakkerij Zon", "01-03-2026")]);
    assert!(told.iter().all(|action| !action.starts_with("tegelijk")), "{told:?}");
}

#[test]
fn the_last_known_term_of_a_body_is_used_and_said_with_its_date() {
    let report = seen(&batch([coached("a.xlsx").of("uwv")]));
    let action = report.actions.iter().find(|action| action.kind == "verlenging").expect("an extension");
    assert!(action.why.contains("4 weken vooraf volgens UWV"), "{}", action.why);
    assert!(action.why.contains("niet gezien of die"), "{}", action.why);
    assert_eq!(action.date.as_deref(), Some("2026-06-02"));
}

#[test]
fn less_exact_words_and_none_contradict_no_value() {
    let fields = [
        ("dienstverband.begin", "1 mei 2025", "zo spoedig mogelijk"),
        ("client.geboortedatum", "31-12-1995", "ergens in 1995"),
        ("dienstverband.uren_per_week", "32", "n.v.t."),
    ];
    for (field, one, other) in fields {
        let first = coached("a.xlsx").says(field, one).says("formulier.datum", "01-01-2026");
        let second = coached("b.xlsx").says(field, other).says("formulier.datum", "01-02-2026");
        let told = told(vec![first, second]);
        assert!(!told.contains(&"verschil -".to_owned()), "{field}: {told:?}");
    }
    let first = coached("a.xlsx").says("dienstverband.begin", "1 mei 2025").says("formulier.datum", "01-01-2026");
    let second = coached("b.xlsx").says("dienstverband.begin", "eind 2024").says("formulier.datum", "01-02-2026");
    assert!(told(vec![first, second]).contains(&"verschil -".to_owned()), "another year is another day");
}
