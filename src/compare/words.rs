//! In which words a field is asked, and which words ask for different fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::mapping::spec::wording::Wording;
use crate::questions::form::Compared;
use crate::record::schema::{Field, FieldId, Schema};

use super::answers::AnswerWayWord;

/// A field with all its printed wordings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldWordings {
    pub field: String,
    pub label: String,
    /// The most used first.
    pub wordings: Vec<UsedWording>,
}

/// A wording and the forms that print it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UsedWording {
    pub wording: String,
    pub forms: Vec<String>,
    /// Of those, the forms of which the source, or the original, asks it.
    pub sourced: Vec<String>,
    /// How questions in these words are answered, each once.
    pub ways: Vec<AnswerWayWord>,
}

/// One wording that asks for different fields.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ambiguous {
    pub wording: String,
    pub fields: Vec<WordingField>,
}

/// A field that a wording stands for, and where.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WordingField {
    pub field: String,
    pub label: String,
    pub forms: Vec<String>,
    /// Of those, the forms of which the source, or the original, asks it.
    pub sourced: Vec<String>,
}

/// Fields that two forms or more ask in more than one wording, the most varied first.
pub(super) fn of_fields(forms: &[Compared]) -> Vec<FieldWordings> {
    let mut fields: Vec<FieldWordings> = Schema::common().all().map(|(id, field)| of_field(id, field, forms)).collect();
    fields.retain(|field| !field.wordings.is_empty());
    fields.sort_by_key(|field| std::cmp::Reverse(field.wordings.len()));
    fields
}

fn of_field(id: FieldId, field: &'static Field, forms: &[Compared]) -> FieldWordings {
    let mut by_folded: BTreeMap<String, UsedWording> = BTreeMap::new();
    for form in forms {
        for question in form.asking(id).filter(|question| !question.wording.is_empty()) {
            let folded = Wording::new(&question.wording).folded;
            let wording = || UsedWording {
                wording: question.wording.clone(),
                forms: Vec::new(),
                sourced: Vec::new(),
                ways: Vec::new(),
            };
            let used = by_folded.entry(folded).or_insert_with(wording);
            let way = AnswerWayWord::of(&question.way);
            if !used.ways.contains(&way) {
                used.ways.push(way);
                used.ways.sort();
            }
            if !used.forms.contains(&form.form.id) {
                used.forms.push(form.form.id.clone());
                used.sourced.extend(form.is_sourced(id).then(|| form.form.id.clone()));
            }
        }
    }
    let mut wordings: Vec<UsedWording> = by_folded.into_values().collect();
    wordings.sort_by_key(|used| std::cmp::Reverse(used.forms.len()));
    FieldWordings { field: field.id.clone(), label: field.label.nl.clone(), wordings }
}

/// Wordings that stand for two fields or more, the most ambiguous first. Several fields asked in one cell are one
/// meaning, not two.
pub(super) fn ambiguous(forms: &[Compared]) -> Vec<Ambiguous> {
    let mut by_folded: BTreeMap<String, Ambiguous> = BTreeMap::new();
    for form in forms {
        for question in form.questions.iter().filter(|q| !q.wording.is_empty() && q.fields().len() == 1) {
            let entry = by_folded.entry(Wording::new(&question.wording).folded);
            let found = entry.or_insert_with(|| Ambiguous { wording: question.wording.clone(), fields: Vec::new() });
            question.fields().into_iter().for_each(|id| mean(&mut found.fields, id, form));
        }
    }
    let mut all: Vec<Ambiguous> = by_folded.into_values().filter(|found| found.fields.len() > 1).collect();
    all.sort_by_key(|found| std::cmp::Reverse(found.fields.len()));
    all
}

fn mean(fields: &mut Vec<WordingField>, id: FieldId, form: &Compared) {
    let field = Schema::common().field(id);
    let at = fields.iter().position(|meant| meant.field == field.id).unwrap_or_else(|| {
        let (field, label) = (field.id.clone(), field.label.nl.clone());
        fields.push(WordingField { field, label, forms: Vec::new(), sourced: Vec::new() });
        fields.len() - 1
    });
    if !fields[at].forms.contains(&form.form.id) {
        fields[at].forms.push(form.form.id.clone());
        fields[at].sourced.extend(form.is_sourced(id).then(|| form.form.id.clone()));
    }
}
