//! Values as JSON: one canonical writing of each, there and back.

use std::io::Write;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Number, Value as Json};

use crate::record::schema::Kind;
use crate::record::value::address::Address;
use crate::record::value::date::Date;
use crate::record::value::duration::Duration;
use crate::record::value::name::Name;
use crate::record::value::pattern::Parts;
use crate::record::value::{Value, numeral};
use crate::text::content;

/// The value as JSON: dates and durations by ISO 8601, hours as decimals, money as a string with two decimals, times
/// `HH:MM`, names and addresses as objects of the parts they have.
pub fn to_json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::String(text.to_string()),
        Value::Name(name) => object(Kind::Name, name.parts()),
        Value::Address(address) => object(Kind::Address, address.parts()),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Time(minutes) => Json::String(format!("{:02}:{:02}", minutes / 60, minutes % 60)),
        Value::YesNo(yes) => Json::Bool(*yes),
        Value::Number(n) => Json::from(*n),
        Value::Decimal(n) | Value::Percentage(n) => number(*n),
        Value::Hours(minutes) => number(hours(*minutes)),
        Value::Money(cents) => Json::String(Decimal::new(*cents, 2).to_string()),
        Value::Duration(duration) => Json::String(duration.to_string()),
    }
}

fn object(kind: Kind, parts: Parts<'_>) -> Json {
    let there = kind.parts().iter().zip(parts).filter_map(|(name, part)| Some(((*name).to_owned(), part?.into())));
    Json::Object(there.collect::<Map<_, _>>())
}

/// Hours to four decimals, which is nearer than a second.
fn hours(minutes: i64) -> Decimal {
    (Decimal::from(minutes) / Decimal::from(60)).round_dp(4).normalize()
}

/// A whole number without a point.
fn number(n: Decimal) -> Json {
    if n.fract().is_zero()
        && let Some(whole) = n.to_i64()
    {
        return Json::from(whole);
    }
    numeral::to_f64(n).and_then(Number::from_f64).map_or(Json::Null, Json::Number)
}

/// The value of a kind from its canonical JSON; none where it is not of that kind.
pub fn from_json(kind: Kind, json: &Json) -> Option<Value> {
    let text = || json.as_str();
    let decimal = || json.as_i64().map(Decimal::from).or_else(|| numeral::from_f64(json.as_f64()?));
    match kind {
        Kind::Name => parts(kind, json).map(|parts| Value::Name(Box::new(Name::from_parts(parts)))),
        Kind::Address => parts(kind, json).map(|parts| Value::Address(Box::new(Address::from_parts(parts)))),
        Kind::Date => Date::from_iso(text()?).map(Value::Date),
        Kind::Time => time(text()?).map(Value::Time),
        Kind::YesNo => json.as_bool().map(Value::YesNo),
        Kind::Number => json.as_i64().map(Value::Number),
        Kind::Decimal => decimal().map(Value::Decimal),
        Kind::Percentage => {
            decimal().filter(|p| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(p)).map(Value::Percentage)
        }
        Kind::Hours => (decimal()?.checked_mul(Decimal::from(60))?).round().to_i64().map(Value::Hours),
        Kind::Money => cents(text()?).map(Value::Money),
        Kind::Duration => Duration::from_iso(text()?).map(Value::Duration),
        Kind::Text
        | Kind::Prose
        | Kind::Bsn
        | Kind::Choice
        | Kind::Phone
        | Kind::Email
        | Kind::Postcode
        | Kind::Kvk
        | Kind::Iban
        | Kind::Gemeente => text().map(|text| Value::Text(content::seen(text).into())),
    }
}

/// The parts of an object by position; none where it has another key.
fn parts(kind: Kind, json: &Json) -> Option<Vec<(u8, &str)>> {
    let object = json.as_object().filter(|object| !object.is_empty())?;
    let part = |(key, value): (&String, &'_ Json)| -> Option<u8> {
        value.as_str()?;
        kind.parts().iter().position(|name| name == key).and_then(|n| u8::try_from(n).ok())
    };
    object.iter().map(|entry| Some((part(entry)?, entry.1.as_str()?))).collect()
}

fn time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':').filter(|(h, m)| h.len() == 2 && m.len() == 2)?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60).then_some(hours * 60 + minutes).filter(|total| *total <= 24 * 60)
}

