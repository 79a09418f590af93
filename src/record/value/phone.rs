//! Phone number: `+` and digits, Dutch numbers with +31.

use compact_str::{CompactString, format_compact};

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// How a Dutch number is written; a foreign one is always written as `+` and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhoneNotation {
    /// `06-12345678`, `030-1234567`
    Hyphen,
    /// `06 12345678`
    Space,
    /// `06 12 34 56 78`
    Pairs,
    /// `0612345678`
    Joined,
    /// `+31 6 12345678`
    Abroad,
    /// `+31612345678`
    Canonical,
}

pub(super) fn compile(written: Option<&str>) -> Result<PhoneNotation, String> {
    match written {
        None | Some("06-12345678") => Ok(PhoneNotation::Hyphen),
        Some("06 12345678") => Ok(PhoneNotation::Space),
        Some("06 12 34 56 78") => Ok(PhoneNotation::Pairs),
        Some("0612345678") => Ok(PhoneNotation::Joined),
        Some("+31 6 12345678") => Ok(PhoneNotation::Abroad),
        Some("+31612345678") => Ok(PhoneNotation::Canonical),
        Some(other) => Err(format!(
            "`{other}` is no notation of a phone number: `06-12345678`, `06 12345678`, `0612345678` or `+31 6 12345678`"
        )),
    }
}

/// The longest number there is, with room for `00` or `(0)`.
const MAX_PHONE_CHARS: usize = 18;

/// One number; a Dutch one that lost its leading zero gets it back and is remarked.
pub(super) fn parse(content: &Content) -> Understood {
    let Some(text) = words::kept_words(content) else { return Understood::as_written() };
    let text = text.strip_prefix("tel:").unwrap_or(&text).trim();
    let Some((digits, count)) = digits(text) else { return Understood::as_written() };
    let digits = &digits[..count];
    match (text.starts_with('+') || text.starts_with("(+"), digits) {
        (true, [b'3', b'1', rest @ ..]) | (false, [b'0', b'0', b'3', b'1', rest @ ..]) => {
            Understood::from(dutch(rest.strip_prefix(b"0").unwrap_or(rest)))
        }
        (true, rest) | (false, [b'0', b'0', rest @ ..]) => Understood::from(foreign(rest)),
        (false, [b'0', rest @ ..]) => Understood::from(dutch(rest)),
        (false, [b'1', b'4', b'0', ..]) => Understood::from(dutch(digits)),
        (false, [b'1'..=b'9', ..]) if count == 9 => match dutch(digits) {
            Some(value) => Understood::value(value).remark("phone-zero-added"),
            None => Understood::as_written(),
        },
        _ => Understood::as_written(),
    }
}

/// The digits of a number that has nothing else but a plus in front and spaces, dots, hyphens, slashes and brackets.
fn digits(text: &str) -> Option<([u8; MAX_PHONE_CHARS], usize)> {
    let (mut digits, mut count) = ([0; MAX_PHONE_CHARS], 0);
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' if count < MAX_PHONE_CHARS => {
                digits[count] = text.as_bytes()[at];
                count += 1;
            }
            '+' if count == 0 => {}
            '-' | '–' | '.' | '/' | '(' | ')' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    Some((digits, count))
}

/// A national number without its zero: nine digits, a service number, or a short gemeente number.
fn dutch(national: &[u8]) -> Option<Value> {
    let short = matches!(national, [b'1', b'4', b'0', ..]) && matches!(national.len(), 5 | 6);
    let service = matches!(national, [b'8' | b'9', b'0', b'0' | b'6' | b'9', ..]) && matches!(national.len(), 7 | 10);
    let usual = national.len() == 9 && !matches!(national, [b'0', ..] | [b'1', b'4', ..]);
    (short || service || usual).then(|| canonical(b"31", national))
}

fn foreign(digits: &[u8]) -> Option<Value> {
    let well = matches!(digits, [b'1'..=b'9', ..]) && (8..=15).contains(&digits.len()) && !digits.starts_with(b"31");
    well.then(|| canonical(b"", digits))
}

fn canonical(country: &[u8], digits: &[u8]) -> Value {
    let mut number = [b'+'; 1 + 2 + MAX_PHONE_CHARS];
    let length = 1 + country.len() + digits.len();
    number[1..=country.len()].copy_from_slice(country);
    number[1 + country.len()..length].copy_from_slice(digits);
    Value::Text(String::from_utf8_lossy(&number[..length]).into())
}

