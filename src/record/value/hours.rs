//! Hours: a length of time in whole minutes.

use compact_str::{CompactString, format_compact};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::unit::{self, Counted, Period, Unit, without_period};
use crate::record::value::numeral::{self, Decimals};
use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;

/// How hours are written: the shape of the number, and the period they are counted over where the form says one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HoursNotation {
    shape: Shape,
    period: Option<Period>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// `2:20`
    Clock,
    /// `2u20`
    Letter,
    /// `2 uur 20 min`
    Words,
    /// `2,33`, with or without ` uur`
    Decimal { decimals: Decimals, uur: bool },
    /// `140`, with or without ` min`
    Minutes { min: bool },
    /// Minutes or hours, whichever is named beside the number: `2 uur`, `20 min`
    Either,
}

pub(super) fn compile(written: Option<&str>) -> Result<HoursNotation, String> {
    let written = written.unwrap_or("0,00");
    let (bare, period) = without_period(written);
    let shape = match bare {
        "u:mm" | "uu:mm" | "0:00" => Shape::Clock,
        "2u20" | "umm" => Shape::Letter,
        "u uur m min" | "2 uur 20 min" => Shape::Words,
        "uur of min" | "min of uur" => Shape::Either,
        "min" => Shape::Minutes { min: false },
        "0 min" => Shape::Minutes { min: true },
        _ => {
            let (number, uur) = bare.strip_suffix("uur").map_or((bare, false), |number| (number.trim_end(), true));
            let number = if number.is_empty() { "0,00" } else { number };
            let unknown = |_| {
                format!(
                    "`{written}` is no notation of hours: `0,00 uur`, `0,00`, `u:mm`, `2 uur 20 min`, `min` or `uur of min`"
                )
            };
            Shape::Decimal { decimals: numeral::compile(Some(number)).map_err(unknown)?, uur }
        }
    };
    Ok(HoursNotation { shape, period })
}

/// A length of time. A bare number counts the notation's unit; hours over another period than the field's are converted
/// where that is exact, and stay as written where it is not.
pub(super) fn parse(content: &Content, form: &HoursNotation, unit: Option<&Unit>) -> Understood {
    let minutes = match content {
        Content::Clock(seconds) => Some((seconds + 30).div_euclid(60)),
        Content::Number(n) => match numeral::from_f64(*n) {
            Some(number) if is_of_no_unit(number, form) => return no_unit(),
            number => number.and_then(|number| counted(number, form)),
        },
        Content::Text(_) => return parse_text(&words::kept_words(content).unwrap_or_default(), form, unit),
        _ => None,
    };
    settled(minutes, None, form, unit)
}

/// So many minutes over the period that is named with them, in the field's unit.
fn settled(minutes: Option<i64>, named: Option<Period>, form: &HoursNotation, unit: Option<&Unit>) -> Understood {
    let Some(minutes) = minutes else { return Understood::as_written() };
    match unit::settle(minutes, named, form.period, unit) {
        Counted::AsAsked(minutes) => Understood::value(Value::Hours(minutes)),
        Counted::Converted(minutes) => Understood::value(Value::Hours(minutes)).remark("hours-converted"),
        Counted::Other => Understood::as_written().remark("hours-other-period"),
    }
}

fn parse_text(text: &str, form: &HoursNotation, unit: Option<&Unit>) -> Understood {
    if matches!(form.shape, Shape::Clock | Shape::Letter) && is_either(text) {
        return Understood::as_written();
    }
    if let Some(number) = numeral::exact(text) {
        if is_of_no_unit(number, form) {
            return no_unit();
        }
        return settled(counted(number, form), None, form, unit);
    }
    let lower = text.to_lowercase();
    let (bare, period) = without_period(&lower);
    let minutes = match numeral::exact(bare) {
        Some(number) if is_of_no_unit(number, form) => return no_unit(),
        Some(number) => counted(number, form),
        None => clock(bare).or_else(|| lengths(bare)),
    };
    settled(minutes, period, form, unit)
}

