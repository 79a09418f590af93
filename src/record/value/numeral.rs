//! Numbers as the Dutch write them: decimal comma, dots or spaces between thousands; and the kind `decimal`.

use compact_str::{CompactString, ToCompactString};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// More digits than this do not survive a JSON number.
const MOST_DIGITS: usize = 15;

/// How many decimals are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimals {
    AsNeeded,
    Always(u32),
}

/// A number, and whether its only dot may be a decimal point as well as a thousands dot: `1.125`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    pub(super) doubtful: bool,
}

pub(super) fn compile(written: Option<&str>) -> Result<Decimals, String> {
    match written {
        None | Some("0") => Ok(Decimals::AsNeeded),
        Some(w) => match w.strip_prefix("0,") {
            Some(zeros) if zeros.bytes().all(|b| b == b'0') && (1..=6).contains(&zeros.len()) => {
                Ok(Decimals::Always(u32::try_from(zeros.len()).unwrap_or(2)))
            }
            _ => Err(format!("`{w}` is no notation of a decimal number: `0` or `0,00`")),
        },
    }
}

/// A decimal number; `1.125` stays as written, since it may be a thousand or one and an eighth.
pub(super) fn parse(content: &Content) -> Understood {
    let value = match content {
        Content::Number(n) => from_f64(*n),
        Content::Text(_) => words::kept_words(content).and_then(|text| exact(&text)),
        _ => None,
    };
    Understood::from(value.map(Value::Decimal))
}

pub(super) fn print(value: Decimal, decimals: Decimals) -> CompactString {
    let mut value = value.normalize();
    if let Decimals::Always(count) = decimals
        && value.scale() < count
    {
        value.rescale(count);
    }
    value.to_compact_string().replace('.', ",").into()
}

/// The number a text says; none where it says none or may say two.
pub(super) fn exact(text: &str) -> Option<Decimal> {
    read(text).filter(|n| !n.doubtful).map(|n| n.value)
}

/// The number a text says, where a dot before three digits parts thousands.
pub(super) fn grouped(text: &str) -> Option<Decimal> {
    read(text).map(|n| n.value)
}

/// Reads digits with at most one decimal mark and well-placed thousands marks.
pub(super) fn read(text: &str) -> Option<Numeral> {
    let text = text.trim();
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if let Some((whole, half)) = fraction(text) {
        let whole = if whole.is_empty() { Decimal::ZERO } else { read(whole).filter(|n| n.value.scale() == 0)?.value };
        return Some(Numeral { value: signed(whole + half, negative), doubtful: false });
    }
    let (whole, decimals, doubtful) = split(text)?;
    let mut mantissa = 0_i64;
    let mut count = 0;
    for digit in whole.bytes().chain(decimals.bytes()).filter(u8::is_ascii_digit) {
        mantissa = mantissa * 10 + i64::from(digit - b'0');
        count += usize::from(mantissa != 0);
        if count > MOST_DIGITS {
            return None;
        }
    }
    let scale = u32::try_from(decimals.len()).ok().filter(|scale| *scale <= 12)?;
    Some(Numeral { value: signed(Decimal::new(mantissa, scale), negative), doubtful })
}

fn signed(value: Decimal, negative: bool) -> Decimal {
    if negative { -value } else { value }
}

/// `2½` as `2` and a half.
fn fraction(text: &str) -> Option<(&str, Decimal)> {
    let hundredths = match text.chars().next_back()? {
        '½' => 50,
        '¼' => 25,
        '¾' => 75,
        _ => return None,
    };
    Some((text[..text.len() - 2].trim_end(), Decimal::new(hundredths, 2)))
}

/// The digits before and after the decimal mark, and whether that mark may be another.
fn split(text: &str) -> Option<(&str, &str, bool)> {
    let bytes = text.as_bytes();
    let mark = bytes.iter().rposition(|b| matches!(b, b',' | b'.'));
    let Some(at) = mark else { return whole(text).then_some((text, "", false)) };
    let (before, after) = (&text[..at], &text[at + 1..]);
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if bytes[at] == b'.' {
        let groups = whole(text);
        if groups && before.contains(['.', ' ', '\u{a0}']) {
            return Some((text, "", false));
        }
        if groups && before != "0" {
            return Some((text, "", true));
        }
    }
    if !plain(after) || before.contains(char::from(bytes[at])) {
        return None;
    }
    (before.is_empty() || whole(before)).then_some((before, after, false))
}

/// Digits, or threes of digits parted by one and the same mark.
fn whole(text: &str) -> bool {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return !text.is_empty();
    }
    let Some(mark) = text.chars().find(|c| !c.is_ascii_digit()) else { return false };
    if !matches!(mark, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’') {
        return false;
    }
    text.split(mark).enumerate().all(|(n, group)| {
        let sized = if n == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        sized && group.bytes().all(|b| b.is_ascii_digit())
    })
}

/// The number as decimals, to 15 digits, so that binary fractions do not show.
pub(super) fn from_f64(n: f64) -> Option<Decimal> {
    if n.abs() >= 1e15 {
        return None;
    }
    if n.fract() == 0.0 {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and within 2^53")]
        return Some(Decimal::from(n as i64));
    }
    // most have two decimals at the most
    let hundredths = (n * 100.0).round();
    #[expect(clippy::float_cmp, reason = "the same binary fraction")]
    if hundredths.abs() < 1e12 && hundredths / 100.0 == n {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and within 2^53")]
        let whole = hundredths as i64;
        return Some(if whole % 10 == 0 { Decimal::new(whole / 10, 1) } else { Decimal::new(whole, 2) });
    }
    Decimal::try_from(n).ok().map(|d| d.round_dp(12).normalize())
}

pub(super) fn to_f64(n: Decimal) -> Option<f64> {
    n.to_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("12", "12"),
            ("12,5", "12.5"),
            ("12.5", "12.5"),
            ("-3", "-3"),
            ("− 3", "-3"),
            ("1.125,00", "1125.00"),
            (",5", "0.5"),
            ("1 125,50", "1125.50"),
            ("1.000.000", "1000000"),
            ("1,125.00", "1125.00"),
            ("0.125", "0.125"),
            ("½", "0.50"),
            ("2½", "2.50"),
            ("2 ¼", "2.25"),
            ("0012", "12"),
            ("1,125", "1.125"),
            ("12,50", "12.50"),
        ];
        for (text, number) in cases {
            assert_eq!(exact(text).map(|n| n.to_string()).as_deref(), Some(number), "{text}");
        }
        for text in
            ["", "-", "1.125", "12,5,5", "1.12.5", "1.1234,5", "12a", "1,", "1234.567.890", "1234567890123456", "½½"]
        {
            assert_eq!(exact(text), None, "{text}");
        }
        assert_eq!(grouped("1.125"), Some(Decimal::from(1125)));
    }

    #[test]
    fn binary_fractions_do_not_show() {
        assert_eq!(from_f64(0.1 + 0.2), Some(Decimal::new(3, 1)));
        assert_eq!(from_f64(f64::NAN), None);
        assert_eq!(print(Decimal::new(75, 1), Decimals::Always(2)), "7,50");
    }
}
