//! Wordings in tables: of each field, of words that mean more than one thing, and of roles.

use crate::compare::comparison::Comparison;
use crate::compare::words::{Ambiguous, UsedWording};

use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table, labels};
use crate::text::dutch::counted;

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let several = comparison.words.fields.iter().filter(|field| field.wordings.len() > 1).count();
    let seen = comparison.words.fields.iter().filter(|field| sourced(&field.wordings) > 1).count();
    let ambiguous_seen = comparison.words.ambiguous.iter().filter(|word| meanings_sourced(word) > 1).count();
    let lead = format!(
        "{} met meer dan één woord gevraagd; bij {seen} daarvan staan minstens twee van die woorden bij een \
        vraag die uit een bron komt. {} naar verschillende dingen, {ambiguous_seen} daarvan ook als alleen vragen \
        uit een bron tellen. Bij zo’n woord beslist het kopje erboven wat er bedoeld is.",
        counted(several, "veld wordt", "velden worden"),
        counted(comparison.words.ambiguous.len(), "woord vraagt", "woorden vragen")
    );
    let limits =
        "Hoofdletters, leestekens, vraagnummers en “(verplicht)” tellen niet als verschil. Doorzocht is alleen de \
        gedrukte tekst die in de beschrijving van een formulier staat; van een webformulier waarvan alleen de velden \
        bekend zijn, zijn er geen woorden. Ook de woorden bij vakjes en \
        keuzes zijn doorzocht. “Andere namen” zijn elders gebruikelijk; op wat van deze formulieren bekend is, staan zij niet. \
        Een * achter een letter: gangbare praktijk, de bron noemt de vraag niet."
            .to_owned();
    let tables = vec![
        of_fields(comparison, &names),
        ambiguous(comparison, &names),
        bank(comparison, &names),
        glossary(comparison, &names),
    ];
    Section { id: "woorden", title: "In welke woorden", lead, limits, tables, ..Section::default() }
}

/// How many of these wordings a source has.
pub(super) fn sourced(wordings: &[UsedWording]) -> usize {
    wordings.iter().filter(|used| !used.sourced.is_empty()).count()
}

/// How many of its meanings a source has.
fn meanings_sourced(word: &Ambiguous) -> usize {
    word.fields.iter().filter(|meant| !meant.sourced.is_empty()).count()
}

/// `A, C*`: a star where it rests on practice.
fn starred(forms: &[String], sourced: &[String], names: &Names) -> String {
    let one = |id: &String| format!("{}{}", names.letter(id), if sourced.contains(id) { "" } else { "*" });
    forms.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// `Naam (A, C); Voor- en achternaam (B)`
fn used(wordings: &[UsedWording], names: &Names) -> String {
    let one = |used: &UsedWording| format!("{} ({})", used.wording, starred(&used.forms, &used.sourced, names));
    wordings.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn of_fields(comparison: &Comparison, names: &Names) -> Table {
    let columns =
        vec![Column::text("Veld"), Column::number("Aantal woorden"), Column::text("Woorden, met de formulieren")];
    let fields = comparison.words.fields.iter().filter(|field| field.wordings.len() > 1);
    let rows = fields.map(|field| {
        vec![Cell::text(&field.label), Cell::count(field.wordings.len()), Cell::text(used(&field.wordings, names))]
    });
    Table::new("woorden", "Eén veld, meer woorden", columns, rows.collect()).first(8)
}

fn ambiguous(comparison: &Comparison, names: &Names) -> Table {
    let columns =
        vec![Column::text("Woord"), Column::number("Betekenissen"), Column::text("Velden, met de formulieren")];
    let rows = comparison.words.ambiguous.iter().map(|found| {
        let meant = found.fields.iter().map(|meant| {
            let field = labels(std::slice::from_ref(&meant.field));
            format!("{field} ({})", starred(&meant.forms, &meant.sourced, names))
        });
        let meant: Vec<String> = meant.collect();
        vec![Cell::text(&found.wording), Cell::count(found.fields.len()), Cell::text(meant.join("; "))]
    });
    Table::new("dubbelzinnig", "Eén woord, meer betekenissen", columns, rows.collect()).first(8)
}

fn glossary(comparison: &Comparison, names: &Names) -> Table {
    let columns = ["Begrip", "Wat ermee bedoeld is", "Namen op de formulieren", "Andere namen", "Let op"];
    let rows = comparison.words.glossary.iter().map(|concept| {
        let seen = if concept.names.is_empty() {
            "op geen van deze formulieren, voor zover bekend".to_owned()
        } else {
            used(&concept.names, names)
        };
        let beside = concept.mentioned.iter().map(|name| format!("{name} (in de soort of in onze toelichting)"));
        let others = beside.chain(concept.not_seen.iter().cloned()).collect::<Vec<_>>().join(", ");
        let names = seen;
        [&concept.name, &concept.means, &names, &others, &concept.note].map(Cell::text).to_vec()
    });
    Table::new("begrippen", "Begrippenlijst", columns.map(Column::text).to_vec(), rows.collect())
}

/// Every wording of every question, with how it looks and who uses it.
fn bank(comparison: &Comparison, names: &Names) -> Table {
    let columns =
        ["Veld", "Vraag zoals die er staat", "Hoe geantwoord wordt", "Formulieren"].map(Column::text).to_vec();
    let columns = columns.into_iter().chain(["Hoeveel", "Uit bron"].map(Column::number)).collect();
    let rows = comparison.words.fields.iter().flat_map(|field| {
        let row = |used: &UsedWording| {
            let ways: Vec<&str> = used.ways.iter().map(|way| way.dutch()).collect();
            vec![
                Cell::text(labels(std::slice::from_ref(&field.field))),
                Cell::text(&used.wording),
                Cell::text(ways.join("; ")),
                Cell::text(starred(&used.forms, &used.sourced, names)),
                Cell::count(used.forms.len()),
                Cell::count(used.sourced.len()),
            ]
        };
        field.wordings.iter().map(row).collect::<Vec<_>>()
    });
    Table::new("vragenbank", "De vragenbank: elke vraag in elke bewoording", columns, rows.collect())
        .first(12)
        .grouped(1)
}
