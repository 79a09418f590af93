//! A section of the comparison as every writer shows it: tables of cells, and what can be drawn.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::compare::comparison::Comparison;

use super::picture::{Bars, Heat};

/// A section with its tables.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// `dekking`
    pub id: &'static str,
    pub title: &'static str,
    /// What is measured, and what it does not say.
    pub lead: String,
    pub heat: Option<Heat>,
    pub bars: Vec<Bars>,
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Also the name of its csv file and its sheet: `dekking`, `dekking-cellen`.
    pub id: &'static str,
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// For programs only: too long for a page.
    pub data_only: bool,
    /// Columns are many and narrow.
    pub matrix: bool,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub name: String,
    /// What a short name stands for.
    pub title: Option<String>,
    pub numeric: bool,
}

/// A cell: what is read, and the number it is where it is one.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    pub text: String,
    pub number: Option<f64>,
    /// How much it draws the eye: empty, `yes`, `strong`, `soft`, `warn`.
    pub tone: &'static str,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), number: None, tone: "" }
    }

    pub(super) fn count(n: usize) -> Self {
        Self { text: n.to_string(), number: u32::try_from(n).ok().map(f64::from), tone: "" }
    }

    /// A number with its Dutch writing.
    pub(super) fn number(number: f64, text: String) -> Self {
        Self { text, number: Some(number), tone: "" }
    }

    pub(super) fn toned(self, tone: &'static str) -> Self {
        Self { tone, ..self }
    }
}

impl Column {
    pub(super) fn text(name: &str) -> Self {
        Self { name: name.to_owned(), title: None, numeric: false }
    }

    pub(super) fn number(name: &str) -> Self {
        Self { name: name.to_owned(), title: None, numeric: true }
    }
}

impl Table {
    pub(super) fn new(id: &'static str, title: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { id, title: title.into(), columns, rows, data_only: false, matrix: false }
    }

    pub(super) fn data_only(self) -> Self {
        Self { data_only: true, ..self }
    }

    pub(super) fn matrix(self) -> Self {
        Self { matrix: true, ..self }
    }
}

/// The letters and the names of the forms, by id.
pub(super) struct Names<'a>(BTreeMap<&'a str, (&'a str, String)>);

impl<'a> Names<'a> {
    pub(super) fn new(comparison: &'a Comparison) -> Self {
        let name =
            |form: &crate::compare::forms::Form| format!("{}: {} ({})", form.body_name, form.title, form.version);
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

/// Two decimals with a comma: `0,57`.
pub(super) fn decimals(number: f64) -> String {
    format!("{number:.2}").replace('.', ",")
}

/// Labels of fields by their ids, one after another.
pub(super) fn labels(ids: &[&'static str]) -> String {
    let schema = crate::record::schema::Schema::common();
    let label = |id: &&'static str| schema.id(id).map_or(*id, |known| schema.field(known).label.nl.as_str());
    let group = |id: &&'static str| {
        let field = schema.id(id).map(|known| schema.field(known));
        field.map_or("", |field| schema.groups[field.group()].nl.as_str())
    };
    ids.iter().map(|id| format!("{}: {}", group(id), label(id))).collect::<Vec<_>>().join("; ")
}
