//! A batch with what a report may not show taken out beforehand: BSNs, and without persons all that a file could have
//! made up. Records are read back from files that anybody can write, so nothing in them is believed to be what it
//! should be.

use std::borrow::Cow;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::finding::{Finding, sentence};
use crate::pseudonym::is_plausible;
use crate::record::answer::{Answer, FormHead, Record, Source};
use crate::record::schema::Schema;
use crate::record::value::{Reading, gemeente};

use crate::report::input::batch::{Batch, FileRead};
use crate::report::input::privacy::Redaction;

/// What stands for a word that is not shown.
pub(in crate::report) const HIDDEN: &str = "…";

/// The batch as far as it may be shown.
pub(in crate::report) fn batch(batch: &Batch, redaction: Redaction) -> Batch {
    let mut shown = Batch {
        records: batch.records.iter().map(|record| self::record(record, batch, redaction)).collect(),
        findings: batch.findings.iter().map(|finding| self::finding(finding, redaction)).collect(),
        files: batch.files.iter().map(|read| FileRead { file: text(&read.file, redaction), ..read.clone() }).collect(),
        ..batch.clone()
    };
    if redaction.pseudonym {
        // an order of names tells names: an alphabet, or who came first
        shown.records.sort_by_cached_key(|record| digest(&[&record.source.sha256, &record.source.file]));
        shown.findings.sort_by_cached_key(|finding| digest(&[finding.file.as_deref().unwrap_or_default()]));
        shown.files.sort_by_cached_key(|read| digest(&[&read.file]));
    }
    shown
}

fn digest(parts: &[&str]) -> Vec<u8> {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part.as_bytes()));
    hash.finalize().to_vec()
}

fn text(text: &Arc<str>, redaction: Redaction) -> Arc<str> {
    match redaction.text(text) {
        same if *same == **text => Arc::clone(text),
        masked => masked.into(),
    }
}

fn record(record: &Record, batch: &Batch, redaction: Redaction) -> Record {
    Record {
        source: Source { file: text(&record.source.file, redaction), sha256: Arc::clone(&record.source.sha256) },
        form: head(&record.form, batch, redaction),
        findings: record.findings.iter().map(|found| finding(found, redaction)).collect(),
        answers: record.answers.iter().map(|found| answer(found, redaction)).collect(),
        ..record.clone()
    }
}

/// The form as it is called: without persons only what is known to be the name of a form, of a body or of a kind.
fn head(form: &Arc<FormHead>, batch: &Batch, redaction: Redaction) -> Arc<FormHead> {
    if batch.known.contains(form) {
        return Arc::clone(form);
    }
    let shown = |word: &str, known: bool| match redaction.pseudonym {
        true if !known => HIDDEN.to_owned(),
        _ => redaction.text(word),
    };
    let like = |is: fn(&FormHead) -> &str, word: &str| batch.known.iter().any(|known| is(known) == word);
    let body = like(|known| &known.body, &form.body) || gemeente::name(&form.body).is_some();
    Arc::new(FormHead {
        id: shown(&form.id, like(|known| &known.id, &form.id)).into(),
        body: shown(&form.body, body),
        kind: shown(&form.kind, like(|known| &known.kind, &form.kind)),
        version: shown(&form.version, like(|known| &known.version, &form.version)),
    })
}

fn finding(finding: &Finding, redaction: Redaction) -> Finding {
    let mut shown = finding.clone();
    shown.file = shown.file.map(|file| text(&file, redaction));
    if redaction.pseudonym {
        if sentence(&shown.code).is_none() {
            shown.code = Cow::Borrowed(HIDDEN);
        }
        shown.field = shown.field.filter(|field| is_field(field));
    } else {
        shown.code = redaction.text(&shown.code).into();
        shown.field = shown.field.map(|field| redaction.text(&field));
    }
    shown
}

/// Whether this is the id of a field, also with the number of its row and with a part: `doelen[2].doel`.
fn is_field(id: &str) -> bool {
    let schema = Schema::common();
    let plain = match id.split_once('[').and_then(|(group, rest)| Some((group, rest.split_once(']')?))) {
        Some((group, (row, name))) if row.bytes().all(|b| b.is_ascii_digit()) => match name {
            "" => group.to_owned(),
            name => format!("{group}[]{name}"),
        },
        _ => id.to_owned(),
    };
    let whole = plain.rsplit_once('.').map_or("", |(whole, _)| whole);
    schema.id(&plain).is_some() || schema.id(whole).is_some() || schema.groups.contains_key(&plain)
}

/// An answer; without persons one that is no answer to its question is kept as written, which is not shown.
fn answer(answer: &Answer, redaction: Redaction) -> Answer {
    let mut shown = answer.clone();
    if redaction.pseudonym && matches!(&answer.reading, Reading::Value(value) if !is_plausible(value, answer)) {
        shown.reading = Reading::AsWritten;
    }
    shown
}
