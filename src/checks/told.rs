//! What a record says in free words, wherever it stands: prose, texts, what was not understood and what has no field.

use crate::finding::Finding;
use crate::place::Place;
use crate::record::answer::{Key, Record};
use crate::record::schema::{Field, Kind, Schema};
use crate::record::value::{Reading, Value};

/// Free words at a place, about a field where they answer one.
pub(super) struct Told<'a> {
    pub key: Option<Key>,
    pub place: &'a Place,
    pub text: &'a str,
}

impl Told<'_> {
    /// A finding that says where the words stand and not what they are.
    pub(super) fn finding(&self, code: &'static str) -> Finding {
        let finding = Finding::new(code).place(self.place.clone());
        match self.key {
            Some(key) => finding.field(key.to_string()),
            None => finding,
        }
    }
}

/// The free words of a record, of the fields that are wanted and of all that no field accounts for.
pub(super) fn told(record: &Record, wanted: fn(&Field) -> bool) -> impl Iterator<Item = Told<'_>> {
    let schema = Schema::common();
    let answers = record.answers.iter().filter_map(move |answer| {
        let field = schema.field(answer.key.field);
        let text = match &answer.reading {
            Reading::Value(Value::Text(text)) if matches!(field.kind, Kind::Text | Kind::Prose) => text,
            Reading::AsWritten => &answer.text,
            _ => return None,
        };
        wanted(field).then_some(Told { key: Some(answer.key), place: &answer.place, text })
    });
    answers.chain(record.unmapped.iter().map(|u| Told { key: None, place: &u.place, text: &u.text }))
}
