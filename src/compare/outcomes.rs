//! How coaching ended, by something else: in tables that are told whole or not at all.

use rust_decimal::Decimal;

use crate::record::answer::Record;
use crate::record::value::Value;

use super::disclosure::DisclosedCount;
use super::measures::{Spread, intensity, months};

/// How coaching ended, in groups of the words of `uitkomst.resultaat`.
pub(super) const OUTCOMES: [(&str, &[&str]); 3] = [
    ("lichter of zonder jobcoach", &["zonder_begeleiding", "lichter_regime", "begeleiding_door_werkgever"]),
    ("gelijk of zwaarder", &["gelijk_regime", "hoger_regime"]),
    ("niet meer werkzaam", &["niet_meer_werkzaam"]),
];

/// How it ended, by something in two classes.
pub(super) struct CrossTable {
    pub(super) of: &'static str,
    /// The measures that are not spread where this table is told, as one would narrow down the other.
    pub(super) instead: &'static [usize],
    /// Fields that all forms in the cells fill, or may all fill: how often they are filled is not told where this table
    /// is, for the cells together are no more than that, and the rest no less than the forms that do not.
    pub(super) bounded_by: &'static [&'static str],
    classes: [&'static str; 2],
    pub(super) class: fn(&Record, Option<Decimal>) -> Option<usize>,
}

pub(super) const CROSSED: [CrossTable; 3] = [
    CrossTable {
        of: "uitkomst naar omvang",
        instead: &[0, 1],
        bounded_by: &[
            "uitkomst.resultaat",
            "dienstverband.uren_per_week",
            "begeleiding.begin",
            "begeleiding.einde",
            "begeleiding.duur",
            "begeleiding.percentage",
            "begeleiding.uren_per_week",
            "begeleiding.uren_per_maand",
            "begeleiding.uren_aangevraagd",
            "begeleiding.uren_toegekend",
        ],
        classes: ["onder 30 uur per half jaar", "30 uur per half jaar en meer"],
        class: |record, weeks| intensity(record, weeks).map(|hours| usize::from(hours >= Decimal::from(30))),
    },
    CrossTable {
        of: "uitkomst naar duur",
        instead: &[1],
        bounded_by: &["uitkomst.resultaat", "begeleiding.begin", "begeleiding.einde", "begeleiding.duur"],
        classes: ["tot en met zes maanden", "langer dan zes maanden"],
        class: |record, _| months(record).map(|months| usize::from(months > 6)),
    },
    CrossTable {
        of: "uitkomst naar soort jobcoach",
        instead: &[],
        bounded_by: &["uitkomst.resultaat", "jobcoach.georganiseerd_door"],
        classes: ["extern, geregeld door de instantie", "intern, geregeld door de werkgever"],
        class: |record, _| match chosen(record, "jobcoach.georganiseerd_door")? {
            "gemeente" => Some(0),
            "werkgever" => Some(1),
            _ => None,
        },
    },
];

/// The cells of such a table: each outcome by each class, and last what has no outcome or no class.
pub(super) const CELLS: usize = OUTCOMES.len() * 2 + 1;

/// A table of outcomes as steps: `lichter of zonder jobcoach; onder 30 uur per half jaar`.
pub(super) fn crossed((crossed, told): (&CrossTable, Vec<DisclosedCount>)) -> Spread {
    let cells =
        OUTCOMES.iter().flat_map(|(outcome, _)| crossed.classes.iter().map(move |class| format!("{outcome}; {class}")));
    let names = cells.chain(["niet bekend".to_owned()]);
    Spread { of: crossed.of.to_owned(), unit: "formulieren".to_owned(), steps: names.zip(told).collect() }
}

/// The word of a choice.
fn chosen<'r>(record: &'r Record, id: &str) -> Option<&'r str> {
    match record.value(id)? {
        Value::Text(word) => Some(word),
        _ => None,
    }
}

/// The group of how it ended.
pub(super) fn outcome(record: &Record) -> Option<usize> {
    let word = chosen(record, "uitkomst.resultaat")?;
    OUTCOMES.iter().position(|(_, words)| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::record::schema::Schema;

    use super::*;

    #[test]
    fn every_outcome_has_its_group() {
        let schema = Schema::common();
        let field = schema.field(schema.id("uitkomst.resultaat").expect("a field"));
        let grouped: Vec<&str> = OUTCOMES.iter().flat_map(|(_, words)| *words).copied().collect();
        assert!(
            field.choices.iter().all(|word| grouped.contains(&word.as_str())) && grouped.len() == field.choices.len()
        );
    }

    #[test]
    fn what_bounds_a_table_is_a_field() {
        let schema = Schema::common();
        assert!(CROSSED.iter().flat_map(|crossed| crossed.bounded_by).all(|id| schema.id(id).is_some()));
    }
}
