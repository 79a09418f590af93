//! Coverage in tables: fields by forms, what nearly all share, what only one asks, and why something is not asked.

use crate::compare::comparison::Comparison;
use crate::compare::coverage::{self, KindCoverage, Row, State};
use crate::mapping::spec::evidence::Evidence;
use crate::sections::table::Tone;

use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table};
use crate::text::dutch::{counted, noun};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let seen = comparison.coverage.iter().filter(|row| row.sourced_by > 0).count();
    let all = comparison.coverage.iter().filter(|row| row.asked_by > 0).count();
    let asks = if comparison.forms.len() == 1 { "Het formulier vraagt" } else { "De formulieren vragen samen" };
    let kinds: Vec<String> = comparison.kinds.iter().filter(|kind| kind.forms > 1).map(of_kind).collect();
    let lead = format!(
        "{asks} {}, waarvan {seen} volgens minstens één bron. {}",
        counted(all, "gemeenschappelijk veld", "gemeenschappelijke velden"),
        kinds.join(" ")
    );
    let limits = "Een gedeelde kern wordt per soort formulier geteld: wat minstens vier van de vijf formulieren van die soort \
        vragen. Formulieren uit de praktijk, die van geen instantie zijn, tellen daarin niet mee. Een open rondje is gangbare \
        praktijk: de bron noemt de vraag niet; ook wat het standaardformulier vraagt krijgt er een, en telt nergens mee. Kern van een plan is wat volgens het gemeenschappelijke schema bij elk compleet plan hoort, wie het ook \
        vraagt. Andere formulieren vergelijken geeft een andere gedeelde kern. Vragen die een formulier stelt maar die geen \
        plaats in het schema hebben, tellen hier niet mee."
        .to_owned();
    let tables = vec![
        kinds_table(comparison),
        matrix(comparison, &names),
        own_questions(comparison, &names),
        reasons(comparison, &names),
        cells(comparison),
    ];
    Section { id: "dekking", title: "Wat elk formulier vraagt", lead, limits, tables, ..Section::default() }
}

/// `Plan van aanpak (5 formulieren): …`
fn of_kind(kind: &KindCoverage) -> String {
    format!(
        "Van {} {} ({}) {} er {} op minstens vier van de vijf, {} als alleen telt wat uit een bron komt.",
        kind.forms,
        spoken(&kind.kind),
        counted(kind.fields, "veld", "velden"),
        noun(kind.core.len(), "staat", "staan"),
        kind.core.len(),
        kind.core_sourced.len()
    )
}

/// `formulieren van de soort plan van aanpak`
fn spoken(kind: &str) -> String {
    format!("formulieren van de soort {}", kind.replace('_', " "))
}

fn kinds_table(comparison: &Comparison) -> Table {
    let numbers = ["Formulieren", "Instanties", "Velden", "Gedeelde kern", "Waarvan uit bron", "Eigen vragen"];
    let columns = std::iter::once(Column::text("Soort formulier")).chain(numbers.map(Column::number));
    let columns = columns.chain([Column::text("De gedeelde kern")]).collect();
    let rows = comparison.kinds.iter().map(|kind| {
        let dash = || Cell::text("–").toned(Tone::Soft);
        let count = |n: usize| if kind.forms > 1 { Cell::count(n) } else { dash() };
        vec![
            Cell::text(kind.kind.replace('_', " ")),
            Cell::count(kind.forms),
            Cell::count(kind.bodies),
            Cell::count(kind.fields),
            count(kind.core.len()),
            count(kind.core_sourced.len()),
            count(kind.own.len()),
            Cell::fields(&kind.core),
        ]
    });
    Table::new("kern", "De gedeelde kern, per soort formulier", columns, rows.collect())
}