fn cents(text: &str) -> Option<i64> {
    let euros: Decimal = text.parse().ok()?;
    let cents = euros.checked_mul(Decimal::ONE_HUNDRED)?;
    cents.fract().is_zero().then(|| cents.to_i64()).flatten()
}

/// Writes what [`to_json`] makes as JSON bytes, without making it.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    // a vector takes every byte
    let _ = match value {
        Value::Text(text) => serde_json::to_writer(&mut *out, text.as_str()).map_err(Into::into),
        Value::Name(name) => write_parts(Kind::Name, name.parts(), out),
        Value::Address(address) => write_parts(Kind::Address, address.parts(), out),
        Value::Date(Date::Day(day)) if day.year() >= 0 => {
            let parts = [(day.year().unsigned_abs(), 4, b'"'), (day.month().unsigned_abs().into(), 2, b'-')];
            for (n, least, before) in parts.into_iter().chain([(day.day().unsigned_abs().into(), 2, b'-')]) {
                out.push(before);
                write_digits(n.into(), least, out);
            }
            out.push(b'"');
            Ok(())
        }
        Value::Date(date) => write!(out, "\"{date}\""),
        Value::Time(minutes) => write!(out, "\"{:02}:{:02}\"", minutes / 60, minutes % 60),
        Value::YesNo(yes) => {
            out.extend_from_slice(if *yes { b"true" } else { b"false" });
            Ok(())
        }
        Value::Number(n) => write!(out, "{n}"),
        Value::Decimal(n) | Value::Percentage(n) => write_number(*n, out),
        Value::Hours(minutes) if minutes % 60 == 0 => write!(out, "{}", minutes / 60),
        Value::Hours(minutes) => write_number(hours(*minutes), out),
        Value::Money(cents) => {
            out.extend_from_slice(if *cents < 0 { b"\"-" } else { b"\"" });
            write_digits(cents.unsigned_abs() / 100, 1, out);
            out.push(b'.');
            write_digits(cents.unsigned_abs() % 100, 2, out);
            out.push(b'"');
            Ok(())
        }
        Value::Duration(duration) => write!(out, "\"{duration}\""),
    };
}

/// A number with at least so many digits.
fn write_digits(n: u64, least: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let (mut at, mut rest) = (digits.len(), n);
    while rest > 0 {
        at -= 1;
        digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
    }
    out.extend_from_slice(&digits[at.min(digits.len() - least)..]);
}

fn write_number(n: Decimal, out: &mut Vec<u8>) -> std::io::Result<()> {
    serde_json::to_writer(out, &number(n)).map_err(Into::into)
}

fn write_parts(kind: Kind, parts: Parts<'_>, out: &mut Vec<u8>) -> std::io::Result<()> {
    let mut before = b'{';
    for (name, part) in kind.parts().iter().zip(parts) {
        if let Some(part) = part {
            out.push(before);
            write!(out, "\"{name}\":")?;
            serde_json::to_writer(&mut *out, part)?;
            before = b',';
        }
    }
    out.extend_from_slice(if before == b'{' { b"{}" } else { b"}" });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_values() {
        let name = Name::from_parts([(2, "J"), (4, "Jansen")]);
        let cases = [
            (Kind::Hours, Value::Hours(140), "2.3333"),
            (Kind::Hours, Value::Hours(1440), "24"),
            (Kind::Hours, Value::Hours(750), "12.5"),
            (Kind::Money, Value::Money(112_500), r#""1125.00""#),
            (Kind::Money, Value::Money(-5), r#""-0.05""#),
            (Kind::Time, Value::Time(570), r#""09:30""#),
            (Kind::Percentage, Value::Percentage(Decimal::new(75, 1)), "7.5"),
            (Kind::Date, Value::Date(Date::Month(1998, 3)), r#""1998-03""#),
            (Kind::YesNo, Value::YesNo(true), "true"),
            (Kind::Duration, Value::Duration(Duration { months: 6, days: 0 }), r#""P6M""#),
            (Kind::Name, Value::Name(Box::new(name)), r#"{"voorletters":"J.","achternaam":"Jansen"}"#),
        ];
        for (kind, value, json) in cases {
            assert_eq!(to_json(&value).to_string(), json);
            assert_eq!(from_json(kind, &to_json(&value)), Some(value));
        }
        assert_eq!(from_json(Kind::Money, &Json::from("1.005")), None);
        assert_eq!(from_json(Kind::Date, &Json::from("14-03-1998")), None);
    }
}
