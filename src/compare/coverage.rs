//! Which form asks which common field, in which words: the fields that most forms ask first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::record::schema::{Field, FieldId, Schema};

use crate::mapping::spec::evidence::Evidence;
use crate::questions::form::Compared;

/// One common field over all forms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub field: String,
    pub label: String,
    pub group: String,
    /// Belongs to a complete plan, by the common schema.
    pub core: bool,
    pub sensitive: bool,
    /// How many forms ask it, the standard form left out, which is the measure of the others.
    pub asked_by: usize,
    /// Of those, the ones of which the source, or the original, asks it.
    pub sourced_by: usize,
    /// The kinds of form of which at least four in five ask it.
    pub core_of: Vec<String>,
    /// Of each form, in the order of the forms.
    pub forms: Vec<Cell>,
}

impl Row {
    /// Whether any of the forms asks it, the standard form too.
    fn is_asked(&self) -> bool {
        self.forms.iter().any(|cell| matches!(cell.state, State::Asked | State::Required))
    }
}

/// What one form does with a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    pub form: String,
    pub state: State,
    /// On what it rests that the form asks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Evidence>,
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

/// The forms of one kind, and what they have in common. Forms of practice are no body's and do not count.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KindCoverage {
    /// A word of `formulier.soort`.
    pub kind: String,
    pub forms: usize,
    pub bodies: usize,
    /// How many fields at least one of them asks.
    pub fields: usize,
    /// Asked by at least four in five of them; none where there is one form only.
    pub core: Vec<String>,
    /// Of those, the ones that at least four in five ask by their source or on an original.
    pub core_sourced: Vec<String>,
    /// Asked by one of them only; none where there is one form only.
    pub own: Vec<String>,
}

/// Every kind of which bodies have forms, those with the most forms first.
pub(super) fn kinds(forms: &[Compared]) -> Vec<KindCoverage> {
    let mut names: Vec<&str> = Vec::new();
    for form in forms.iter().filter(|form| !form.form.of_practice) {
        if !names.contains(&form.form.kind.as_str()) {
            names.push(&form.form.kind);
        }
    }
    let mut kinds: Vec<KindCoverage> = names.into_iter().map(|kind| of_kind(kind, forms)).collect();
    kinds.sort_by_key(|kind| Reverse(kind.forms));
    kinds
}

fn of_kind(kind: &str, forms: &[Compared]) -> KindCoverage {
    let own: Vec<&Compared> = forms.iter().filter(|form| form.form.kind == kind && !form.form.of_practice).collect();
    let bodies: BTreeSet<&str> = own.iter().map(|form| form.form.body.as_str()).collect();
    let asked_by = |id: FieldId| own.iter().filter(|form| form.asked.contains(&id)).count();
    let sourced_by = |id: FieldId| own.iter().filter(|form| form.asked.contains(&id) && form.is_sourced(id)).count();
    let several = own.len() > 1;
    let ids = |wanted: &dyn Fn(FieldId) -> bool| -> Vec<String> {
        Schema::common().all().filter(|(id, _)| wanted(*id)).map(|(_, field)| field.id.clone()).collect()
    };
    KindCoverage {
        kind: kind.to_owned(),
        forms: own.len(),
        bodies: bodies.len(),
        fields: ids(&|id| asked_by(id) > 0).len(),
        core: ids(&|id| several && is_shared(asked_by(id), own.len())),
        core_sourced: ids(&|id| several && is_shared(sourced_by(id), own.len())),
        own: ids(&|id| several && asked_by(id) == 1),
    }
}

/// Every field that at least one form asks.
pub(super) fn coverage(forms: &[Compared], kinds: &[KindCoverage]) -> Vec<Row> {
    let mut rows: Vec<Row> =
        Schema::common().all().map(|(id, field)| row(id, field, forms, kinds)).filter(Row::is_asked).collect();
    rows.sort_by_key(|row| Reverse(row.asked_by));
    rows
}

fn row(id: FieldId, field: &'static Field, forms: &[Compared], kinds: &[KindCoverage]) -> Row {
    let asking = || forms.iter().filter(|form| form.asked.contains(&id) && !form.mapping.is_standard());
    let asked_by = asking().count();
    let is_core = |kind: &&KindCoverage| kind.core.contains(&field.id);
    Row {
        field: field.id.clone(),
        label: field.label.nl.clone(),
        group: Schema::common().groups[field.group()].nl.clone(),
        core: field.core,
        sensitive: field.sensitive,
        asked_by,
        sourced_by: asking().filter(|form| form.is_sourced(id)).count(),
        core_of: kinds.iter().filter(is_core).map(|kind| kind.kind.clone()).collect(),
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
    let evidence = form.asked.contains(&id).then(|| mapping.evidence(id));
    Cell { form: form.form.id.clone(), state, evidence, wordings: wordings(id, form), reason }
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
