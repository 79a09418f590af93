//! Questions of which the label goes on with a sentence, as a pdf parts it at its fields: `dienstverband voor [   ] uur per week`.

use crate::document::cells::model::Sheet;
use crate::text::sentence::{goes_on, label};

use super::question::Question;
use crate::suggest::cell_text::sentences::meaning;

/// Gives the questions of a sheet that go on with a sentence what they mean.
pub(super) fn mean(questions: &mut [Question], sheet: &Sheet) {
    // where most labels begin small, that is how this form writes
    let small = questions.iter().filter(|asked| asked.text.starts_with(char::is_lowercase)).count();
    if small > 3 && small * 2 > questions.len() {
        return;
    }
    for n in 0..questions.len() {
        let asked = &questions[n];
        let own = asked.text.as_str();
        let Some(spot) = asked
            .answer
            .filter(|_| goes_on(own) && asked.meaning.is_none() && asked.field.is_none() && asked.gap.is_none())
        else {
            continue;
        };
        let at = sheet.cells.partition_point(|cell| cell.spot <= spot);
        let next = sheet.cells.get(at).filter(|cell| cell.spot.row == spot.row);
        let behind = next.and_then(|cell| cell.content.as_text()).unwrap_or_default();
        let beside = n.checked_sub(1).map(|before| &questions[before]);
        let beside = beside.filter(|before| before.answer.is_some_and(|other| other.row == spot.row));
        let words = label(own);
        let said = meaning(words, behind, beside.map_or("", |before| before.text.as_str()));
        questions[n].meaning = said.or_else(|| (words != own && !words.is_empty()).then(|| words.to_owned()));
    }
}
