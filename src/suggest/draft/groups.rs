//! The repeating groups of a draft: tables of goals and hours, and blocks with a number.

use std::collections::BTreeMap;

use crate::document::cells::model::Document;
use crate::record::schema::Schema;

use super::line::{self, LocatorScope, quoted};
use super::written::DraftLine;
use crate::suggest::cell_text::counted::counted;
use crate::suggest::page::example_rows;
use crate::suggest::page::printed_form::PrintedForm;
use crate::suggest::page::question::Within;

/// By group the table that is written: a mapping takes one, so of several the one of which most columns were placed, else
/// the first.
pub(super) struct Tables<'p>(BTreeMap<&'p str, usize>);

impl<'p> Tables<'p> {
    pub(super) fn of(printed_form: &'p PrintedForm, lines: &[DraftLine<'_>]) -> Self {
        let mut most: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (n, table) in printed_form.tables.iter().enumerate() {
            let Some(group) = table.group.as_deref() else { continue };
            let count = columns(n, lines).len();
            if count > most.get(group).map_or(0, |(count, _)| *count) {
                most.insert(group, (count, n));
            }
        }
        Self(most.into_iter().map(|(group, (_, n))| (group, n)).collect())
    }

    /// Whether a line is in the mapping: found on the form again, and in no table or block that another one stands for.
    pub(super) fn hold(&self, line: &DraftLine<'_>) -> bool {
        line.is_kept()
            && match &line.placed.asked.within {
                Within::Rows { table, .. } => self.0.values().any(|written| written == table),
                Within::Block { group, .. } => !self.0.contains_key(group.as_str()),
                _ => true,
            }
    }
}

/// The columns of a table that were placed.
fn columns<'w, 'p>(table: usize, lines: &'w [DraftLine<'p>]) -> Vec<&'w DraftLine<'p>> {
    let within =
        |line: &&DraftLine<'_>| matches!(&line.placed.asked.within, Within::Rows { table: own, .. } if *own == table);
    lines.iter().filter(within).filter(|line| line.is_kept()).collect()
}

/// The repeating groups: tables, and blocks with a number.
pub(super) fn rows(document: &Document, printed_form: &PrintedForm, lines: &[DraftLine<'_>]) -> String {
    let tables = Tables::of(printed_form, lines);
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    for (group, n) in &tables.0 {
        groups.insert(
            group,
            table(document, (group, printed_form.filled), printed_form.tables[*n].total, &columns(*n, lines)),
        );
    }
    for group in ["doelen", "uren"] {
        if let Some(text) = block(group, lines).filter(|_| !tables.0.contains_key(group)) {
            groups.insert(group, text);
        }
    }
    groups.iter().map(|(group, text)| format!("\n[rows.\"{group}\"]\n{text}")).collect()
}

/// One table; `total` is the cell at which it ends.
fn table(
    document: &Document,
    (group, filled): (&str, bool),
    total: Option<(usize, usize)>,
    columns: &[&DraftLine<'_>],
) -> String {
    let mut text = around_group(document, columns);
    let of = |line: &&DraftLine<'_>| {
        let field = Schema::common().field(line.slot.targets[0].field);
        let asked = &line.placed.asked;
        format!("{} = {} # {:.2}\n", field.name(), line::column(&asked.text, asked, line.slot), line.placed.confidence)
    };
    let headings: Vec<_> = columns.iter().map(|line| line.placed.asked.at).collect();
    let examples = example_rows::rows(document, &headings, filled);
    if examples > 0 {
        text.push_str(&format!("example_rows = {examples}\n"));
    }
    if let Some((sheet, cell)) = total {
        text.push_str(&format!("end = {}\n", quoted(&document.sheets[sheet].cells[cell].content.shown())));
    }
    text + &format!("\n[rows.\"{group}\".columns]\n{}", columns.iter().map(of).collect::<String>())
}

/// The section and the sheet of a table, as much of them as its columns need to be found.
fn around_group(document: &Document, columns: &[&DraftLine<'_>]) -> String {
    let scope = columns.iter().map(|line| line.scope).max().unwrap_or(LocatorScope::Label);
    let around = line::around(&columns[0].placed.asked, scope, document);
    around.iter().map(|pair| format!("{pair}\n")).collect()
}

/// `block = "Doel {n}"`, with the labels under it.
fn block(group: &str, lines: &[DraftLine<'_>]) -> Option<String> {
    let within =
        |line: &&DraftLine<'_>| matches!(&line.placed.asked.within, Within::Block { group: g, .. } if g == group);
    let labels: Vec<&DraftLine<'_>> = lines.iter().filter(within).filter(|line| line.is_kept()).collect();
    let first = labels.first()?;
    let template = |text: &str| counted(text).map_or_else(|| text.to_owned(), |(template, _)| template);
    let heading = match &first.placed.asked.within {
        Within::Block { heading: Some(_), .. } => first.placed.asked.sections.last().map(|(_, text)| template(text))?,
        _ => template(&first.placed.asked.text),
    };
    let answer = |line: &&DraftLine<'_>| {
        let field = Schema::common().field(line.slot.targets[0].field);
        let asked = &line.placed.asked;
        let label = line::column(&template(&asked.text), asked, line.slot);
        let label = if label.starts_with('{') { label } else { format!("{{ label = {label} }}") };
        format!("{} = {label} # {:.2}\n", field.name(), line.placed.confidence)
    };
    Some(format!(
        "block = {}\n\n[rows.\"{group}\".answers]\n{}",
        quoted(&heading),
        labels.iter().map(answer).collect::<String>()
    ))
}
