//! Rules in tables and bars: every figure with what it rests on, every missing figure with why.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::compare::compared_rules::{Body, ComparedRules, Figure, Row, hours};
use crate::compare::side_by_side::{self, OF_RULES};
use crate::sections::table::Tone;

use super::rule_texts::{OF_NOBODY, defined, facts, held, sources, spelled, spoken};
use crate::sections::picture::{Bar, BarRow, Bars, width};
use crate::sections::table::{Cell, Column, Section, Table};

const UNIT: &str = "uur begeleiding per half jaar";

/// What stands where a text was not seen to say anything.
const NOT_SEEN: &str = "niet gezien";

pub(super) fn section(ruled: &ComparedRules) -> Section {
    let limits = "Waar niets staat, is niets gezien; dat betekent nooit “nee”. Cijfers uit de tweede hand en bedragen die \
        met een gekozen tarief zijn omgerekend zijn indicatief: controleer ze bij de bron. De meeste cijfers zijn een maximum, \
        geen recht."
        .to_owned();
    let bars = [of_person(ruled), of_years(ruled)].into_iter().filter(|bars| !bars.rows.is_empty()).collect();
    let tables = vec![
        refused(ruled),
        sides(ruled),
        process(ruled),
        defined(ruled),
        held(ruled),
        facts(ruled),
        figures(ruled),
        intensity(ruled),
        sources(ruled),
    ];
    Section {
        id: "regels",
        title: "Onder welke regels",
        lead: person(ruled),
        limits,
        bars,
        tables,
        ..Section::default()
    }
}

/// For whom it was reckoned.
fn person(ruled: &ComparedRules) -> String {
    let asked = &ruled.asked;
    let given = |what: Option<String>, unknown: &str| what.unwrap_or_else(|| unknown.to_owned());
    format!(
        "Gerekend op {} voor iemand met {}, in begeleidingsjaar {}, {}; {}; {}.",
        spelled(&asked.date),
        given(asked.hours_per_week.map(|h| format!("{} contracturen per week", dutch(h))), "onbekende contracturen"),
        asked.year,
        given(asked.regime.as_ref().map(|r| format!("regime {}", r.replace('_', " "))), "zonder genoemd regime"),
        given(
            asked.weeks_per_year.map(|w| format!("{} werkweken per jaar waar de regeling er geen noemt", dutch(w))),
            "geen aantal werkweken gekozen, zodat percentages zonder grondslag geen cijfer geven"
        ),
        given(
            asked.tariff.map(|t| format!("€ {} per uur waar de regeling geen tarief geeft", dutch(t))),
            "geen tarief gekozen, zodat bedragen zonder tarief geen cijfer geven"
        ),
    )
}

fn dutch(number: Decimal) -> String {
    crate::rules::fact::dutch(number)
}

/// `57,60`
fn two(number: Decimal) -> String {
    format!("{number:.2}").replace('.', ",")
}

fn cell(figure: &Figure) -> Cell {
    match figure {
        Figure::Hours { hours, indicative, .. } => {
            let text = format!("{}{}", two(*hours), if *indicative { " (indicatief)" } else { "" });
            Cell::number(hours.to_f64().unwrap_or_default(), text)
        }
        Figure::Refused { .. } => Cell::text("–").toned(Tone::Soft),
    }
}

fn note(figure: &Figure) -> String {
    match figure {
        Figure::Hours { formula, assumptions, .. } => {
            std::iter::once(formula).chain(assumptions).map(String::as_str).collect::<Vec<_>>().join("; ")
        }
        Figure::Refused { why, .. } => format!("geen cijfer: {why}"),
    }
}

fn figures(ruled: &ComparedRules) -> Table {
    let columns = vec![Column::text("Instantie"), Column::number("Uur per half jaar"), Column::text("Berust op")];
    let rows =
        ruled.person.iter().map(|one| vec![Cell::text(&one.name), cell(&one.figure), Cell::text(note(&one.figure))]);
    Table::new("regels-persoon", "Dezelfde persoon onder elke regeling", columns, rows.collect()).data_only()
}

fn intensity(ruled: &ComparedRules) -> Table {
    let numbers = ["Jaar 1", "Jaar 2", "Jaar 3", "Drie jaar"].map(Column::number);
    let columns =
        ["Instantie", "Regime"].map(Column::text).into_iter().chain(numbers).chain([Column::text("Jaar 1 berust op")]);
    let row = |row: &Row| {
        let total = row.total.map_or_else(|| Cell::text("–"), |t| Cell::number(t.to_f64().unwrap_or_default(), two(t)));
        let head = [Cell::text(&row.name), Cell::text(row.regime.as_deref().unwrap_or("–"))];
        let years = row.years.iter().map(cell);
        head.into_iter().chain(years).chain([total, Cell::text(note(&row.years[0]))]).collect()
    };
    let rows = ruled.intensity.iter().map(row).collect();
    Table::new("regels-omvang", "Elk regime, in uur per half jaar", columns.collect(), rows).or(OF_NOBODY).data_only()
}

