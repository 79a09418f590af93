//! What one form says of one field, its parts taken together.

use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::{self, NonAnswer, Reading, Value};

/// What counts as said: a value, its denial, or words that nobody understood. Silence and `onbekend` are no statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    Value(Value),
    /// There is none: `n.v.t.`, `geen`.
    None,
    /// Words that were not understood.
    Written(String),
}

/// What a form says of a field that stands once; none where it says nothing, or that it is not known.
pub fn statement(record: &Record, field: FieldId) -> Option<Statement> {
    let answers = record.answers_to(field);
    if let Some(value) = value_of(answers, Schema::common().field(field).kind) {
        return Some(Statement::Value(value));
    }
    // a dash says less than `geen`: what an older form tells stays, but for a day, of which it is said that it is gone
    let kind = Schema::common().field(field).kind;
    let denies = |answer: &Answer| kind == Kind::Date || !is_dash(&answer.text);
    if answers.iter().any(|answer| is_denial(&answer.reading) && denies(answer)) {
        return Some(Statement::None);
    }
    let written = answers.iter().find(|answer| answer.reading == Reading::AsWritten)?;
    Some(Statement::Written(written.text.trim().to_owned()))
}

/// The value of a field, also where it stands in parts.
pub fn whole(record: &Record, id: &str) -> Option<Value> {
    let schema = Schema::common();
    let field = schema.id(id)?;
    value_of(record.answers_to(field), schema.field(field).kind)
}

fn value_of(answers: &[Answer], kind: Kind) -> Option<Value> {
    let whole = answers.iter().find(|answer| answer.key.row == 0 && answer.key.part.is_none());
    match whole.map(|answer| &answer.reading) {
        Some(Reading::Value(value)) => Some(value.clone()),
        _ => joined(answers, kind),
    }
}

/// The parts of a name or an address as one value.
pub fn joined(answers: &[Answer], kind: Kind) -> Option<Value> {
    let parts: Vec<(u8, &str)> = answers
        .iter()
        .filter_map(|answer| match (&answer.key.part, &answer.reading) {
            (Some(part), Reading::Value(Value::Text(text))) => Some((*part, text.as_str())),
            _ => None,
        })
        .collect();
    if parts.is_empty() { None } else { value::join(kind, parts) }
}

/// Whether a text is but a dash or a stroke.
fn is_dash(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—' | '/' | '.'))
}

/// Whether an answer says that there is no value: `n.v.t.`, `geen`.
pub fn is_denial(reading: &Reading) -> bool {
    matches!(reading, Reading::NonAnswer(NonAnswer::NotApplicable | NonAnswer::Nothing))
}
