//! A record: answers by field, each with its place, its words and what was made of them.

use std::fmt;
use std::sync::Arc;

use crate::finding::Finding;
use crate::place::Place;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{Reading, Value};

/// Which answer of a record: a field, its row in a repeating group (or its turn among several values, from zero),
/// and its part where a name or an address is asked in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub field: FieldId,
    pub row: u32,
    /// The position in [`crate::record::schema::Kind::parts`]; none for the whole.
    pub part: Option<u8>,
}

impl Key {
    /// The whole of a field that stands once.
    pub fn one(field: FieldId) -> Self {
        Self { field, row: 0, part: None }
    }
}

impl fmt::Display for Key {
    /// `client.bsn`, `client.naam.achternaam`, `doelen[0].uren`, `doelgroep.grondslag[1]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = Schema::common().field(self.field);
        match field.rows() {
            Some(group) => write!(f, "{group}[{}].{}", self.row, &field.id[group.len() + 3..])?,
            None if field.many => write!(f, "{}[{}]", field.id, self.row)?,
            None => f.write_str(&field.id)?,
        }
        match self.part {
            Some(part) => write!(f, ".{}", field.kind.parts()[usize::from(part)]),
            None => Ok(()),
        }
    }
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub key: Key,
    pub reading: Reading,
    pub place: Place,
    /// The words as they stand in the source.
    pub text: String,
}

/// Something that stands in the source and that no mapping line accounts for.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmapped {
    pub place: Place,
    /// The printed text it seems to belong to.
    pub label: Option<String>,
    pub text: String,
}

/// The account of every non-empty cell: `cells` is the sum of the other four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Ledger {
    pub cells: u32,
    pub labels: u32,
    pub answers: u32,
    pub as_written: u32,
    pub unmapped: u32,
}

/// The form a record was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormHead {
    /// `utrecht/jobcoachplan`
    pub id: Arc<str>,
    /// A CBS code (`GM0344`), `uwv`, `standaard` or another body's name.
    pub body: String,
    /// A word of `formulier.soort`.
    pub kind: String,
    pub version: String,
}

/// Where a record comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as the user gave it, with `/` between folders; `archive.zip > form.xlsx` inside an archive.
    pub file: Arc<str>,
    /// Of the file's bytes, in hexadecimal.
    pub sha256: Arc<str>,
}

/// What one form says of one client. Nothing in it is computed: only what was written.
#[derive(Clone, Debug)]
pub struct Record {
    pub source: Source,
    pub form: Arc<FormHead>,
    /// In the order of their keys, each key once.
    pub answers: Vec<Answer>,
    pub unmapped: Vec<Unmapped>,
    pub ledger: Ledger,
    pub findings: Vec<Finding>,
}

impl Record {
    /// The answers to one field: its rows, values and parts in order.
    pub fn answers_to(&self, field: FieldId) -> &[Answer] {
        let from = self.answers.partition_point(|a| a.key.field < field);
        let to = self.answers.partition_point(|a| a.key.field <= field);
        &self.answers[from..to]
    }

    /// The value of a field that stands once and whole, by its id.
    pub fn value(&self, id: &str) -> Option<&Value> {
        let answers = self.answers_to(Schema::common().id(id)?);
        match answers {
            [Answer { key: Key { row: 0, part: None, .. }, reading: Reading::Value(value), .. }, ..] => Some(value),
            _ => None,
        }
    }

    /// How many rows a repeating group has.
    pub fn rows(&self, group: &str) -> u32 {
        let schema = Schema::common();
        let of_group = self.answers.iter().filter(|a| schema.field(a.key.field).rows() == Some(group));
        of_group.map(|a| a.key.row + 1).max().unwrap_or(0)
    }
}