/// Whether a bare number may be minutes and may be hours: a whole one, on a form that takes both.
fn is_of_no_unit(number: Decimal, form: &HoursNotation) -> bool {
    form.shape == Shape::Either && number.fract().is_zero() && !number.is_zero()
}

fn no_unit() -> Understood {
    Understood::as_written().remark("hours-or-minutes")
}

/// Whether a text is a time of day as many write it, or a decimal number: on a form that writes `1:30`, `1.30` may be
/// either.
fn is_either(text: &str) -> bool {
    let bare = text.trim().trim_end_matches("uur").trim_end();
    let Some((hours, minutes)) = bare.split_once('.') else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // 1.00 is one hour in both, and 1.75 has too many minutes
    digits(hours) && digits(minutes) && minutes.len() == 2 && matches!(minutes.parse(), Ok(1..60))
}

/// A bare number in the notation's unit.
fn counted(number: Decimal, form: &HoursNotation) -> Option<i64> {
    match form.shape {
        Shape::Minutes { .. } => number.fract().is_zero().then(|| number.to_i64()).flatten(),
        _ => minutes_of(number),
    }
}

/// Hours to the nearest minute: 2,33 hours are 2 hours and 20 minutes.
fn minutes_of(hours: Decimal) -> Option<i64> {
    let limit = Decimal::from(1_000_000_000);
    (hours.abs() < limit).then(|| (hours * Decimal::from(60)).round().to_i64()).flatten()
}

/// `2:20`, `-2:20`, `2:20 uur`
fn clock(text: &str) -> Option<i64> {
    let bare = text.strip_suffix("uur").map_or(text, str::trim_end);
    let (negative, bare) = bare.strip_prefix('-').map_or((false, bare), |rest| (true, rest));
    let (hours, minutes) = bare.split_once(':')?;
    let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
    let digits = |part: &str| !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60).then_some(if negative { -total } else { total })
}

/// `2u20`, `2 uur en 20 minuten`, `2,33 uur`, `140 min`, `half uur`
fn lengths(text: &str) -> Option<i64> {
    let text = text.strip_prefix("een ").unwrap_or(text);
    match text {
        "half uur" => return Some(30),
        "uur" => return Some(60),
        "kwartier" => return Some(15),
        "anderhalf uur" => return Some(90),
        _ => {}
    }
    let at = text.find(|c: char| c.is_alphabetic())?;
    let number = numeral::exact(&text[..at])?;
    let word_end = text[at..].find(|c: char| !c.is_alphabetic()).map_or(text.len(), |n| at + n);
    let rest = text[word_end..].trim_start_matches(['.', ' ', '\u{a0}']);
    match &text[at..word_end] {
        "uur" | "uren" | "u" | "h" | "hr" if rest.is_empty() => minutes_of(number),
        "uur" | "uren" | "u" | "h" | "hr" if number.fract().is_zero() => {
            let more = minutes(rest.strip_prefix("en ").unwrap_or(rest)).filter(|m| *m < 60)?;
            minutes_of(number).map(|whole| if number.is_sign_negative() { whole - more } else { whole + more })
        }
        "min" | "minuten" | "minuut" | "m" if rest.is_empty() && number.fract().is_zero() => number.to_i64(),
        _ => None,
    }
}

/// `20`, `20 min`, `20 minuten`
fn minutes(text: &str) -> Option<i64> {
    let bare = text.trim_end_matches('.');
    let bare = ["minuten", "min", "m"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare).trim_end();
    bare.bytes().all(|b| b.is_ascii_digit()).then(|| bare.parse().ok()).flatten()
}

