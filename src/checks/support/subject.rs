//! A record that questions are put to, with its answers found by field at once.

use std::ops::Deref;

use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};

/// The record; many questions look for many fields.
pub struct Subject<'r> {
    record: &'r Record,
    /// By field the position of its first answer, or of the answer that follows where it has none.
    first: Vec<usize>,
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
        Self { record, first }
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
