//! What filling does with any bytes; run by the fuzz target `filling` and, briefly, by `tests/filling_mutated.rs`.
//!
//! The first byte chooses a blank. Behind a second byte that is even stands a record (json, or a text for each field that
//! takes one); behind one that is odd stands the blank itself, to be filled with a record of every field.

use std::sync::OnceLock;

use eenvorm::document::file::limits::Limits;
use eenvorm::document::file::source::Source;
use eenvorm::document::sandbox::Sandbox;
use eenvorm::fill::{Blank, Filler};
use eenvorm::mapping::catalogue::{Catalogue, CatalogueEntry};
use eenvorm::record::answer::{self, Record};
use eenvorm::record::json;
use eenvorm::record::schema::{Kind, Schema};
use serde_json::{Map, Value, json};

/// The forms with their blanks, read once.
pub(crate) struct Forms {
    pub catalogue: Catalogue,
    /// A form by its id, with the name and the bytes of one of its blanks.
    pub blanks: Vec<(String, String, Vec<u8>)>,
}

/// All forms that can be filled.
pub(crate) fn forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(|| {
        let catalogue = Catalogue::load(&[]).expect("the mappings are right");
        let mut blanks = Vec::new();
        for known in catalogue.all() {
            let fits = |name: &str, bytes: &[u8]| Blank::read(name, bytes.to_vec(), &known.mapping).is_ok();
            let own = catalogue.blanks(known).expect("the blanks").into_iter();
            let own = own.filter(|(name, bytes)| fits(name, bytes));
            blanks.extend(own.map(|(name, bytes)| (known.mapping.head.id.to_string(), name, bytes)));
        }
        Forms { catalogue, blanks }
    })
}

/// Fills what the bytes say, and reads what comes of it: a form or a finding, never a panic, and never a file that no
/// reader opens.
pub(crate) fn fill(bytes: &[u8]) {
    let [choice, kind, rest @ ..] = bytes else { return };
    let forms = forms();
    let (id, name, own) = &forms.blanks[usize::from(*choice) % forms.blanks.len()];
    let known = forms.catalogue.get(id).expect("a known form");
    let (blank, record) = if kind % 2 == 0 {
        (own.clone(), said(rest, known))
    } else {
        (rest.to_vec(), Some(with_text(known, "Sanne houdt van 12 koeien.")))
    };
    let Some(record) = record else { return };
    let Ok(blank) = Blank::read(name, blank, &known.mapping) else { return };
    let Ok(filled) = Filler::new(&blank, &known.mapping).fill(&record) else { return };
    let Some(bytes) = filled.bytes else { return };
    let source = Source::bytes(name, bytes);
    let read = eenvorm::document::read(&source, &Limits::default(), &Sandbox::in_process());
    assert!(read.is_ok(), "{name}: {:?}", read.err());
}

/// A record as json, or with a text in every field that takes one.
fn said(rest: &[u8], known: &CatalogueEntry) -> Option<Record> {
    let text = std::str::from_utf8(rest).ok()?;
    let from = answer::Source { file: "n.json".into(), sha256: "".into() };
    match serde_json::from_str::<Value>(text) {
        Ok(value @ Value::Object(_)) => json::read::from_json(value, &from).ok(),
        _ => Some(with_text(known, text)),
    }
}

/// A record with this text in every field of text that the form asks; groups have a row too many.
fn with_text(known: &CatalogueEntry, text: &str) -> Record {
    let mut data = Map::new();
    for (id, field) in Schema::common().all() {
        if !known.mapping.asks(id) || !matches!(field.kind, Kind::Text | Kind::Prose) || field.many {
            continue;
        }
        let group = data.entry(field.group().to_owned()).or_insert_with(|| match field.rows() {
            Some(_) => json!([{}, {}, {}, {}, {}, {}, {}]),
            None => json!({}),
        });
        match group {
            Value::Array(rows) => rows.iter_mut().for_each(|row| row[field.name()] = json!(text)),
            other => other[field.name()] = json!(text),
        }
    }
    let from = answer::Source { file: "n.json".into(), sha256: "".into() };
    json::read::from_json(json!({"schema": 1, "data": data}), &from).expect("a record")
}
