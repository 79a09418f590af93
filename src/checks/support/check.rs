//! What a check is: a code, a title and a question put to a record.

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::Answer;

use crate::checks::support::subject::Subject;

/// One question, put to every record alike.
#[derive(Debug)]
pub struct Check {
    /// A key of the catalogue of findings, and the name of the check's file.
    pub code: &'static str,
    /// Dutch, as a heading says it.
    pub title: &'static str,
    pub question: Question,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug)]
pub enum Question {
    /// What the record says.
    OfRecord(fn(&Subject<'_>) -> Vec<Finding>),
    /// What the record says to what its form asks; not put where the form is not known.
    OfForm(fn(&Subject<'_>, &Mapping) -> Vec<Finding>),
}

impl Check {
    /// Puts the question.
    pub fn put(&self, record: &Subject<'_>, mapping: Option<&Mapping>) -> Vec<Finding> {
        match (self.question, mapping) {
            (Question::OfRecord(ask), _) => ask(record),
            (Question::OfForm(ask), Some(mapping)) => ask(record, mapping),
            (Question::OfForm(_), None) => Vec::new(),
        }
    }
}

/// A finding about an answer, at its place.
pub(in crate::checks) fn about(code: &'static str, answer: &Answer) -> Finding {
    Finding::new(code).field(answer.key.to_string()).place(answer.place.clone())
}
