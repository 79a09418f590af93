//! What a form asks in another notation than the forms it is filled from: hours a month for hours of a period, a length
//! for a begin and an end. Only what follows exactly, and each said with its formula.
//!
//! Sixty hours over six months are ten hours a month (`F7`, `F6` of the rules). Weeks of work in a year are taken from
//! the rules of the body whose form it is, and from nowhere else: where they are not known, nothing is computed.

use compact_str::CompactString;
use jiff::ToSpan;
use jiff::civil;
use rust_decimal::Decimal;

use crate::dossier::days::end_after;
use crate::dossier::periods::whole_months;
use crate::finding::{Finding, Lang};
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::{Reading, Value};
use crate::rules::catalogue::Rules;
use crate::rules::convert::{Base, Notation, from_half_year, to_half_year};
use crate::rules::person::{Given, Person, WorkHours};

const BEGIN: &str = "begeleiding.begin";
const END: &str = "begeleiding.einde";
const LENGTH: &str = "begeleiding.duur";
const PERCENTAGE: &str = "begeleiding.percentage";
const WHOLE: &str = "begeleiding.uren_aangevraagd";
const PER_MONTH: &str = "begeleiding.uren_per_maand";
const PER_WEEK: &str = "begeleiding.uren_per_week";

/// Adds to a record what the form asks and what follows exactly from what the record says; a finding for each, and for
/// each that lacks a base.
pub fn add(record: &mut Record, mapping: &Mapping, rules: &Rules) -> Vec<Finding> {
    let mut found = Vec::new();
    let contract = ("dienstverband.begin", "dienstverband.einde", "dienstverband.duur");
    for (begin, end, length) in [(BEGIN, END, LENGTH), contract] {
        found.extend(period(record, mapping, begin, end, length));
    }
    for id in AMOUNT_FIELDS {
        if is_open(record, mapping, id) {
            found.extend(intensity(record, mapping, rules, id));
        }
    }
    found
}

/// Whether the form asks a field of which the record says nothing.
fn is_open(record: &Record, mapping: &Mapping, id: &str) -> bool {
    Schema::common().id(id).is_some_and(|field| mapping.asks(field) && record.answers_to(field).is_empty())
}

/// A length of a begin and an end, or an end of a begin and a length.
fn period(record: &mut Record, mapping: &Mapping, begin: &str, end: &str, length: &'static str) -> Option<Finding> {
    let first = record.day(begin)?;
    if is_open(record, mapping, length) {
        let last = record.day(end)?;
        let lasts = lasts(first, last)?;
        set(record, length, Value::Duration(lasts), end);
        return Some(computed_finding(length, &format!("{} - {}", label(end), label(begin))));
    }
    if is_open(record, mapping, end) {
        let last = end_after(first, record.duration(length)?).filter(|last| *last >= first)?;
        set(record, end, Value::Date(Date::Day(last)), length);
        return Some(computed_finding(end, &format!("{} + {}", label(begin), label(length))));
    }
    None
}

/// Whole months, else whole weeks up to a year, else months and days; the last day counts.
fn lasts(first: civil::Date, last: civil::Date) -> Option<Duration> {
    let after = last.tomorrow().ok().filter(|after| *after > first)?;
    let months = whole_months(first, last)?;
    if first.checked_add(i64::from(months).months()).ok()? == after {
        return Some(Duration { months, days: 0 });
    }
    let days = |from: civil::Date| u32::try_from(from.until(after).ok()?.get_days()).ok();
    let in_all = days(first)?;
    if months == 0 || in_all.is_multiple_of(7) && in_all <= WEEKS_OF_A_YEAR * 7 {
        return Some(Duration { months: 0, days: in_all });
    }
    Some(Duration { months, days: days(first.checked_add(i64::from(months).months()).ok()?)? })
}

/// So many weeks are said at most; what is longer is said in months.
const WEEKS_OF_A_YEAR: u32 = 53;

