//! Texts as a form holds them: without the white space around them, which no reader of a form takes for an answer.

use std::borrow::Cow;

use crate::record::answer::{Answer, Record};
use crate::record::value::{Reading, Value};

/// The record with its texts trimmed; what is nothing but white space is no answer.
pub(super) fn tidy(record: &Record) -> Cow<'_, Record> {
    let untidy = |answer: &Answer| text(answer).is_some_and(|text| text.trim().len() < text.len());
    if !record.answers.iter().any(untidy) {
        return Cow::Borrowed(record);
    }
    let mut record = record.clone();
    for answer in record.answers.iter_mut().filter(|answer| untidy(answer)) {
        let trimmed = text(answer).unwrap_or_default().trim().to_owned();
        answer.reading = Reading::Value(Value::Text(trimmed.into()));
    }
    record.answers.retain(|answer| text(answer) != Some(""));
    Cow::Owned(record)
}

fn text(answer: &Answer) -> Option<&str> {
    match &answer.reading {
        Reading::Value(Value::Text(text)) => Some(text),
        _ => None,
    }
}
