//! Rules in tables and bars: every figure with what it rests on, every missing figure with why.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use crate::compare::ruled::{Body, Figure, Row, Ruled, hours};

use super::picture::{Bar, Bars};
use super::table::{Cell, Column, Section, Table};

const UNIT: &str = "uur begeleiding per half jaar";

pub(super) fn section(ruled: &Ruled) -> Section {
    let lead = format!(
        "{} Nooit is “nee” bedoeld waar niets staat: dan is het niet gezien. Cijfers uit de tweede hand en bedragen die met een \
        gekozen tarief zijn omgerekend zijn indicatief: controleer ze bij de bron. De meeste cijfers zijn een maximum, geen recht.",
        person(ruled)
    );
    let years = ["jaar 1", "jaar 2", "jaar 3 en later"];
    let mut bars = vec![of_person(ruled)];
    bars.extend(years.iter().enumerate().map(|(n, year)| of_year(ruled, n, year)));
    bars.retain(|bars| !bars.bars.is_empty());
    let tables = vec![figures(ruled), intensity(ruled), facts(ruled), sources(ruled)];
    Section { id: "regels", title: "Onder welke regels", lead, bars, tables, ..Section::default() }
}

/// For whom it was reckoned.
fn person(ruled: &Ruled) -> String {
    let asked = &ruled.asked;
    let given = |what: Option<String>, unknown: &str| what.unwrap_or_else(|| unknown.to_owned());
    format!(
        "Gerekend op {} voor iemand met {}, in begeleidingsjaar {}, {}; {}; {}.",
        asked.date,
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
        Figure::Refused { .. } => Cell::text("–").toned("soft"),
    }
}

fn note(figure: &Figure) -> String {
    match figure {
        Figure::Hours { formula, assumptions, .. } => {
            std::iter::once(*formula).chain(assumptions.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
        }
        Figure::Refused { why, .. } => format!("geen cijfer: {why}"),
    }
}

fn figures(ruled: &Ruled) -> Table {
    let columns = vec![Column::text("Instantie"), Column::number("Uur per half jaar"), Column::text("Berust op")];
    let rows =
        ruled.person.iter().map(|one| vec![Cell::text(&one.name), cell(&one.figure), Cell::text(note(&one.figure))]);
    Table::new("regels-persoon", "Dezelfde persoon onder elke regeling", columns, rows.collect())
}

fn intensity(ruled: &Ruled) -> Table {
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
    Table::new("regels-omvang", "Elk regime, in uur per half jaar", columns.collect(), rows)
}

fn facts(ruled: &Ruled) -> Table {
    let columns = ["Onderdeel", "Wat", "Instantie", "Wat er staat", "Hoe gezien"].map(Column::text).to_vec();
    let rows = ruled.facts.iter().flat_map(|subject| {
        subject.said.iter().map(|said| {
            let how = if said.second_hand { Cell::text("tweede hand").toned("warn") } else { Cell::text("eigen bron") };
            vec![
                Cell::text(subject.section),
                Cell::text(&subject.label),
                Cell::text(&said.name),
                Cell::text(&said.text),
                how,
            ]
        })
    });
    Table::new("regels-feiten", "Wat instanties bepalen, onderwerp voor onderwerp", columns, rows.collect())
}

fn sources(ruled: &Ruled) -> Table {
    let columns = ["Instantie", "Regeling", "Nummer", "Geldt op deze dag", "Wat gelezen is", "Bron", "Gezien op"];
    let row = |body: &Body| {
        let level = Cell::text(body.level.dutch());
        vec![
            Cell::text(&body.name),
            Cell::text(&body.cited),
            Cell::text(body.regulation.as_deref().unwrap_or_default()),
            Cell::text(if body.holds { "voor zover gezien" } else { "nee" }),
            if body.second_hand { level.toned("warn") } else { level },
            Cell::text(&body.source),
            Cell::text(&body.seen_on),
        ]
    };
    let rows = ruled.rulings.iter().map(row).collect();
    Table::new("regels-bronnen", "Waar het vandaan komt", columns.map(Column::text).to_vec(), rows)
}

fn of_person(ruled: &Ruled) -> Bars {
    let figures = ruled.person.iter().map(|one| (one.name.clone(), &one.figure)).collect();
    Bars { title: "Deze persoon, per instantie".to_owned(), unit: UNIT, bars: bars(figures) }
}

fn of_year(ruled: &Ruled, year: usize, title: &str) -> Bars {
    let name = |row: &Row| row.regime.as_ref().map_or_else(|| row.name.clone(), |r| format!("{}, {r}", row.name));
    let figures = ruled.intensity.iter().map(|row| (name(row), &row.years[year])).collect();
    Bars { title: format!("Elk regime in {title}"), unit: UNIT, bars: bars(figures) }
}

/// Bars of the figures there are, the longest first.
fn bars(figures: Vec<(String, &Figure)>) -> Vec<Bar> {
    let mut there: Vec<(String, &Figure, Decimal)> =
        figures.into_iter().filter_map(|(name, figure)| Some((name, figure, hours(figure)?))).collect();
    there.sort_by_key(|(_, _, hours)| std::cmp::Reverse(*hours));
    let most = there.first().map_or(Decimal::ONE, |(_, _, hours)| (*hours).max(Decimal::ONE));
    let bar = |(name, figure, hours): (String, &Figure, Decimal)| Bar {
        name,
        text: two(hours),
        width: (hours * Decimal::ONE_HUNDRED / most).round_dp(1).to_string(),
        indicative: matches!(figure, Figure::Hours { indicative: true, .. }),
        note: note(figure),
    };
    there.into_iter().map(bar).collect()
}
