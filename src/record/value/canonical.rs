//! Values as JSON: one canonical writing of each, there and back.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value as Json};

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
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Name(name) => parts_of(Kind::Name, name.parts(), serializer),
            Value::Address(address) => parts_of(Kind::Address, address.parts(), serializer),
            Value::Date(date) => serializer.collect_str(date),
            Value::Time(minutes) => serializer.collect_str(&format_args!("{:02}:{:02}", minutes / 60, minutes % 60)),
            Value::YesNo(yes) => serializer.serialize_bool(*yes),
            Value::Number(n) => serializer.serialize_i64(*n),
            Value::Decimal(n) | Value::Percentage(n) => number(*n).serialize(serializer),
            Value::Hours(minutes) => number(hours(*minutes)).serialize(serializer),
            Value::Money(cents) => serializer.collect_str(&Decimal::new(*cents, 2)),
            Value::Duration(duration) => serializer.collect_str(duration),
        }
    }
}

fn parts_of<S: Serializer>(kind: Kind, parts: Parts<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(kind.parts().iter().zip(parts).filter_map(|(name, part)| Some((name, part?))))
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
            let written = serde_json::to_value(&value).expect("a value is json");
            assert_eq!(written.to_string(), json);
            assert_eq!(from_json(kind, &written), Some(value));
        }
        assert_eq!(from_json(Kind::Money, &Json::from("1.005")), None);
        assert_eq!(from_json(Kind::Date, &Json::from("14-03-1998")), None);
    }
}
