//! Everything that a form asks, questions and columns alike, in the order of the form.

use std::collections::{BTreeMap, BTreeSet};

use crate::mapping::spec::mapping_line::Direction;

use super::beginnings;
use super::blocks;
use super::numbered_columns;
use super::printed_form::PrintedForm;
use super::question::At;
use super::question::{Question, Within};
use crate::suggest::vocabulary::phrases::Phrases;

/// All that a form asks.
pub(in crate::suggest) fn of(form: &PrintedForm) -> Vec<Question> {
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
    numbered_columns::first(&mut all);
    beginnings::part(&mut all);
    beginnings::pair(&mut all);
    let office = Office::of(form);
    for asked in &mut all {
        asked.of_office = office.fills(asked);
    }
    all
}

/// What a form prints, as far as it tells what the office fills in; looked up once, for a form may ask thousands of things.
struct Office<'f> {
    headings: BTreeMap<At, &'f str>,
    questions: BTreeSet<At>,
    /// The notes and labels that say it of what stands under them.
    notes: BTreeSet<At>,
}

impl<'f> Office<'f> {
    fn of(form: &'f PrintedForm) -> Self {
        let notes = form.fixed.iter().map(|(at, text)| (*at, text.as_str()));
        let labels = form.questions.iter().map(|question| (question.at, question.text.as_str()));
        Self {
            headings: form.headings.iter().map(|(at, text)| (*at, text.as_str())).collect(),
            questions: form.questions.iter().map(|question| question.at).collect(),
            notes: notes.chain(labels).filter(|(_, text)| says_office(before_aside(text))).map(|(at, _)| at).collect(),
        }
    }

    /// Whether the heading or a note above a question, or its own label, says that the office fills it in.
    fn fills(&self, asked: &Question) -> bool {
        let sheet = (asked.at.0, 0);
        let last = self.headings.range(sheet..asked.at).next_back();
        // of headings side by side each holds for its own columns: `Werkgever` beside `Gemeente (niet invullen)`
        let own = asked.sections.last().filter(|(own, _)| {
            let between = |last: &At| own < last && self.questions.range(own..last).any(|at| at > own);
            own.0 == asked.at.0 && !last.is_some_and(|(last, _)| between(last))
        });
        let heading = own.map(|(_, text)| text.as_str()).or(last.map(|(_, text)| *text));
        let since = last.map_or(sheet, |(at, _)| *at);
        heading.is_some_and(says_office)
            || Phrases::common().tell("office", &asked.full_text())
            || self.notes.range(since..asked.at).next().is_some()
    }
}

/// What stands before an aside: `Kostenplaats (vult de gemeente in)` says that of itself alone, and not of what stands under it.
fn before_aside(text: &str) -> &str {
    match text.split_once('(') {
        Some((label, aside)) if label.contains(char::is_alphabetic) && aside.trim_end().ends_with(')') => label,
        _ => text,
    }
}

/// Whether a heading or a note says it; a long one is of the whole form, and says nothing of a question.
fn says_office(text: &str) -> bool {
    text.split_whitespace().count() <= 12 && (Phrases::common().tell("office", text) || is_room_of_body(text))
}

/// `Ruimte voor Werkbaan Vechtoever`: room for an organisation that is called by its name.
fn is_room_of_body(text: &str) -> bool {
    let name = text.trim().to_lowercase().starts_with("ruimte voor ").then(|| &text.trim()["ruimte voor ".len()..]);
    name.is_some_and(|name| name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
}
