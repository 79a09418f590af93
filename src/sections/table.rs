//! A section of the comparison as every writer shows it: tables of cells, and what can be drawn.

use serde::Serialize;

use crate::record::schema::Schema;

use crate::sections::picture::{Bars, Heat};

/// A section with its tables.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// `dekking`
    pub id: &'static str,
    pub title: &'static str,
    /// What is found.
    pub lead: String,
    /// How it is measured, and what it does not say.
    pub limits: String,
    pub points: Vec<Point>,
    pub heat: Option<Heat>,
    pub bars: Vec<Bars>,
    pub tables: Vec<Table>,
}

/// A finding of the comparison in one figure and one sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// `27%`
    pub figure: String,
    pub told: String,
    /// The section that it is from: its id and title.
    pub from: (&'static str, &'static str),
}

/// A table of a section; each row has a cell for each column.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    /// Also the name of its csv file and its sheet: `dekking`, `dekking-cellen`.
    pub id: &'static str,
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What a page says where there are no rows: that there are none, or that none were seen or may be told.
    pub empty: &'static str,
    /// For programs only: too long for a page.
    pub data_only: bool,
    /// Columns are many and narrow.
    pub matrix: bool,
    /// How many rows a page shows before it is asked for all of them; all where it is none.
    pub first: Option<usize>,
}

/// A heading, with what a reader of a short one needs.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    pub name: String,
    /// What a short name stands for.
    pub title: Option<String>,
    pub numeric: bool,
}

/// How much a cell draws the eye; a page has it as the class of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    #[serde(rename = "")]
    Plain,
    Yes,
    Strong,
    Soft,
    Warn,
}

/// A cell: what is read, and the number it is where it is one.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    pub text: String,
    pub number: Option<f64>,
    pub tone: Tone,
    /// What a page shows in its place until it is opened: `12 velden`.
    pub folded: Option<String>,
    /// Folded text that belongs on paper in full.
    pub prose: bool,
    /// The same as in the row above, so that it need not be seen again.
    pub again: bool,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), number: None, tone: Tone::Plain, folded: None, prose: false, again: false }
    }

    pub fn count(n: usize) -> Self {
        Self { number: u32::try_from(n).ok().map(f64::from), ..Self::text(n.to_string()) }
    }

    /// A number with its Dutch writing.
    pub fn number(number: f64, text: String) -> Self {
        Self { number: Some(number), ..Self::text(text) }
    }

    /// Fields by their labels; folded where they are many.
    pub fn fields(ids: &[String]) -> Self {
        let folded = (ids.len() > 2).then(|| format!("{} velden", ids.len()));
        Self { folded, ..Self::text(labels(ids)) }
    }

    /// A text that is folded to its beginning where it is long.
    pub fn long(text: impl Into<String>) -> Self {
        let cell = Self::text(text);
        let start: String = cell.text.chars().take(60).collect();
        let folded = (cell.text.chars().count() > 90).then(|| match start.rsplit_once(' ') {
            Some((words, _)) => format!("{words} …"),
            None => format!("{start}…"),
        });
        Self { folded, prose: true, ..cell }
    }

    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl Column {
    pub fn text(name: &str) -> Self {
        Self { name: name.to_owned(), title: None, numeric: false }
    }

    pub fn number(name: &str) -> Self {
        Self { name: name.to_owned(), title: None, numeric: true }
    }
}

impl Table {
    pub fn new(id: &'static str, title: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self { id, title: title.into(), columns, rows, empty: "Geen.", data_only: false, matrix: false, first: None }
    }

    /// Says why there are no rows.
    pub fn or(self, empty: &'static str) -> Self {
        Self { empty, ..self }
    }

    /// A page shows so many rows before it is asked for all.
    pub fn first(self, rows: usize) -> Self {
        Self { first: Some(rows), ..self }
    }

    /// The first columns are said once for all rows in which they are the same.
    pub fn grouped(mut self, columns: usize) -> Self {
        for row in (1..self.rows.len()).rev() {
            for column in 0..columns {
                let as_above = self.rows[row][..=column].iter().zip(&self.rows[row - 1]).all(|(a, b)| a.text == b.text);
                self.rows[row][column].again = as_above;
            }
        }
        self
    }

    pub fn data_only(self) -> Self {
        Self { data_only: true, ..self }
    }

    pub fn matrix(self) -> Self {
        Self { matrix: true, ..self }
    }
}

/// Whole per cents: `27%`; of nothing it is `0%`.
pub fn share(part: usize, whole: usize) -> String {
    format!("{}%", percent(part, whole))
}

/// Whole per cents, a half up.
pub fn percent(part: usize, whole: usize) -> usize {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

/// Two decimals with a comma: `0,57`.
pub fn decimals(number: f64) -> String {
    format!("{number:.2}").replace('.', ",")
}

/// Labels of fields by their ids, those of one group together: `Cliënt: Naam, Adres; Doelen: Doel`.
pub fn labels(ids: &[String]) -> String {
    let schema = Schema::common();
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for id in ids {
        let field = schema.id(id).map(|known| schema.field(known));
        let (group, label) = field
            .map_or(("", id.as_str()), |field| (schema.groups[field.group()].nl.as_str(), field.label.nl.as_str()));
        match groups.last_mut() {
            Some((last, labels)) if *last == group => labels.push(label),
            _ => groups.push((group, vec![label])),
        }
    }
    groups.iter().map(|(group, labels)| format!("{group}: {}", labels.join(", "))).collect::<Vec<_>>().join("; ")
}
