//! Records as Parquet: the groups of the schema as structs, repeating groups as lists, typed columns.

mod leaf;
mod shape;

use std::sync::Arc;

use anyhow::{Context, Result};
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde_json::{Map, Value as Json};

use crate::finding::Finding;
use crate::output::Options;
use crate::output::columns::{Columns, Row};
use crate::output::destination::Output;
use crate::output::parquet::leaf::Leaf;
use crate::output::parquet::shape::{HEAD, NUMBER};
use crate::record::answer::Record;
use crate::record::json::write::{Provenance, non_answers, provenance, unmapped};
use crate::record::schema::Schema;
use crate::record::value::Reading;

/// How many records are held before they are written as a row group.
const HELD: usize = 4096;

/// The table while it is being written.
pub(crate) struct Table {
    writer: SerializedFileWriter<Output>,
    columns: Columns,
    /// The columns of the file: source and form, the fields, the repeating groups, the rest.
    head: Vec<Leaf>,
    record: Vec<Leaf>,
    /// By repeating group: the row's number, then its fields.
    groups: Vec<Vec<Leaf>>,
    tail: Vec<Leaf>,
    provenance: Provenance,
    held: usize,
    homeless: u64,
}

impl Table {
    pub(crate) fn begin(options: &Options, output: Output) -> Result<Self> {
        let columns = Columns::new(options.fields.as_deref());
        let schema = parse_message_type(&crate::output::parquet::shape::message(&columns))
            .context("making the columns of a Parquet file")?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(about()))
            .build();
        let writer = SerializedFileWriter::new(output, Arc::new(schema), Arc::new(properties))?;
        let texts = |count: usize, def: i16| (0..count).map(|_| Leaf::text(def, 0)).collect();
        Ok(Self {
            writer,
            head: HEAD
                .iter()
                .map(|(_, name)| if *name == NUMBER { Leaf::int32(1, 0) } else { Leaf::text(1, 0) })
                .collect(),
            record: columns.record.iter().map(crate::output::parquet::shape::leaf).collect(),
            groups: columns.groups.iter().map(crate::output::parquet::shape::leaves).collect(),
            tail: texts(crate::output::parquet::shape::TAIL.len(), 1),
            columns,
            provenance: options.provenance,
            held: 0,
            homeless: 0,
        })
    }

    pub(crate) fn record(&mut self, record: &Record) -> Result<()> {
        let laid = self.columns.lay(&record.answers);
        self.homeless += u64::from(laid.homeless);
        self.put_head(record);
        let mut misfits = Map::new();
        for (leaf, cell) in self.record.iter_mut().zip(laid.record) {
            leaf.put_cell(cell, &mut misfits);
        }
        for (leaves, rows) in self.groups.iter_mut().zip(&laid.groups) {
            put_rows(leaves, rows, &mut misfits);
        }
        self.put_tail(record, misfits);
        self.held += 1;
        if self.held == HELD { self.flush() } else { Ok(()) }
    }

    /// What is not told is null and never an empty text.
    fn put_head(&mut self, record: &Record) {
        let (source, form, made) = (&record.source, &record.form, record.made_with.as_deref());
        let texts = [
            record.id.as_deref().unwrap_or_default(),
            record.pseudonym.as_deref().unwrap_or_default(),
            made.map_or("", |made| &made.version),
            "",
            made.map_or("", |made| &made.mapping),
            &source.file,
            &source.sha256,
            &form.id,
            &form.body,
            &form.kind,
            &form.version,
        ];
        for ((leaf, text), (_, name)) in self.head.iter_mut().zip(texts).zip(HEAD) {
            match made {
                Some(made) if name == NUMBER => leaf.put_number(made.schema, 0),
                _ if text.is_empty() => leaf.put_nothing(0, 0),
                _ => leaf.put_text(text, 1, 0),
            }
        }
    }

    /// What is no value, or none that its column can hold, as JSON.
    fn put_tail(&mut self, record: &Record, mut misfits: Map<String, Json>) {
        for answer in record.answers.iter().filter(|answer| answer.reading == Reading::AsWritten) {
            misfits.insert(answer.key.to_string(), Json::from(answer.text.as_str()));
        }
        let any_said = record.answers.iter().any(|answer| matches!(answer.reading, Reading::NonAnswer(_)));
        let json = |any: bool, write: &dyn Fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            any.then_some(out)
        };
        let codes: Vec<&str> = record.findings.iter().map(|finding| &*finding.code).collect();
        let which = self.provenance;
        let told = which != Provenance::None && !record.answers.is_empty();
        let tail = [
            json(any_said, &|out| non_answers(&record.answers, out)),
            (!misfits.is_empty()).then(|| Json::Object(misfits).to_string().into_bytes()),
            json(told, &|out| provenance(&record.answers, which, out)),
            json(!record.unmapped.is_empty(), &|out| unmapped(&record.unmapped, out)),
            (!codes.is_empty()).then(|| codes.join(" ").into_bytes()),
        ];
        for (leaf, bytes) in self.tail.iter_mut().zip(tail) {
            leaf.put_bytes(bytes);
        }
    }

    /// Sets down the records that are held.
    fn flush(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        let fields = self.head.iter_mut().chain(&mut self.record).chain(self.groups.iter_mut().flatten());
        for leaf in fields.chain(&mut self.tail) {
            let Some(mut column) = group.next_column()? else { break };
            leaf.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.held = 0;
        Ok(())
    }

    pub(crate) fn end(mut self) -> Result<Vec<Finding>> {
        if self.held > 0 {
            self.flush()?;
        }
        self.writer.into_inner()?.finish()?;
        let homeless = Finding::new("answers-without-column").with("count", self.homeless);
        Ok(if self.homeless > 0 { vec![homeless] } else { Vec::new() })
    }
}

/// What the file says of itself: the version of the common schema, and of the program that wrote it.
fn about() -> Vec<KeyValue> {
    let schema = Schema::common().version.to_string();
    vec![
        KeyValue::new("eenvorm.schema".to_owned(), schema),
        KeyValue::new("eenvorm.version".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
    ]
}

/// The rows of a repeating group, each with its number.
fn put_rows(leaves: &mut [Leaf], rows: &[Row], misfits: &mut Map<String, Json>) {
    let [number, fields @ ..] = leaves else { return };
    if rows.is_empty() {
        return leaves.iter_mut().for_each(|leaf| leaf.put_nothing(0, 0));
    }
    for (row, again) in rows.iter().zip([0].into_iter().chain(std::iter::repeat(1))) {
        number.put_number(row.number, again);
        for (leaf, cell) in fields.iter_mut().zip(&row.cells) {
            leaf.put_one(cell.first(), again, misfits);
        }
    }
}
