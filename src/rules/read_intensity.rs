//! Reads how much coaching a body rules: the method, its bases and its regimes.

use rust_decimal::Decimal;
use toml::de::DeValue;

use crate::spec_toml::diagnostic::{Diagnostic, did_you_mean};
use crate::spec_toml::table::{Strict, listed};

use super::ruling::{Intensity, Method, Period, ProRata, Regime, Size, same_regime};
use super::toml_value::{decimal, must_number, number, own_text, tables};

const METHODS: [(&str, Method); 9] = [
    ("percentage_by_regime", Method::PercentageByRegime),
    ("percentage_by_year", Method::PercentageByYear),
    ("fixed_hours_by_regime", Method::FixedHoursByRegime),
    ("hours_picklist", Method::HoursPicklist),
    ("fixed_amount_by_regime", Method::FixedAmountByRegime),
    ("fixed_amount_per_period", Method::FixedAmountPerPeriod),
    ("hours_per_week", Method::HoursPerWeek),
    ("hours_per_month", Method::HoursPerMonth),
    ("minutes_per_workday", Method::MinutesPerWorkday),
];
const PRO_RATA: [(&str, ProRata); 3] =
    [("linear", ProRata::Linear), ("linear_below_reference", ProRata::LinearBelowReference), ("none", ProRata::None)];
const UNITS: [(&str, &str); 4] = [("percent", "percent"), ("hours", "hours"), ("eur", "eur"), ("minutes", "minutes")];
const PERS: [(&str, &str); 6] = [
    ("calendar_year", "calendar_year"),
    ("year", "year"),
    ("month", "month"),
    ("week", "week"),
    ("workday", "workday"),
    ("grant_period", "grant_period"),
];
const PERIODS: [(&str, Period); 2] = [("first", Period::First), ("later", Period::Later)];

/// The amount of coaching, where the table says how it is ruled.
pub(super) fn intensity(table: &Strict<'_>) -> Option<Intensity> {
    let method = table.word("method", &METHODS);
    if table.get("method").is_none() {
        table.flaw(table.span.clone(), "`method` is missing here: how the amount of coaching is ruled");
    }
    counts_in(table, method);
    let regimes = regimes(table);
    let intensity = Intensity {
        method: method?,
        weeks_per_year: number(table, "weeks_per_year_basis"),
        reference_hours: number(table, "reference_hours_per_week"),
        pro_rata: table.word("pro_rata", &PRO_RATA),
        default_regime: known_regime(table, "default_regime", &regimes),
        exceptional_regime: known_regime(table, "exceptional_regime", &regimes),
        is_maximum: table.get("is_maximum").map(|_| table.truth("is_maximum")),
        regimes,
    };
    if intensity.pro_rata == Some(ProRata::LinearBelowReference) && intensity.reference_hours.is_none() {
        table.flaw(table.span.clone(), "`pro_rata = \"linear_below_reference\"` needs `reference_hours_per_week`");
    }
    Some(intensity)
}

/// Notes where the unit, or the time it is for, is not the method's.
fn counts_in(table: &Strict<'_>, method: Option<Method>) {
    let (unit, per) = (table.word("unit", &UNITS), table.word("per", &PERS));
    let Some(method) = method else { return };
    let (right_unit, right_per) = unit_of(method);
    if unit != Some(right_unit) {
        let at = table.get("unit").map_or(table.span.clone(), toml::Spanned::span);
        table.flaw(at, format!("by this `method` the `unit` is `{right_unit}`"));
    }
    if per.is_some_and(|per| per != right_per) {
        let at = table.get("per").map_or(table.span.clone(), toml::Spanned::span);
        table.flaw(at, format!("by this `method` it is `per` `{right_per}`"));
    }
}

fn unit_of(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::PercentageByRegime | Method::PercentageByYear => ("percent", "calendar_year"),
        Method::FixedHoursByRegime | Method::HoursPicklist => ("hours", "year"),
        Method::FixedAmountByRegime => ("eur", "year"),
        Method::FixedAmountPerPeriod => ("eur", "grant_period"),
        Method::HoursPerWeek => ("hours", "week"),
        Method::HoursPerMonth => ("hours", "month"),
        Method::MinutesPerWorkday => ("minutes", "workday"),
    }
}

fn known_regime(table: &Strict<'_>, key: &'static str, regimes: &[Regime]) -> Option<String> {
    let name = own_text(table, key)?;
    if !regimes.iter().any(|regime| same_regime(&regime.name, &name)) {
        let names: Vec<&str> = regimes.iter().map(|regime| regime.name.as_str()).collect();
        let at = table.get(key).map_or(table.span.clone(), toml::Spanned::span);
        let message = format!("`{name}` is none of the regimes {}", listed(&names));
        table.flaws.borrow_mut().push(Diagnostic::new(at, message).hint(did_you_mean(&name, names)));
    }
    Some(name)
}

fn regimes(table: &Strict<'_>) -> Vec<Regime> {
    let Some(value) = table.get("regimes") else {
        table.flaw(table.span.clone(), "`regimes` is missing here");
        return Vec::new();
    };
    tables(value, table).iter().filter_map(regime).collect()
}

fn regime(table: &Strict<'_>) -> Option<Regime> {
    let name = table.must("name");
    let size = size(table);
    let percent = percentages(table);
    table.finish();
    Some(Regime { name, size: size?, percent })
}

fn size(table: &Strict<'_>) -> Option<Size> {
    let by_year = [number(table, "year_1"), number(table, "year_2"), number(table, "year_3plus")];
    let every_year = number(table, "every_year");
    let months = table.count("months");
    let period = table.word("period", &PERIODS);
    let has_years = by_year.iter().any(Option::is_some);
    match (has_years, every_year, table.get("per_period").is_some()) {
        (true, None, false) => Some(Size::ByYear(by_year)),
        (false, Some(size), false) => Some(Size::EveryYear(size)),
        (false, None, true) => {
            if period.is_none() {
                table.flaw(table.span.clone(), "an amount per period needs `period`: `first` or `later`");
            }
            Some(Size::PerPeriod { size: must_number(table, "per_period")?, months, period: period? })
        }
        _ => {
            table.flaw(table.span.clone(), "a regime has either `year_1` and so on, or `every_year`, or `per_period`");
            None
        }
    }
}

/// The percentages that are printed beside amounts.
fn percentages(table: &Strict<'_>) -> Vec<Decimal> {
    let Some(value) = table.get("percent") else { return Vec::new() };
    match value.get_ref() {
        DeValue::Array(items) => items.iter().filter_map(|item| decimal(item, table)).collect(),
        _ => decimal(value, table).into_iter().collect(),
    }
}
