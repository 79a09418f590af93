//! Drift in a table: of each form what it should ask, what it asks besides, and in which other words.

use crate::harmonise::drift::Drift;
use crate::harmonise::proposal::FieldDecision;
use crate::record::schema::FieldId;
use crate::sections::table::{Cell, Column, Section, Table, share};
use crate::text::dutch::noun;

use super::{fields, label};

/// The page.
pub fn drifted(drifts: &[Drift]) -> Vec<Section> {
    let same = drifts.iter().filter(|drift| drift.is_none()).count();
    let lead = match drifts.len() {
        1 => format!("{same} van 1 formulier is wat is afgesproken."),
        all => format!("{same} van {all} formulieren {} wat is afgesproken.", noun(same, "is", "zijn")),
    };
    let limits =
        "Gemeten is tegen de afspraak in voorstel.toml: de kern en wat eigen is van deze instantie. Een veld dat het \
        formulier zelf beantwoordt telt niet mee; een vraag in twee delen wordt niet op woorden vergeleken."
            .to_owned();
    let columns = vec![
        Column::text("Formulier"),
        Column::number("Afgesproken"),
        Column::number("Daarvan gevraagd"),
        Column::text("Ontbreekt"),
        Column::text("Wordt daarnaast gevraagd"),
        Column::number("Andere woorden"),
    ];
    let row = |drift: &Drift| {
        let besides: Vec<FieldId> = drift.extra.iter().map(|(id, _)| *id).collect();
        vec![
            Cell::text(format!("{}: {}", drift.body_name, drift.form)),
            Cell::count(drift.agreed),
            Cell { text: format!("{} ({})", drift.kept, share(drift.kept, drift.agreed)), ..Cell::count(drift.kept) },
            fields(&drift.missing),
            fields(&besides),
            Cell::count(drift.reworded.len()),
        ]
    };
    let all = Table::new("afwijking", "Per formulier", columns, drifts.iter().map(row).collect());
    let tables = vec![all, details(drifts)];
    vec![Section { id: "afwijking", title: "Afwijking van de afspraak", lead, limits, tables, ..Section::default() }]
}

fn details(drifts: &[Drift]) -> Table {
    let columns = ["Formulier", "Wat", "Veld", "Afgesproken", "Op het formulier"].map(Column::text).to_vec();
    let of = |drift: &Drift| -> Vec<Vec<Cell>> {
        let row = |what: &str, id: FieldId, agreed: &str, now: &str| {
            [drift.form.as_str(), what, &label(id), agreed, now].map(Cell::text).to_vec()
        };
        let missing = drift.missing.iter().map(|id| row("ontbreekt", *id, "gevraagd", ""));
        let besides = drift.extra.iter().map(|(id, verdict)| {
            row("daarnaast", *id, verdict.map_or("niet genoemd", FieldDecision::word), "gevraagd")
        });
        let words = drift.reworded.iter().map(|(id, agreed, now)| row("andere woorden", *id, agreed, now));
        let choices = drift
            .choices_missing
            .iter()
            .map(|(id, words)| row("antwoord ontbreekt", *id, &words.join(", ").replace('_', " "), ""));
        missing.chain(besides).chain(words).chain(choices).collect()
    };
    Table::new("afwijkingen", "Elke afwijking", columns, drifts.iter().flat_map(of).collect()).grouped(1)
}
