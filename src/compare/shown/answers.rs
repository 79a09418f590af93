//! Answers in a table: how each form lets the same thing be answered, and what is lost between them.

use crate::compare::answers::{Answered, Row, WayWord};
use crate::compare::comparison::Comparison;

use super::table::{Cell, Column, Names, Section, Table};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let lead = format!(
        "{} velden worden op meer dan één manier beantwoord. Wie van het ene formulier naar het andere overzet, kan een \
        antwoord niet kwijt waar het andere er geen woord of vakje voor heeft: dat staat onder “gaat verloren”. In een \
        vrij tekstvak gaat niets verloren, maar wat erin staat is geen keuze meer.",
        comparison.answers.len()
    );
    let columns = ["Veld", "Formulier", "Hoe", "Keuzes of delen", "Gaat verloren"].map(Column::text).to_vec();
    let rows = comparison.answers.iter().flat_map(|row| of_row(row, &names)).collect();
    let table = Table::new("antwoorden", "Hoe hetzelfde wordt beantwoord", columns, rows);
    Section { id: "antwoorden", title: "Hoe wordt geantwoord", lead, tables: vec![table], ..Section::default() }
}

fn of_row<'a>(row: &'a Row, names: &'a Names) -> Vec<Vec<Cell>> {
    let cells = |form: &'a Answered| {
        vec![
            Cell::text(super::table::labels(&[row.field])),
            Cell::text(names.both(&form.form)),
            Cell::text(way(form)),
            Cell::text(choices(form)),
            Cell::text(form.lost.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join(", ")),
        ]
    };
    row.forms.iter().map(cells).collect()
}

fn way(form: &Answered) -> &'static str {
    match (form.way, form.parts.is_empty()) {
        (WayWord::Chosen, _) => "keuze uit een lijst",
        (WayWord::Ticked, _) => "vakjes",
        (WayWord::Written, true) => "in te vullen",
        (WayWord::Written, false) => "in delen in te vullen",
    }
}

/// `midden: "M"; licht`, or the parts.
fn choices(form: &Answered) -> String {
    let choice = |(word, printed): &(String, String)| {
        let word = word.replace('_', " ");
        if crate::fold::fold(&word) == crate::fold::fold(printed) { word } else { format!("{word}: “{printed}”") }
    };
    let choices: Vec<String> = form.choices.iter().map(choice).collect();
    if choices.is_empty() { form.parts.join(", ") } else { choices.join("; ") }
}
