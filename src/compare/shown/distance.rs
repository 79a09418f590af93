//! Distances as a heat map and in tables: pairs, templates that travelled, and the way to the standard.

use crate::compare::comparison::Comparison;

use super::picture::{Heat, Square, shade};
use super::table::{Cell, Column, Names, Section, Table, decimals, labels};

pub(super) fn section(comparison: &Comparison) -> Section {
    let names = Names::new(comparison);
    let distance = &comparison.distance;
    let standard = if distance.standard == "kern" {
        "Een standaardformulier is er niet bij; de maat is dan de kern van het gemeenschappelijke schema met wat bijna alle \
        formulieren vragen, en die kern heeft geen eigen woorden."
    } else {
        "De maat is het standaardformulier."
    };
    let lead = format!(
        "De afstand tussen twee formulieren loopt van 0 (hetzelfde) tot 1 (niets gemeen): van alle velden die minstens één van \
        beide vraagt, telt een veld dat beide in dezelfde woorden vragen als één, in andere woorden als een half. Formulieren \
        op minder dan 0,6 van een volgend horen bij één familie: waarschijnlijk hetzelfde sjabloon. {standard}"
    );
    let tables = vec![
        to_standard(comparison, &names),
        families(comparison, &names),
        pairs(comparison, &names),
        merges(comparison, &names),
    ];
    Section {
        id: "afstand",
        title: "Hoe ver uit elkaar",
        lead,
        heat: Some(heat(comparison, &names)),
        tables,
        ..Section::default()
    }
}

fn between<'a>(comparison: &'a Comparison, one: &str, other: &str) -> Option<&'a crate::compare::distance::Pair> {
    let is = |a: &str, b: &str| (a == one && b == other) || (a == other && b == one);
    comparison.distance.pairs.iter().find(|pair| is(&pair.one, &pair.other))
}

fn heat(comparison: &Comparison, names: &Names) -> Heat {
    let order = &comparison.distance.order;
    let mut squares = Vec::new();
    for (row, one) in order.iter().enumerate() {
        for (column, other) in order.iter().enumerate() {
            let distance = between(comparison, one, other).map_or(0.0, |pair| pair.distance);
            let text = decimals(distance);
            let title = format!("{} en {}: {text}", names.both(one), names.both(other));
            squares.push(Square { row, column, shade: shade(distance), title, text });
        }
    }
    Heat {
        title: "Afstand tussen elk tweetal formulieren; hoe donkerder, hoe meer zij op elkaar lijken".to_owned(),
        names: order.iter().map(|id| names.both(id)).collect(),
        letters: order.iter().map(|id| names.letter(id).to_owned()).collect(),
        squares,
    }
}

fn to_standard(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![
        Column::text("Formulier"),
        Column::number("Afstand"),
        Column::number("Gemeen"),
        Column::number("Andere woorden"),
        Column::number("Toe te voegen"),
        Column::number("Te laten vervallen"),
        Column::text("Toe te voegen velden"),
        Column::text("Velden buiten de standaard"),
    ];
    let mut of: Vec<&crate::compare::distance::ToStandard> = comparison.distance.to_standard.iter().collect();
    of.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    let rows = of.into_iter().map(|form| {
        vec![
            Cell::text(names.both(&form.form)),
            Cell::number(form.distance, decimals(form.distance)),
            Cell::count(form.both.len()),
            Cell::count(form.reworded.len()),
            Cell::count(form.missing.len()),
            Cell::count(form.extra.len()),
            Cell::text(labels(&form.missing)),
            Cell::text(labels(&form.extra)),
        ]
    });
    let title = match comparison.distance.standard.as_str() {
        "kern" => "Wat elk formulier zou moeten veranderen om de kern te zijn".to_owned(),
        standard => format!("Wat elk formulier zou moeten veranderen om {standard} te zijn"),
    };
    Table::new("standaard", title, columns, rows.collect())
}

fn families(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![Column::number("Formulieren"), Column::text("Familie")];
    let rows = comparison.distance.families.iter().map(|family| {
        let members: Vec<String> = family.iter().map(|id| names.both(id)).collect();
        vec![Cell::count(family.len()), Cell::text(members.join("; "))]
    });
    Table::new("families", "Families: formulieren op minder dan 0,6 van elkaar", columns, rows.collect())
}

fn pairs(comparison: &Comparison, names: &Names) -> Table {
    let numbers = ["Afstand", "Beide", "Minstens één", "Zelfde woorden"].map(Column::number);
    let columns = ["Eén", "Ander"].map(Column::text).into_iter().chain(numbers).collect();
    let rows = comparison.distance.pairs.iter().map(|pair| {
        vec![
            Cell::text(names.both(&pair.one)),
            Cell::text(names.both(&pair.other)),
            Cell::number(pair.distance, decimals(pair.distance)),
            Cell::count(pair.both),
            Cell::count(pair.either),
            Cell::count(pair.same_words),
        ]
    });
    Table::new("afstanden", "De afstand van elk tweetal", columns, rows.collect()).data_only()
}

fn merges(comparison: &Comparison, names: &Names) -> Table {
    let columns = vec![Column::text("Groep"), Column::text("komt bij groep"), Column::number("op afstand")];
    let rows = comparison.distance.merges.iter().map(|merge| {
        let distance = Cell::number(merge.distance, decimals(merge.distance));
        vec![Cell::text(names.letters(&merge.one)), Cell::text(names.letters(&merge.other)), distance]
    });
    Table::new("clustering", "Hoe de groepen ontstaan: telkens de twee naaste", columns, rows.collect())
}
