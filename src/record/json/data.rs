//! The values of a record, nested in the order of the schema.

use crate::record::answer::Answer;
use crate::record::json::ink::{close, string};
use crate::record::json::names::Prepared;
use crate::record::value::{Reading, Value, canonical};

/// Whether the answer was understood.
pub(super) fn is_value(answer: &Answer) -> bool {
    matches!(answer.reading, Reading::Value(_))
}

/// The values in the order of the schema, each group in its own object or array.
pub(super) fn data(answers: &[Answer], out: &mut Vec<u8>) {
    let names = Prepared::common();
    out.push(b'{');
    let mut rest = answers;
    while let [next, ..] = rest {
        let group = &names.groups[names.field(next.key.field).group];
        let (own, after) = rest.split_at(rest.partition_point(|answer| answer.key.field <= group.last));
        rest = after;
        if !own.iter().any(is_value) {
            continue;
        }
        out.extend_from_slice(&group.name);
        if group.rows {
            rows(own, out);
        } else {
            fields(own, out);
        }
        out.push(b',');
    }
    close(b'}', out);
}

/// The fields of a group that stands once.
fn fields(answers: &[Answer], out: &mut Vec<u8>) {
    out.push(b'{');
    for answers in answers.chunk_by(|a, b| a.key.field == b.key.field) {
        field(answers, out);
    }
    close(b'}', out);
}

/// The rows of a repeating group; a row without a value that stands before one with a value is `{}`.
fn rows(answers: &[Answer], out: &mut Vec<u8>) {
    let count = answers.iter().filter(|a| is_value(a)).map(|a| a.key.row + 1).max().unwrap_or(0);
    let mut columns: Vec<&[Answer]> = answers.chunk_by(|a, b| a.key.field == b.key.field).collect();
    out.push(b'[');
    for row in 0..count {
        out.push(b'{');
        for column in &mut columns {
            let (own, after) = column.split_at(column.iter().take_while(|a| a.key.row == row).count());
            *column = after;
            field(own, out);
        }
        close(b'}', out);
        out.push(b',');
    }
    close(b']', out);
}

/// One field, where any of its answers is a value: the value, an object of parts, or an array of values.
fn field(answers: &[Answer], out: &mut Vec<u8>) {
    let Some(last) = answers.iter().rposition(is_value) else { return };
    let names = Prepared::common().field(answers[last].key.field);
    out.extend_from_slice(&names.name);
    if names.many {
        turns(&answers[..=last], out);
    } else if answers[last].key.part.is_some() {
        out.push(b'{');
        for answer in answers {
            if let (Some(part), Reading::Value(value)) = (answer.key.part, &answer.reading) {
                out.extend_from_slice(&names.parts[usize::from(part)]);
                put(value, out);
                out.push(b',');
            }
        }
        close(b'}', out);
    } else if let Reading::Value(value) = &answers[last].reading {
        put(value, out);
    }
    out.push(b',');
}

/// Several values; `null` holds the place of one that was not understood.
fn turns(answers: &[Answer], out: &mut Vec<u8>) {
    out.push(b'[');
    let mut turn = 0;
    for answer in answers {
        for _ in turn..answer.key.row {
            out.extend_from_slice(b"null,");
        }
        match &answer.reading {
            Reading::Value(value) => put(value, out),
            _ => out.extend_from_slice(b"null"),
        }
        out.push(b',');
        turn = answer.key.row + 1;
    }
    close(b']', out);
}

/// One value; texts, which most are, by the quicker way.
fn put(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Text(text) => string(text, out),
        value => canonical::write(value, out),
    }
}
