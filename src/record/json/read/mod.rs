//! Records read back from JSON: our own, or written by hand or by another program.

mod data;
mod parts;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Value as Json};

use crate::finding::{Finding, Severity};
use crate::record::answer::{Answer, Key, Record, Source, Unmapped};
use crate::record::json::migrate;
use crate::text::place::Place;

/// The keys of a record.
const KEYS: [&str; 13] = [
    "schema",
    "id",
    "made_with",
    "pseudonym",
    "form",
    "source",
    "data",
    "said",
    "as_written",
    "provenance",
    "unmapped",
    "ledger",
    "findings",
];

/// The record in `bytes`, which hold one; `from` is the file it stands in, taken where it names no source itself.
///
/// What is no record at all is an error-level finding; whatever else is amiss is among the record's findings.
pub fn parse(bytes: &[u8], from: &Source) -> Result<Record, Box<Finding>> {
    let json = serde_json::from_slice(bytes).map_err(|error| broken(&error))?;
    from_json(json, from)
}

/// Each record in `bytes` in turn: a line each, one after another, or in an array. A line that is no JSON is a
/// finding, and the next line is read.
pub fn records(bytes: &[u8], from: &Source, mut each: impl FnMut(Result<Record, Box<Finding>>)) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii_start().starts_with(b"[") {
        let mut json = Deserializer::from_slice(bytes);
        let read = json.deserialize_seq(Each { from, each: &mut each }).and_then(|()| json.end());
        if let Err(error) = read {
            each(Err(broken(&error)));
        }
        return;
    }
    let mut start = 0;
    while start < bytes.len() {
        let mut stream = Deserializer::from_slice(&bytes[start..]).into_iter::<Json>();
        let error = loop {
            match stream.next() {
                Some(Ok(json)) => each(from_json(json, from)),
                Some(Err(error)) => break error,
                None => return,
            }
        };
        let at = start + stream.byte_offset();
        let line = at + bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        each(Err(broken_at(&error, 1 + count_lines(&bytes[..start]))));
        start = memchr::memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |end| line + end + 1);
    }
}

fn count_lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Reads the members of an array one by one.
struct Each<'a, F> {
    from: &'a Source,
    each: &'a mut F,
}

impl<'de, F: FnMut(Result<Record, Box<Finding>>)> Visitor<'de> for Each<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(json) = seq.next_element::<Json>()? {
            (self.each)(from_json(json, self.from));
        }
        Ok(())
    }
}

fn broken(error: &serde_json::Error) -> Box<Finding> {
    broken_at(error, 1)
}

/// What is no JSON; the parser's words name no value, only what it expected and where.
fn broken_at(error: &serde_json::Error, first_line: usize) -> Box<Finding> {
    let (line, column) = (error.line() + first_line - 1, error.column());
    Box::new(Finding::new("record-json").with("line", line).with("column", column))
}

/// The record in a JSON value.
pub fn from_json(json: Json, from: &Source) -> Result<Record, Box<Finding>> {
    let Json::Object(mut object) = json else { return Err(Box::new(misshapen("", "object"))) };
    let Some(Json::Number(version)) = object.get("schema") else {
        return Err(Box::new(misshapen("/schema", "number")));
    };
    let version = version.as_u64().unwrap_or(0);
    migrate::to_present(&mut object, version)?;
    if object.get("data").is_none_or(|data| !data.is_object()) {
        return Err(Box::new(misshapen("/data", "object")));
    }
    Ok(Reader::default().read(&object, from))
}

/// A record whose `pointer` is not of the shape it must have.
fn misshapen(pointer: &str, shape: &str) -> Finding {
    let pointer = if pointer.is_empty() { "/" } else { pointer };
    Finding::new("record-shape").place(Place::Pointer(pointer.into())).with("pointer", pointer).with("shape", shape)
}

/// What is being made of a record.
#[derive(Default)]
struct Reader {
    answers: BTreeMap<Key, Answer>,
    unmapped: Vec<Unmapped>,
    findings: Vec<Finding>,
}

impl Reader {
    fn read(mut self, object: &Map<String, Json>, from: &Source) -> Record {
        for key in object.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            self.unknown(&pointer("", key), key, KEYS.iter().copied());
        }
        self.unmapped = self.unmapped_of(object);
        self.data(object);
        self.non_answers(object);
        self.as_written(object);
        self.provenance(object);
        let form = Arc::new(self.form(object));
        let source = self.source(object, from);
        let ledger = self.ledger(object);
        let (id, pseudonym) = (self.name(object, "id"), self.name(object, "pseudonym"));
        let made_with = self.made_with(object).map(Arc::new);
        let mut findings = self.findings_of(object);
        findings.append(&mut self.findings);
        let answers = self.answers.into_values().collect();
        Record { id, made_with, pseudonym, source, form, answers, unmapped: self.unmapped, ledger, findings }
    }

    /// Says that nothing is known by this name.
    fn unknown<'k>(&mut self, at: &str, name: &str, known: impl Iterator<Item = &'k str>) {
        let finding = Finding::new("record-unknown").place(Place::Pointer(at.into())).with("name", name);
        let near = known.map(|k| (strsim::jaro_winkler(k, name), k)).max_by(|a, b| a.0.total_cmp(&b.0));
        self.findings.push(match near.filter(|(score, _)| *score > 0.8) {
            Some((_, near)) => finding.with("near", near),
            None => finding.with("near", "eenvorm schema"),
        });
    }

    fn misshapen(&mut self, pointer: &str, shape: &str) {
        let mut finding = misshapen(pointer, shape);
        finding.severity = Severity::Warning;
        self.findings.push(finding);
    }
}

/// The json pointer of a member.
fn pointer(parent: &str, name: impl fmt::Display) -> String {
    let name = name.to_string().replace('~', "~0").replace('/', "~1");
    format!("{parent}/{name}")
}
