//! A field that a check names by its id, looked up in the schema once.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::record::answer::Answer;
pub(in crate::checks) use crate::record::log::Read;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::{Reading, Value};

use crate::checks::support::subject::Subject;

/// A field that a check names by its id, looked up once; a test holds every id to the schema.
pub(in crate::checks) struct Named {
    id: &'static str,
    found: OnceLock<FieldId>,
}

impl Named {
    pub(in crate::checks) const fn new(id: &'static str) -> Self {
        Self { id, found: OnceLock::new() }
    }

    pub(in crate::checks) fn id(&self) -> FieldId {
        *self.found.get_or_init(|| Schema::common().id(self.id).expect("a test holds every named field to the schema"))
    }

    /// Its answers in all rows.
    pub(in crate::checks) fn answers<'a>(&self, record: &'a Subject<'_>) -> &'a [Answer] {
        record.answers_to(self.id())
    }

    pub(in crate::checks) fn date<'a>(&self, record: &'a Subject<'_>) -> Option<Read<'a, Date>> {
        self.read(record, date)
    }

    /// Whole minutes.
    pub(in crate::checks) fn hours<'a>(&self, record: &'a Subject<'_>) -> Option<Read<'a, i64>> {
        self.read(record, hours)
    }

    pub(in crate::checks) fn duration<'a>(&self, record: &'a Subject<'_>) -> Option<Read<'a, Duration>> {
        self.read(record, |value| if let Value::Duration(length) = value { Some(*length) } else { None })
    }

    /// A number, a decimal or a percentage.
    pub(in crate::checks) fn number<'a>(&self, record: &'a Subject<'_>) -> Option<Read<'a, Decimal>> {
        self.read(record, |value| match value {
            Value::Percentage(n) | Value::Decimal(n) => Some(*n),
            Value::Number(n) => Some(Decimal::from(*n)),
            _ => None,
        })
    }

    pub(in crate::checks) fn text<'a>(&self, record: &'a Subject<'_>) -> Option<Read<'a, &'a str>> {
        self.read(record, |value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
    }

    fn read<'a, T>(&self, record: &'a Subject<'_>, of: impl Fn(&'a Value) -> Option<T>) -> Option<Read<'a, T>> {
        let first = self.answers(record).first().filter(|answer| answer.key.part.is_none())?;
        Some((first, of(value(first)?)?))
    }
}

/// What was understood of an answer.
pub(in crate::checks) fn value(answer: &Answer) -> Option<&Value> {
    match &answer.reading {
        Reading::Value(value) => Some(value),
        _ => None,
    }
}

pub(in crate::checks) fn date(value: &Value) -> Option<Date> {
    if let Value::Date(date) = value { Some(*date) } else { None }
}

/// Whole minutes.
pub(in crate::checks) fn hours(value: &Value) -> Option<i64> {
    if let Value::Hours(minutes) = value { Some(*minutes) } else { None }
}