fn matrix(comparison: &Comparison, names: &Names) -> Table {
    let mut columns = ["Veld", "Groep", "Rol"].map(Column::text).to_vec();
    columns.extend(["Aantal", "Uit bron"].map(Column::number));
    columns.extend(
        comparison
            .forms
            .iter()
            .map(|form| Column { title: Some(names.name(&form.id).to_owned()), ..Column::text(&form.letter) }),
    );
    let row = |row: &Row| {
        let head = [Cell::text(&row.label), Cell::text(&row.group), Cell::text(role(row))];
        let head = head.into_iter().chain([row.asked_by, row.sourced_by].map(Cell::count));
        let states = row.forms.iter().map(state);
        head.chain(states).collect()
    };
    let rows = comparison.coverage.iter().map(row).collect();
    let title = "Velden en formulieren (● gevraagd volgens de bron, ○ gangbare praktijk of het standaardformulier, ◆ ◇ verplicht, – staat vast door het formulier zelf)";
    let half = comparison.coverage.iter().filter(|row| row.asked_by * 2 >= comparison.forms.len()).count();
    Table::new("dekking", title, columns, rows).matrix().first(half.max(10))
}

fn role(row: &Row) -> String {
    match (row.core_of.as_slice(), row.core, row.asked_by) {
        ([], true, _) => "kern van een plan".to_owned(),
        ([], _, 1) => "eigen vraag".to_owned(),
        ([], ..) => String::new(),
        (kinds, ..) => format!("gedeelde kern: {}", kinds.join(", ").replace('_', " ")),
    }
}

fn state(cell: &coverage::Cell) -> Cell {
    let sourced = cell.evidence.is_some_and(Evidence::is_sourced);
    match (cell.state, sourced) {
        (State::Required, true) => Cell::text("◆").toned(Tone::Strong),
        (State::Required, false) => Cell::text("◇").toned(Tone::Strong),
        (State::Asked, true) => Cell::text("●").toned(Tone::Yes),
        (State::Asked, false) => Cell::text("○").toned(Tone::Soft),
        (State::KnownByItself, _) => Cell::text("–").toned(Tone::Soft),
        (State::NotAsked, _) => Cell::text(""),
    }
}

/// How well it is known that the form asks it.
fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Confirmed => "origineel",
        Evidence::Printed => "bron",
        Evidence::Drafted => "ontwerp, niet nagekeken",
        Evidence::Practice => "praktijk",
        Evidence::Standard => "standaardformulier",
    }
}

fn own_questions(comparison: &Comparison, names: &Names) -> Table {
    let columns =
        ["Formulier", "Veld", "Groep", "Bewijs", "In de woorden van het formulier"].map(Column::text).to_vec();
    let own = comparison.coverage.iter().filter(|row| row.asked_by == 1);
    if comparison.forms.len() == 1 {
        return Table::new("eigen-vragen", "Velden die maar één formulier vraagt", columns, Vec::new());
    }
    let mut rows: Vec<Vec<Cell>> = own
        .filter_map(|row| {
            let is_own = |cell: &&coverage::Cell| {
                matches!(cell.state, State::Asked | State::Required) && cell.evidence != Some(Evidence::Standard)
            };
            let cell = row.forms.iter().find(is_own)?;
            let wordings = cell.wordings.join("; ");
            let form = names.both(&cell.form);
            let evidence = cell.evidence.map_or("", evidence);
            Some([form.as_str(), &row.label, &row.group, evidence, &wordings].map(Cell::text).to_vec())
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
    let columns = ["Veld", "Kenmerk", "Formulier", "Stand", "Bewijs", "Woorden", "Reden"].map(Column::text).to_vec();
    let of_row = |row: &Row| -> Vec<Vec<Cell>> {
        let cell = |cell: &coverage::Cell| {
            let state = match cell.state {
                State::Required => "verplicht",
                State::Asked => "gevraagd",
                State::KnownByItself => "staat vast",
                State::NotAsked => "niet gevraagd",
            };
            let evidence = cell.evidence.map_or("", evidence);
            let (wordings, reason) = (cell.wordings.join("; "), cell.reason.clone().unwrap_or_default());
            [&row.label, &row.field, &cell.form, state, evidence, &wordings, &reason].map(Cell::text).to_vec()
        };
        row.forms.iter().map(cell).collect()
    };
    let rows = comparison.coverage.iter().flat_map(of_row).collect();
    Table::new("dekking-cellen", "Elk veld op elk formulier", columns, rows).data_only()
}
