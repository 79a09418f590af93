//! The key to everything: which form is which letter.

use crate::compare::comparison::Comparison;
use crate::record::schema::Schema;

use super::table::{Cell, Column, Names, Section, Table};

pub(super) fn section(comparison: &Comparison) -> Section {
    let columns = ["Letter", "Instantie", "Formulier", "Soort", "Versie", "Gemaakt"].map(Column::text);
    let counts = ["Velden", "Vragen"].map(Column::number);
    let columns = columns.into_iter().chain(counts).chain([Column::text("Kenmerk")]).collect();
    let rows = comparison.forms.iter().map(|form| {
        vec![
            Cell::text(&form.letter),
            Cell::text(&form.body_name),
            Cell::text(&form.title),
            Cell::text(form.kind.replace('_', " ")),
            Cell::text(&form.version),
            Cell::text(if form.reconstruction { "nagebouwd" } else { "origineel" }),
            Cell::count(form.fields),
            Cell::count(form.questions),
            Cell::text(&form.id),
        ]
    });
    let rebuilt = comparison.forms.iter().filter(|form| form.reconstruction).count();
    let lead = format!(
        "Elk formulier heeft een letter die in alle tabellen terugkomt. Nagebouwd naar een gepubliceerde beschrijving: {rebuilt} \
        van de {}. De woorden daarvan volgen deels de gangbare praktijk en zijn niet die van de instantie zelf.",
        comparison.forms.len()
    );
    let limits = format!(
        "Velden zijn de gegevens uit het gemeenschappelijke schema van {} velden waarnaar het formulier vraagt; vragen zijn \
        de plaatsen waar iets moet worden ingevuld. Een gedrukte vraag zonder veld in het schema telt niet mee. \
        Het standaardformulier is de maat waaraan wordt gemeten en telt alleen mee als het bij naam is gevraagd.",
        Schema::common().fields.len()
    );
    let table = Table::new("formulieren", "De vergeleken formulieren", columns, rows.collect());
    let tables = vec![table, sources(comparison)];
    Section { id: "formulieren", title: "Welke formulieren", lead, limits, tables, ..Section::default() }
}

fn sources(comparison: &Comparison) -> Table {
    let names = Names::new(comparison);
    let rows = comparison.forms.iter().map(|form| vec![Cell::text(names.both(&form.id)), Cell::text(&form.source)]);
    let columns = ["Formulier", "Bron"].map(Column::text).to_vec();
    Table::new("herkomst", "Waarvandaan de formulieren bekend zijn", columns, rows.collect()).first(6)
}
