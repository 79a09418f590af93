//! The repeating groups of a draft: tables of goals and hours, and blocks with a number.

use std::collections::BTreeMap;

use crate::document::model::Document;
use crate::record::schema::Schema;

use super::asked::Within;
use super::blocks::counted;
use super::line::{self, Precision, quoted};
use super::paper::Paper;
use super::written::Written;

/// The repeating groups: tables, and blocks with a number.
pub(super) fn rows(document: &Document, paper: &Paper, lines: &[Written<'_>]) -> String {
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (n, table) in paper.tables.iter().enumerate() {
        let Some(group) = table.group.as_deref() else { continue };
        let within =
            |line: &&Written<'_>| matches!(&line.placed.asked.within, Within::Rows { table, .. } if *table == n);
        let columns: Vec<&Written<'_>> = lines.iter().filter(within).filter(|line| line.is_kept()).collect();
        if columns.is_empty() {
            continue;
        }
        let mut text = around_group(document, &columns);
        let of = |line: &&Written<'_>| {
            let field = Schema::common().field(line.slot.targets[0].field);
            let asked = &line.placed.asked;
            format!(
                "{} = {} # {:.2}\n",
                field.name(),
                line::column(&asked.text, asked, line.slot),
                line.placed.confidence
            )
        };
        if let Some((sheet, cell)) = table.total {
            text.push_str(&format!("end = {}\n", quoted(&document.sheets[sheet].cells[cell].content.shown())));
        }
        text.push_str(&format!("\n[rows.\"{group}\".columns]\n{}", columns.iter().map(of).collect::<String>()));
        groups.entry(group).or_default().push(text);
    }
    for group in ["doelen", "uren"] {
        if let Some(text) = block(group, lines).filter(|_| !groups.contains_key(group)) {
            groups.entry(group).or_default().push(text);
        }
    }
    groups.iter().map(|(group, texts)| format!("\n[rows.\"{group}\"]\n{}", texts[0])).collect()
}

/// The section and the sheet of a table, as much of them as its columns need to be found.
fn around_group(document: &Document, columns: &[&Written<'_>]) -> String {
    let precision = columns.iter().map(|line| line.precision).max().unwrap_or(Precision::Label);
    let around = line::around(&columns[0].placed.asked, precision, document);
    around.iter().map(|pair| format!("{pair}\n")).collect()
}

/// `block = "Doel {n}"`, with the labels under it.
fn block(group: &str, lines: &[Written<'_>]) -> Option<String> {
    let within =
        |line: &&Written<'_>| matches!(&line.placed.asked.within, Within::Block { group: g, .. } if g == group);
    let labels: Vec<&Written<'_>> = lines.iter().filter(within).filter(|line| line.is_kept()).collect();
    let first = labels.first()?;
    let template = |text: &str| counted(text).map_or_else(|| text.to_owned(), |(template, _)| template);
    let heading = match &first.placed.asked.within {
        Within::Block { heading: Some(_), .. } => first.placed.asked.sections.last().map(|(_, text)| template(text))?,
        _ => template(&first.placed.asked.text),
    };
    let answer = |line: &&Written<'_>| {
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
