//! Versions in a table: what is gone, new, reworded and moved.

use crate::compare::comparison::Comparison;
use crate::compare::versions::{Change, ChangedWording};

use crate::sections::table::{Cell, Column, Section, Table, labels};

/// None where no form has two versions.
pub(super) fn section(comparison: &Comparison) -> Option<Section> {
    if comparison.versions.is_empty() {
        return None;
    }
    let told = |change: &Change| {
        let count = |fields: &[ChangedWording], what: &str| {
            let sourced = fields.iter().filter(|field| field.sourced).count();
            rests(fields.len(), sourced, what, comparison)
        };
        format!(
            "{}, van {} naar {}: {}, {}, {}, {}, {}.",
            change.title,
            change.older_version,
            change.newer_version,
            count(&change.gone, "vervallen"),
            count(&change.new, "nieuw"),
            count(&change.reworded, "anders verwoord"),
            count(&change.moved, "verplaatst"),
            rests(change.unchanged, change.unchanged_sourced, "gelijk", comparison)
        )
    };
    let lead = comparison.versions.iter().map(told).collect::<Vec<_>>().join(" ");
    let columns = ["Formulier", "Van", "Naar", "Wat", "Veld", "Eerst", "Daarna", "Bewijs"].map(Column::text).to_vec();
    let rows = comparison.versions.iter().flat_map(rows).collect();
    let table = Table::new("versies", "Twee versies van één formulier", columns, rows).first(12).grouped(4);
    let limits =
        "Vervallen en nieuw: maar op één van beide gevraagd. Anders verwoord: op beide gevraagd, in geen enkele \
        formulering gelijk. Verplaatst: in dezelfde woorden onder een ander kopje. Uit bron: waar het gevraagd wordt, vraagt \
        de bron of het origineel het; de rest is gangbare praktijk en zegt niets over wat de instantie veranderde."
            .to_owned();
    Some(Section {
        id: "versies",
        title: "Wat in een nieuwe versie veranderde",
        lead,
        limits,
        tables: vec![table],
        ..Section::default()
    })
}

/// `6 vervallen (2 uit bron)`
fn rests(all: usize, sourced: usize, what: &str, comparison: &Comparison) -> String {
    if all == 0 || comparison.sourced_only {
        return format!("{all} {what}");
    }
    format!("{all} {what} ({sourced} uit bron)")
}

fn rows(change: &Change) -> Vec<Vec<Cell>> {
    let kinds = [
        ("vervallen", &change.gone),
        ("nieuw", &change.new),
        ("anders verwoord", &change.reworded),
        ("verplaatst", &change.moved),
    ];
    let row = |what: &str, moved: &ChangedWording| {
        let (field, before, after) =
            (labels(std::slice::from_ref(&moved.field)), moved.before.join("; "), moved.after.join("; "));
        let evidence = if moved.sourced { "bron of origineel" } else { "praktijk" };
        [&change.title, &change.older_version, &change.newer_version, what, &field, &before, &after, evidence]
            .map(Cell::text)
            .to_vec()
    };
    kinds.into_iter().flat_map(|(what, all)| all.iter().map(move |moved| row(what, moved))).collect()
}
