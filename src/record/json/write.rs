//! A record as one line of JSON.
//!
//! ```json
//! {"schema":2,"id":"1f0c…","made_with":{…},"form":{…},"source":{…},"data":{"client":{"bsn":"999900006"}},"provenance":{"client.bsn":{"place":"Blad1!C7","text":"999900006"}},…}
//! ```

use serde::ser::{Serialize, Serializer};

use crate::finding::{Finding, Lang, Severity};
use crate::record::answer::{Answer, FormHead, Ledger, Record, Source, Unmapped};
use crate::record::identity::MadeWith;
use crate::record::json::data::Data;
use crate::record::json::said_word;
use crate::record::schema::Schema;
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

/// Of which answers a record says where they stand and in which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Provenance {
    /// Of every answer.
    #[default]
    Full,
    /// Of those whose words are not the value itself: a date as `14-3-1998`, what was not understood.
    Changed,
    /// Of none; what is left over and the findings go without a place and a sentence too.
    None,
}

/// Appends the record, without a line break; its findings are said in `lang`.
pub fn write(record: &Record, lang: Lang, out: &mut Vec<u8>) {
    lean(record, lang, Provenance::Full, out);
}

/// [`write`], with the places and words of these answers only.
pub fn lean(record: &Record, lang: Lang, provenance: Provenance, out: &mut Vec<u8>) {
    append(&Line::of(record, lang, provenance), out);
}

/// Appends where the answers stand and in which words, by key.
pub fn provenance(answers: &[Answer], which: Provenance, out: &mut Vec<u8>) {
    append(&Places(answers, which), out);
}

/// Appends what was said instead of a value, by key: `{"dienstverband.einde":"nvt"}`.
pub fn non_answers(answers: &[Answer], out: &mut Vec<u8>) {
    append(&Said(answers), out);
}

/// Appends what was not understood, by key: `{"begeleiding.begin":"z.s.m."}`.
pub fn as_written(answers: &[Answer], out: &mut Vec<u8>) {
    append(&AsWritten(answers), out);
}

/// Appends what no mapping line accounts for: `[{"place":"Blad1!B40","label":"Parkeerplaats nodig?","text":"nee"}]`.
pub fn unmapped(unmapped: &[Unmapped], out: &mut Vec<u8>) {
    append(&unmapped, out);
}

/// No shape here has a key that is no text, and a vector takes every byte: so nothing can go wrong.
fn append(json: &impl Serialize, out: &mut Vec<u8>) {
    let _ = serde_json::to_writer(out, json);
}

/// The members of a record, in their order.
#[derive(serde::Serialize)]
struct Line<'a> {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_with: Option<&'a MadeWith>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pseudonym: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a FormHead>,
    source: &'a Source,
    data: Data<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<Said<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_written: Option<AsWritten<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provenance: Option<Places<'a>>,
    unmapped: &'a [Unmapped],
    ledger: Ledger,
    findings: Vec<Remark<'a>>,
}

impl<'a> Line<'a> {
    fn of(record: &'a Record, lang: Lang, provenance: Provenance) -> Self {
        let answers = record.answers.as_slice();
        let any = |is: fn(&Reading) -> bool| answers.iter().any(|answer| is(&answer.reading));
        Self {
            schema: Schema::common().version,
            id: record.id.as_deref(),
            made_with: record.made_with.as_deref(),
            pseudonym: record.pseudonym.as_deref(),
            form: Some(&*record.form).filter(|form| !form.id.is_empty()),
            source: &record.source,
            data: Data(answers),
            said: any(|reading| matches!(reading, Reading::NonAnswer(_))).then_some(Said(answers)),
            as_written: any(|reading| *reading == Reading::AsWritten).then_some(AsWritten(answers)),
            provenance: (provenance != Provenance::None).then_some(Places(answers, provenance)),
            unmapped: &record.unmapped,
            ledger: record.ledger,
            findings: record.findings.iter().map(|finding| Remark::of(finding, lang, provenance)).collect(),
        }
    }
}

struct Said<'a>(&'a [Answer]);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let words = self.0.iter().filter_map(|answer| match answer.reading {
            Reading::NonAnswer(said) => Some((answer.key, said_word(said))),
            _ => None,
        });
        serializer.collect_map(words)
    }
}

struct AsWritten<'a>(&'a [Answer]);

impl Serialize for AsWritten<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unread = self.0.iter().filter(|answer| answer.reading == Reading::AsWritten);
        serializer.collect_map(unread.map(|answer| (answer.key, &answer.text)))
    }
}

/// Where each answer stands, and in which words.
struct Places<'a>(&'a [Answer], Provenance);

#[derive(serde::Serialize)]
struct Stands<'a> {
    place: &'a Place,
    text: &'a str,
}

impl<'a> Serialize for Places<'a> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stands = |answer: &'a Answer| (answer.key, Stands { place: &answer.place, text: &answer.text });
        let told = |answer: &&Answer| self.1 == Provenance::Full || differs(answer);
        serializer.collect_map(self.0.iter().filter(told).map(stands))
    }
}

/// Whether the words of an answer are others than its value.
fn differs(answer: &Answer) -> bool {
    let Reading::Value(value) = &answer.reading else { return true };
    if let Value::Text(text) = value {
        return *text != answer.text;
    }
    let mut own = Vec::new();
    append(value, &mut own);
    let own = own.strip_prefix(b"\"").and_then(|own| own.strip_suffix(b"\"")).unwrap_or(&own);
    own != answer.text.as_bytes()
}

/// A finding with its sentences.
#[derive(serde::Serialize)]
struct Remark<'a> {
    code: &'a str,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<With<'a>>,
}

impl<'a> Remark<'a> {
    fn of(finding: &'a Finding, lang: Lang, provenance: Provenance) -> Self {
        let worded = provenance != Provenance::None;
        Self {
            code: &finding.code,
            severity: finding.severity,
            field: finding.field.as_deref(),
            place: finding.place.as_ref(),
            message: worded.then(|| finding.message(lang)),
            hint: worded.then(|| finding.hint(lang)).flatten(),
            with: (!finding.with.is_empty()).then_some(With(finding)),
        }
    }
}

/// What the `{name}`s of a finding stand for.
struct With<'a>(&'a Finding);

impl Serialize for With<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.with.iter().map(|(name, what)| (name, what)))
    }
}
