//! A record set down as one line of JSON.

use crate::finding::{Finding, Lang, Severity};
use crate::record::answer::{Answer, Ledger, Record, Unmapped};
use crate::record::json::data::{data, is_value};
use crate::record::json::ink::{close, escape, number, place, printed, string};
use crate::record::json::names::Prepared;
use crate::record::json::said_word;
use crate::record::schema::Schema;
use crate::record::value::Reading;

/// Appends the record, without a line break; its findings are said in `lang`.
pub fn write(record: &Record, lang: Lang, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"schema\":");
    number(Schema::common().version, out);
    head(record, out);
    out.extend_from_slice(b",\"data\":");
    data(&record.answers, out);
    words(&record.answers, out);
    out.extend_from_slice(b",\"provenance\":{");
    for answer in &record.answers {
        provenance(answer, out);
    }
    close(b'}', out);
    out.extend_from_slice(b",\"unmapped\":[");
    for unmapped in &record.unmapped {
        leftover(unmapped, out);
    }
    close(b']', out);
    ledger(record.ledger, out);
    out.extend_from_slice(b",\"findings\":[");
    for finding in &record.findings {
        remark(finding, lang, out);
    }
    close(b']', out);
    out.push(b'}');
}

/// The form, where it is known, and the source.
fn head(record: &Record, out: &mut Vec<u8>) {
    let (form, source) = (&record.form, &record.source);
    if !form.id.is_empty() {
        out.extend_from_slice(b",\"form\":{");
        texts(&[("id", &form.id), ("body", &form.body), ("kind", &form.kind), ("version", &form.version)], out);
        close(b'}', out);
    }
    out.extend_from_slice(b",\"source\":{");
    texts(&[("file", &source.file), ("sha256", &source.sha256)], out);
    close(b'}', out);
}

/// `"name":"text",` for each.
fn texts(members: &[(&str, &str)], out: &mut Vec<u8>) {
    for (name, text) in members {
        string(name, out);
        out.push(b':');
        string(text, out);
        out.push(b',');
    }
}

/// The answers that are no values, in two objects by key that are left out when empty.
fn words(answers: &[Answer], out: &mut Vec<u8>) {
    if answers.iter().all(is_value) {
        return;
    }
    if answers.iter().any(|a| matches!(a.reading, Reading::NonAnswer(_))) {
        out.extend_from_slice(b",\"said\":");
        said(answers, out);
    }
    if answers.iter().any(|a| a.reading == Reading::AsWritten) {
        out.extend_from_slice(b",\"as_written\":");
        as_written(answers, out);
    }
}

/// What was said instead of a value, by key: `{"dienstverband.einde":"nvt"}`.
pub fn said(answers: &[Answer], out: &mut Vec<u8>) {
    out.push(b'{');
    for answer in answers {
        if let Reading::NonAnswer(said) = answer.reading {
            member(answer, said_word(said), out);
        }
    }
    close(b'}', out);
}

/// What was not understood, by key: `{"begeleiding.begin":"z.s.m."}`.
pub fn as_written(answers: &[Answer], out: &mut Vec<u8>) {
    out.push(b'{');
    for answer in answers.iter().filter(|a| a.reading == Reading::AsWritten) {
        member(answer, &answer.text, out);
    }
    close(b'}', out);
}

/// What no mapping line accounts for: `[{"place":"Blad1!B40","label":"Parkeerplaats nodig?","text":"nee"}]`.
pub fn unmapped(unmapped: &[Unmapped], out: &mut Vec<u8>) {
    out.push(b'[');
    for one in unmapped {
        leftover(one, out);
    }
    close(b']', out);
}

fn member(answer: &Answer, text: &str, out: &mut Vec<u8>) {
    Prepared::common().field(answer.key.field).key(answer.key, out);
    string(text, out);
    out.push(b',');
}

fn provenance(answer: &Answer, out: &mut Vec<u8>) {
    Prepared::common().field(answer.key.field).placed(answer.key, out);
    printed(&answer.place, out);
    out.extend_from_slice(b"\",\"text\":\"");
    escape(&answer.text, out);
    out.extend_from_slice(b"\"},");
}

fn leftover(unmapped: &Unmapped, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"place\":\"");
    printed(&unmapped.place, out);
    if let Some(label) = &unmapped.label {
        out.extend_from_slice(b"\",\"label\":\"");
        escape(label, out);
    }
    out.extend_from_slice(b"\",\"text\":\"");
    escape(&unmapped.text, out);
    out.extend_from_slice(b"\"},");
}

fn ledger(ledger: Ledger, out: &mut Vec<u8>) {
    let counts = [
        (",\"ledger\":{\"cells\":", ledger.cells),
        (",\"labels\":", ledger.labels),
        (",\"answers\":", ledger.answers),
        (",\"as_written\":", ledger.as_written),
        (",\"unmapped\":", ledger.unmapped),
    ];
    for (name, count) in counts {
        out.extend_from_slice(name.as_bytes());
        number(count, out);
    }
    out.push(b'}');
}

fn remark(finding: &Finding, lang: Lang, out: &mut Vec<u8>) {
    out.push(b'{');
    texts(&[("code", &finding.code), ("severity", severity_word(finding.severity))], out);
    if let Some(field) = &finding.field {
        texts(&[("field", field)], out);
    }
    if let Some(at) = &finding.place {
        out.extend_from_slice(b"\"place\":");
        place(at, out);
        out.push(b',');
    }
    texts(&[("message", &finding.message(lang))], out);
    if let Some(hint) = finding.hint(lang) {
        texts(&[("hint", &hint)], out);
    }
    if !finding.with.is_empty() {
        out.extend_from_slice(b"\"with\":{");
        for (name, what) in &finding.with {
            texts(&[(name, what)], out);
        }
        close(b'}', out);
    }
    close(b'}', out);
    out.push(b',');
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
