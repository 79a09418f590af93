//! A row a record with a stable set of columns, and a second table for each repeating group.

use std::borrow::Cow;

use crate::output::cell::{as_text, canonical, json_as_text};
use crate::output::columns::{Cell, Column, Columns};
use crate::output::lines::Batch;
use crate::record::answer::{Answer, Record};
use crate::record::json::write::{as_written, non_answers, unmapped};
use crate::record::value::Reading;

/// What tells Excel that a file is UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// The columns before the fields of a record.
const HEAD: [&str; 12] = [
    "record",
    "source.file",
    "source.sha256",
    "id",
    "made_with.version",
    "made_with.schema",
    "made_with.mapping",
    "pseudonym",
    "form.id",
    "form.body",
    "form.kind",
    "form.version",
];
/// The columns after them: what is no value, as JSON, and the codes of the findings.
const TAIL: [&str; 4] = ["said", "as_written", "unmapped", "findings"];
/// The columns before the fields of a repeating group.
const ROW_HEAD: [&str; 4] = ["record", "source.file", "row", "id"];

/// The header lines of the record's own table and of each repeating group, with their line breaks.
pub(crate) fn headers(columns: &Columns, delimiter: u8) -> Vec<Vec<u8>> {
    let own = HEAD.into_iter().chain(ids(&columns.record)).chain(TAIL);
    let mut headers = vec![header(own, delimiter)];
    headers.extend(columns.groups.iter().map(|g| header(ROW_HEAD.into_iter().chain(ids(&g.columns)), delimiter)));
    headers
}

fn ids(columns: &[Column]) -> impl Iterator<Item = &str> {
    columns.iter().map(|column| column.id.as_str())
}

fn header<'a>(names: impl Iterator<Item = &'a str>, delimiter: u8) -> Vec<u8> {
    let mut line = names.collect::<Vec<_>>().join(&char::from(delimiter).to_string()).into_bytes();
    line.push(b'\n');
    line
}

/// How the file of a repeating group begins, by which an earlier one is known.
pub(crate) fn begins(delimiter: u8) -> Vec<u8> {
    let names = ROW_HEAD[..2].join(&char::from(delimiter).to_string());
    [BOM, names.as_bytes(), &[delimiter]].concat()
}

/// Whether a file begins as the table of records does, whatever the delimiter: then eenvorm made it.
pub fn is_own(head: &[u8]) -> bool {
    let head = head.strip_prefix(BOM).unwrap_or(head);
    let behind = |head: &[u8], name: &str| head.strip_prefix(name.as_bytes()).map(<[u8]>::to_vec);
    let Some(rest) = behind(head, HEAD[0]) else { return false };
    let rest = rest.get(1..).and_then(|rest| behind(rest, HEAD[1]));
    rest.and_then(|rest| {
        rest.get(1..).map(|rest| [HEAD[2], ROW_HEAD[2]].iter().any(|name| rest.starts_with(name.as_bytes())))
    }) == Some(true)
}

/// Appends the record's row and the rows of its groups, each without its first column: the number of the record.
pub(crate) fn format(record: &Record, columns: &Columns, delimiter: u8, batch: &mut Batch) {
    let laid = columns.lay(&record.answers);
    batch.homeless(laid.homeless);
    let mut line = Line { out: batch.line(), delimiter };
    let (source, form) = (&record.source, &record.form);
    let id = record.id.as_deref().unwrap_or_default();
    line.text(&source.file);
    line.text(&source.sha256);
    line.text(id);
    line.made_with(record);
    line.text(record.pseudonym.as_deref().unwrap_or_default());
    for text in [&*form.id, &form.body, &form.kind, &form.version] {
        line.text(text);
    }
    for cell in laid.record {
        line.cell(cell);
    }
    line.tail(record);
    batch.end_line(0);
    for (table, rows) in (1..).zip(laid.groups) {
        for row in rows {
            let mut line = Line { out: batch.line(), delimiter };
            line.text(&source.file);
            line.text(&row.number.to_string());
            line.text(id);
            for cell in row.cells {
                line.cell(cell);
            }
            batch.end_line(table);
        }
    }
}

/// The line that is being made: every cell begins with the delimiter.
struct Line<'a> {
    out: &'a mut Vec<u8>,
    delimiter: u8,
}

impl Line<'_> {
    /// A cell with this text; an apostrophe keeps a formula from being one.
    fn text(&mut self, text: &str) {
        let from = self.start();
        self.out.extend_from_slice(as_text(text).as_bytes());
        self.quote(from);
    }

    /// What the record was made with, in its three columns.
    fn made_with(&mut self, record: &Record) {
        let made = record.made_with.as_deref();
        self.text(made.map_or("", |made| &made.version));
        self.text(&made.map(|made| made.schema.to_string()).unwrap_or_default());
        self.text(made.map_or("", |made| &made.mapping));
    }

    /// The values of a cell; several are parted by ` | `, and a bar within one is written `\|`.
    fn cell(&mut self, cell: Cell) {
        let from = self.start();
        let many = cell.len() > 1;
        for answer in cell {
            let Reading::Value(value) = &answer.reading else { continue };
            if self.out.len() > from {
                self.out.extend_from_slice(b" | ");
            }
            let value_from = self.out.len();
            canonical(value, self.out);
            if many {
                escape_bars(self.out, value_from);
            }
        }
        self.replace(from, as_text);
        self.quote(from);
    }

    /// What is no value, and what was found.
    fn tail(&mut self, record: &Record) {
        let is = |what: fn(&Answer) -> bool| record.answers.iter().any(what);
        self.json(is(|a| matches!(a.reading, Reading::NonAnswer(_))), |out| non_answers(&record.answers, out));
        self.json(is(|a| a.reading == Reading::AsWritten), |out| as_written(&record.answers, out));
        self.json(!record.unmapped.is_empty(), |out| unmapped(&record.unmapped, out));
        let codes: Vec<&str> = record.findings.iter().map(|finding| &*finding.code).collect();
        self.text(&codes.join(" "));
    }

    fn json(&mut self, any: bool, write: impl FnOnce(&mut Vec<u8>)) {
        let from = self.start();
        if any {
            write(self.out);
            self.replace(from, json_as_text);
        }
        self.quote(from);
    }

    /// Puts the safe writing of the cell that began at `from` in its place.
    fn replace(&mut self, from: usize, safe: fn(&str) -> Cow<'_, str>) {
        let cell = str::from_utf8(&self.out[from..]).map(safe);
        if let Ok(Cow::Owned(text)) = cell {
            self.out.truncate(from);
            self.out.extend_from_slice(text.as_bytes());
        }
    }

    /// Begins a cell; gives where its text begins.
    fn start(&mut self) -> usize {
        self.out.push(self.delimiter);
        self.out.len()
    }

    /// Puts quotes round the cell that began at `from`, where its text needs them.
    fn quote(&mut self, from: usize) {
        let text = &self.out[from..];
        let special = |b: &u8| *b == self.delimiter || matches!(b, b'"' | b'\n' | b'\r');
        let edges = text.first() == Some(&b' ') || text.last() == Some(&b' ');
        if !edges && !text.iter().any(special) {
            return;
        }
        let text = self.out.split_off(from);
        self.out.push(b'"');
        for byte in text {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }
}

fn escape_bars(out: &mut Vec<u8>, from: usize) {
    if memchr::memchr(b'|', &out[from..]).is_some() {
        let value = out.split_off(from);
        for byte in value {
            if byte == b'|' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    }
}
