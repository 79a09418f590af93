//! How differently the same thing may be answered, and what is lost when one form is turned into another.

use serde::{Deserialize, Serialize};

use crate::record::schema::{Field, FieldId, Kind, Schema};

use super::forms::Compared;
use super::question::Way;

/// A field that forms let people answer in different ways.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub field: String,
    pub label: String,
    pub kind: Kind,
    /// The words of the common schema for it, where it has any.
    pub words: Vec<String>,
    pub forms: Vec<Answered>,
}

/// How one form lets a field be answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answered {
    pub form: String,
    pub way: WayWord,
    /// Schema word and printed wording of each choice.
    pub choices: Vec<(String, String)>,
    /// The parts that have a place of their own; empty where the whole is asked in one.
    pub parts: Vec<String>,
    /// Words of the schema that another form can say and this one cannot: lost when that form becomes this one.
    pub lost: Vec<String>,
}

/// How a question is answered, as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WayWord {
    /// A list of words.
    Chosen,
    /// Boxes.
    Ticked,
    Written,
}

/// The fields asked by two forms or more that are not answered alike.
pub(super) fn answers(forms: &[Compared]) -> Vec<Row> {
    let rows = Schema::common().all().filter_map(|(id, field)| row(id, field, forms));
    rows.filter(|row| row.forms.len() > 1 && differs(row)).collect()
}

fn row(id: FieldId, field: &'static Field, forms: &[Compared]) -> Option<Row> {
    let mut answered: Vec<Answered> = forms.iter().filter_map(|form| of_form(id, field, form)).collect();
    let said: Vec<String> = all_words(&answered);
    for form in &mut answered {
        let own: Vec<&String> = form.choices.iter().map(|(word, _)| word).collect();
        if form.way != WayWord::Written {
            form.lost = said.iter().filter(|word| !own.contains(word)).cloned().collect();
        }
    }
    let words = if field.kind == Kind::YesNo { vec!["ja".into(), "nee".into()] } else { field.choices.clone() };
    (!answered.is_empty()).then(|| Row {
        field: field.id.clone(),
        label: field.label.nl.clone(),
        kind: field.kind,
        words,
        forms: answered,
    })
}

fn all_words(answered: &[Answered]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (word, _) in answered.iter().flat_map(|form| &form.choices) {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    words
}

/// The ways of all questions of a form for one field together.
fn of_form(id: FieldId, field: &'static Field, form: &Compared) -> Option<Answered> {
    let mut questions = form.asking(id).peekable();
    questions.peek()?;
    let mut answered = Answered {
        form: form.form.id.clone(),
        way: WayWord::Written,
        choices: Vec::new(),
        parts: Vec::new(),
        lost: Vec::new(),
    };
    for question in questions {
        match &question.way {
            Way::Written => {}
            Way::Chosen(choices) => (answered.way, answered.choices) = (WayWord::Chosen, of_field(choices, field)),
            Way::Ticked(boxes) => {
                answered.way = WayWord::Ticked;
                answered.choices.extend(of_field(boxes, field));
            }
        }
        let parts = question.targets.iter().filter(|target| target.field == id).filter_map(|target| target.part);
        answered.parts.extend(parts.filter_map(|part| Some((*field.kind.parts().get(usize::from(part))?).to_owned())));
    }
    Some(answered)
}

/// The choices that are words of this field: boxes of one label may stand for several fields.
fn of_field(choices: &[(String, String)], field: &Field) -> Vec<(String, String)> {
    let is_word = |word: &str| match field.kind {
        Kind::YesNo => word == "ja" || word == "nee",
        Kind::Choice => field.choices.iter().any(|known| known == word),
        _ => true,
    };
    choices.iter().filter(|(word, _)| is_word(word)).cloned().collect()
}

fn differs(row: &Row) -> bool {
    let key = |form: &Answered| {
        let mut words: Vec<String> = form.choices.iter().map(|(word, _)| word.clone()).collect();
        words.sort();
        let mut parts = form.parts.clone();
        parts.sort_unstable();
        (form.way, words, parts)
    };
    let first = row.forms.first().map(key);
    row.forms.iter().any(|form| Some(key(form)) != first)
}
