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

/// The form with another period of coaching.
fn of_period(mut form: Form, begin: &str, end: &str) -> Form {
    let own = ["begeleiding.begin", "begeleiding.einde"].map(super::batches::parse_key);
    form.0.answers.retain(|answer| !own.contains(&answer.key));
    form.says("begeleiding.begin", begin).says("begeleiding.einde", end)
}

#[test]
fn each_period_keeps_its_own_evaluation_and_its_identifier() {
    let plan = || {
        coached("plan.xlsx").says("voortgang.volgende_evaluatie", "20-05-2026").says("formulier.datum", "01-12-2025")
    };
    let next = of_period(coached("vervolg.xlsx"), "01-07-2026", "31-12-2026")
        .says("formulier.datum", "01-03-2026")
        .says("voortgang.volgende_evaluatie", "01-10-2026");
    let evaluations = |forms: Vec<Form>| -> Vec<(String, Option<String>)> {
        let actions = seen(&batch(forms)).actions;
        actions
            .into_iter()
            .filter(|action| action.kind == "evaluatie")
            .map(|action| (action.uid, action.date))
            .collect()
    };
    let alone = evaluations(vec![plan()]);
    let both = evaluations(vec![plan(), next.clone()]);
    assert_eq!(
        both.iter().map(|(_, day)| day.as_deref()).collect::<Vec<_>>(),
        [Some("2026-05-20"), Some("2026-10-01")]
    );
    assert_eq!(both[0], alone[0], "an agenda has one entry of it");
    assert_ne!(both[1].0, both[0].0);
    let report = seen(&batch([plan(), next.clone()]));
    let terms = report.deadlines.iter().filter(|term| term.kind == "evaluatie").map(|term| term.date.as_str());
    assert_eq!(terms.collect::<Vec<_>>(), ["2026-05-20", "2026-10-01"]);
    assert_eq!(report.clients[0].details.evaluation.as_deref(), Some("2026-05-20"));
    let due =
        coached("plan.xlsx").says("voortgang.volgende_evaluatie", "01-03-2026").says("formulier.datum", "01-12-2025");
    let terms = |next: Form| -> Vec<String> {
        let terms = seen(&batch([due.clone(), next])).deadlines;
        terms.into_iter().filter(|term| term.kind == "evaluatie").map(|term| term.date).collect()
    };
    assert_eq!(terms(next.clone()), ["2026-03-01", "2026-10-01"]);
    assert_eq!(terms(next.clone().says("voortgang.einde", "05-03-2026")), ["2026-10-01"], "it was held");
    let over = of_period(plan(), "01-07-2025", "31-12-2025");
    assert_eq!(
        evaluations(vec![over, of_period(next, "01-01-2026", "30-06-2026")]).len(),
        1,
        "what is over is not due"
    );
}

#[test]
fn hours_of_the_running_period_run_out_also_where_the_next_one_is_asked() {
    let plan = coached("plan.xlsx")
        .says("formulier.datum", "01-03-2026")
        .says("begeleiding.uren_toegekend", "60")
        .says("begeleiding.uren_besteed", "55");
    let next = of_period(coached("vervolg.xlsx"), "01-07-2026", "31-12-2026").says("formulier.datum", "02-03-2026");
    let told = |forms: Vec<Form>| {
        let actions = seen(&batch(forms)).actions;
        actions.into_iter().filter(|action| action.kind == "uren").map(|action| action.title).collect::<Vec<_>>()
    };
    let alone = told(vec![plan.clone()]);
    assert_eq!(alone, ["De uren gaan sneller dan de tijd"]);
    assert_eq!(told(vec![plan.clone(), next.clone()]), alone);
    let unused = coached("plan.xlsx").says("formulier.datum", "01-12-2025").says("begeleiding.uren_toegekend", "60");
    let reports = next.clone().says("voortgang.einde", "01-03-2026").says("begeleiding.uren_besteed", "55");
    assert_eq!(told(vec![unused, reports]), alone, "the next form tells what was used of this one");
    let over = of_period(plan, "01-07-2025", "31-12-2025");
    assert!(told(vec![over, of_period(next, "01-01-2026", "30-06-2026")]).is_empty(), "what is over runs out no more");
}

#[test]
fn the_day_for_which_an_evaluation_is_planned_is_a_term() {
    let plan =
        |day: &str| coached("plan.xlsx").says("formulier.datum", "01-12-2025").says("voortgang.evaluatiedatum", day);
    assert!(told(vec![plan("15-05-2026")]).contains(&"evaluatie 2026-05-15".to_owned()));
    assert!(
        told(vec![plan("01-03-2026")]).contains(&"evaluatie 2026-03-01".to_owned()),
        "nothing says that it was held"
    );
    let held = plan("01-03-2026").says("voortgang.verslag", "Het gaat goed.");
    assert!(told(vec![held]).iter().all(|action| !action.starts_with("evaluatie")));
}

#[test]
fn hours_of_a_form_stay_in_one_period() {
    let asked = |form: Form| {
        form.says("formulier.datum", "01-12-2025")
            .says("begeleiding.uren_toegekend", "40")
            .says("begeleiding.uren_besteed", "36")
    };
    let reported = |form: Form| form.says("voortgang.begin", "01-01-2026").says("voortgang.einde", "28-02-2026");
    for (form, case) in [
        (reported(asked(coached("a.xlsx"))), "the days that it reports on decide"),
        (asked(coached("a.xlsx")).says("begeleiding.aanvraag", "eerste"), "a first request has no period before it"),
    ] {
        let report = seen(&batch([form]));
        let rows = report.hours.expect("hours").rows;
        let told: Vec<_> =
            rows.iter().map(|row| (row.hours.toegekend, row.hours.besteed, row.hours.resterend)).collect();
        assert_eq!(told, [(Some(2400), Some(2160), Some(240))], "{case}");
        assert!(report.actions.iter().any(|action| action.kind == "uren"), "{case}");
    }
    let before = asked(coached("a.xlsx")).says("begeleiding.aanvraag", "vervolg");
    let rows = seen(&batch([before])).hours.expect("hours").rows;
    let earlier: Vec<_> = rows.iter().map(|row| (row.earlier, row.hours.toegekend, row.hours.besteed)).collect();
    assert_eq!(earlier, [(true, Some(2400), Some(2160))], "an extension tells of the period before");
}

#[test]
fn clients_that_may_be_one_are_told_by_year_of_birth_and_employer() {
    let other = Form::new("c.xlsx", "voortgang")
        .of_its_own()
        .says("client.naam", "J. Bos")
        .says("client.geboortedatum", "1991")
        .says("werkgever.naam", "Garage Maan");
    let report = seen(&batch([coached("a.xlsx"), other]));
    let action = report.actions.iter().find(|action| action.kind == "zelfde").expect("that they may be one");
    let told = |text: &str| text.contains("geboren 1991, Garage Maan") || text.contains("(Utrecht");
    assert!(told(&action.why) && !action.why.contains("99999"), "{}", action.why);
    let names: Vec<&str> =
        report.clients.iter().flat_map(|client| &client.possibly).map(|one| one.name.as_str()).collect();
    assert!(names.iter().all(|name| name.contains('(')), "{names:?}");
}
