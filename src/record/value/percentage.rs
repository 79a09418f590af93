//! Percentage: from 0 to 100.

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::record::unit;
use crate::record::value::numeral::{self, Decimals};
use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// How a share is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PercentageNotation {
    /// `40%`; a bare number counts percents, unless it lies between 0 and 1
    Signed,
    /// `40 %`
    Spaced,
    /// `40`: a bare number always counts percents
    Bare,
    /// `0,4`: a bare number is a fraction of one
    Fraction,
}

pub(super) fn compile(written: Option<&str>) -> Result<PercentageNotation, String> {
    match written {
        None | Some("0%") => Ok(PercentageNotation::Signed),
        Some("0 %") => Ok(PercentageNotation::Spaced),
        Some("0") => Ok(PercentageNotation::Bare),
        Some("0,00") => Ok(PercentageNotation::Fraction),
        Some(other) => {
            Err(format!("`{other}` is no notation of a percentage: `0%`, `0 %`, `0` or the fraction `0,00`"))
        }
    }
}

/// A percentage with its sign is what it says. A bare number between 0 and 1 is most often a fraction that lost its
/// sign, so it is read as one and remarked; a bare 1 may be a whole or a hundredth, so it stays as written.
/// A percentage of something else than `of`, what the field's are of, stays as written.
pub(super) fn parse(content: &Content, form: PercentageNotation, of: &[String]) -> Understood {
    match content {
        Content::Percent(n) => signed(numeral::from_f64(*n).map(|n| n * Decimal::ONE_HUNDRED)),
        Content::Number(n) => bare(numeral::from_f64(*n), form),
        Content::Text(_) => text(&words::kept_words(content).unwrap_or_default(), form, of),
        _ => Understood::as_written(),
    }
}

fn text(text: &str, form: PercentageNotation, of: &[String]) -> Understood {
    if let Some((share, whole)) = text.split_once(" van ") {
        return match percents(share.trim_end()) {
            Some(number) if unit::names_whole(whole, of) => signed(Some(number)),
            Some(_) => Understood::as_written().remark("percentage-of-other"),
            None => Understood::as_written(),
        };
    }
    percents(text).map_or_else(|| bare(numeral::exact(text), form), |number| signed(Some(number)))
}

/// The number before a sign of per cent.
fn percents(text: &str) -> Option<Decimal> {
    ["%", "procent", "pct"].iter().find_map(|sign| text.strip_suffix(sign)).and_then(numeral::exact)
}

fn bare(number: Option<Decimal>, form: PercentageNotation) -> Understood {
    match (number, form) {
        (Some(n), PercentageNotation::Fraction) => signed(Some(n * Decimal::ONE_HUNDRED)),
        (Some(n), PercentageNotation::Signed | PercentageNotation::Spaced) if n > Decimal::ZERO && n < Decimal::ONE => {
            signed(Some(n * Decimal::ONE_HUNDRED)).remark("percentage-from-fraction")
        }
        (Some(n), PercentageNotation::Signed | PercentageNotation::Spaced) if n == Decimal::ONE => {
            Understood::as_written().remark("percentage-doubtful")
        }
        _ => signed(number),
    }
}

fn signed(number: Option<Decimal>) -> Understood {
    let within = number.filter(|n| *n >= Decimal::ZERO && *n <= Decimal::ONE_HUNDRED);
    Understood::from(within.map(|n| Value::Percentage(n.normalize())))
}

pub(super) fn print(percentage: Decimal, form: PercentageNotation) -> CompactString {
    let number = numeral::print(count(percentage, form), Decimals::AsNeeded);
    match form {
        PercentageNotation::Signed => number + "%",
        PercentageNotation::Spaced => number + " %",
        PercentageNotation::Bare | PercentageNotation::Fraction => number,
    }
}

/// The bare number.
pub(super) fn count(percentage: Decimal, form: PercentageNotation) -> Decimal {
    if form == PercentageNotation::Fraction { percentage / Decimal::ONE_HUNDRED } else { percentage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages() {
        let t = |t: &str| Content::Text(t.into());
        let cases = [
            (t("40%"), PercentageNotation::Signed, Some("40")),
            (t("7,5 %"), PercentageNotation::Signed, Some("7.5")),
            (t("40"), PercentageNotation::Signed, Some("40")),
            (t("40 procent"), PercentageNotation::Bare, Some("40")),
            (t("0,4%"), PercentageNotation::Signed, Some("0.4")),
            (Content::Percent(0.4), PercentageNotation::Signed, Some("40")),
            (Content::Percent(0.075), PercentageNotation::Bare, Some("7.5")),
            (Content::Number(40.0), PercentageNotation::Signed, Some("40")),
            (Content::Number(0.4), PercentageNotation::Bare, Some("0.4")),
            (t("0,4"), PercentageNotation::Fraction, Some("40")),
            (Content::Number(1.0), PercentageNotation::Fraction, Some("100")),
            (t("140%"), PercentageNotation::Signed, None),
            (t("-3%"), PercentageNotation::Signed, None),
            (t("10-15%"), PercentageNotation::Signed, None),
            (t("0"), PercentageNotation::Signed, Some("0")),
            (t("circa 40%"), PercentageNotation::Signed, None),
        ];
        for (content, form, wanted) in cases {
            let value = wanted.and_then(|w| w.parse().ok()).map(Value::Percentage);
            assert_eq!(parse(&content, form, &[]), Understood::from(value), "{content:?} {form:?}");
        }
    }

    #[test]
    fn a_percentage_of_something_else_stays_as_written() {
        let of = ["wettelijk minimumloon".to_owned(), "wml".to_owned()];
        let read = |text: &str| parse(&Content::Text(text.into()), PercentageNotation::Signed, &of);
        for text in ["80% van het wettelijk minimumloon", "80 % van WML", "80 procent van het WML"] {
            assert_eq!(read(text), Understood::value(Value::Percentage(Decimal::from(80))), "{text}");
        }
        let other = Understood::as_written().remark("percentage-of-other");
        assert_eq!(read("80% van het functieloon"), other);
        assert_eq!(read("80% van de werkweek"), other);
    }

    #[test]
    fn a_bare_fraction_is_remarked_and_a_bare_one_is_doubtful() {
        let forty = Understood::value(Value::Percentage(Decimal::from(40))).remark("percentage-from-fraction");
        assert_eq!(parse(&Content::Number(0.4), PercentageNotation::Signed, &[]), forty);
        assert_eq!(parse(&Content::Text("0,40".into()), PercentageNotation::Signed, &[]), forty);
        assert_eq!(
            parse(&Content::Number(1.0), PercentageNotation::Signed, &[]),
            Understood::as_written().remark("percentage-doubtful")
        );
    }
}