/// The first notation from which the one that is asked follows.
fn intensity(record: &mut Record, mapping: &Mapping, rules: &Rules, id: &'static str) -> Option<Finding> {
    let months = months(record);
    let base = base(record, mapping, rules);
    let told: Vec<(&'static str, Notation)> =
        AMOUNT_FIELDS.into_iter().filter_map(|from| notation(record, from, months)).collect();
    if !AMOUNT_FIELDS.iter().any(|from| record.value(from).is_some()) {
        return None;
    }
    for (from, written) in told {
        let Some((value, bases)) = convert(written, id, months, &base) else { continue };
        set(record, id, value, from);
        let bases = if bases.is_empty() { String::new() } else { format!(" ({})", bases.join("; ")) };
        return Some(computed_finding(id, &format!("{}{bases}", formula(from, id))));
    }
    let from = AMOUNT_FIELDS.into_iter().filter(|from| record.value(from).is_some());
    let from: Vec<FieldId> = from.filter_map(|from| Schema::common().id(from)).collect();
    let named =
        |lang| from.iter().map(|id| Schema::common().field(*id).label.in_language(lang)).collect::<Vec<_>>().join(", ");
    let lacking = lacking(record, id, &base, months);
    let lacks =
        |lang| lacking.iter().map(|(nl, en)| if lang == Lang::Nl { *nl } else { *en }).collect::<Vec<_>>().join("; ");
    let finding = Finding::new("not-computed").field(id);
    let finding = finding.with("lacks_nl", lacks(Lang::Nl)).with("lacks_en", lacks(Lang::En));
    Some(finding.with("from_nl", named(Lang::Nl)).with("from_en", named(Lang::En)))
}

/// What a conversion lacks, in both languages; where nothing lacks it does not come to whole minutes.
fn lacking(record: &Record, id: &str, base: &Base, months: Option<u32>) -> Vec<(&'static str, &'static str)> {
    let from = AMOUNT_FIELDS.into_iter().find(|from| record.value(from).is_some()).unwrap_or_default();
    let of = |fields: &[&str]| fields.contains(&id) || fields.contains(&from);
    let known = record.day(BEGIN).is_some() && record.day(END).is_some();
    let mut lacks = Vec::new();
    if of(&[WHOLE]) && months.is_none() {
        lacks.push(match known {
            true => (
                "begin, einde en duur van de begeleiding zijn samen geen hele maanden",
                "begin, end and length of the coaching are no whole months together",
            ),
            false => ("het begin en einde van de begeleiding ontbreken", "begin and end of the coaching are missing"),
        });
    }
    if of(&[PERCENTAGE]) && base.work.is_none() {
        lacks.push(("de contracturen ontbreken", "the contract hours are missing"));
    }
    let by_week = of(&[PER_WEEK]) || of(&[PERCENTAGE]) && matches!(base.work, Some(WorkHours::PerWeek(_)));
    if by_week && base.weeks.is_none() {
        lacks.push((
            "hoeveel weken een jaar telt, staat niet in de regels van deze instantie",
            "how many weeks a year has, the rules of this body do not say",
        ));
    }
    if lacks.is_empty() {
        lacks.push(("het komt niet op hele minuten uit", "it does not come to whole minutes"));
    }
    lacks
}

const AMOUNT_FIELDS: [&str; 4] = [WHOLE, PER_MONTH, PER_WEEK, PERCENTAGE];

/// The formula from one notation to another, in the words of the form and of the rules.
fn formula(from: &str, to: &str) -> String {
    let year = match from {
        WHOLE => "uren van de periode / maanden van de periode × 12",
        PER_MONTH => "uren per maand × 12",
        PER_WEEK => "uren per week × weken per jaar",
        _ => "percentage × jaaruren",
    };
    match (from, to) {
        (WHOLE, PER_MONTH) => "uren van de periode / maanden van de periode".to_owned(),
        (PER_MONTH, WHOLE) => "uren per maand × maanden van de periode".to_owned(),
        (_, PER_MONTH) => format!("{year} / 12"),
        (_, PER_WEEK) => format!("{year} / weken per jaar"),
        (_, PERCENTAGE) => format!("{year} / jaaruren"),
        _ => format!("{year} / 12 × maanden van de periode"),
    }
}

/// The value in the notation of a field, and what it is computed from; none where a base is missing or the hours are
/// not whole minutes.
fn convert(written: Notation, id: &str, months: Option<u32>, base: &Base) -> Option<(Value, Vec<String>)> {
    let zero = Decimal::ZERO;
    let like = match id {
        PER_MONTH => Notation::HoursPerMonth(zero),
        PER_WEEK => Notation::HoursPerWeek(zero),
        PERCENTAGE => Notation::Percentage(zero),
        _ => Notation::HoursPerPeriod { hours: zero, months: months? },
    };
    let half_year = to_half_year(written, base).ok()?;
    let value = match from_half_year(half_year.hours, like, base).ok()? {
        Notation::Percentage(percentage) => Value::Percentage(exact(percentage, 4)?),
        Notation::HoursPerMonth(hours) | Notation::HoursPerWeek(hours) | Notation::HoursPerPeriod { hours, .. } => {
            Value::Hours(exact(hours * Decimal::from(60), 0)?.try_into().ok()?)
        }
        _ => return None,
    };
    let mut bases: Vec<String> = half_year.assumptions.iter().map(crate::rules::outcome::Assumption::dutch).collect();
    bases.extend(to_half_year(like, base).ok()?.assumptions.iter().map(crate::rules::outcome::Assumption::dutch));
    bases.sort();
    bases.dedup();
    Some((value, bases))
}

/// The number where it has no more decimals than these, but for what a division leaves behind the twentieth.
fn exact(number: Decimal, decimals: u32) -> Option<Decimal> {
    let rounded = number.round_dp(decimals);
    ((number - rounded).abs() < Decimal::new(1, 18)).then(|| rounded.normalize())
}

fn notation(record: &Record, id: &'static str, months: Option<u32>) -> Option<(&'static str, Notation)> {
    let hours = |minutes: i64| Decimal::from(minutes) / Decimal::from(60);
    let notation = match (id, record.value(id)?) {
        (WHOLE, Value::Hours(minutes)) => Notation::HoursPerPeriod { hours: hours(*minutes), months: months? },
        (PER_MONTH, Value::Hours(minutes)) => Notation::HoursPerMonth(hours(*minutes)),
        (PER_WEEK, Value::Hours(minutes)) => Notation::HoursPerWeek(hours(*minutes)),
        (PERCENTAGE, Value::Percentage(percentage)) => Notation::Percentage(*percentage),
        _ => return None,
    };
    Some((id, notation))
}

/// The months of the period, where it is whole months; none where its dates and its length contradict each other.
fn months(record: &Record) -> Option<u32> {
    let written = match record.value(LENGTH) {
        Some(Value::Duration(Duration { months, days: 0 })) if *months > 0 => Some(*months),
        _ => None,
    };
    let counted = || {
        let lasts = lasts(record.day(BEGIN)?, record.day(END)?)?;
        (lasts.days == 0 && lasts.months > 0).then_some(lasts.months)
    };
    match (counted(), written) {
        (Some(counted), Some(written)) => (counted == written).then_some(counted),
        (counted, written) => counted.or(written),
    }
}

/// The hours of work on the forms, and the weeks of a year by the rules of the body whose form it is.
fn base(record: &Record, mapping: &Mapping, rules: &Rules) -> Base {
    let hours = |id: &str| match record.value(id) {
        Some(Value::Hours(minutes)) => Some(Decimal::from(*minutes) / Decimal::from(60)),
        _ => None,
    };
    let work = hours("dienstverband.uren_per_jaar")
        .map(WorkHours::PerYear)
        .or_else(|| hours("dienstverband.uren_per_week").map(WorkHours::PerWeek));
    let ruling = record.day(BEGIN).and_then(|day| Some((rules.for_body(&mapping.head.body, day)?, day)));
    match ruling {
        // The contract hours from which all is given are for grants, not for what a form says of one person.
        Some((ruling, day)) => Base {
            reference: None,
            tariff: None,
            ..ruling.base(&Person { work, ..Person::default() }, &Given::on(day))
        },
        None => Base { work, ..Base::default() },
    }
}

/// A field in the words of the schema, as the other formulas are.
fn label(id: &str) -> &str {
    let schema = Schema::common();
    schema.id(id).map_or(id, |field| schema.field(field).label.nl.as_str())
}

fn computed_finding(id: &str, formula: &str) -> Finding {
    Finding::new("computed").field(id).with("formula", formula)
}

/// Sets a value that follows from another answer, at the place of that answer.
fn set(record: &mut Record, id: &str, value: Value, from: &str) {
    let schema = Schema::common();
    let (Some(field), Some(from)) = (schema.id(id), schema.id(from)) else { return };
    let Some(place) = record.answers_to(from).first().map(|answer| answer.place.clone()) else { return };
    let key = Key::one(field);
    let at = record.answers.partition_point(|other| other.key < key);
    record.answers.insert(at, Answer { key, reading: Reading::Value(value), place, text: CompactString::default() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(hours: i64) -> Value {
        Value::Hours(hours * 60)
    }

    #[test]
    fn sixty_hours_over_six_months_are_ten_a_month() {
        let whole = Notation::HoursPerPeriod { hours: Decimal::from(60), months: 6 };
        let (value, bases) = convert(whole, PER_MONTH, Some(6), &Base::default()).expect("a value");
        assert_eq!((value, bases), (hours(10), Vec::new()));
        assert_eq!(formula(WHOLE, PER_MONTH), "uren van de periode / maanden van de periode");
        let month = Notation::HoursPerMonth(Decimal::from(10));
        assert_eq!(convert(month, WHOLE, Some(9), &Base::default()).map(|(value, _)| value), Some(hours(90)));
    }

    #[test]
    fn nothing_is_computed_without_its_base_or_where_minutes_would_be_cut() {
        let whole = Notation::HoursPerPeriod { hours: Decimal::from(50), months: 7 };
        assert_eq!(convert(whole, PER_MONTH, Some(7), &Base::default()), None);
        let week = Notation::HoursPerWeek(Decimal::TWO);
        assert_eq!(convert(week, PER_MONTH, Some(6), &Base::default()), None, "weeks of a year are not known");
        assert_eq!(convert(Notation::HoursPerMonth(Decimal::TEN), WHOLE, None, &Base::default()), None);
    }

    #[test]
    fn a_period_lasts_whole_months_or_days() {
        let day = |y, m, d| civil::Date::new(y, m, d).expect("a day");
        let lasts = |from, to| lasts(from, to).map(|length| (length.months, length.days));
        assert_eq!(lasts(day(2025, 9, 1), day(2026, 2, 28)), Some((6, 0)));
        assert_eq!(lasts(day(2025, 9, 15), day(2026, 3, 14)), Some((6, 0)));
        assert_eq!(lasts(day(2025, 1, 6), day(2025, 2, 9)), Some((0, 35)));
        assert_eq!(lasts(day(2026, 6, 1), day(2028, 1, 1)), Some((19, 1)), "nobody says 580 days");
        assert_eq!(lasts(day(2026, 6, 1), day(2026, 12, 16)), Some((6, 16)));
        assert_eq!(lasts(day(2025, 1, 6), day(2025, 7, 6)), Some((0, 182)), "half a year in weeks");
        assert_eq!(lasts(day(2025, 1, 6), day(2025, 1, 5)), None);
    }

    /// What the worked examples of the regulations come to, by the conversions of a form: `rules/examples.rs` has them
    /// by the rules.
    #[test]
    fn conversions_come_to_the_worked_examples_of_the_regulations() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        for (work, months, of_period, percentage) in [
            // UWV 2014, examples 1 and 2: 500 hours a year, a half year of 15, 7.5, 6, 10, 5 and 3 percent.
            (500, 6, "37.5", "15"),
            (500, 6, "18.75", "7.5"),
            (500, 6, "15", "6"),
            (500, 6, "25", "10"),
            (500, 6, "12.5", "5"),
            (500, 6, "7.5", "3"),
            // UWV 2012, example 3: 600 hours a year, a trial of three months.
            (600, 3, "15", "10"),
        ] {
            let base = Base { work: Some(WorkHours::PerYear(Decimal::from(work))), ..Base::default() };
            let whole = Notation::HoursPerPeriod { hours: number(of_period), months };
            let (share, _) = convert(whole, PERCENTAGE, Some(months), &base).expect("a percentage");
            assert_eq!(share, Value::Percentage(number(percentage)), "{of_period} of {work}");
            let (back, _) =
                convert(Notation::Percentage(number(percentage)), WHOLE, Some(months), &base).expect("hours");
            let minutes = (number(of_period) * Decimal::from(60)).try_into().expect("whole minutes");
            assert_eq!(back, Value::Hours(minutes), "{percentage} of {work}");
        }
    }
}