pub(super) fn print(number: &str, form: PhoneNotation) -> Option<CompactString> {
    let Some(national) = number.strip_prefix("+31").filter(|_| form != PhoneNotation::Canonical) else {
        return Some(number.into());
    };
    if national.starts_with("14") && national.len() < 9 {
        return Some(format_compact!("14 {}", &national[2..]));
    }
    let (area, rest) = national.split_at_checked(area(national))?;
    Some(match form {
        PhoneNotation::Hyphen => format_compact!("0{area}-{rest}"),
        PhoneNotation::Space => format_compact!("0{area} {rest}"),
        PhoneNotation::Pairs => format_compact!("0{area} {}", pairs(rest)),
        PhoneNotation::Abroad => format_compact!("+31 {area} {rest}"),
        PhoneNotation::Joined | PhoneNotation::Canonical => format_compact!("0{national}"),
    })
}

/// `12345678` as `12 34 56 78`, `1234567` as `123 45 67`
fn pairs(digits: &str) -> CompactString {
    let odd = digits.len() % 2;
    let mut paired = CompactString::with_capacity(digits.len() + digits.len() / 2);
    for (n, digit) in digits.chars().enumerate() {
        if n > odd && (n - odd).is_multiple_of(2) {
            paired.push(' ');
        }
        paired.push(digit);
    }
    paired
}

/// The length of the area code without its zero: one for mobiles, two for cities, three for elsewhere and services.
fn area(national: &str) -> usize {
    const CITIES: [&str; 34] = [
        "10", "13", "14", "15", "20", "23", "24", "26", "30", "33", "35", "36", "38", "40", "43", "45", "46", "50",
        "53", "55", "58", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "85", "88", "91",
    ];
    match national.get(..2) {
        _ if national.starts_with('6') => 1,
        Some(city) if CITIES.contains(&city) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_canonical() {
        let cases = [
            ("0612345678", Some("+31612345678")),
            ("06-12345678", Some("+31612345678")),
            ("06 12 34 56 78", Some("+31612345678")),
            ("+31 6 12345678", Some("+31612345678")),
            ("+31 (0)6 12345678", Some("+31612345678")),
            ("0031612345678", Some("+31612345678")),
            ("(010) 123 45 67", Some("+31101234567")),
            ("0123456789", Some("+31123456789")),
            ("0345 / 123456", Some("+31345123456")),
            ("+32 470 12 34 56", Some("+32470123456")),
            ("0049 30 1234567", Some("+49301234567")),
            ("0800-1234", Some("+318001234")),
            ("14 030", Some("+3114030")),
            ("tel:+31612345678", Some("+31612345678")),
            ("06-1234567", None),
            ("112", None),
            ("06-12345678 / 030-1234567", None),
            ("06-12345678 (werk)", None),
            ("030-1234567 tst 12", None),
            ("061234567890", None),
        ];
        for (text, number) in cases {
            let wanted = Understood::from(number.map(|n| Value::Text(n.into())));
            assert_eq!(parse(&Content::Text(text.into())), wanted, "{text}");
        }
    }

    #[test]
    fn a_lost_zero_comes_back() {
        let wanted = Understood::value(Value::Text("+31612345678".into())).remark("phone-zero-added");
        assert_eq!(parse(&Content::Number(612_345_678.0)), wanted);
        assert_eq!(parse(&Content::Text("6 12345678".into())), wanted);
    }

    #[test]
    fn numbers_are_written() {
        let cases = [
            ("+31612345678", PhoneNotation::Hyphen, "06-12345678"),
            ("+31612345678", PhoneNotation::Space, "06 12345678"),
            ("+31612345678", PhoneNotation::Pairs, "06 12 34 56 78"),
            ("+31612345678", PhoneNotation::Abroad, "+31 6 12345678"),
            ("+31301234567", PhoneNotation::Hyphen, "030-1234567"),
            ("+31301234567", PhoneNotation::Pairs, "030 123 45 67"),
            ("+31345123456", PhoneNotation::Hyphen, "0345-123456"),
            ("+32470123456", PhoneNotation::Hyphen, "+32470123456"),
            ("+318001234", PhoneNotation::Hyphen, "0800-1234"),
            ("+3114030", PhoneNotation::Joined, "14 030"),
        ];
        for (number, form, wanted) in cases {
            assert_eq!(print(number, form).as_deref(), Some(wanted), "{form:?}");
        }
    }
}
