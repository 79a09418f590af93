//! Single values of a rules file: texts that say something, numbers from zero exactly as written, lists of tables.

use rust_decimal::Decimal;
use toml::de::DeValue;

use crate::spec_toml::table::{Strict, Value, named};

/// The tables of a list.
pub(super) fn tables<'t>(value: &'t Value<'t>, within: &Strict<'t>) -> Vec<Strict<'t>> {
    let DeValue::Array(items) = value.get_ref() else {
        within.flaw(value.span(), format!("a list of tables is expected here, not {}", named(value.get_ref())));
        return Vec::new();
    };
    items.iter().filter_map(|item| Strict::of(item, &within.flaws)).collect()
}

/// A text that says something.
pub(super) fn own_text(table: &Strict<'_>, key: &'static str) -> Option<String> {
    let (text, span) = table.spanned_text(key)?;
    if text.trim().is_empty() {
        table.flaw(span, format!("`{key}` says nothing: leave out what was not seen"));
        return None;
    }
    Some(text.to_owned())
}

pub(super) fn must_number(table: &Strict<'_>, key: &'static str) -> Option<Decimal> {
    if table.get(key).is_none() {
        table.flaw(table.span.clone(), format!("`{key}` is missing here"));
    }
    number(table, key)
}

/// The number in `value`: digits and a point as written, never by way of a binary fraction.
pub(super) fn decimal(value: &Value<'_>, table: &Strict<'_>) -> Option<Decimal> {
    let written = match value.get_ref() {
        DeValue::Integer(number) => Some(number.as_str()),
        DeValue::Float(number) => Some(number.as_str()),
        _ => None,
    };
    let number = written.and_then(|text| text.parse::<Decimal>().ok()).filter(|n| !n.is_sign_negative());
    if number.is_none() {
        table.flaw(value.span(), format!("a number from 0 is expected here, not {}", named(value.get_ref())));
    }
    number
}

/// A number from zero, exactly as written.
pub(super) fn number(table: &Strict<'_>, key: &'static str) -> Option<Decimal> {
    decimal(table.get(key)?, table)
}
