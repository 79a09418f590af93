//! Coverage in tables: fields by forms, what nearly all share, what only one asks, and why something is not asked.

use crate::compare::comparison::Comparison;
use crate::compare::coverage::{Row, State};

use super::table::{Cell, Column, Names, Section, Table};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let shared = comparison.coverage.iter().filter(|row| row.shared).count();
    let own = comparison.coverage.iter().filter(|row| row.asked_by == 1).count();
    let lead = format!(
        "{} gemeenschappelijke velden worden door minstens één formulier gevraagd. {shared} daarvan staan op minstens vier \
        van de vijf formulieren: de gedeelde kern. {own} staan op één formulier: de eigen vragen.",
        comparison.coverage.len()
    );
    let limits = "Kern van een plan is wat volgens het gemeenschappelijke schema bij elk compleet plan hoort, wie het ook \
        vraagt. Andere formulieren vergelijken geeft een andere gedeelde kern. Vragen die een formulier stelt maar die geen \
        plaats in het schema hebben, tellen hier niet mee."
        .to_owned();
    let tables = vec![
        matrix(comparison, &names),
        own_questions(comparison, &names),
        reasons(comparison, &names),
        cells(comparison),
    ];
    Section { id: "dekking", title: "Wat elk formulier vraagt", lead, limits, tables, ..Section::default() }
}

fn matrix(comparison: &Comparison, names: &Names) -> Table {
    let mut columns = vec![Column::text("Veld"), Column::text("Groep"), Column::text("Rol"), Column::number("Aantal")];
    columns.extend(
        comparison
            .forms
            .iter()
            .map(|form| Column { title: Some(names.name(&form.id).to_owned()), ..Column::text(&form.letter) }),
    );
    let row = |row: &Row| {
        let head = [Cell::text(&row.label), Cell::text(&row.group), Cell::text(role(row)), Cell::count(row.asked_by)];
        let states = row.forms.iter().map(|cell| state(cell.state));
        head.into_iter().chain(states).collect()
    };
    let rows = comparison.coverage.iter().map(row).collect();
    let title = "Velden en formulieren (● gevraagd, ◆ verplicht, ○ staat vast door het formulier zelf)";
    let half = comparison.coverage.iter().filter(|row| row.asked_by * 2 >= comparison.forms.len()).count();
    Table::new("dekking", title, columns, rows).matrix().first(half.max(10))
}

fn role(row: &Row) -> &'static str {
    match (row.shared, row.core, row.asked_by) {
        (true, ..) => "gedeelde kern",
        (false, true, _) => "kern van een plan",
        (_, _, 1) => "eigen vraag",
        _ => "",
    }
}

fn state(state: State) -> Cell {
    match state {
        State::Required => Cell::text("◆").toned("strong"),
        State::Asked => Cell::text("●").toned("yes"),
        State::KnownByItself => Cell::text("○").toned("soft"),
        State::NotAsked => Cell::text(""),
    }
}

fn own_questions(comparison: &Comparison, names: &Names) -> Table {
    let columns = ["Formulier", "Veld", "Groep", "In de woorden van het formulier"].map(Column::text).to_vec();
    let own = comparison.coverage.iter().filter(|row| row.asked_by == 1);
    let mut rows: Vec<Vec<Cell>> = own
        .filter_map(|row| {
            let cell = row.forms.iter().find(|cell| matches!(cell.state, State::Asked | State::Required))?;
            let wordings = cell.wordings.join("; ");
            Some(vec![
                Cell::text(names.both(&cell.form)),
                Cell::text(&row.label),
                Cell::text(&row.group),
                Cell::text(wordings),
            ])
        })
        .collect();
    rows.sort_by(|a, b| a[0].text.cmp(&b[0].text));
    Table::new("eigen-vragen", "Velden die maar één formulier vraagt", columns, rows).first(10).grouped(1)
}

fn reasons(comparison: &Comparison, names: &Names) -> Table {
    let columns = ["Veld", "Formulier", "Waarom niet"];
    let of_row = |row: &Row| -> Vec<Vec<Cell>> {
        let absent = row.forms.iter().filter(|cell| cell.state == State::NotAsked);
        let reasons = absent.filter_map(|cell| Some((cell, cell.reason.as_ref()?)));
        let told = reasons
            .map(|(cell, reason)| vec![Cell::text(&row.label), Cell::text(names.both(&cell.form)), Cell::text(reason)]);
        told.collect()
    };
    let rows = comparison.coverage.iter().flat_map(of_row).collect();
    Table::new(
        "niet-gevraagd",
        "Kernvelden die een formulier niet vraagt, met de reden",
        columns.map(Column::text).to_vec(),
        rows,
    )
    .first(8)
    .grouped(1)
}

fn cells(comparison: &Comparison) -> Table {
    let columns = ["Veld", "Kenmerk", "Formulier", "Stand", "Woorden", "Reden"].map(Column::text).to_vec();
    let of_row = |row: &Row| -> Vec<Vec<Cell>> {
        let cell = |cell: &crate::compare::coverage::Cell| {
            let state = match cell.state {
                State::Required => "verplicht",
                State::Asked => "gevraagd",
                State::KnownByItself => "staat vast",
                State::NotAsked => "niet gevraagd",
            };
            let (wordings, reason) = (cell.wordings.join("; "), cell.reason.clone().unwrap_or_default());
            [&row.label, &row.field, &cell.form, state, &wordings, &reason].map(Cell::text).to_vec()
        };
        row.forms.iter().map(cell).collect()
    };
    let rows = comparison.coverage.iter().flat_map(of_row).collect();
    Table::new("dekking-cellen", "Elk veld op elk formulier", columns, rows).data_only()
}
