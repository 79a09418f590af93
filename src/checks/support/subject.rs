//! A record that questions are put to, with its answers found by field at once.

use std::ops::Deref;

use crate::pseudonym::{is_without_person, may_be_left_out};
use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};

/// The record; many questions look for many fields.
pub struct Subject<'r> {
    record: &'r Record,
    /// By field the position of its first answer, or of the answer that follows where it has none.
    first: Vec<usize>,
    /// Whether answers were left out with the person.
    without_person: bool,
}

impl<'r> Subject<'r> {
    /// Finds where the answers to each field are.
    pub fn of(record: &'r Record) -> Self {
        let fields = Schema::common().all().count();
        let mut first = Vec::with_capacity(fields + 1);
        for (at, answer) in record.answers.iter().enumerate() {
            let field = answer.key.field.index();
            first.resize(first.len().max(field + 1), at);
        }
        first.resize(fields + 1, record.answers.len());
        Self { record, first, without_person: is_without_person(record) }
    }

    /// Whether an answer to a field may have stood on the form and was left out with the person: it counts as there.
    pub(in crate::checks) fn is_left_out(&self, field: FieldId) -> bool {
        self.without_person && may_be_left_out(Schema::common().field(field))
    }

    /// As [`Record::answers_to`].
    pub(in crate::checks) fn answers_to(&self, field: FieldId) -> &'r [Answer] {
        &self.record.answers[self.first[field.index()]..self.first[field.index() + 1]]
    }
}

impl Deref for Subject<'_> {
    type Target = Record;

    fn deref(&self) -> &Record {
        self.record
    }
}
