//! Two coachings of one client at once: each is watched.

use std::collections::BTreeSet;

use super::batches::{Form, batch, seen};

fn form(file: &str, employer: &str, end: &str) -> Form {
    Form::new(file, "plan_van_aanpak")
        .says("client.bsn", "999990019")
        .says("client.naam", "J. Bos")
        .says("werkgever.naam", employer)
        .says("begeleiding.begin", "01-01-2026")
        .says("begeleiding.einde", end)
}

fn bakery() -> Form {
    form("bakkerij.xlsx", "Bakkerij Zon", "30-06-2026")
        .says("formulier.datum", "02-01-2026")
        .says("begeleiding.uren_toegekend", "40")
        .says("begeleiding.uren_besteed", "39")
        .says("voortgang.volgende_evaluatie", "01-04-2026")
}

fn garage() -> Form {
    form("garage.xlsx", "Garage Maan", "31-08-2026")
        .says("formulier.datum", "02-02-2026")
        .says("begeleiding.uren_toegekend", "60")
        .says("voortgang.volgende_evaluatie", "01-05-2026")
}

#[test]
fn each_has_its_own_dates_hours_and_evaluation() {
    let report = seen(&batch([bakery(), garage()]));
    let client = &report.clients[0];
    let told: Vec<_> = client
        .coachings
        .iter()
        .map(|one| {
            (one.name.as_str(), one.details.einde.as_deref(), one.details.hours.and_then(|hours| hours.toegekend))
        })
        .collect();
    let (june, august) = (Some("2026-06-30"), Some("2026-08-31"));
    assert_eq!(told, [("Bakkerij Zon", june, Some(2400)), ("Garage Maan", august, Some(3600))]);
    let due = |kind: &str| -> Vec<String> {
        let of_kind = report.actions.iter().filter(|action| action.kind == kind);
        of_kind
            .map(|a| format!("{} {}", a.coaching.as_deref().unwrap_or("-"), a.date.as_deref().unwrap_or("-")))
            .collect()
    };
    assert_eq!(due("verlenging"), ["Bakkerij Zon 2026-05-05", "Garage Maan 2026-07-06"]);
    assert_eq!(due("evaluatie"), ["Bakkerij Zon 2026-04-01", "Garage Maan 2026-05-01"]);
    assert!(due("uren")[0].starts_with("Bakkerij Zon"), "{:?}", due("uren"));
    let several = report.actions.iter().find(|action| action.kind == "tegelijk").expect("that there are two");
    assert!(several.why.contains("elk van de 2 begeleidingen"), "{}", several.why);
    assert!(report.actions.iter().all(|action| action.kind != "verschil"), "two employers contradict nothing");
    assert_eq!((client.deadlines.len(), client.differing), (4, 0));
    let uids: BTreeSet<&str> = report.actions.iter().map(|action| action.uid.as_str()).collect();
    assert_eq!(uids.len(), report.actions.len(), "each its own in an agenda");
}

#[test]
fn the_one_that_began_first_keeps_its_place_in_the_agenda() {
    let uid = |forms: Vec<Form>| {
        let report = seen(&batch(forms));
        let own = report.actions.iter().find(|a| a.kind == "verlenging" && a.date.as_deref() == Some("2026-05-05"));
        own.expect("an extension").uid.clone()
    };
    assert_eq!(uid(vec![bakery()]), uid(vec![garage(), bakery()]));
}

#[test]
fn a_form_that_does_not_say_of_which_it_tells_counts_in_neither() {
    let log = Form::new("uren.xlsx", "urenregistratie")
        .says("client.bsn", "999990019")
        .says("formulier.datum", "01-03-2026")
        .says("begeleiding.uren_besteed", "12");
    let report = seen(&batch([bakery(), garage(), log]));
    let used: Vec<_> =
        report.clients[0].coachings.iter().map(|one| one.details.hours.and_then(|hours| hours.besteed)).collect();
    assert_eq!(used, [Some(39 * 60), None]);
    let several = report.actions.iter().find(|action| action.kind == "tegelijk").expect("that there are two");
    assert!(several.why.contains("Eén formulier zegt niet"), "{}", several.why);
}

#[test]
fn two_gemeenten_are_two_coachings_and_an_employer_of_before_is_none() {
    let here = form("hier.xlsx", "Bakkerij Zon", "30-06-2026").says("gemeente.naam", "Utrecht");
    let there = form("daar.xlsx", "Garage Maan", "31-08-2026").says("gemeente.naam", "Zeist");
    let before = Form::new("eerder.xlsx", "plan_van_aanpak")
        .says("client.bsn", "999990019")
        .says("werkgever.naam", "Winkel Ster")
        .says("gemeente.naam", "Utrecht")
        .says("dienstverband.begin", "01-01-2024")
        .says("dienstverband.einde", "31-12-2024")
        .says("begeleiding.begin", "01-01-2024")
        .says("begeleiding.einde", "31-12-2024");
    let report = seen(&batch([here, there, before]));
    let names: Vec<&str> = report.clients[0].coachings.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Bakkerij Zon, Utrecht", "Garage Maan, Zeist"]);
    let bodies: Vec<_> = report.clients[0].coachings.iter().map(|one| one.details.gemeente.as_deref()).collect();
    assert_eq!(bodies, [Some("Utrecht"), Some("Zeist")]);
}
