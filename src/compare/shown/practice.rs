//! Practice in tables: how often fields are filled and how coaching is spread, small counts left out.

use crate::compare::disclosure::DisclosedCount;
use crate::compare::practice::Practice;
use crate::sections::table::Tone;

use crate::sections::table::{Cell, Column, Section, Table, labels};

pub(super) fn section(practice: &Practice) -> Section {
    let weeks = practice.weeks_per_year.map_or_else(
        || "Percentages en uren per week zijn niet omgerekend: daarvoor is een aantal werkweken nodig.".to_owned(),
        |weeks| format!("Percentages en uren per week zijn omgerekend met {weeks} werkweken per jaar."),
    );
    let lead = match practice.bodies.len() {
        0 => "Van geen enkele instantie zijn genoeg formulieren gelezen om er iets over te zeggen.".to_owned(),
        1 => "Van één instantie zijn genoeg formulieren gelezen om te zeggen wat erop is ingevuld.".to_owned(),
        n => format!("Van {n} instanties zijn genoeg formulieren gelezen om te zeggen wat erop is ingevuld."),
    };
    let limits = format!(
        "Zonder personen: gevoelige velden tellen niet mee, en wat mensen schreven staat nergens. Elk aantal is willekeurig \
        naar boven of beneden afgerond op een vijftal en wijkt hoogstens vier af; aantallen tellen daarom niet op. Een streep \
        staat waar het er te weinig zijn (altijd onder de vijf, soms tot en met negen), waar veel formulieren van weinig \
        cliënten zijn, of waar zo’n aantal uit andere te herleiden zou zijn. \
        Uitkomsten staan alleen in een tabel waarvan elk aantal gezegd mag worden, behalve hoeveel niet bekend is; van de maat ernaast staat er dan geen spreiding. \
        Instanties met te weinig formulieren en velden waarvan het aantal niet gezegd kan worden, staan er niet bij. {weeks}"
    );
    let tables = vec![bodies(practice), filled(practice), spreads(practice), outcomes(practice)];
    Section { id: "praktijk", title: "Uit de praktijk", lead, limits, tables, ..Section::default() }
}

fn cell(told: DisclosedCount) -> Cell {
    match told {
        DisclosedCount::About(n) => Cell { text: format!("± {n}"), ..Cell::count(n as usize) },
        DisclosedCount::Hidden => Cell::text("–").toned(Tone::Soft),
    }
}

fn bodies(practice: &Practice) -> Table {
    let columns = vec![Column::text("Instantie"), Column::number("Formulieren")];
    let rows = practice.bodies.iter().map(|body| vec![Cell::text(&body.body_name), cell(body.forms)]).collect();
    Table::new("praktijk", "Gelezen formulieren", columns, rows)
}

fn filled(practice: &Practice) -> Table {
    let columns = vec![Column::text("Instantie"), Column::text("Veld"), Column::number("Ingevuld")];
    let rows = practice.bodies.iter().flat_map(|body| {
        let row = |filled: &crate::compare::practice::Filled| {
            vec![
                Cell::text(&body.body_name),
                Cell::text(labels(std::slice::from_ref(&filled.field))),
                cell(filled.forms),
            ]
        };
        body.filled.iter().map(row).collect::<Vec<_>>()
    });
    Table::new("praktijk-velden", "Hoe vaak een veld is ingevuld", columns, rows.collect())
        .or("Niets dat gezegd mag worden.")
        .grouped(1)
}

fn spreads(practice: &Practice) -> Table {
    let columns = ["Instantie", "Wat", "Eenheid", "Klasse"].map(Column::text);
    let columns = columns.into_iter().chain([Column::number("Formulieren")]).collect();
    let rows = practice.bodies.iter().flat_map(|body| {
        let of_spread = |spread: &crate::compare::measures::Spread| -> Vec<Vec<Cell>> {
            if spread.steps.iter().all(|(_, told)| *told == DisclosedCount::Hidden) {
                let texts = [body.body_name.as_str(), &spread.of, &spread.unit, "alle klassen"].map(Cell::text);
                return vec![texts.into_iter().chain([cell(DisclosedCount::Hidden)]).collect()];
            }
            let row = |(step, told): &(String, DisclosedCount)| {
                let texts = [&body.body_name, &spread.of, &spread.unit, step];
                texts.map(Cell::text).into_iter().chain([cell(*told)]).collect()
            };
            spread.steps.iter().map(row).collect()
        };
        body.spreads.iter().flat_map(of_spread).collect::<Vec<_>>()
    });
    Table::new("praktijk-spreiding", "Omvang, duur en evaluatie", columns, rows.collect())
        .or("Niets dat gezegd mag worden.")
        .grouped(3)
}

fn outcomes(practice: &Practice) -> Table {
    let columns = ["Instantie", "Wat", "Uitkomst en klasse"].map(Column::text);
    let columns = columns.into_iter().chain([Column::number("Formulieren")]).collect();
    let rows = practice.bodies.iter().flat_map(|body| {
        body.outcomes.iter().flat_map(move |table| {
            table.steps.iter().map(move |(step, told)| {
                let texts = [&body.body_name, &table.of, step];
                texts.map(Cell::text).into_iter().chain([cell(*told)]).collect()
            })
        })
    });
    Table::new("praktijk-uitkomsten", "Hoe het afliep, naar omvang, duur en soort jobcoach", columns, rows.collect())
        .or("Niets dat gezegd mag worden: geen uitkomst gelezen, of te weinig in een klasse.")
        .grouped(2)
}
