//! How differently the same thing may be answered, and what is lost when one form is turned into another.

use serde::{Deserialize, Serialize};

use crate::record::schema::{Field, FieldId, Kind, Schema};

use crate::questions::form::Compared;
use crate::questions::question::AnswerWay;

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

/// How many fields differ where only what is sourced is compared, and at how many of those an answer is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourcedAnswers {
    pub fields: usize,
    pub losing: usize,
}

/// How one form lets a field be answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answered {
    pub form: String,
    pub way: AnswerWayWord,
    /// Schema word and printed wording of each choice.
    pub choices: Vec<(String, String)>,
    /// The parts that have a place of their own; empty where the whole is asked in one.
    pub parts: Vec<String>,
    /// Its source, or an original, asks the field.
    pub sourced: bool,
    /// Words, or parts, that another form has and this one cannot say: lost when that form becomes this one.
    pub lost: Vec<String>,
}

/// How a question is answered, as a word: of several questions for one field the last of these counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerWayWord {
    Written,
    /// A word of the schema, and the mapping names none that the form prints.
    Open,
    /// A list of words.
    Chosen,
    /// Boxes.
    Ticked,
}

impl AnswerWayWord {
    /// For who reads a table.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::Written => "in te vullen",
            Self::Open => "zonder eigen woorden",
            Self::Chosen => "keuze uit woorden",
            Self::Ticked => "vakjes",
        }
    }

    /// Of a question.
    pub(super) fn of(way: &AnswerWay) -> Self {
        of_question(way).0
    }
}

/// The fields asked by two forms or more that are not answered alike.
pub(super) fn answers(forms: &[Compared]) -> Vec<Row> {
    let rows = Schema::common().all().map(|(id, field)| row(id, field, forms));
    rows.filter(|row| row.forms.len() > 1 && differs(row)).collect()
}

/// The same counted over what a source or an original asks.
pub(super) fn sourced(forms: &[Compared]) -> SourcedAnswers {
    let rows = answers(&forms.iter().cloned().map(Compared::sourced).collect::<Vec<_>>());
    SourcedAnswers { fields: rows.len(), losing: rows.iter().filter(|row| row.loses()).count() }
}

impl Row {
    /// Whether somebody who goes from one of these forms to another cannot say something.
    pub fn loses(&self) -> bool {
        self.forms.iter().any(|form| !form.lost.is_empty())
    }
}

fn row(id: FieldId, field: &'static Field, forms: &[Compared]) -> Row {
    let mut answered: Vec<Answered> = forms.iter().filter_map(|form| of_form(id, field, form)).collect();
    let said: Vec<String> = all_words(&answered);
    for form in answered.iter_mut().filter(|form| form.way >= AnswerWayWord::Chosen || !form.parts.is_empty()) {
        form.lost = said.iter().filter(|word| !words(form).any(|own| own == *word)).cloned().collect();
    }
    let words = if field.kind == Kind::YesNo { vec!["ja".into(), "nee".into()] } else { field.choices.clone() };
    Row { field: field.id.clone(), label: field.label.nl.clone(), kind: field.kind, words, forms: answered }
}

/// What can be told apart on a form: its choices and its parts.
fn words(form: &Answered) -> impl Iterator<Item = &String> {
    form.choices.iter().map(|(word, _)| word).chain(&form.parts)
}

fn all_words(answered: &[Answered]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for word in answered.iter().flat_map(words) {
        if !all.contains(word) {
            all.push(word.clone());
        }
    }
    all
}

/// The ways of all questions of a form for one field together.
fn of_form(id: FieldId, field: &'static Field, form: &Compared) -> Option<Answered> {
    let ways = form.asking(id).map(|question| of_question(&question.way));
    let way = ways.map(|(way, _)| way).max()?;
    let mut answered = Answered {
        form: form.form.id.clone(),
        way,
        choices: Vec::new(),
        parts: Vec::new(),
        sourced: form.is_sourced(id),
        lost: Vec::new(),
    };
    for question in form.asking(id) {
        for choice in of_field(of_question(&question.way).1, field) {
            if !answered.choices.iter().any(|(word, _)| *word == choice.0) {
                answered.choices.push(choice);
            }
        }
        let parts = question.targets.iter().filter(|target| target.field == id).filter_map(|target| target.part);
        let parts = parts.filter_map(|part| Some((*field.kind.parts().get(usize::from(part))?).to_owned()));
        answered.parts.extend(parts);
    }
    Some(answered)
}

fn of_question(way: &AnswerWay) -> (AnswerWayWord, &[(String, String)]) {
    match way {
        AnswerWay::Written => (AnswerWayWord::Written, &[]),
        AnswerWay::Open => (AnswerWayWord::Open, &[]),
        AnswerWay::Chosen(choices) => (AnswerWayWord::Chosen, choices),
        AnswerWay::Ticked(boxes) => (AnswerWayWord::Ticked, boxes),
    }
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
