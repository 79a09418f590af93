//! Repetition in tables: per trajectory, per form, and between other bodies and UWV.

use rust_decimal::Decimal;

use crate::compare::comparison::Comparison;
use crate::questions::course::Step;

use super::names::Names;
use crate::sections::picture::{Bar, BarRow, Bars, width};
use crate::sections::table::{Cell, Column, Section, Table, percent, share};
use crate::text::dutch::{counted, noun};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let twice = &comparison.repeated;
    let (asked, known) = twice
        .trajectories
        .iter()
        .fold((0, 0), |(asked, known), trajectory| (asked + trajectory.questions, known + trajectory.known_questions));
    let sourced: usize = twice.trajectories.iter().map(|trajectory| trajectory.known_sourced).sum();
    let lead = if twice.trajectories.is_empty() {
        "Van geen instantie zijn er formulieren van twee soorten bij: of iets dubbel wordt gevraagd, is hier niet te zeggen.".to_owned()
    } else {
        format!(
            "Van {} op de formulieren die één persoon bij één instantie in de loop van een traject invult, {} er \
            {known} over iets wat een eerder formulier al vroeg; bij {sourced} daarvan staat dat beide keren in een bron.",
            counted(asked, "vraag", "vragen"),
            noun(known, "gaat", "gaan")
        )
    };
    let limits = "De volgorde van een traject is: aanmelding of aanvraag, gesprek, plan, verantwoording en voortgang, \
        verlenging, eindrapport. Ondertekening, datum van het papier, urenlijst, voortgang en uitkomst zijn elke keer nieuw en \
        tellen niet mee. Van formulieren \
        van één soort vult iemand er één in: geteld is het langste. Extern, intern en Werkfit zijn aparte trajecten. Of een feit intussen \
        veranderd is, zegt een formulier niet: vooraf invullen en laten nakijken is dan de winst."
        .to_owned();
    let tables = vec![trajectories(comparison, &names), steps(comparison, &names), with_uwv(comparison)];
    let bars = vec![bars(comparison, &names)].into_iter().filter(|bars| !bars.rows.is_empty()).collect();
    Section { id: "dubbel", title: "Dubbel gevraagd", lead, limits, bars, tables, ..Section::default() }
}

/// Of every form in the course of a trajectory: how many of its questions are known already.
fn bars(comparison: &Comparison, names: &Names) -> Bars {
    let steps = || comparison.repeated.trajectories.iter().flat_map(|trajectory| &trajectory.steps);
    let most = Decimal::from(steps().map(|step| step.questions).max().unwrap_or(1));
    let row = |step: &Step| BarRow {
        name: names.both(&step.form),
        bars: vec![Bar {
            text: format!("{} van {}", step.known_questions, step.questions),
            width: width(step.questions.into(), most),
            part: width(step.known_questions.into(), most),
            indicative: false,
        }],
        note: String::new(),
    };
    Bars {
        title: "Vragen per formulier, in de volgorde van het traject".to_owned(),
        unit: "vragen",
        of: "Formulier",
        columns: vec![""],
        parts: Some(["al bekend", "nieuw"]),
        rows: steps().map(row).collect(),
        noted: false,
    }
}

fn trajectories(comparison: &Comparison, names: &Names) -> Table {
    let columns = [
        ("Traject", false),
        ("Formulieren", true),
        ("Vragen", true),
        ("Al bekend", true),
        ("Waarvan uit bron", true),
        ("Deel", true),
    ];
    let mut columns: Vec<Column> =
        columns.map(|(name, numeric)| if numeric { Column::number(name) } else { Column::text(name) }).into();
    columns.push(Column::text("Formulieren die geheel zouden vervallen"));
    let rows = comparison.repeated.trajectories.iter().map(|trajectory| {
        vec![
            Cell::text(&trajectory.name),
            Cell::count(trajectory.steps.len()),
            Cell::count(trajectory.questions),
            Cell::count(trajectory.known_questions),
            Cell::count(trajectory.known_sourced),
            shared(trajectory.known_questions, trajectory.questions),
            Cell::text(names.letters(&trajectory.known_forms)),
        ]
    });
    Table::new("trajecten", "Per traject: hoeveel vragen al beantwoord zijn", columns, rows.collect())
}

/// Whole per cents.
fn shared(part: usize, whole: usize) -> Cell {
    Cell { text: share(part, whole), ..Cell::count(percent(part, whole)) }
}

fn steps(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![
        Column::text("Traject"),
        Column::text("Formulier"),
        Column::text("Soort"),
        Column::text("In plaats van"),
        Column::number("Vragen"),
        Column::number("Al bekend"),
        Column::text("Wat opnieuw wordt gevraagd"),
    ];
    let rows = comparison.repeated.trajectories.iter().flat_map(|trajectory| {
        trajectory.steps.iter().map(|step| {
            let again: Vec<String> = step.again.iter().map(|again| again.field.clone()).collect();
            vec![
                Cell::text(&trajectory.name),
                Cell::text(names.both(&step.form)),
                Cell::text(step.kind.replace('_', " ")),
                Cell::text(names.letters(&step.instead)),
                Cell::count(step.questions),
                Cell::count(step.known_questions),
                Cell::fields(&again),
            ]
        })
    });
    Table::new("stappen", "Per formulier: wat een eerder formulier al vroeg", columns, rows.collect()).grouped(1)
}

fn with_uwv(comparison: &Comparison) -> Table {
    let columns = vec![
        Column::text("Instantie"),
        Column::number("Feiten gevraagd"),
        Column::number("Ook door UWV"),
        Column::number("Deel"),
        Column::number("Beide uit bron"),
        Column::text("Welke"),
    ];
    let rows = comparison.repeated.with_uwv.iter().map(|body| {
        vec![
            Cell::text(&body.body_name),
            Cell::count(body.asked),
            Cell::count(body.both.len()),
            shared(body.both.len(), body.asked),
            Cell::count(body.both_sourced.len()),
            Cell::fields(&body.both),
        ]
    });
    Table::new("met-uwv", "Wat een instantie vraagt en UWV ook", columns, rows.collect())
}
