//! Burden in tables: per form, per body, and what is asked of a person.

use crate::compare::burden::Burden;
use crate::compare::comparison::Comparison;
use crate::sections::table::Tone;

use super::names::Names;
use crate::sections::table::{Cell, Column, Section, Table};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let lead = format!(
        "Invullen kost naar schatting {}{}; aan vragen die uit een bron komen {}. {} gevoelig gegeven dat niet tot de kern van \
        een plan hoort{}: dat vraagt om een reden (dataminimalisatie, AVG artikel 5).",
        minutes(comparison),
        if comparison.forms.len() == 1 { "" } else { " per formulier" },
        between(comparison, |burden| burden.minutes_sourced),
        asking(comparison),
        beyond_sourced(comparison)
    );
    let limits = "Minuten zijn geschat met één vaste regel: 180 seconden voor een vrije tekst, 30 voor een korte tekst, een adres \
        of een IBAN, 20 voor een naam, een nummer of een bedrag, 15 voor een datum of een duur, 10 voor een keuze of een \
        vakje; doelen tellen drie keer, urenregels tien keer. Niemand heeft ze gemeten; ze dienen om formulieren met elkaar te vergelijken. Leesbaarheid is de \
        formule van Flesch-Douma over de verschillende gedrukte vragen, zonder kopjes en zonder de woorden bij vakjes: 100 is heel makkelijk, 0 heel moeilijk, en onder 0 zijn de woorden \
        langer dan waarvoor de schaal is gemaakt. Zij meet de lengte van woorden en zinnen, niet of iemand de vraag begrijpt, en over \
        weinig vragen zegt zij weinig. Een streepje bij verplicht: van dit formulier is niet bekend wat verplicht is."
        .to_owned();
    let tables = vec![of_forms(comparison, &names), of_trajectories(comparison), sensitive(comparison, &names)];
    Section { id: "last", title: "Wat invullen kost", lead, limits, tables, ..Section::default() }
}

/// `1 minuut`, `12 tot 40 minuten`
fn minutes(comparison: &Comparison) -> String {
    let between = between(comparison, |burden| burden.minutes);
    let noun = if between == "1" { "minuut" } else { "minuten" };
    format!("{between} {noun}")
}

/// `12`, `12 tot 40`
fn between(comparison: &Comparison, minutes: fn(&Burden) -> u32) -> String {
    let all = || comparison.burden.forms.iter().map(minutes);
    let (least, most) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
    if least == most { least.to_string() } else { format!("{least} tot {most}") }
}

/// On how many forms a source or an original asks it, where any form asks it: `, 1 daarvan volgens een bron of origineel`
pub(super) fn beyond_sourced(comparison: &Comparison) -> String {
    let count = |of: fn(&Burden) -> bool| comparison.burden.forms.iter().filter(|burden| of(burden)).count();
    match (count(|burden| !burden.beyond_plan.is_empty()), count(|burden| burden.beyond_plan_sourced > 0)) {
        (0, _) => String::new(),
        (1, 1) if comparison.forms.len() == 1 => ", volgens de bron of het origineel".to_owned(),
        (_, 0) => ", alleen volgens gangbare praktijk en niet volgens een bron of origineel".to_owned(),
        (_, sourced) => format!(", {sourced} daarvan volgens een bron of origineel"),
    }
}

/// `3 van de 5 formulieren vragen`
fn asking(comparison: &Comparison) -> String {
    let of = comparison.burden.forms.len();
    match comparison.burden.forms.iter().filter(|burden| !burden.beyond_plan.is_empty()).count() {
        0 if of == 1 => "Het vraagt geen".to_owned(),
        0 => "Geen ervan vraagt een".to_owned(),
        _ if of == 1 => "Het vraagt een".to_owned(),
        1 => format!("Eén van de {of} formulieren vraagt een"),
        n => format!("{n} van de {of} formulieren vragen een"),
    }
}

fn of_forms(comparison: &Comparison, names: &Names) -> Table {
    let numbers = [
        "Vragen",
        "Waarvan uit bron",
        "Verplicht",
        "Vrije tekst",
        "Minuten",
        "Waarvan uit bron",
        "Leesbaarheid",
        "Over vragen",
        "Lange woorden",
    ]
    .map(Column::number);
    let columns = std::iter::once(Column::text("Formulier")).chain(numbers).collect();
    let rows = comparison.burden.forms.iter().map(|burden| {
        let reading = burden.reading.map_or_else(
            || [Cell::text("–"), Cell::text("–"), Cell::text("–")],
            |level| {
                let score = i32::try_from(level.score).map_or(0.0, f64::from);
                [
                    Cell::number(score, level.score.to_string()),
                    Cell::count(level.wordings),
                    Cell { text: format!("{}%", level.long_words), ..Cell::count(level.long_words) },
                ]
            },
        );
        let required = burden.required.map_or_else(|| Cell::text("–").toned(Tone::Soft), Cell::count);
        let counts = [burden.questions, burden.questions_sourced].map(Cell::count).into_iter().chain([required]);
        let counts =
            counts.chain([burden.free_text, burden.minutes as usize, burden.minutes_sourced as usize].map(Cell::count));
        std::iter::once(Cell::text(names.both(&burden.form))).chain(counts).chain(reading).collect()
    });
    Table::new("last", "Per formulier", columns, rows.collect())
}

fn of_trajectories(comparison: &Comparison) -> Table {
    let numbers = ["Formulieren", "Vragen", "Waarvan uit bron", "Minuten", "Waarvan uit bron"].map(Column::number);
    let columns = std::iter::once(Column::text("Traject")).chain(numbers).collect();
    let rows = comparison.burden.trajectories.iter().map(|body| {
        let (minutes, sourced) = (body.minutes as usize, body.minutes_sourced as usize);
        let counts = [body.forms, body.questions, body.questions_sourced, minutes, sourced].map(Cell::count);
        std::iter::once(Cell::text(&body.name)).chain(counts).collect()
    });
    let title = "Per traject: de formulieren die één persoon bij één instantie invult, van elke soort één";
    Table::new("last-trajecten", title, columns, rows.collect())
}

fn sensitive(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![
        Column::text("Formulier"),
        Column::number("Gevoelig"),
        Column::number("Waarvan uit bron"),
        Column::number("Buiten de kern"),
        Column::number("Waarvan uit bron"),
        Column::text("Buiten de kern van een plan"),
        Column::text("Bijzondere persoonsgegevens"),
    ];
    let rows = comparison.burden.forms.iter().map(|burden| {
        let special = Cell::fields(&burden.special);
        vec![
            Cell::text(names.both(&burden.form)),
            Cell::count(burden.sensitive.len()),
            Cell::count(burden.sensitive_sourced),
            Cell::count(burden.beyond_plan.len()),
            Cell::count(burden.beyond_plan_sourced),
            Cell::fields(&burden.beyond_plan),
            if burden.special.is_empty() { special } else { special.toned(Tone::Warn) },
        ]
    });
    Table::new("gevoelig", "Wat van een persoon wordt gevraagd", columns, rows.collect())
}
