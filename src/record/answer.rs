//! A record: answers by field, each with its place, its words and what was made of them.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use compact_str::CompactString;
use jiff::civil;
use serde::{Serialize, Serializer};

use crate::finding::Finding;
use crate::record::identity::MadeWith;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

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

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Key {
    type Err = String;

    /// As printed; the turn of a field that takes several values may be left out for the first.
    fn from_str(text: &str) -> Result<Self, String> {
        parse_key(text).ok_or_else(|| format!("`{text}` is no field such as `client.bsn` or `doelen[0].uren`"))
    }
}

fn parse_key(text: &str) -> Option<Key> {
    let (id, row) = match text.split_once('[') {
        Some((before, rest)) => {
            let (row, after) = rest.split_once(']')?;
            let id = if after.is_empty() { before.to_owned() } else { format!("{before}[]{after}") };
            (id, Some(row.parse().ok()?))
        }
        None => (text.to_owned(), None),
    };
    let schema = Schema::common();
    let (field, part) = if let Some(field) = schema.id(&id) {
        (field, None)
    } else {
        let (whole, part) = id.rsplit_once('.')?;
        let field = schema.id(whole)?;
        let place = schema.field(field).kind.parts().iter().position(|p| *p == part)?;
        (field, Some(u8::try_from(place).ok()?))
    };
    let takes = schema.field(field).rows().is_some() || schema.field(field).many;
    (takes || row.is_none()).then_some(Key { field, row: row.unwrap_or(0), part })
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub key: Key,
    pub reading: Reading,
    pub place: Place,
    /// The words as they stand in the source.
    pub text: CompactString,
}

/// Something that stands in the source and that no mapping line accounts for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unmapped {
    pub place: Place,
    /// The printed text it seems to belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub text: CompactString,
}

/// The account of every non-empty cell: `cells` is the sum of the other four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Ledger {
    pub cells: u32,
    pub labels: u32,
    pub answers: u32,
    pub as_written: u32,
    pub unmapped: u32,
}

/// The form a record was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The path as the user gave it, with `/` between folders; `archive.zip > form.xlsx` inside an archive.
    pub file: Arc<str>,
    /// Of the file's bytes, in hexadecimal.
    pub sha256: Arc<str>,
}

/// What one form says of one client. Nothing in it is computed, only what was written; of a dossier the hours used may
/// be a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its name, by [`crate::record::identity::id`]; one that another program gave is kept.
    pub id: Option<Arc<str>>,
    /// None in a record that tells nothing of it.
    pub made_with: Option<Arc<MadeWith>>,
    /// What stands for the client where the record was written without persons.
    pub pseudonym: Option<Arc<str>>,
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
        self.answers_between(field, field)
    }

    /// The answers to the fields from the one to the other.
    pub fn answers_between(&self, first: FieldId, last: FieldId) -> &[Answer] {
        let from = self.answers.partition_point(|a| a.key.field < first);
        let to = self.answers.partition_point(|a| a.key.field <= last);
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

    /// A date that stands once.
    pub fn date(&self, id: &str) -> Option<Date> {
        if let Value::Date(date) = self.value(id)? { Some(*date) } else { None }
    }

    /// A date that stands once and is known to the day.
    pub fn day(&self, id: &str) -> Option<civil::Date> {
        self.date(id)?.day()
    }

    /// Hours that stand once, in minutes.
    pub fn minutes(&self, id: &str) -> Option<i64> {
        if let Value::Hours(minutes) = self.value(id)? { Some(*minutes) } else { None }
    }

    /// A length of time that stands once.
    pub fn duration(&self, id: &str) -> Option<Duration> {
        if let Value::Duration(length) = self.value(id)? { Some(*length) } else { None }
    }

    /// How many rows a repeating group has.
    pub fn rows(&self, group: &str) -> u32 {
        let schema = Schema::common();
        let of_group = self.answers.iter().filter(|a| schema.field(a.key.field).rows() == Some(group));
        of_group.map(|a| a.key.row + 1).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_print_and_parse_alike() {
        for text in
            ["client.bsn", "client.naam.achternaam", "doelen[0].uren", "uren[31].datum", "doelgroep.grondslag[1]"]
        {
            assert_eq!(text.parse::<Key>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in
            ["", "client", "client.bsn[2]", "doelen[].uren[1]", "doelen[x].uren", "client.naam.bsn", "doelen[0]"]
        {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
