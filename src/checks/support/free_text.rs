//! What a record says in free words, wherever it stands: prose, texts, what was not understood and what has no field.

use std::sync::OnceLock;

use crate::finding::Finding;
use crate::record::answer::{Key, Record};
use crate::record::schema::{Field, FieldId, Kind, Schema};
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

/// Free words at a place, about a field where they answer one.
pub(in crate::checks) struct FreeText<'a> {
    pub key: Option<Key>,
    pub place: &'a Place,
    pub text: &'a str,
}

impl FreeText<'_> {
    /// A finding that says where the words stand and not what they are.
    pub(in crate::checks) fn finding(&self, code: &'static str) -> Finding {
        let finding = Finding::new(code).place(self.place.clone());
        match self.key {
            Some(key) => finding.field(key.to_string()),
            None => finding,
        }
    }
}

/// Which fields of the schema are wanted, found out once.
pub(in crate::checks) struct FreeTextFields {
    of: fn(&Field) -> bool,
    found: OnceLock<Vec<FieldUse>>,
}

/// What a field of the schema is to a check.
#[derive(Clone, Copy)]
struct FieldUse {
    wanted: bool,
    /// It takes free words.
    free: bool,
}

impl FreeTextFields {
    pub(in crate::checks) const fn new(of: fn(&Field) -> bool) -> Self {
        Self { of, found: OnceLock::new() }
    }

    fn field(&self, id: FieldId) -> FieldUse {
        let of = |(_, field): (FieldId, &Field)| FieldUse {
            wanted: (self.of)(field),
            free: matches!(field.kind, Kind::Text | Kind::Prose),
        };
        self.found.get_or_init(|| Schema::common().all().map(of).collect())[id.index()]
    }
}

/// The free words of a record, of the fields that are wanted and of all that no field accounts for.
pub(in crate::checks) fn free_texts<'a>(
    record: &'a Record,
    wanted: &'static FreeTextFields,
) -> impl Iterator<Item = FreeText<'a>> {
    let answers = record.answers.iter().filter_map(|answer| {
        let FieldUse { wanted, free } = wanted.field(answer.key.field);
        let text = match &answer.reading {
            Reading::Value(Value::Text(text)) if free => text,
            Reading::AsWritten => &answer.text,
            _ => return None,
        };
        wanted.then_some(FreeText { key: Some(answer.key), place: &answer.place, text })
    });
    answers.chain(record.unmapped.iter().map(|u| FreeText { key: None, place: &u.place, text: &u.text }))
}
