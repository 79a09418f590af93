//! For one body: what it keeps, gains, loses and words otherwise, and what filling costs before and after.

use crate::harmonise::effects::OfBody;
use crate::harmonise::proposal::Proposal;
use crate::record::schema::FieldId;
use crate::sections::table::{Cell, Column, Section, Table, Tone, share};
use crate::text::dutch::{counted, noun};

use super::label;

/// The page.
pub fn body(proposal: &Proposal, of: &OfBody) -> Vec<Section> {
    let all = of.core + of.own;
    let lead = format!(
        "{} houdt {} van haar formulier, krijgt er {} bij en verliest er {}. Van het nieuwe formulier is {} gezamenlijke kern \
        en {} eigen. {}",
        of.name,
        counted(of.keeps.len(), "veld", "velden"),
        of.gains.len(),
        of.loses.len(),
        share(of.core, all),
        share(of.own, all),
        weight(of)
    );
    let others =
        if of.others.is_empty() { String::new() } else { format!(" Ook in de plaats van: {}.", of.others.join(", ")) };
    let limits = format!(
        "Vergeleken is {} zoals het in kaart is gebracht, met het gezamenlijke formulier en de bijlage van deze instantie.{others} \
        Minuten zijn geschat met één vaste regel. Bij wat vervalt staat of de bron het vraagt: wat alleen gangbare praktijk is, \
        staat misschien niet op het formulier.",
        of.form
    );
    let tables = vec![costs(of), moved(proposal, of), reworded(of)];
    vec![Section {
        id: "instantie",
        title: "Van nu naar het gezamenlijke formulier",
        lead,
        limits,
        tables,
        ..Section::default()
    }]
}

fn weight(of: &OfBody) -> String {
    let (before, after) = (of.minutes.before, of.minutes.after);
    let (less, more) = (after < before, after > before);
    let told = counted(after.abs_diff(before), "minuut", "minuten");
    let rests = format!(
        "van de {} nu {} er {} aan vragen uit een bron",
        counted(before, "minuut", "minuten"),
        noun(of.sourced.minutes, "gaat", "gaan"),
        of.sourced.minutes
    );
    match (less, more) {
        (_, true) => format!("Invullen duurt naar schatting {told} langer; {rests}."),
        (true, _) => format!("Invullen duurt naar schatting {told} korter; {rests}."),
        _ => format!("Invullen duurt naar schatting even lang; {rests}."),
    }
}

fn costs(of: &OfBody) -> Table {
    let numbers = ["Nu", "Waarvan uit bron", "Straks"].map(Column::number);
    let columns = std::iter::once(Column::text("Wat")).chain(numbers).collect();
    let mut changes = vec![
        ("vragen", of.questions, of.sourced.questions),
        ("minuten", of.minutes, of.sourced.minutes),
        ("gevoelige gegevens", of.sensitive, of.sourced.sensitive),
    ];
    changes.extend(of.again.map(|again| ("vragen die een eerder formulier al stelde", again, of.sourced.again)));
    let row = |(what, change, sourced): (&str, crate::harmonise::effects::Change, usize)| {
        std::iter::once(Cell::text(what)).chain([change.before, sourced, change.after].map(Cell::count)).collect()
    };
    Table::new("kosten", "Wat invullen kost", columns, changes.into_iter().map(row).collect())
}

fn moved(proposal: &Proposal, of: &OfBody) -> Table {
    let columns = ["Wat", "Veld", "Waarom", "Bron"].map(Column::text).to_vec();
    let reason = |id: FieldId| {
        let entry = proposal.entries.iter().find(|entry| entry.field == id);
        entry.map_or_else(|| "hoort bij de ondertekening".to_owned(), |entry| entry.reason.clone())
    };
    let row = |what: &'static str, id: FieldId| {
        let sourced = if of.loses_sourced.contains(&id) { "volgens de bron" } else { "gangbare praktijk" };
        let sourced = if what == "verliest" { sourced } else { "" };
        let tone = if what == "verliest" && of.loses_sourced.contains(&id) { Tone::Warn } else { Tone::Plain };
        vec![Cell::text(what), Cell::text(label(id)), Cell::text(reason(id)), Cell::text(sourced).toned(tone)]
    };
    let gains = of.gains.iter().map(|id| row("erbij", *id));
    let rows = gains.chain(of.loses.iter().map(|id| row("verliest", *id))).collect();
    Table::new("verschil", "Wat erbij komt en wat vervalt", columns, rows).grouped(1)
}

fn reworded(of: &OfBody) -> Table {
    let columns = ["Veld", "Nu", "Straks"].map(Column::text).to_vec();
    let row =
        |(id, before, after): &(FieldId, String, String)| [label(*id).as_str(), before, after].map(Cell::text).to_vec();
    Table::new("verwoord", "Wat anders gevraagd wordt", columns, of.reworded.iter().map(row).collect())
}
