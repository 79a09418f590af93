//! Answers in a table: how each form lets the same thing be answered, and what is lost between them.

use std::cmp::Reverse;

use crate::compare::answers::{AnswerWayWord, Answered, Row};
use crate::compare::comparison::Comparison;

use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table, Tone, labels};
use crate::text::dutch::counted;

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let losing = comparison.answers.iter().filter(|row| row.loses()).count();
    let sourced = comparison.answers_sourced;
    let lead = format!(
        "{} op meer dan één manier beantwoord{}. Bij {losing} daarvan kan wie van het ene formulier naar het andere \
        overzet een antwoord niet kwijt, omdat het andere er geen woord, vakje of plaats voor heeft{}.",
        counted(comparison.answers.len(), "veld wordt", "velden worden"),
        also(sourced.fields, comparison),
        also(sourced.losing, comparison)
    );
    let limits =
        "“Gaat verloren” is wat een ander formulier hier kan zeggen en dit niet. “Zonder eigen woorden”: de beschrijving \
        noemt geen woorden die dit formulier zelf drukt; het kan een lijst zijn of een open vak, en of er iets verloren \
        gaat is dan niet te zeggen. In een open vak gaat niets verloren, maar wat erin staat is geen keuze meer en laat \
        zich niet tellen."
            .to_owned();
    let columns = ["Veld", "Formulier", "Hoe", "Keuzes of delen", "Gaat verloren", "Bewijs"].map(Column::text).to_vec();
    let mut answers: Vec<&Row> = comparison.answers.iter().collect();
    answers.sort_by_key(|row| Reverse(row.forms.iter().filter(|form| !form.lost.is_empty()).count()));
    let rows = answers.into_iter().flat_map(|row| of_row(row, &names)).collect();
    let table = Table::new("antwoorden", "Hoe hetzelfde wordt beantwoord", columns, rows).first(12).grouped(1);
    Section { id: "antwoorden", title: "Hoe wordt geantwoord", lead, limits, tables: vec![table], ..Section::default() }
}

/// How many there are by sources alone, where that is not all that is compared.
fn also(sourced: usize, comparison: &Comparison) -> String {
    if comparison.sourced_only {
        return String::new();
    }
    format!(" ({sourced} als alleen telt wat uit een bron of van een origineel komt)")
}

fn of_row<'a>(row: &'a Row, names: &'a Names) -> Vec<Vec<Cell>> {
    let cells = |form: &'a Answered| {
        vec![
            Cell::text(labels(std::slice::from_ref(&row.field))),
            Cell::text(names.both(&form.form)),
            Cell::text(way(form)),
            Cell::long(choices(form)),
            Cell::text(form.lost.iter().map(|word| word.replace('_', " ")).collect::<Vec<_>>().join(", ")),
            if form.sourced { Cell::text("bron of origineel") } else { Cell::text("praktijk").toned(Tone::Soft) },
        ]
    };
    row.forms.iter().map(cells).collect()
}

fn way(form: &Answered) -> &'static str {
    match (form.way, form.parts.is_empty()) {
        (AnswerWayWord::Chosen, _) => "keuze uit woorden",
        (AnswerWayWord::Open, _) => "zonder eigen woorden",
        (AnswerWayWord::Ticked, _) => "vakjes",
        (AnswerWayWord::Written, true) => "in te vullen",
        (AnswerWayWord::Written, false) => "in delen in te vullen",
    }
}

/// `midden: "M"; licht`, or the parts.
fn choices(form: &Answered) -> String {
    let choice = |(word, printed): &(String, String)| {
        let word = word.replace('_', " ");
        if crate::text::normalize::fold(&word) == crate::text::normalize::fold(printed) {
            word
        } else {
            format!("{word}: “{printed}”")
        }
    };
    let choices: Vec<String> = form.choices.iter().map(choice).collect();
    if choices.is_empty() { form.parts.join(", ") } else { choices.join("; ") }
}
