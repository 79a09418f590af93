//! Which form asks which common field, in which words: the fields that most forms ask first.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::record::schema::{Field, FieldId, Schema};

use super::forms::Compared;

/// One common field over all forms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub field: String,
    pub label: String,
    pub group: String,
    /// Belongs to a complete plan, by the common schema.
    pub core: bool,
    pub sensitive: bool,
    /// How many forms ask it.
    pub asked_by: usize,
    /// At least four in five of the forms ask it.
    pub shared: bool,
    /// Of each form, in the order of the forms.
    pub forms: Vec<Cell>,
}

/// What one form does with a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    pub form: String,
    pub state: State,
    /// As printed, the headings above it first.
    pub wordings: Vec<String>,
    /// Why it is not asked, where the mapping says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Whether a form asks a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The form marks the question as required.
    Required,
    Asked,
    /// The form's own head says it: its kind, or the gemeente whose form it is.
    KnownByItself,
    NotAsked,
}

/// Every field that at least one form asks.
pub(super) fn coverage(forms: &[Compared]) -> Vec<Row> {
    let mut rows: Vec<Row> =
        Schema::common().all().map(|(id, field)| row(id, field, forms)).filter(|row| row.asked_by > 0).collect();
    rows.sort_by_key(|row| Reverse(row.asked_by));
    rows
}

fn row(id: FieldId, field: &'static Field, forms: &[Compared]) -> Row {
    let asked_by = forms.iter().filter(|form| form.asked.contains(&id)).count();
    Row {
        field: field.id.clone(),
        label: field.label.nl.clone(),
        group: Schema::common().groups[field.group()].nl.clone(),
        core: field.core,
        sensitive: field.sensitive,
        asked_by,
        shared: is_shared(asked_by, forms.len()),
        forms: forms.iter().map(|form| cell(id, field, form)).collect(),
    }
}

/// At least four in five.
pub(super) fn is_shared(asked_by: usize, forms: usize) -> bool {
    forms > 0 && asked_by * 5 >= forms * 4
}

fn cell(id: FieldId, field: &Field, form: &Compared) -> Cell {
    let mapping = &form.mapping;
    let state = match form.asked.contains(&id) {
        true if mapping.requires(id) => State::Required,
        true => State::Asked,
        false if mapping.knows_by_itself(&field.id) => State::KnownByItself,
        false => State::NotAsked,
    };
    let reason = mapping.not_asked.iter().find(|(other, _)| *other == id).map(|(_, reason)| reason.clone());
    Cell { form: form.form.id.clone(), state, wordings: wordings(id, form), reason }
}

/// The printed wordings of a field, each once.
pub(super) fn wordings(id: FieldId, form: &Compared) -> Vec<String> {
    let mut wordings: Vec<String> = Vec::new();
    for question in form.asking(id) {
        let full = question.full();
        if !wordings.contains(&full) {
            wordings.push(full);
        }
    }
    wordings
}
