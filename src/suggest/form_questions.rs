//! Everything that a form asks, questions and columns alike, in the order of the form.

use crate::mapping::spec::form_spec::Direction;

use super::beginnings;
use super::blocks;
use super::phrases::Phrases;
use super::printed_form::PrintedForm;
use super::question::At;
use super::question::{Question, Within};

/// All that a form asks.
pub(super) fn of(form: &PrintedForm) -> Vec<Question> {
    let questions = blocks::first(form.questions.clone());
    let columns = form.tables.iter().enumerate().flat_map(|(n, table)| {
        table.columns.iter().map(move |column| Question {
            sections: table.sections.clone(),
            contents: column.contents.clone(),
            hints: column.hints.clone(),
            within: match &table.group {
                Some(group) => Within::Rows { table: n, group: group.clone() },
                None => Within::Clients,
            },
            ..Question::new(column.at, column.text.clone(), Direction::Below)
        })
    });
    let mut all: Vec<Question> = questions.into_iter().chain(columns).collect();
    all.sort_by_key(|asked| (asked.at, asked.answer));
    beginnings::part(&mut all);
    beginnings::pair(&mut all);
    for asked in &mut all {
        asked.of_office = is_of_office(form, asked);
    }
    all
}

/// Whether the heading or a note above a question, or its own label, says that the office fills it in.
fn is_of_office(form: &PrintedForm, asked: &Question) -> bool {
    let office = |text: &str| Phrases::common().tell("office", text);
    let above = |at: &At| at.0 == asked.at.0 && at.1 < asked.at.1;
    let heading = form.headings.iter().filter(|(at, _)| above(at)).max_by_key(|(at, _)| *at);
    // of headings side by side each holds for its own columns: `Werkgever` beside `Gemeente (niet invullen)`
    let own = asked.sections.last().filter(|(own, _)| {
        let between = |at: &At| own < at && heading.is_some_and(|(last, _)| at < last);
        own.0 == asked.at.0 && !form.questions.iter().any(|question| between(&question.at))
    });
    let text = own.or(heading).map(|(_, text)| text.as_str());
    let heading = heading.map(|(at, _)| *at);
    let since = |at: &At| above(at) && heading.is_none_or(|heading| *at > heading);
    let notes = form.fixed.iter().map(|(at, text)| (*at, text.as_str()));
    let labels = form.questions.iter().map(|question| (question.at, question.text.as_str()));
    // a note says it of what stands under it, a long one of the whole form says nothing
    let says = |text: &str| text.split_whitespace().count() <= 12 && (office(text) || is_room_of_body(text));
    let headed = text.is_some_and(says);
    headed || office(&asked.full_text()) || notes.chain(labels).any(|(at, text)| since(&at) && says(text))
}

/// `Ruimte voor Werkbaan Vechtoever`: room for an organisation that is called by its name.
fn is_room_of_body(text: &str) -> bool {
    let name = text.trim().to_lowercase().starts_with("ruimte voor ").then(|| &text.trim()["ruimte voor ".len()..]);
    name.is_some_and(|name| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
}
