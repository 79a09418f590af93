//! Batches made by hand: forms of invented people, written as a form would say it.

use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::finding::Finding;
use crate::record::answer::{Answer, FormHead, Key, Ledger, Record, Source, Unmapped};
use crate::record::schema::{Kind, Schema};
use crate::record::value::{self, Notation, Reading};
use crate::report::assemble;
use crate::report::input::arguments::Arguments;
use crate::report::input::batch::{Batch, FileRead, Outcome};
use crate::report::render;
use crate::report::view;
use crate::report::writers::template::{Shape, Template};
use crate::text::content::Content;
use crate::text::place::{Place, Spot};

/// The day on which all reports of these tests are made.
pub(super) const TODAY: Date = date(2026, 3, 14);

/// A form to be filled in.
#[derive(Clone)]
pub(super) struct Form(pub(super) Record);

impl Form {
    /// A form of Utrecht in a file of this name; `kind` is a word of `formulier.soort`.
    pub(super) fn new(file: &str, kind: &str) -> Self {
        let form = FormHead {
            id: format!("utrecht/{kind}").into(),
            body: "GM0344".to_owned(),
            kind: kind.to_owned(),
            version: "2024".to_owned(),
        };
        Self(Record {
            id: None,
            made_with: None,
            pseudonym: None,
            source: Source { file: file.into(), sha256: "00".into() },
            form: Arc::new(form),
            answers: Vec::new(),
            unmapped: Vec::new(),
            ledger: Ledger::default(),
            findings: Vec::new(),
        })
    }

    /// From a file with a checksum of its own.
    pub(super) fn of_its_own(mut self) -> Self {
        use sha2::Digest;
        let digest = sha2::Sha256::digest(self.0.source.file.as_bytes());
        self.0.source.sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into();
        self
    }

    /// With this at the field, read as a form's own words: `client.naam`, `client.naam.achternaam`, `doelen[1].doel`.
    pub(super) fn says(mut self, key: &str, text: &str) -> Self {
        let key = parse_key(key);
        let at = Spot { row: u32::try_from(self.0.answers.len()).expect("few answers") + 4, col: 2 };
        let reading = read(key, text);
        match reading {
            Reading::AsWritten => self.0.ledger.as_written += 1,
            _ => self.0.ledger.answers += 1,
        }
        self.0.answers.push(Answer { key, reading, place: Place::cell(&"Blad1".into(), at), text: text.into() });
        self.0.answers.sort_by_key(|answer| answer.key);
        self
    }

    /// Of another body.
    pub(super) fn of(mut self, body: &str) -> Self {
        self.0.form = Arc::new(FormHead { body: body.to_owned(), ..(*self.0.form).clone() });
        self
    }

    /// With something that no mapping line accounts for.
    pub(super) fn leaves(mut self, label: &str, text: &str) -> Self {
        let place = "Blad1!B40".parse().expect("a place");
        self.0.unmapped.push(Unmapped { place, label: Some(label.to_owned()), text: text.into() });
        self.0.ledger.unmapped += 1;
        self
    }

    /// With a remark.
    pub(super) fn remarked(mut self, finding: Finding) -> Self {
        self.0.findings.push(finding);
        self
    }
}

pub(super) fn parse_key(written: &str) -> Key {
    let schema = Schema::common();
    let (id, row) = match written.split_once('[') {
        Some((group, rest)) => {
            let (row, name) = rest.split_once(']').expect("a row");
            let id = if name.is_empty() { group.to_owned() } else { format!("{group}[]{name}") };
            (id, row.parse().expect("a number"))
        }
        None => (written.to_owned(), 0),
    };
    if let Some(field) = schema.id(&id) {
        return Key { field, row, part: None };
    }
    let (id, part) = id.rsplit_once('.').expect("a part");
    let field = schema.id(id).expect("a field");
    let part = schema.field(field).kind.parts().iter().position(|name| *name == part).expect("a part");
    Key { field, row, part: u8::try_from(part).ok() }
}

fn read(key: Key, text: &str) -> Reading {
    let field = Schema::common().field(key.field);
    let kind = key.part.map_or(field.kind, |part| value::kind_of_part(field.kind, part));
    let choices: Vec<(String, Vec<String>)> = match kind {
        Kind::YesNo => vec![("ja".to_owned(), vec!["ja".to_owned()]), ("nee".to_owned(), vec!["nee".to_owned()])],
        _ => field.choices.iter().map(|word| (word.clone(), vec![word.clone()])).collect(),
    };
    let notation = Notation::compile(kind, None, &choices).expect("a notation");
    value::parse(&Content::Text(text.into()), &notation).reading.unwrap_or(Reading::AsWritten)
}

/// A batch of these forms, one a file unless they name the same.
pub(super) fn batch(forms: impl IntoIterator<Item = Form>) -> Batch {
    let mut batch = Batch::default();
    for Form(mut record) in forms {
        record.ledger.labels = record.ledger.answers + record.ledger.as_written;
        let Ledger { labels, answers, as_written, unmapped, .. } = record.ledger;
        record.ledger.cells = labels + answers + as_written + unmapped;
        let file = Arc::clone(&record.source.file);
        if !batch.files.iter().any(|read| read.file == file) {
            batch.files.push(FileRead { file, format: "xlsx".to_owned(), outcome: Outcome::Records(1) });
        }
        batch.records.push(record);
    }
    batch
}

/// What a template sees of the batch.
pub(super) fn seen(batch: &Batch) -> view::report::Report {
    assemble::report(batch, crate::rules::catalogue::Rules::built_in(), Arguments::on(TODAY))
}

/// The usual report in a shape.
pub(super) fn written(batch: &Batch, shape: Shape) -> String {
    render(batch, &Template::built_in(shape).expect("a template"), Arguments::on(TODAY)).expect("a report")
}
