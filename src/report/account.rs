//! The account of the reading: every file, every kind of form, and what had no place.

use std::collections::{BTreeMap, HashMap};

use crate::record::answer::{Ledger, Record, Unmapped};

use crate::report::input::batch::{Batch, Outcome};
use crate::report::input::shielded::HIDDEN;
use crate::report::view;
use crate::report::wording::bodies;
use crate::report::wording::remarks::RemarkWords;
use crate::report::wording::shown;

/// The form of a record in words: `Utrecht, plan van aanpak`.
pub(super) fn form_title(record: &Record) -> String {
    let body = match record.form.body.as_str() {
        HIDDEN => "onbekende instantie".to_owned(),
        body => bodies::name(body),
    };
    format!("{body}, {}", shown::choice(&record.form.kind))
}

/// The body whose form it is, where it decides: a gemeente, a region or UWV.
pub(super) fn body(record: &Record) -> Option<String> {
    bodies::decides(&record.form.body).then(|| bodies::name(&record.form.body))
}

/// The ledgers of many records added up.
pub(super) fn sum<'a>(records: impl IntoIterator<Item = &'a Record>) -> Ledger {
    records.into_iter().fold(Ledger::default(), |sum, record| Ledger {
        cells: sum.cells + record.ledger.cells,
        labels: sum.labels + record.ledger.labels,
        answers: sum.answers + record.ledger.answers,
        as_written: sum.as_written + record.ledger.as_written,
        unmapped: sum.unmapped + record.ledger.unmapped,
    })
}

/// Every file with its forms; `clients` says of each record whose it is.
pub(super) fn files(
    batch: &Batch,
    clients: &[view::account::ClientRef],
    remark_words: RemarkWords,
) -> Vec<view::account::File> {
    let mut forms: HashMap<&str, Vec<view::account::FileForm>> = HashMap::new();
    for (record, client) in batch.records.iter().zip(clients) {
        forms.entry(&record.source.file).or_default().push(view::account::FileForm {
            id: record.form.id.to_string(),
            title: form_title(record),
            client: client.clone(),
            ledger: record.ledger,
            remarks: record.findings.len(),
        });
    }
    let mut remarks: HashMap<&str, Vec<view::account::Remark>> = HashMap::new();
    for finding in &batch.findings {
        if let Some(file) = finding.file.as_deref() {
            remarks.entry(file).or_default().push(remark_words.remark(finding, None));
        }
    }
    let file = |read: &crate::report::input::batch::FileRead| view::account::File {
        name: remark_words.files.shown(&read.file),
        format: read.format.clone(),
        outcome: match read.outcome {
            Outcome::Records(_) => "records",
            Outcome::Blank => "blank",
            Outcome::NotRead => "not_read",
        },
        forms: forms.remove(&*read.file).unwrap_or_default(),
        remarks: remarks.remove(&*read.file).unwrap_or_default(),
    };
    batch.files.iter().map(file).collect()
}

/// Every kind of form with what of it was not placed, by id.
pub(super) fn form_kinds(records: &[Record], remark_words: RemarkWords) -> Vec<view::account::FormKind> {
    let mut kinds: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in records {
        kinds.entry(&record.form.id).or_default().push(record);
    }
    let kind = |(id, records): (&str, Vec<&Record>)| view::account::FormKind {
        id: id.to_owned(),
        title: records.first().map(|record| form_title(record)).unwrap_or_default(),
        forms: records.len(),
        ledger: sum(records.iter().copied()),
        unmapped: if remark_words.redaction.pseudonym { Vec::new() } else { questions(&records, remark_words) },
    };
    kinds.into_iter().map(kind).collect()
}

/// The questions without a place, the most frequent first.
fn questions(records: &[&Record], remark_words: RemarkWords) -> Vec<view::account::UnmappedQuestion> {
    let mut questions: Vec<view::account::UnmappedQuestion> = Vec::new();
    let mut known: HashMap<Option<&str>, usize> = HashMap::new();
    let all = records.iter().flat_map(|record| record.unmapped.iter().map(|unmapped| (&record.source.file, unmapped)));
    for (file, Unmapped { place, label, .. }) in all {
        let at = *known.entry(label.as_deref()).or_insert_with(|| {
            let label = label.as_deref().map(|label| remark_words.redaction.text(label));
            questions.push(view::account::UnmappedQuestion { label, count: 0, places: Vec::new() });
            questions.len() - 1
        });
        questions[at].count += 1;
        if questions[at].places.len() < 3 {
            questions[at].places.push(remark_words.redaction.text(&format!("{file}, {place}")));
        }
    }
    questions.sort_by_key(|question| std::cmp::Reverse(question.count));
    questions
}
