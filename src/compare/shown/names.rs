//! The letters and the names of forms, as tables show them.

use std::collections::BTreeMap;

use crate::compare::comparison::Comparison;
use crate::questions::form::Form;

/// The letters and the names of the forms, by id.
pub(super) struct Names<'a>(BTreeMap<&'a str, (&'a str, String)>);

impl<'a> Names<'a> {
    pub(super) fn new(comparison: &'a Comparison) -> Self {
        let name = |form: &Form| format!("{}: {} ({})", form.body_name, form.title, form.version);
        Self(comparison.forms.iter().map(|form| (form.id.as_str(), (form.letter.as_str(), name(form)))).collect())
    }

    /// `B`; a form that is not compared keeps its id.
    pub(super) fn letter(&self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, |(letter, _)| letter)
    }

    /// `Utrecht: Jobcoachplan (2024)`
    pub(super) fn name(&self, id: &'a str) -> &str {
        self.0.get(id).map_or(id, |(_, name)| name.as_str())
    }

    /// `B Utrecht: Jobcoachplan (2024)`
    pub(super) fn both(&self, id: &'a str) -> String {
        format!("{} {}", self.letter(id), self.name(id))
    }

    /// `A, C, F`
    pub(super) fn letters(&self, ids: &'a [String]) -> String {
        ids.iter().map(|id| self.letter(id)).collect::<Vec<_>>().join(", ")
    }
}
