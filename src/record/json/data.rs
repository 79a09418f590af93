//! The values of a record, nested in the order of the schema: `{"client":{"bsn":"…"},"doelen":[{"doel":"…"}]}`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::record::answer::Answer;
use crate::record::schema::{Field, Schema};
use crate::record::value::{Reading, Value};

/// The value, where the answer was understood.
fn value(answer: &Answer) -> Option<&Value> {
    match &answer.reading {
        Reading::Value(value) => Some(value),
        _ => None,
    }
}

fn has_value(answers: &[Answer]) -> bool {
    answers.iter().any(|answer| value(answer).is_some())
}

fn field_of(answer: &Answer) -> &'static Field {
    Schema::common().field(answer.key.field)
}

/// The answers of a record, in the order of their keys; a group without a value is left out.
pub(super) struct Data<'a>(pub(super) &'a [Answer]);

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut groups = serializer.serialize_map(None)?;
        for answers in self.0.chunk_by(|a, b| field_of(a).group() == field_of(b).group()) {
            if !has_value(answers) {
                continue;
            }
            let field = field_of(&answers[0]);
            match field.rows() {
                Some(_) => groups.serialize_entry(field.group(), &Rows(answers))?,
                None => groups.serialize_entry(field.group(), &Fields(answers))?,
            }
        }
        groups.end()
    }
}

/// The fields of a group that stands once.
struct Fields<'a>(&'a [Answer]);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        for answers in self.0.chunk_by(|a, b| a.key.field == b.key.field).filter(|answers| has_value(answers)) {
            fields.serialize_entry(field_of(&answers[0]).name(), &OneField(answers))?;
        }
        fields.end()
    }
}

/// The rows of a repeating group; a row without a value that stands before one with a value is `{}`.
struct Rows<'a>(&'a [Answer]);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut columns: Vec<&[Answer]> = self.0.chunk_by(|a, b| a.key.field == b.key.field).collect();
        let count = self.0.iter().filter(|a| value(a).is_some()).map(|a| a.key.row + 1).max().unwrap_or(0);
        let mut rows = serializer.serialize_seq(None)?;
        let mut of_row = Vec::new();
        for row in 0..count {
            of_row.clear();
            for column in &mut columns {
                let (own, after) = column.split_at(column.iter().take_while(|a| a.key.row == row).count());
                *column = after;
                of_row.push(own);
            }
            rows.serialize_element(&Row(&of_row))?;
        }
        rows.end()
    }
}

/// One row: the answers of each column.
struct Row<'a>(&'a [&'a [Answer]]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = self.0.iter().filter(|answers| has_value(answers));
        serializer.collect_map(fields.map(|answers| (field_of(&answers[0]).name(), OneField(answers))))
    }
}

/// One field that has a value: the value, an object of parts, or an array of values.
struct OneField<'a>(&'a [Answer]);

impl Serialize for OneField<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let field = field_of(&self.0[0]);
        if field.many {
            return turns(self.0, serializer);
        }
        // a whole and its parts never stand together, so the last value tells which of both this is
        match self.0.iter().rev().find(|answer| value(answer).is_some()) {
            Some(last) if last.key.part.is_none() => value(last).serialize(serializer),
            _ => {
                let parts = self.0.iter().filter_map(|answer| Some((answer.key.part?, value(answer)?)));
                serializer.collect_map(parts.map(|(part, value)| (field.kind.parts()[usize::from(part)], value)))
            }
        }
    }
}

/// Several values; `null` holds the place of one that was not understood, none stands after the last value.
fn turns<S: Serializer>(answers: &[Answer], serializer: S) -> Result<S::Ok, S::Error> {
    let last = answers.iter().rposition(|answer| value(answer).is_some()).map_or(0, |last| last + 1);
    let mut values = serializer.serialize_seq(None)?;
    let mut turn = 0;
    for answer in &answers[..last] {
        for _ in turn..answer.key.row {
            values.serialize_element(&None::<Value>)?;
        }
        values.serialize_element(&value(answer))?;
        turn = answer.key.row + 1;
    }
    values.end()
}
