//! An answer in words, with the state it is in: read, said to be none, or as it was written.

use crate::record::answer::Answer;
use crate::record::schema;
use crate::record::value::{Reading, Value};

use crate::report::input::privacy::Redaction;
use crate::report::wording::shown;

/// The words of an answer and the state it is in.
pub(in crate::report) fn words(
    answer: &Answer,
    field: &schema::Field,
    redaction: Redaction,
    show: fn(&Value, &schema::Field) -> String,
) -> (String, &'static str) {
    match &answer.reading {
        Reading::Value(value) => (redaction.answer(&show(value, field), field), "read"),
        Reading::NonAnswer(said) => {
            (redaction.text(&shown::format_non_answer(*said, own_words(answer, redaction))), "said")
        }
        Reading::AsWritten => (redaction.answer(own_words(answer, redaction), field), "as_written"),
    }
}

/// The words of the source; without persons these could be anything, so they are not shown.
fn own_words(answer: &Answer, redaction: Redaction) -> &str {
    if redaction.pseudonym { "niet te tonen" } else { answer.text.trim() }
}
