//! Which forms are one client's, and what the page says where they agree and differ.

use super::batches::{Form, batch, seen};

fn names(forms: Vec<Form>) -> Vec<(String, usize)> {
    seen(&batch(forms)).clients.into_iter().map(|client| (client.name, client.forms.len())).collect()
}

#[test]
fn forms_with_one_bsn_are_one_client() {
    let forms = vec![
        Form::new("a.xlsx", "plan_van_aanpak").says("client.bsn", "999990019").says("client.naam", "J. de Boer"),
        Form::new("b.xlsx", "voortgang").says("client.bsn", "9999.90.019").says("client.naam", "Jan de Boer"),
        Form::new("c.xlsx", "voortgang").says("client.bsn", "999990020").says("client.naam", "J. de Boer"),
    ];
    assert_eq!(names(forms), [("Boer, J. de".to_owned(), 2), ("Boer, J. de".to_owned(), 1)]);
}

#[test]
fn without_a_bsn_full_name_and_birth_date_tell() {
    let forms = vec![
        Form::new("a.xlsx", "plan_van_aanpak")
            .says("client.naam", "A.C. Öztürk")
            .says("client.geboortedatum", "01-02-1990"),
        Form::new("b.xlsx", "voortgang")
            .says("client.naam.voorletters", "a c")
            .says("client.naam.achternaam", "Ozturk")
            .says("client.geboortedatum", "1 februari 1990"),
        Form::new("c.xlsx", "voortgang").says("client.naam", "A.C. Öztürk").says("client.geboortedatum", "02-02-1990"),
        Form::new("d.xlsx", "voortgang").says("client.naam", "A.C. Öztürk"),
        Form::new("e.xlsx", "voortgang").says("client.naam", "Ayşe Öztürk").says("client.geboortedatum", "01-02-1990"),
    ];
    let counts: Vec<usize> = names(forms).into_iter().map(|(_, forms)| forms).collect();
    assert_eq!(counts.iter().sum::<usize>(), 5);
    assert_eq!(counts.len(), 4, "another birth date, none at all, and a first name that the initials may be of");
}

#[test]
fn who_fits_two_clients_joins_neither() {
    let same = |file: &str| {
        Form::new(file, "voortgang").says("client.naam", "J. Bos").says("client.geboortedatum", "01-02-1990")
    };
    let forms = vec![
        same("a.xlsx").says("client.bsn", "999990019"),
        same("b.xlsx").says("client.bsn", "999990020"),
        same("c.xlsx"),
    ];
    assert_eq!(names(forms).len(), 3);
}

#[test]
fn where_forms_differ_both_stand_with_their_source_and_the_newest_first() {
    let forms = vec![
        Form::new("plan.xlsx", "plan_van_aanpak")
            .says("client.bsn", "999990019")
            .says("formulier.datum", "01-09-2025")
            .says("werkgever.naam", "Bakkerij Zon")
            .says("werkplek.functie", "Bakker"),
        Form::new("verslag.xlsx", "voortgang")
            .says("client.bsn", "999990019")
            .says("formulier.datum", "01-03-2026")
            .says("werkgever.naam", "Bakkerij Maan")
            .says("werkplek.functie", "bakker"),
    ];
    let report = seen(&batch(forms));
    let client = &report.clients[0];
    assert_eq!(client.forms[0].file, "verslag.xlsx");
    assert_eq!((client.details.werkgever.as_deref(), client.differing), (Some("Bakkerij Maan"), 1));
    let fields: Vec<_> = client.groups.iter().flat_map(|group| &group.fields).collect();
    let employer = fields.iter().find(|field| field.id == "werkgever.naam").expect("the employer");
    let told: Vec<_> = employer.answers.iter().map(|a| (a.text.as_str(), a.sources[0].letter.as_str())).collect();
    assert_eq!(told, [("Bakkerij Maan", "A"), ("Bakkerij Zon", "B")]);
    assert!(employer.differs);
    let job = fields.iter().find(|field| field.id == "werkplek.functie").expect("the job");
    assert_eq!((job.answers.len(), job.answers[0].sources.len(), job.differs), (1, 2, false));
    let dated = fields.iter().find(|field| field.id == "formulier.datum").expect("the date");
    assert!(!dated.differs, "every form has a date of its own");
}

#[test]
fn parts_are_joined_and_what_is_not_read_is_marked() {
    let form = Form::new("a.xlsx", "plan_van_aanpak")
        .says("client.naam.voorletters", "A.C.")
        .says("client.naam.tussenvoegsel", "van der")
        .says("client.naam.achternaam", "Berg")
        .says("begeleiding.uren_toegekend", "een heleboel")
        .says("dienstverband.einde", "n.v.t.");
    let report = seen(&batch([form]));
    let client = &report.clients[0];
    assert_eq!((client.name.as_str(), client.full_name.as_str()), ("Berg, A.C. van der", "A.C. van der Berg"));
    let states: Vec<_> = client
        .groups
        .iter()
        .flat_map(|group| &group.fields)
        .flat_map(|field| field.answers.iter().map(|answer| (field.id.as_str(), answer.text.as_str(), answer.state)))
        .collect();
    let expected = [
        ("client.naam", "A.C. van der Berg", "read"),
        ("dienstverband.einde", "n.v.t.", "said"),
        ("begeleiding.uren_toegekend", "een heleboel", "as_written"),
    ];
    assert_eq!(states, expected);
    assert!(client.details.hours.is_none(), "what is not read is not counted");
}

#[test]
fn rows_stand_in_tables_by_form_and_the_same_table_once() {
    let log = |file: &str| {
        Form::new(file, "urenverantwoording")
            .says("client.bsn", "999990019")
            .says("uren[0].datum", "01-03-2026")
            .says("uren[0].duur", "1,5")
            .says("uren[1].datum", "02-03-2026")
            .says("uren[1].duur", "2")
    };
    let more = log("c.xlsx").says("uren[2].datum", "03-03-2026").says("uren[2].duur", "1");
    let report = seen(&batch([log("a.xlsx"), log("b.xlsx"), more]));
    let client = &report.clients[0];
    let tables = &client.groups.iter().find(|group| group.id == "uren").expect("the log").tables;
    let letters: Vec<_> = tables.iter().map(|table| table.letters.join("")).collect();
    assert_eq!(letters, ["AB", "C"]);
    assert_eq!((tables[0].total, tables[1].total), (Some(210), Some(270)));
    let hours = client.details.hours.expect("hours");
    assert_eq!((hours.besteed, hours.added_up), (Some(270), true), "an entry in several files counts once");
}

#[test]
fn what_a_newer_form_denies_is_gone_and_differs() {
    let form = |file: &str, date: &str, end: &str| {
        Form::new(file, "voortgang")
            .says("client.bsn", "999990019")
            .says("formulier.datum", date)
            .says("dienstverband.einde", end)
    };
    let report = seen(&batch([form("a.xlsx", "01-01-2026", "31-12-2026"), form("b.xlsx", "01-03-2026", "n.v.t.")]));
    assert_eq!((report.deadlines.len(), report.clients[0].differing), (0, 1));
    let report = seen(&batch([form("a.xlsx", "01-01-2026", "31-12-2026"), form("b.xlsx", "01-03-2026", "onbekend")]));
    assert_eq!((report.deadlines.len(), report.clients[0].differing), (1, 0));
}
