//! A record without a person in it, linked by a pseudonym.
//!
//! What stays are answers that can name nobody and free text with its names masked. Names, numbers, addresses,
//! sensitive fields, short texts (where one word may be a name) and what no field is known for are left out; so are
//! places, for a sheet may be called after its client.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::finding::{Finding, sentence, tells_no_answer};
use crate::pseudonym::key::Key;
use crate::pseudonym::names_on_form::name_words;
use crate::pseudonym::plausible::{is_plausible, names_nobody};
use crate::pseudonym::prose;
use crate::record::answer::{Answer, FormHead, Record, Source};
use crate::record::schema::{Field, Kind, Schema};
use crate::record::value::{Reading, Value};
use crate::text::bsn::passes_eleven_test;
use crate::text::normalize::fold;
use crate::text::organisation::known_by;
use crate::text::place::Place;

/// What stands for the client of a record: made of the value of the number, however it is written. None where the form
/// has none, or one that fails the eleven test and so is nobody's.
pub fn of_client(record: &Record, key: &Key) -> Option<Arc<str>> {
    match record.value("client.bsn") {
        Some(Value::Text(bsn)) if passes_eleven_test(bsn) => Some(key.code("bsn", bsn)),
        _ => None,
    }
}

/// The record without its person. `known` tells the head of a form of which nothing is of a person; any other is left
/// out.
pub fn without_person(record: &Record, key: &Key, known: impl Fn(&FormHead) -> bool) -> Record {
    let id = record.id.as_deref().map(|id| key.code("id", id));
    let names = names(record);
    let form = if known(&record.form) { Arc::clone(&record.form) } else { Arc::new(nobody()) };
    Record {
        made_with: record.made_with.clone(),
        pseudonym: of_client(record, key).or_else(|| record.pseudonym.clone()),
        source: source(id.as_deref(), record, key),
        id,
        form,
        answers: record.answers.iter().filter_map(|answer| shown(answer, &names, key)).collect(),
        unmapped: Vec::new(),
        ledger: record.ledger,
        findings: record.findings.iter().filter_map(remark).collect(),
    }
}

fn nobody() -> FormHead {
    FormHead { id: "".into(), body: String::new(), kind: String::new(), version: String::new() }
}

/// A name for the file that tells its records from others, and neither its name nor a checksum by which it is found.
fn source(id: Option<&str>, record: &Record, key: &Key) -> Source {
    let name = id.map_or_else(|| key.code("file", &record.source.file), Arc::from);
    Source { file: format!("{CODED}{}", name.get(..CODE).unwrap_or(&name)).into(), sha256: "".into() }
}

/// What the name of such a record begins with, before its code.
const CODED: &str = "formulier-";

/// How many signs of a code stand in a name.
const CODE: usize = 12;

/// Whether a record was written without its person: it is called by a code, and has no checksum of a file.
pub fn is_without_person(record: &Record) -> bool {
    let code = record.source.file.strip_prefix(CODED);
    let is_code =
        |code: &str| code.len() == CODE && code.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    record.source.sha256.is_empty() && code.is_some_and(is_code)
}

/// Whether such a record may lack an answer to a field that stood on its form.
pub fn may_be_left_out(field: &Field) -> bool {
    field.sensitive || !(names_nobody(field.kind) || field.kind == Kind::Prose || field.id == EMPLOYER)
}

/// The words of all names on the form, for its free text speaks of the same people.
fn names(record: &Record) -> BTreeSet<String> {
    let schema = Schema::common();
    let of_kind = |answer: &&Answer| schema.field(answer.key.field).kind == Kind::Name;
    let texts = record.answers.iter().filter(of_kind).map(|answer| answer.text.as_str());
    texts.flat_map(name_words).collect()
}

/// An answer as far as it may be shown; its own words and place are not.
fn shown(answer: &Answer, names: &BTreeSet<String>, key: &Key) -> Option<Answer> {
    let field = Schema::common().field(answer.key.field);
    if field.id == COACH {
        return coach(answer, key);
    }
    if may_be_left_out(field) {
        return None;
    }
    let reading = match &answer.reading {
        Reading::Value(Value::Text(text)) if field.kind == Kind::Prose => {
            Reading::Value(Value::Text(prose::masked(text, names).into()))
        }
        Reading::Value(value) if field.kind != Kind::Prose && is_plausible(value, answer) => answer.reading.clone(),
        Reading::NonAnswer(_) => answer.reading.clone(),
        _ => Reading::AsWritten,
    };
    let reading = if field.id == EMPLOYER { employer(answer, key) } else { reading };
    Some(Answer { key: answer.key, reading, place: Place::Pointer("/".into()), text: "…".into() })
}

/// Who employs: forms of one client are about one employer or several, and how long somebody was coached there counts.
const EMPLOYER: &str = "werkgever.naam";

/// Who coaches: forms of one client that name another coach are of another coaching.
const COACH: &str = "jobcoach.naam";

/// A code for the surname of the coach: one form writes the first name, another initials, a third neither.
fn coach(answer: &Answer, key: &Key) -> Option<Answer> {
    let parts = Schema::common().field(answer.key.field).kind.parts();
    let part = answer.key.part.and_then(|part| parts.get(usize::from(part))).filter(|part| **part == "achternaam");
    match (&answer.reading, part) {
        (Reading::Value(Value::Text(name)), Some(_)) => {
            let code = key.code("jobcoach", &fold(name));
            let reading = Reading::Value(Value::Text(format!("jobcoach-{}", &code[..CODE]).into()));
            Some(Answer { key: answer.key, reading, place: Place::Pointer("/".into()), text: "…".into() })
        }
        _ => None,
    }
}

/// A code for the employer, however the name is written: of the name as names of organisations compare.
fn employer(answer: &Answer, key: &Key) -> Reading {
    match &answer.reading {
        Reading::Value(Value::Text(name)) => {
            let code = key.code("werkgever", &known_by(name));
            Reading::Value(Value::Text(format!("werkgever-{}", &code[..CODE]).into()))
        }
        _ => Reading::AsWritten,
    }
}

/// A finding with its code, its field and the words of the program, for all other words may be of the form.
fn remark(finding: &Finding) -> Option<Finding> {
    sentence(&finding.code)?;
    let field = finding
        .field
        .clone()
        .filter(|field| field.parse::<crate::record::answer::Key>().is_ok() || Schema::common().id(field).is_some());
    let with = finding.with.iter().filter(|(name, what)| tells_no_answer(name, what)).cloned().collect();
    Some(Finding { field, place: None, file: None, form: None, with, ..finding.clone() })
}
