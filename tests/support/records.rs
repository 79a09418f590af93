//! Records made for tests: a small one by hand, and any at all.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use std::sync::Arc;

use eenvorm::finding::Finding;
use eenvorm::record::answer::{Answer, FormHead, Key, Ledger, Record, Source, Unmapped};
use eenvorm::record::identity::MadeWith;
use eenvorm::record::schema::{Kind, Schema};
use eenvorm::record::value::{NonAnswer, Reading, Value, canonical};
use eenvorm::text::place::{Place, Spot};
use proptest::prelude::{BoxedStrategy, Strategy, any, prop};
use serde_json::{Value as Json, json};

/// The value of `key` in the writing of a record.
pub(crate) fn value(key: &str, json: &Json) -> Reading {
    let key: Key = key.parse().expect(key);
    let field = Schema::common().field(key.field);
    let kind = if key.part.is_some() { Kind::Text } else { field.kind };
    Reading::Value(canonical::from_json(kind, json).unwrap_or_else(|| panic!("{key}: {json}")))
}

fn answer(key: &str, place: &str, text: &str, reading: Reading) -> Answer {
    Answer { key: key.parse().expect(key), reading, place: place.parse().expect(place), text: text.into() }
}

pub(crate) fn source(file: &str) -> Source {
    Source { file: Arc::from(file), sha256: Arc::from("ab12") }
}

fn form() -> Arc<FormHead> {
    Arc::new(FormHead {
        id: Arc::from("utrecht/jobcoachplan"),
        body: "GM0344".into(),
        kind: "plan_van_aanpak".into(),
        version: "2024".into(),
    })
}

/// One client with goals, hours, words that are no value, something unmapped and a finding.
pub(crate) fn jansen() -> Record {
    let values = [
        ("client.naam.voorletters", "Blad1!C5", "J.", json!("J.")),
        ("client.naam.achternaam", "Blad1!C6", "Jansen", json!("Jansen")),
        ("client.bsn", "Blad1!C7", "999990019", json!("999990019")),
        ("client.geboortedatum", "Blad1!C8", "14-03-1998", json!("1998-03-14")),
        ("client.telefoon", "Blad1!C9", "06 12345678", json!("+31612345678")),
        ("doelgroep.grondslag[0]", "Blad1!C11", "Pw", json!("participatiewet")),
        ("doelgroep.grondslag[1]", "Blad1!C11", "Pw, IOAW", json!("ioaw")),
        ("doelgroep.beschut_werk", "Blad1!C12", "☒", json!(true)),
        ("doelgroep.loonwaarde", "Blad1!C13", "40%", json!(40)),
        ("werkplek.taken", "Blad1!C14", "=vakken; \"vullen\"\nen meer", json!("=vakken; \"vullen\"\nen meer")),
        ("dienstverband.uren_per_week", "Blad1!C15", "24 uur", json!(24)),
        ("begeleiding.tarief", "Blad1!C16", "€ 87,50", json!("87.50")),
        ("begeleiding.duur", "Blad1!C17", "6 maanden", json!("P6M")),
        ("doelen[0].doel", "Blad1!A21", "zelfstandig pauze nemen", json!("zelfstandig pauze nemen")),
        ("doelen[2].doel", "Blad1!A23", "op tijd komen", json!("op tijd komen")),
        ("doelen[2].uren", "Blad1!C23", "2:20", json!(2.3333)),
        ("uren[0].datum", "Uren!A2", "03-02-2025", json!("2025-02-03")),
        ("uren[0].van", "Uren!B2", "9:30", json!("09:30")),
        ("voortgang.cijfer_client", "Blad1!C30", "7,5", json!(7.5)),
    ];
    let mut answers: Vec<Answer> =
        values.iter().map(|(key, place, text, json)| answer(key, place, text, value(key, json))).collect();
    answers.push(answer("dienstverband.einde", "Blad1!C18", "n.v.t.", Reading::NonAnswer(NonAnswer::NotApplicable)));
    answers.push(answer("begeleiding.begin", "Blad1!C19", "z.s.m.", Reading::AsWritten));
    answers.push(answer("doelen[1].doel", "Blad1!A22", "-", Reading::NonAnswer(NonAnswer::Nothing)));
    answers.sort_by_key(|answer| answer.key);
    let place = |text: &str| text.parse::<Place>().expect("a place");
    let label = Some("Parkeerplaats nodig?".to_owned());
    let findings = vec![Finding::new("text-cut").field("client.bsn").place(place("Blad1!C7")).with("count", 3)];
    Record {
        id: Some("0a1b".into()),
        made_with: Some(Arc::new(MadeWith { version: "0.2.0".into(), schema: 2, mapping: "1f0c".into() })),
        pseudonym: None,
        source: source("aanvragen/jansen.xlsx"),
        form: form(),
        answers,
        unmapped: vec![Unmapped { place: place("Blad1!B40"), label, text: "nee".into() }],
        ledger: Ledger { cells: 60, labels: 37, answers: 21, as_written: 1, unmapped: 1 },
        findings,
    }
}