/// None where the form counts over a period in which the hours are no whole minutes.
pub(super) fn print(minutes: i64, form: &HoursNotation, unit: Option<&Unit>) -> Option<CompactString> {
    let minutes = unit::in_notation(minutes, form.period, unit)?;
    let sign = if minutes < 0 { "-" } else { "" };
    let (whole, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let bare = match form.shape {
        Shape::Clock => format_compact!("{sign}{whole}:{rest:02}"),
        Shape::Letter => format_compact!("{sign}{whole}u{rest:02}"),
        Shape::Words | Shape::Either if rest == 0 => format_compact!("{sign}{whole} uur"),
        Shape::Either if whole == 0 => format_compact!("{sign}{rest} min"),
        Shape::Words | Shape::Either => format_compact!("{sign}{whole} uur {rest} min"),
        Shape::Minutes { min } => format_compact!("{minutes}{}", if min { " min" } else { "" }),
        Shape::Decimal { decimals, uur } => {
            let number = numeral::print(counts(minutes, form), shortest(decimals, rest));
            format_compact!("{number}{}", if uur { " uur" } else { "" })
        }
    };
    Some(match form.period {
        Some(period) => format_compact!("{bare} per {}", period.words()),
        None => bare,
    })
}

/// Whole hours are written whole: `24 uur`.
fn shortest(decimals: Decimals, rest: u64) -> Decimals {
    if rest == 0 { Decimals::AsNeeded } else { decimals }
}

/// The bare number: minutes, or hours to two decimals, which is nearer than half a minute; none where the unit is to be named.
pub(super) fn count(minutes: i64, form: &HoursNotation, unit: Option<&Unit>) -> Option<Decimal> {
    if form.shape == Shape::Either {
        return None;
    }
    unit::in_notation(minutes, form.period, unit).map(|minutes| counts(minutes, form))
}

fn counts(minutes: i64, form: &HoursNotation) -> Decimal {
    match form.shape {
        Shape::Minutes { .. } => Decimal::from(minutes),
        _ => (Decimal::from(minutes) / Decimal::from(60)).round_dp(2).normalize(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::value::Reading;

    fn form(written: &str) -> HoursNotation {
        compile(Some(written)).expect("a notation")
    }

    #[test]
    fn lengths_of_time() {
        let t = |t: &str| Content::Text(t.into());
        let cases = [
            (t("2:20"), Some(140)),
            (t("2u20"), Some(140)),
            (t("2 uur 20"), Some(140)),
            (t("2,33 uur"), Some(140)),
            (t("2.5"), Some(150)),
            (t("140 min"), Some(140)),
            (t("140 minuten"), Some(140)),
            (t("24"), Some(1440)),
            (t("24 uur"), Some(1440)),
            (t("2 uur en 20 minuten"), Some(140)),
            (t("2½ uur"), Some(150)),
            (t("½ uur"), Some(30)),
            (t("een half uur"), Some(30)),
            (t("2 u."), Some(120)),
            (t("2u"), Some(120)),
            (t("0:05"), Some(5)),
            (t("57,6"), Some(3456)),
            (t("-2:30"), Some(-150)),
            (t("112:30"), Some(6750)),
            (t("2h30"), Some(150)),
            (t("1,5u"), Some(90)),
            (t("max. 40 uur"), None),
            (t("2 à 3 uur"), None),
            (t("2:75"), None),
            (t("1x per 2 weken"), None),
            (t("uren"), None),
            (t("2,5 uur 20"), None),
            (t("1.125"), None),
            (Content::Clock(8400), Some(140)),
            (Content::Number(2.5), Some(150)),
            (Content::Number(24.0), Some(1440)),
            (Content::Percent(0.5), None),
        ];
        for (content, minutes) in cases {
            assert_eq!(
                parse(&content, &form("0,00"), None),
                Understood::from(minutes.map(Value::Hours)),
                "{content:?}"
            );
        }
        assert_eq!(parse(&Content::Number(140.0), &form("min"), None), Understood::value(Value::Hours(140)));
    }

    #[test]
    fn a_dot_in_a_form_of_clock_times_may_be_either() {
        for (text, minutes) in [
            ("1.30", None),
            ("0.20 uur", None),
            ("1.75", Some(105)),
            ("1.00", Some(60)),
            ("1,30", Some(78)),
            ("2.5", Some(150)),
        ] {
            let understood = parse(&Content::Text(text.into()), &form("u:mm"), None);
            assert_eq!(understood, Understood::from(minutes.map(Value::Hours)), "{text}");
        }
    }

    #[test]
    fn where_both_are_asked_a_bare_number_is_neither() {
        let doubtful = Understood::as_written().remark("hours-or-minutes");
        for (content, minutes) in [
            (Content::Text("8".into()), None),
            (Content::Number(45.0), None),
            (Content::Text("8 uur".into()), Some(480)),
            (Content::Text("45 min".into()), Some(45)),
            (Content::Text("1:15".into()), Some(75)),
            (Content::Text("1,5".into()), Some(90)),
            (Content::Number(0.0), Some(0)),
        ] {
            let expected = minutes.map_or_else(|| doubtful.clone(), |n| Understood::value(Value::Hours(n)));
            assert_eq!(parse(&content, &form("uur of min"), None), expected, "{content:?}");
        }
        let print = |minutes| print(minutes, &form("uur of min"), None);
        assert_eq!([20, 60, 80].map(print).map(Option::unwrap_or_default), ["20 min", "1 uur", "1 uur 20 min"]);
        assert_eq!(count(60, &form("uur of min"), None), None);
    }

    fn counted_in(unit: &str) -> Unit {
        Unit::try_from(unit.to_owned()).expect("a unit")
    }

    #[test]
    fn hours_over_another_period_are_converted_or_stay_as_written() {
        let read = |text: &str, notation: &str, unit: &str| {
            parse(&Content::Text(text.into()), &form(notation), Some(&counted_in(unit)))
        };
        let (hours, other) = (
            |n: i64| Understood::value(Value::Hours(n * 60)),
            || Understood::as_written().remark("hours-other-period"),
        );
        for text in ["2 uur p/w", "2 uur per week", "2u/wk", "2 per week", "2 uur, per week", "2", "2 uur wekelijks"] {
            assert_eq!(read(text, "0,00 uur", "uur per week"), hours(2), "{text}");
        }
        for text in ["40 uur per 4 weken", "40u/4wk", "20 uur per twee weken", "20 uur per 14 dagen"] {
            assert_eq!(read(text, "0,00", "uur per week"), hours(10).remark("hours-converted"), "{text}");
        }
        for text in ["32 uur per maand", "6 uur per dag", "32 p/m", "1600 uur per jaar", "per maand 32 uur"] {
            assert_eq!(read(text, "0,00", "uur per week"), other(), "{text}");
        }
        for text in ["2 dagdelen", "80 %", "0,8 fte", "4 dagen", "32 uur (0,8 fte)", "2 dagdelen per week"] {
            assert_eq!(read(text, "0,00", "uur per week").reading, Some(Reading::AsWritten), "{text}");
        }
        assert_eq!(read("120 uur per jaar", "0,00", "uur per maand"), hours(10).remark("hours-converted"));
        assert_eq!(read("2 uur per week", "0,00", "uur"), other());
        assert_eq!(read("2", "uur per maand", "uur per week"), other());
        assert_eq!(read("40", "uur per 4 weken", "uur per week"), hours(10).remark("hours-converted"));
    }

    #[test]
    fn a_form_that_counts_otherwise_is_written_so() {
        let weekly = counted_in("uur per week");
        assert_eq!(print(600, &form("uur per 4 weken"), Some(&weekly)).as_deref(), Some("40 uur per 4 weken"));
        assert_eq!(print(600, &form("uur per maand"), Some(&weekly)), None);
        assert_eq!(count(600, &form("uur per 4 weken"), Some(&weekly)), Some(Decimal::from(40)));
    }

    #[test]
    fn written_as_the_notation() {
        let cases = [
            ("u:mm", "2:20"),
            ("0,00 uur", "2,33 uur"),
            ("uur", "2,33 uur"),
            ("0,00", "2,33"),
            ("2u20", "2u20"),
            ("min", "140"),
            ("2 uur 20 min", "2 uur 20 min"),
            ("0 min", "140 min"),
            ("uur per week", "2,33 uur per week"),
        ];
        for (notation, wanted) in cases {
            assert_eq!(print(140, &form(notation), None).as_deref(), Some(wanted));
        }
        assert_eq!(print(1440, &form("0,00 uur"), None).as_deref(), Some("24 uur"));
        assert!(compile(Some("dagen")).is_err());
    }
}
