//! Products made of lines (ndjson, json, csv): formatted on any thread, written in order.

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::finding::Finding;
use crate::output::columns::Columns;
use crate::output::destination::Output;
use crate::output::{Options, csv, json, ndjson};
use crate::record::answer::Record;

/// How a record becomes lines; shared by the threads that format.
#[derive(Debug)]
pub struct Format {
    shape: Shape,
    options: Options,
}

#[derive(Debug)]
enum Shape {
    Ndjson,
    Json,
    Csv(Columns),
}

/// Records as lines, still to be numbered and written.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
    /// The table of each line and where it ends; a record's own line comes first.
    lines: Vec<(usize, usize)>,
    /// How many answers had no column.
    homeless: u32,
}

/// Bytes that the lines of a record usually take.
const LINE_CAPACITY: usize = 8 << 10;

impl Batch {
    /// With room for so many records.
    pub fn for_records(count: usize) -> Self {
        Self { bytes: Vec::with_capacity(count * LINE_CAPACITY), ..Self::default() }
    }

    /// Empties it, to be filled again.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.lines.clear();
        self.homeless = 0;
    }

    /// The bytes of the line that is being made.
    pub(crate) fn line(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Ends the line that is being made, of this table.
    pub(crate) fn end_line(&mut self, table: usize) {
        self.lines.push((table, self.bytes.len()));
    }

    pub(crate) fn homeless(&mut self, answers: u32) {
        self.homeless = self.homeless.saturating_add(answers);
    }
}

impl Format {
    pub(crate) fn ndjson(options: Options) -> Self {
        Self { shape: Shape::Ndjson, options }
    }

    pub(crate) fn json(options: Options) -> Self {
        Self { shape: Shape::Json, options }
    }

    pub(crate) fn csv(options: Options) -> Self {
        Self { shape: Shape::Csv(Columns::new(options.fields.as_deref())), options }
    }

    /// Appends the record to the batch.
    pub fn format(&self, record: &Record, batch: &mut Batch) {
        match &self.shape {
            Shape::Ndjson | Shape::Json => {
                ndjson::format(record, self.options.lang, self.options.provenance, batch.line());
                if matches!(self.shape, Shape::Ndjson) {
                    batch.line().push(b'\n');
                }
                batch.end_line(0);
            }
            Shape::Csv(columns) => csv::format(record, columns, self.options.delimiter, batch),
        }
    }
}

/// Sets lines down, in the file of their table.
#[derive(Debug)]
pub(crate) struct Lines {
    format: Arc<Format>,
    /// The record's own first, then those of the repeating groups; none where there is no room for one.
    outputs: Vec<Option<Output>>,
    batch: Batch,
    records: u64,
    homeless: u64,
    /// How many rows had no file to stand in.
    roomless: u64,
}

impl Lines {
    pub(crate) fn begin(format: Format, output: Output) -> Result<Self> {
        let mut outputs = vec![Some(output)];
        if let Shape::Csv(columns) = &format.shape {
            for group in &columns.groups {
                let begins = csv::begins(format.options.delimiter);
                let beside = outputs[0].as_ref().and_then(|output| output.beside(&group.name, &begins));
                outputs.push(beside.transpose()?);
            }
            for (output, header) in outputs.iter_mut().zip(csv::headers(columns, format.options.delimiter)) {
                if let Some(output) = output {
                    output.write_all(if output.path().is_some() { csv::BOM } else { b"" })?;
                    output.write_all(&header)?;
                }
            }
        }
        let format = Arc::new(format);
        Ok(Self { format, outputs, batch: Batch::default(), records: 0, homeless: 0, roomless: 0 })
    }

    pub(crate) fn format(&self) -> Arc<Format> {
        Arc::clone(&self.format)
    }

    pub(crate) fn record(&mut self, record: &Record) -> Result<()> {
        let mut batch = std::mem::take(&mut self.batch);
        batch.clear();
        self.format.format(record, &mut batch);
        let done = self.batch(&batch);
        self.batch = batch;
        done
    }

    pub(crate) fn batch(&mut self, batch: &Batch) -> Result<()> {
        self.homeless += u64::from(batch.homeless);
        if let (Shape::Ndjson, Some(output)) = (&self.format.shape, &mut self.outputs[0]) {
            self.records += batch.lines.len() as u64;
            return output.write_all(&batch.bytes).with_context(|| output.doing());
        }
        let mut from = 0;
        for &(table, end) in &batch.lines {
            let line = &batch.bytes[from..end];
            from = end;
            if table == 0 {
                self.records += 1;
            }
            match &mut self.outputs[table] {
                Some(output) => {
                    set(&self.format, self.records, line, output).with_context(|| output.doing())?;
                }
                None => self.roomless += 1,
            }
        }
        Ok(())
    }

    pub(crate) fn end(mut self) -> Result<Vec<Finding>> {
        if let (Shape::Json, Some(output)) = (&self.format.shape, &mut self.outputs[0]) {
            let close = if self.records == 0 { b"[]\n" } else { json::CLOSE };
            output.write_all(close).with_context(|| output.doing())?;
        }
        for output in self.outputs.into_iter().flatten() {
            output.finish()?;
        }
        let mut findings = Vec::new();
        if self.roomless > 0 {
            findings.push(Finding::new("rows-not-written").with("count", self.roomless));
        }
        if self.homeless > 0 {
            findings.push(Finding::new("answers-without-column").with("count", self.homeless));
        }
        Ok(findings)
    }
}

/// One line with what the format puts around it; `number` is that of its record, from one.
fn set(format: &Format, number: u64, line: &[u8], output: &mut Output) -> std::io::Result<()> {
    match format.shape {
        Shape::Ndjson => output.write_all(line),
        Shape::Json => {
            output.write_all(if number == 1 { json::OPEN } else { json::BETWEEN })?;
            output.write_all(line)
        }
        Shape::Csv(_) => {
            write!(output, "{number}")?;
            output.write_all(line)?;
            output.write_all(b"\n")
        }
    }
}