/// A value of this kind in the writing of a record.
fn canonical(kind: Kind, words: &[String], text: &str, n: u32) -> Json {
    match kind {
        Kind::Date => json!(["1998-03-14", "1998-03", "1998", "2024-02-29"][n as usize % 4]),
        Kind::Time => json!(format!("{:02}:{:02}", n % 24, n % 60)),
        Kind::YesNo => json!(n.is_multiple_of(2)),
        Kind::Choice => json!(words[n as usize % words.len()]),
        Kind::Number => json!(n),
        Kind::Decimal => json!(f64::from(n % 100) / 10.0),
        Kind::Hours => json!(f64::from(n % 400) / 4.0),
        Kind::Percentage => json!(n % 101),
        Kind::Money => json!(format!("{}.{:02}", n % 100_000, n % 100)),
        Kind::Duration => json!(["P6M", "P26W", "P1Y", "P10D"][n as usize % 4]),
        Kind::Bsn => json!("999990019"),
        Kind::Phone => json!("+31612345678"),
        Kind::Email => json!("j.jansen@example.nl"),
        Kind::Postcode => json!("3511 AB"),
        Kind::Kvk => json!("12345678"),
        Kind::Iban => json!("NL91ABNA0417164300"),
        Kind::Gemeente => json!("Utrecht"),
        Kind::Text | Kind::Prose | Kind::Name | Kind::Address => json!(text),
    }
}

fn text() -> BoxedStrategy<String> {
    prop::string::string_regex("[a-zé\"\\\\;,|=+@'\n\t€ ]{0,12}[a-zA-Z0-9]").expect("a pattern").boxed()
}

fn place() -> BoxedStrategy<Place> {
    (any::<u16>(), any::<u16>(), text())
        .prop_map(|(row, col, label)| {
            let (row, col) = (u32::from(row), u32::from(col % 16_384));
            match row % 4 {
                0 => Place::Record { row, col },
                1 => Place::Paragraph(row),
                2 => Place::cell(&Arc::from("Blad 1"), Spot { row, col }).inside(&Arc::from("map/form.xlsx")),
                _ => Place::cell(&Arc::from("Blad1"), Spot { row, col }).after(&label.replace('"', "")),
            }
        })
        .boxed()
}

fn any_answer() -> impl Strategy<Value = Answer> {
    let fields = Schema::common().fields.len();
    (0..fields, 0..4_u32, any::<u8>(), any::<u32>(), text(), place()).prop_map(|(at, row, part, n, text, place)| {
        let (id, field) = Schema::common().all().nth(at).expect("a field");
        let takes = field.many || field.rows().is_some();
        let parts = field.kind.parts().len();
        let part = (parts > 0).then(|| part % u8::try_from(parts).expect("few parts"));
        let mut key = Key { field: id, row: if takes { row } else { 0 }, part };
        let reading = match n % 8 {
            0 => Reading::NonAnswer(
                [NonAnswer::NotApplicable, NonAnswer::Unknown, NonAnswer::Nothing, NonAnswer::Elsewhere][at % 4],
            ),
            1 => Reading::AsWritten,
            _ if part.is_some() => Reading::Value(Value::Text(text.as_str().into())),
            _ => value(&key.to_string(), &canonical(field.kind, &field.choices, &text, n)),
        };
        if parts > 0 && reading == Reading::AsWritten {
            key.part = None;
        }
        Answer { key, reading, place, text: text.into() }
    })
}

fn any_unmapped() -> impl Strategy<Value = Unmapped> {
    (place(), prop::option::of(text()), text()).prop_map(|(place, label, text)| Unmapped {
        place,
        label,
        text: text.into(),
    })
}

fn any_finding() -> impl Strategy<Value = Finding> {
    (place(), any::<bool>()).prop_map(|(place, of_field)| {
        let finding = Finding::new("text-cut").with("count", 3);
        if of_field { finding.field("doelen[2].uren") } else { finding.place(place) }
    })
}

/// Any record: answers of every kind, words, leftovers and findings.
pub(crate) fn any_record() -> impl Strategy<Value = Record> {
    let answers = prop::collection::vec(any_answer(), 0..60);
    let unmapped = prop::collection::vec(any_unmapped(), 0..4);
    let findings = prop::collection::vec(any_finding(), 0..3);
    (answers, unmapped, findings, any::<u16>(), text()).prop_map(|(answers, unmapped, findings, n, file)| {
        let answers: BTreeMap<Key, Answer> = answers.into_iter().map(|answer| (answer.key, answer)).collect();
        let n = u32::from(n);
        Record {
            id: (n % 3 > 0).then(|| n.to_string().into()),
            made_with: (n % 5 > 0).then(|| {
                let version = if n % 2 > 0 { file.clone() } else { String::new() };
                Arc::new(MadeWith { version, schema: n, mapping: String::new() })
            }),
            pseudonym: (n % 7 == 0).then(|| n.to_string().into()),
            source: source(&file),
            form: form(),
            answers: answers.into_values().collect(),
            unmapped,
            ledger: Ledger { cells: n, labels: n / 2, answers: n / 3, as_written: 1, unmapped: 2 },
            findings,
        }
    })
}
