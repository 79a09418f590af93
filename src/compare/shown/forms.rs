//! The key to everything: which form is which letter.

use crate::compare::comparison::Comparison;
use crate::questions::form::Form;
use crate::record::schema::Schema;

use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table, share};

pub(super) fn section(comparison: &Comparison) -> Section {
    let columns = ["Letter", "Instantie", "Formulier", "Soort", "Versie", "Gemaakt"].map(Column::text);
    let counts = ["Velden", "Uit bron", "Waarvan bevestigd", "Vragen"].map(Column::number);
    let columns = columns.into_iter().chain(counts).chain([Column::text("Kenmerk")]).collect();
    let rows = comparison.forms.iter().map(|form| {
        vec![
            Cell::text(&form.letter),
            Cell::text(if form.of_practice {
                format!("{} (geen instantie)", form.body_name)
            } else {
                form.body_name.clone()
            }),
            Cell::text(&form.title),
            Cell::text(form.kind.replace('_', " ")),
            Cell::text(&form.version),
            Cell::text(made(form)),
            Cell::count(form.fields),
            Cell::count(form.fields_sourced),
            Cell::count(form.fields_confirmed),
            Cell::count(form.questions),
            Cell::text(&form.id),
        ]
    });
    let rebuilt = comparison.forms.iter().filter(|form| form.reconstruction).count();
    let (fields, sourced) = sourced(comparison);
    let practice = comparison.forms.iter().filter(|form| form.of_practice && !form.is_standard).count();
    let only =
        if comparison.sourced_only { " Vergeleken is alleen wat in de bron staat of op een origineel." } else { "" };
    let lead = format!(
        "Elk formulier heeft een letter die in alle tabellen terugkomt. Nagebouwd naar een gepubliceerde beschrijving: {rebuilt} \
        van de {}; uit de praktijk en van geen instantie: {practice}. Van alles wat zij samen vragen ({fields} keer een veld op een \
        formulier) staat {} in de bron of op een origineel; de rest is gangbare praktijk, in onze woorden.{only}",
        comparison.forms.len(),
        share(sourced, fields)
    );
    let limits = format!(
        "Velden zijn de gegevens uit het gemeenschappelijke schema van {} velden waarnaar het formulier vraagt; vragen zijn \
        de plaatsen waar iets moet worden ingevuld. Een gedrukte vraag zonder veld in het schema telt niet mee. \
        Uit bron: de velden waarvan de bron zelf, of een origineel, zegt dat zij gevraagd worden; bevestigd: die op het eigen formulier van de instantie staan. \
        Het standaardformulier is de maat waaraan wordt gemeten: het staat er alleen bij als het bij naam is gevraagd, en telt in geen aantal en in geen bron mee.",
        Schema::common().fields.len()
    );
    let table = Table::new("formulieren", "De vergeleken formulieren", columns, rows.collect());
    let tables = vec![table, sources(comparison)];
    Section { id: "formulieren", title: "Welke formulieren", lead, limits, tables, ..Section::default() }
}

/// By whom the form was made, as far as that says how much its words are worth.
fn made(form: &Form) -> &'static str {
    match (form.is_standard, form.draft, form.reconstruction) {
        (true, ..) => "standaardformulier",
        (_, true, _) => "ontwerp, niet nagekeken",
        (_, _, true) => "nagebouwd",
        (_, _, false) => "origineel",
    }
}

/// How many times a form asks a field, and how many of those are sourced. The standard form asks nobody.
pub(super) fn sourced(comparison: &Comparison) -> (usize, usize) {
    let of = |count: fn(&Form) -> usize| comparison.forms.iter().filter(|form| !form.is_standard).map(count).sum();
    (of(|form| form.fields), of(|form| form.fields_sourced))
}

fn sources(comparison: &Comparison) -> Table {
    let names = Names::new(comparison);
    let rows = comparison.forms.iter().map(|form| vec![Cell::text(names.both(&form.id)), Cell::text(&form.source)]);
    let columns = ["Formulier", "Bron"].map(Column::text).to_vec();
    Table::new("herkomst", "Waarvandaan de formulieren bekend zijn", columns, rows.collect()).first(6)
}
