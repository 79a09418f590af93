//! What of a filled form stays out of its draft: it may be an answer of whoever filled the form in.

use std::collections::BTreeSet;

use crate::pseudonym::prose::names_somebody;
use crate::text::content::Content;
use crate::text::normalize::fold;

use crate::suggest::cell_text::texts::holds_number;
use crate::suggest::matching::MatchedQuestion;
use crate::suggest::matching::confidence::DOUBT;
use crate::suggest::page::printed_form::PrintedForm;

/// An answer with fewer letters than this says nothing of whoever gave it.
const SHORT: usize = 4;

/// Takes out the questions in words that no form uses and that got no field, and headings in such words above the others;
/// whatever holds a number, names somebody or is an answer elsewhere on the form goes in any case. How many questions that were.
pub fn withhold(form: &PrintedForm, placed: &mut Vec<MatchedQuestion>) -> usize {
    let before = placed.len();
    let answers: BTreeSet<String> = answers(form);
    let sure = |placed: &MatchedQuestion| placed.slot.is_some() && placed.confidence >= DOUBT;
    let tells = |text: &str| {
        holds_number(text) || names_somebody(text) || form.unlike.contains(text) && answers.contains(&fold(text))
    };
    placed.retain(|placed| {
        let column = placed.asked.column.as_ref().is_some_and(|(_, text)| holds_number(text));
        let known = sure(placed) || !form.unlike.contains(&placed.asked.text);
        known && !tells(&placed.asked.text) && !column
    });
    for placed in placed.iter_mut() {
        placed.asked.sections.retain(|(_, text)| !form.doubtful.contains(text) && !names_somebody(text));
    }
    before - placed.len()
}

/// All that was answered, as far as it could tell something.
fn answers(form: &PrintedForm) -> BTreeSet<String> {
    let columns = form.tables.iter().flat_map(|table| &table.columns).flat_map(|column| &column.contents);
    let contents = form.questions.iter().flat_map(|question| &question.contents).chain(columns);
    let texts = contents.filter_map(Content::as_text).map(fold);
    texts.filter(|text| text.chars().count() >= SHORT).collect()
}
