//! Burden in tables: per form, per body, and what is asked of a person.

use crate::compare::comparison::Comparison;

use super::table::{Cell, Column, Names, Section, Table};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let minutes = || comparison.burden.forms.iter().map(|burden| burden.minutes);
    let lead = format!(
        "Invullen kost naar schatting {} tot {} minuten per formulier. {} van de {} formulieren vragen een gevoelig gegeven dat \
        niet tot de kern van een plan hoort: dat vraagt om een reden (dataminimalisatie, AVG artikel 5).",
        minutes().min().unwrap_or(0),
        minutes().max().unwrap_or(0),
        comparison.burden.forms.iter().filter(|burden| !burden.beyond_plan.is_empty()).count(),
        comparison.burden.forms.len()
    );
    let limits = "Minuten zijn geschat met één vaste regel: 180 seconden voor een vrije tekst, 30 voor een korte tekst, een adres \
        of een IBAN, 20 voor een naam, een nummer of een bedrag, 15 voor een datum of een duur, 10 voor een keuze of een \
        vakje; doelen tellen drie keer, urenregels tien keer. Niemand heeft ze gemeten; ze dienen om formulieren met elkaar te vergelijken. Leesbaarheid is de \
        formule van Flesch-Douma over de gedrukte vragen: 100 is heel makkelijk, 0 heel moeilijk, en onder 0 zijn de woorden \
        langer dan waarvoor de schaal is gemaakt. Zij meet de lengte van woorden en zinnen, niet of iemand de vraag begrijpt."
        .to_owned();
    let tables = vec![of_forms(comparison, &names), of_bodies(comparison), sensitive(comparison, &names)];
    Section { id: "last", title: "Wat invullen kost", lead, limits, tables, ..Section::default() }
}

fn of_forms(comparison: &Comparison, names: &Names) -> Table {
    let numbers =
        ["Vragen", "Verplicht", "Vrije tekst", "Minuten", "Leesbaarheid", "Lange woorden"].map(Column::number);
    let columns = std::iter::once(Column::text("Formulier")).chain(numbers).collect();
    let rows = comparison.burden.forms.iter().map(|burden| {
        let reading = burden.reading.map_or_else(
            || [Cell::text(""), Cell::text("")],
            |level| {
                let score = i32::try_from(level.score).map_or(0.0, f64::from);
                [
                    Cell::number(score, level.score.to_string()),
                    Cell { text: format!("{}%", level.long_words), ..Cell::count(level.long_words) },
                ]
            },
        );
        let counts = [burden.questions, burden.required, burden.free_text, burden.minutes as usize].map(Cell::count);
        std::iter::once(Cell::text(names.both(&burden.form))).chain(counts).chain(reading).collect()
    });
    Table::new("last", "Per formulier", columns, rows.collect())
}

fn of_bodies(comparison: &Comparison) -> Table {
    let numbers = ["Formulieren", "Vragen", "Minuten"].map(Column::number);
    let columns = std::iter::once(Column::text("Instantie")).chain(numbers).collect();
    let rows = comparison.burden.bodies.iter().map(|body| {
        let counts = [body.forms, body.questions, body.minutes as usize].map(Cell::count);
        std::iter::once(Cell::text(&body.body_name)).chain(counts).collect()
    });
    Table::new("last-instanties", "Per instantie, alle vergeleken formulieren samen", columns, rows.collect())
}

fn sensitive(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![
        Column::text("Formulier"),
        Column::number("Gevoelig"),
        Column::number("Buiten de kern"),
        Column::text("Buiten de kern van een plan"),
        Column::text("Bijzondere persoonsgegevens"),
    ];
    let rows = comparison.burden.forms.iter().map(|burden| {
        let special = Cell::fields(&burden.special);
        vec![
            Cell::text(names.both(&burden.form)),
            Cell::count(burden.sensitive.len()),
            Cell::count(burden.beyond_plan.len()),
            Cell::fields(&burden.beyond_plan),
            if burden.special.is_empty() { special } else { special.toned("warn") },
        ]
    });
    Table::new("gevoelig", "Wat van een persoon wordt gevraagd", columns, rows.collect())
}