fn of_person(ruled: &ComparedRules) -> Bars {
    let rows = ruled.person.iter().filter(|one| hours(&one.figure).is_some());
    let rows = rows.map(|one| (one.name.clone(), vec![&one.figure], note(&one.figure))).collect();
    chart("Deze persoon, per instantie", "Instantie", vec![""], rows)
}

fn of_years(ruled: &ComparedRules) -> Bars {
    let name = |row: &Row| row.regime.as_ref().map_or_else(|| row.name.clone(), |r| format!("{}, {r}", row.name));
    let mut rows: Vec<&Row> =
        ruled.intensity.iter().filter(|row| row.years.iter().any(|f| hours(f).is_some())).collect();
    rows.sort_by_key(|row| Reverse(hours(&row.years[0])));
    let rows = rows.into_iter().map(|row| (name(row), row.years.iter().collect(), String::new())).collect();
    chart("Elk regime, per jaar", "Instantie en regime", vec!["jaar 1", "jaar 2", "jaar 3 en later"], rows)
}

/// Bars of figures, all on the scale of the longest.
fn chart(title: &str, of: &'static str, columns: Vec<&'static str>, rows: Vec<(String, Vec<&Figure>, String)>) -> Bars {
    let all = rows.iter().flat_map(|(_, figures, _)| figures).filter_map(|figure| hours(figure));
    let most = all.max().unwrap_or(Decimal::ONE).max(Decimal::ONE);
    let bar = |figure: &Figure| match hours(figure) {
        Some(hours) => Bar {
            text: two(hours),
            width: width(hours, most),
            part: String::new(),
            indicative: matches!(figure, Figure::Hours { indicative: true, .. }),
        },
        None => Bar { text: "–".to_owned(), ..Bar::default() },
    };
    let row = |(name, figures, note): (String, Vec<&Figure>, String)| BarRow {
        name,
        bars: figures.into_iter().map(bar).collect(),
        note,
    };
    let rows: Vec<BarRow> = rows.into_iter().map(row).collect();
    let noted = rows.iter().any(|row| !row.note.is_empty());
    Bars { title: title.to_owned(), unit: UNIT, of, columns, parts: None, rows, noted }
}

/// Why there is no figure, each reason once with those it is true of.
fn refused(ruled: &ComparedRules) -> Table {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for one in &ruled.person {
        let Figure::Refused { why, .. } = &one.figure else { continue };
        match reasons.iter_mut().find(|(known, _)| known == why) {
            Some((_, names)) => names.push(&one.name),
            None => reasons.push((why, vec![&one.name])),
        }
    }
    let columns = ["Waarom", "Instanties"].map(Column::text).to_vec();
    let rows = reasons.into_iter().map(|(why, names)| vec![Cell::text(why), Cell::text(names.join(", "))]).collect();
    Table::new("regels-geen-cijfer", "Voor wie er geen cijfer is", columns, rows)
}

/// A row a body, a column a subject.
fn sides(ruled: &ComparedRules) -> Table {
    let title = "Wat de wet aan elke instantie overlaat, naast elkaar";
    beside("regels-naast-elkaar", title, ruled, 0..OF_RULES)
}

/// The same, of how it is decided.
fn process(ruled: &ComparedRules) -> Table {
    let title = "Hoe een instantie besluit, naast elkaar";
    let mut table = beside("regels-proces", title, ruled, OF_RULES..usize::MAX);
    table.rows.retain(|row| row.iter().skip(1).any(|cell| cell.text != NOT_SEEN));
    table
}

fn beside(id: &'static str, title: &str, ruled: &ComparedRules, which: std::ops::Range<usize>) -> Table {
    let within = |n: &usize| which.contains(n);
    let subjects = ruled.side_by_side.first().map_or(&[][..], |row| &row.said);
    let named = subjects.iter().enumerate().filter(|(n, _)| within(n)).map(|(_, (subject, _))| subject.as_str());
    let columns = std::iter::once("Instantie").chain(named).map(Column::text).collect();
    let cell = |(_, said): &(String, Option<String>)| match said {
        Some(text) => Cell::long(text),
        None => Cell::text(NOT_SEEN).toned(Tone::Soft),
    };
    let row = |row: &side_by_side::Row| {
        let follows = ruled.rulings.iter().find(|body| body.id == row.ruling).and_then(followed);
        let marks = [row.second_hand.then(|| "tweede hand".to_owned()), follows.map(|body| format!("volgt {body}"))];
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        let name = if marks.is_empty() { row.name.clone() } else { format!("{} ({})", row.name, marks.join(", ")) };
        let said = row.said.iter().enumerate().filter(|(n, _)| within(n)).map(|(_, said)| cell(said));
        std::iter::once(Cell::text(name)).chain(said).collect()
    };
    let rows = ruled.side_by_side.iter().map(row).collect();
    Table::new(id, title, columns, rows).or(OF_NOBODY)
}

/// Whom a body follows, and since when that text no longer holds.
fn followed(body: &Body) -> Option<String> {
    let name = spoken(body.follows.as_deref()?);
    Some(match &body.lapsed {
        Some(day) => format!("{name}, waarvan de tekst na {} niet meer geldt", spelled(day)),
        None => name,
    })
}
