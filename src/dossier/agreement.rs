//! Whether two forms say the same of a field, as far as each says it.

use rust_decimal::Decimal;

use crate::record::schema::Kind;
use crate::record::value::date::Date;
use crate::record::value::{self, Value};
use crate::text::dutch;
use crate::text::normalize::fold;
use crate::text::organisation::known_by;

use super::days::may_be_same;
use super::statement::Statement;

/// The positions of the parts of a surname.
const PREFIX: usize = 3;
const SURNAME: usize = 4;

/// Whether two forms say the same, as far as each says it.
pub(super) fn is_same(one: &Statement, other: &Statement) -> bool {
    match (one, other) {
        (Statement::Value(one), Statement::Value(other)) => same_value(one, other),
        (Statement::None, Statement::None) => true,
        (Statement::Written(one), Statement::Written(other)) => fold(one) == fold(other),
        _ => false,
    }
}

/// Whether one, which counts, says less than the other and nothing against it, or the other way round: `n.v.t.` beside any
/// value, `per direct` or `ergens in 1995` beside a date of that year. A date that what counts denies is gone: that is said.
pub(super) fn may_both_hold(one: &Statement, other: &Statement) -> bool {
    match (one, other) {
        (Statement::None, Statement::Value(Value::Date(_))) => false,
        (Statement::None, _) | (_, Statement::None) => true,
        (Statement::Value(Value::Date(date)), Statement::Written(words))
        | (Statement::Written(words), Statement::Value(Value::Date(date))) => may_mean(words, *date),
        _ => false,
    }
}

/// Whether words that are no date may be of one: they hold no figure but its year. A month that is named is to be its month.
fn may_mean(words: &str, date: Date) -> bool {
    let numbers: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month) = match date {
        Date::Day(day) => (day.year(), Some(day.month())),
        Date::Month(year, month) => (year, Some(month)),
        Date::Year(year) => (year, None),
    };
    let named = words.split(|c: char| !c.is_alphabetic()).find_map(|word| dutch::month(&word.to_lowercase()));
    numbers.iter().all(|number| *number == year.to_string())
        && named.is_none_or(|named| month.is_none_or(|month| month == named))
}

/// Whether words hold no figure and no month: `zo spoedig mogelijk`
pub(super) fn names_no_day(words: &str) -> bool {
    let mut letters = words.split(|c: char| !c.is_alphabetic());
    let named = letters.any(|word| dutch::month(&word.to_lowercase()).is_some());
    !named && !words.contains(|c: char| c.is_ascii_digit())
}

/// Whether two addresses that agree each have a part that the other lacks, so that neither says all: `Molenweg 4 A` beside
/// `Molenweg 4, 3511 LX Utrecht`.
pub(super) fn loses_parts(one: &Statement, other: &Statement) -> bool {
    let (Statement::Value(one @ Value::Address(_)), Statement::Value(other @ Value::Address(_))) = (one, other) else {
        return false;
    };
    let whole = Kind::Address.parts().len() - 1;
    let has = |value: &Value, at: usize| {
        u8::try_from(at).ok().and_then(|at| value::part(value, at)).is_some_and(|text| !text.is_empty())
    };
    let lacks = |one: &Value, other: &Value| (0..whole).any(|at| has(other, at) && !has(one, at));
    !has(one, whole) && !has(other, whole) && lacks(one, other) && lacks(other, one)
}

/// Whether one form says the same as another and more of it: a day where the other has a year, an address with its place.
pub(super) fn is_more_exact(one: &Statement, other: &Statement) -> bool {
    let (Statement::Value(more), Statement::Value(less)) = (one, other) else { return false };
    let says_more = match (more, less) {
        (Value::Date(more), Value::Date(less)) => known(*more) > known(*less),
        (Value::Name(_), Value::Name(_)) => has_more_parts(more, less, Kind::Name),
        (Value::Address(_), Value::Address(_)) => has_more_parts(more, less, Kind::Address),
        _ => false,
    };
    says_more && same_value(more, less)
}

/// How much of a date is known.
fn known(date: Date) -> u8 {
    match date {
        Date::Year(_) => 1,
        Date::Month(..) => 2,
        Date::Day(_) => 3,
    }
}

/// Whether one has every part that the other has, and one more; what is only known as a whole has no parts.
fn has_more_parts(more: &Value, less: &Value, kind: Kind) -> bool {
    let whole = kind.parts().len() - 1;
    let has = |value: &Value, at: usize| {
        let text = u8::try_from(at).ok().and_then(|at| value::part(value, at));
        text.is_some_and(|text| !text.is_empty())
    };
    if has(more, whole) || has(less, whole) {
        return false;
    }
    let parts = || (0..whole).map(|at| (has(more, at), has(less, at)));
    parts().all(|(more, less)| more || !less) && parts().any(|(more, less)| more && !less)
}

/// An organisation by its name, without its legal form: `De Linde B.V.` is `De Linde`, and `De Linde Zorg` is another.
pub(super) fn organisation(said: &Statement) -> Option<String> {
    match said {
        Statement::Value(Value::Text(name)) => Some(known_by(name)),
        _ => None,
    }
}

fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => same_words(one, other),
        (Value::Date(one), Value::Date(other)) => may_be_same(*one, *other),
        (Value::Name(_), Value::Name(_)) => same_parts(one, other, Kind::Name, &[0]),
        (Value::Address(_), Value::Address(_)) => same_parts(one, other, Kind::Address, &[]),
        (Value::Decimal(one) | Value::Percentage(one), Value::Decimal(other) | Value::Percentage(other)) => {
            one == other
        }
        (Value::Number(one), Value::Decimal(other)) | (Value::Decimal(other), Value::Number(one)) => {
            Decimal::from(*one) == *other
        }
        _ => one == other,
    }
}

/// The same words, or one with something more behind it: `Bakkerij Korenaar`, `Bakkerij Korenaar B.V.`
fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short == long
        || (short.chars().count() >= 4 && short.chars().any(char::is_alphabetic) && long.starts_with(&**short))
}

/// Names and addresses: no part that both have differs; a whole is compared with all parts together, and a first name
/// with initials by its first letter.
fn same_parts(one: &Value, other: &Value, kind: Kind, without: &[usize]) -> bool {
    let count = kind.parts().len();
    let whole = count - 1;
    let part = |value: &Value, at: usize| {
        let text = u8::try_from(at).ok().and_then(|at| value::part(value, at).map(fold));
        text.filter(|text| !text.is_empty())
    };
    if part(one, whole).is_some() || part(other, whole).is_some() {
        let all = |value: &Value| -> String {
            (0..count).filter(|at| !without.contains(at)).filter_map(|at| part(value, at)).collect()
        };
        return all(one) == all(other);
    }
    let differs = |at: usize| matches!((part(one, at), part(other, at)), (Some(one), Some(other)) if one != other);
    // `Van Der BERG` is read as a surname without a prefix.
    let surname = |value: &Value| part(value, PREFIX).unwrap_or_default() + &part(value, SURNAME).unwrap_or_default();
    let same_surname = kind == Kind::Name && surname(one) == surname(other);
    let is_heard = |at: &usize| !(without.contains(at) || same_surname && [PREFIX, SURNAME].contains(at));
    if (0..whole).filter(is_heard).any(differs) {
        return false;
    }
    let first = |value: &Value| part(value, 2).or_else(|| part(value, 1)).and_then(|text| text.chars().next());
    kind != Kind::Name || !matches!((first(one), first(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_behind_the_same_are_no_contradiction_and_longer_numbers_are() {
        assert!(same_words("Bakkerij Korenaar", "bakkerij korenaar B.V."));
        assert!(!same_words("Bakkerij Korenaar", "Bakkerij Molen"));
        assert!(!same_words("0612345678", "06123456789"));
        assert!(!same_words("Al", "Albert"));
    }

    #[test]
    fn a_day_is_more_exact_than_its_year_and_an_address_than_its_street() {
        let date = |text: &str| {
            let mut numbers = text.split('-').map(|number| number.parse::<i16>().expect("a number"));
            let (year, month, day) = (numbers.next().expect("a year"), numbers.next(), numbers.next());
            let small = |number: i16| i8::try_from(number).expect("a month or a day");
            Statement::Value(Value::Date(match (month, day) {
                (Some(month), Some(day)) => {
                    Date::Day(jiff::civil::Date::new(year, small(month), small(day)).expect("a day"))
                }
                (Some(month), None) => Date::Month(year, small(month)),
                _ => Date::Year(year),
            }))
        };
        assert!(is_more_exact(&date("2025-09-01"), &date("2025")));
        assert!(is_more_exact(&date("2025-09"), &date("2025")));
        assert!(!is_more_exact(&date("2025"), &date("2025-09-01")));
        assert!(!is_more_exact(&date("2025-09-01"), &date("2024")), "they do not agree");
        let address = |parts: &[(u8, &str)]| {
            Statement::Value(value::join(Kind::Address, parts.iter().copied()).expect("an address"))
        };
        let street = address(&[(0, "Molenweg"), (1, "4")]);
        assert!(is_more_exact(&address(&[(0, "Molenweg"), (1, "4"), (4, "Utrecht")]), &street));
        assert!(!is_more_exact(&address(&[(0, "Dorpsstraat"), (1, "4"), (4, "Utrecht")]), &street));
        assert!(!is_more_exact(&street, &street));
    }

    #[test]
    fn parts_of_a_name_contradict_only_where_both_have_them() {
        let name = |parts: &[(u8, &str)]| value::join(Kind::Name, parts.iter().copied()).expect("a name");
        let letters = name(&[(0, "mevr."), (2, "S."), (4, "Vries")]);
        let given = name(&[(1, "Sanne"), (4, "Vries")]);
        let other = name(&[(1, "Jan"), (4, "Vries")]);
        assert!(same_value(&letters, &given));
        assert!(!same_value(&letters, &other));
        assert!(!same_value(&given, &other));
    }
}
