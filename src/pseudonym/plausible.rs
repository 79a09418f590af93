//! Which answers cannot hold a name. Records are read back from files that anybody can write, so nothing in them is
//! believed to be what it should be.

use crate::record::answer::Answer;
use crate::record::schema::{Kind, Schema};
use crate::record::value::{Value, gemeente};

/// Whether answers of a kind can hold no name, number or address of a person.
pub fn names_nobody(kind: Kind) -> bool {
    match kind {
        Kind::Date
        | Kind::Time
        | Kind::YesNo
        | Kind::Choice
        | Kind::Number
        | Kind::Decimal
        | Kind::Hours
        | Kind::Percentage
        | Kind::Money
        | Kind::Duration
        | Kind::Gemeente => true,
        Kind::Text
        | Kind::Prose
        | Kind::Name
        | Kind::Address
        | Kind::Bsn
        | Kind::Phone
        | Kind::Email
        | Kind::Postcode
        | Kind::Kvk
        | Kind::Iban => false,
    }
}

/// Whether a value is within what its question can ask: a telephone number in a field of hours is not.
pub fn is_plausible(value: &Value, answer: &Answer) -> bool {
    const HOURS: i64 = 100_000;
    let field = Schema::common().field(answer.key.field);
    match value {
        Value::Text(word) if field.kind == Kind::Choice => field.choices.iter().any(|choice| choice == word.as_str()),
        Value::Text(word) if field.kind == Kind::Gemeente => gemeente::name(word).is_some(),
        Value::Number(number) => number.unsigned_abs() < HOURS.unsigned_abs(),
        Value::Decimal(number) => number.abs() < HOURS.into() && number.scale() <= 4,
        Value::Hours(minutes) => minutes.abs() < HOURS * 60,
        Value::Money(cents) => cents.abs() < HOURS * 1000,
        _ => true,
    }
}
