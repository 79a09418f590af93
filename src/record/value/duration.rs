//! Duration: months and days, so that 12 months are a year and 2 weeks are 14 days.

use std::fmt;

use compact_str::{CompactString, ToCompactString, format_compact};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::record::value::{Understood, Value, numeral, words};
use crate::text::content::Content;
use crate::text::dutch;

/// A length of time by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    pub months: u32,
    pub days: u32,
}

/// How a duration is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DurationNotation {
    /// `1 jaar en 2 maanden`
    Words,
    /// A bare number of these.
    Count(Unit),
    /// A number of these with the word: `14 maanden`.
    Named(Unit),
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Week,
    Day,
}

pub(super) fn compile(written: Option<&str>) -> Result<DurationNotation, String> {
    let written = written.unwrap_or("woorden");
    if written == "woorden" {
        return Ok(DurationNotation::Words);
    }
    let (bare, named) = written.strip_prefix("0 ").map_or((written, false), |unit| (unit, true));
    match unit(bare) {
        Some(unit) if named => Ok(DurationNotation::Named(unit)),
        Some(unit) => Ok(DurationNotation::Count(unit)),
        None => Err(format!("`{written}` is no notation of a duration: `woorden`, `maanden`, `weken` or `0 maanden`")),
    }
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "jaar" | "jaren" | "jr" | "jrn" | "j" => Some(Unit::Year),
        "maanden" | "maand" | "mnd" | "mnden" | "mndn" | "mdn" | "mn" => Some(Unit::Month),
        "weken" | "week" | "wkn" | "wk" | "w" => Some(Unit::Week),
        "dagen" | "dag" | "dgn" | "dg" => Some(Unit::Day),
        _ => None,
    }
}

/// A duration in words, or a bare number in the notation's unit.
pub(super) fn parse(content: &Content, form: DurationNotation) -> Understood {
    let duration = match content {
        Content::Number(n) => numeral::from_f64(*n).and_then(|n| counted(n, form)),
        Content::Text(_) => words::kept_words(content).and_then(|text| match numeral::exact(&text) {
            Some(number) => counted(number, form),
            None => in_words(&text.to_lowercase()),
        }),
        _ => None,
    };
    Understood::from(duration.map(Value::Duration))
}

fn counted(number: Decimal, form: DurationNotation) -> Option<Duration> {
    match form {
        DurationNotation::Words => None,
        DurationNotation::Count(unit) | DurationNotation::Named(unit) => measured(number, unit),
    }
}

/// So many of a unit; none where that is no whole number of months or days.
fn measured(number: Decimal, unit: Unit) -> Option<Duration> {
    let whole = |n: Decimal| n.fract().is_zero().then(|| n.to_u32()).flatten().filter(|n| *n < 100_000);
    match unit {
        Unit::Year => whole(number * Decimal::from(12)).map(|months| Duration { months, days: 0 }),
        Unit::Month => whole(number).map(|months| Duration { months, days: 0 }),
        Unit::Week => whole(number * Decimal::from(7)).map(|days| Duration { months: 0, days }),
        Unit::Day => whole(number).map(|days| Duration { months: 0, days }),
    }
}

/// `6 mnd`, `½ jaar`, `half jaar`, `1 jaar en 2 maanden`
fn in_words(text: &str) -> Option<Duration> {
    let mut total = Duration::default();
    let mut number = None;
    for token in tokens(text) {
        match (number.take(), token) {
            (None, "en" | ",") => {}
            (None, word) => number = Some(amount(word)?),
            // "een half jaar"
            (Some(one), "half") if one == Decimal::ONE => number = Some(Decimal::new(5, 1)),
            (Some(n), "kwartaal" | "kwartalen") => total = total.plus(measured(n * Decimal::from(3), Unit::Month)?),
            (Some(n), word) => total = total.plus(measured(n, unit(word.trim_end_matches('.'))?)?),
        }
    }
    (number.is_none() && total != Duration::default()).then_some(total)
}

/// Words and numbers, also where nothing stands between them: `6mnd`.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().flat_map(|word| {
        let at = word.find(|c: char| c.is_alphabetic()).filter(|at| *at > 0).unwrap_or(0);
        let (number, word) = word.split_at(at);
        [number, word.trim_end_matches(',')].into_iter().filter(|part| !part.is_empty())
    })
}

fn amount(word: &str) -> Option<Decimal> {
    match word {
        "half" | "halve" => Some(Decimal::new(5, 1)),
        "anderhalf" | "anderhalve" => Some(Decimal::new(15, 1)),
        _ => numeral::exact(word).filter(|n| !n.is_sign_negative()).or_else(|| dutch::number(word).map(Decimal::from)),
    }
}

impl Duration {
    fn plus(self, more: Self) -> Self {
        Self { months: self.months.saturating_add(more.months), days: self.days.saturating_add(more.days) }
    }

    /// From ISO 8601: `P6M`, `P1Y2M`, `P26W`, `P1M14D`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut total = Self::default();
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty())?;
        while !rest.is_empty() {
            let at = rest.find(|c: char| !c.is_ascii_digit())?;
            let number = Decimal::from(rest[..at].parse::<u32>().ok()?);
            let unit = match &rest[at..=at] {
                "Y" => Unit::Year,
                "M" => Unit::Month,
                "W" => Unit::Week,
                "D" => Unit::Day,
                _ => return None,
            };
            total = total.plus(measured(number, unit)?);
            rest = &rest[at + 1..];
        }
        Some(total)
    }
}

impl fmt::Display for Duration {
    /// ISO 8601.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (years, months) = (self.months / 12, self.months % 12);
        if self.months == 0 && self.days.is_multiple_of(7) && self.days > 0 {
            return write!(f, "P{}W", self.days / 7);
        }
        f.write_str(if self.months == 0 && self.days == 0 { "P0D" } else { "P" })?;
        for (count, letter) in [(years, 'Y'), (months, 'M'), (self.days, 'D')] {
            if count > 0 {
                write!(f, "{count}{letter}")?;
            }
        }
        Ok(())
    }
}

/// The bare number of the notation's unit, where it is whole.
pub(super) fn count(duration: Duration, form: DurationNotation) -> Option<u32> {
    let (DurationNotation::Count(unit) | DurationNotation::Named(unit)) = form else { return None };
    let (mine, other, size) = match unit {
        Unit::Year => (duration.months, duration.days, 12),
        Unit::Month => (duration.months, duration.days, 1),
        Unit::Week => (duration.days, duration.months, 7),
        Unit::Day => (duration.days, duration.months, 1),
    };
    (other == 0 && mine % size == 0).then_some(mine / size)
}

pub(super) fn print(duration: Duration, form: DurationNotation) -> Option<CompactString> {
    match form {
        DurationNotation::Words => Some(spelt(duration)),
        DurationNotation::Count(_) => {
            count(duration, form).map(|n| n.to_compact_string()).or_else(|| Some(spelt(duration)))
        }
        DurationNotation::Named(unit) => {
            count(duration, form).map(|n| named(n, unit)).or_else(|| Some(spelt(duration)))
        }
    }
}

fn named(count: u32, unit: Unit) -> CompactString {
    let word = match unit {
        Unit::Year => "jaar",
        Unit::Month if count == 1 => "maand",
        Unit::Month => "maanden",
        Unit::Week if count == 1 => "week",
        Unit::Week => "weken",
        Unit::Day if count == 1 => "dag",
        Unit::Day => "dagen",
    };
    format_compact!("{count} {word}")
}

fn spelt(duration: Duration) -> CompactString {
    let (years, months) = (duration.months / 12, duration.months % 12);
    let (weeks, days) = match duration.days {
        days if days % 7 == 0 => (days / 7, 0),
        days => (0, days),
    };
    let counts = [(years, Unit::Year), (months, Unit::Month), (weeks, Unit::Week), (days, Unit::Day)];
    let spelt: Vec<CompactString> =
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, unit)| named(n, unit)).collect();
    spelt.join(" en ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let cases = [
            ("½ jaar", "P6M"),
            ("0,5 jaar", "P6M"),
            ("half jaar", "P6M"),
            ("een half jaar", "P6M"),
            ("6 mnd", "P6M"),
            ("6 mnd.", "P6M"),
            ("6 maanden", "P6M"),
            ("6mnd", "P6M"),
            ("26 weken", "P26W"),
            ("zesentwintig weken", "P26W"),
            ("tweeënvijftig weken", "P52W"),
            ("13 wkn", "P13W"),
            ("1 jaar en 2 maanden", "P1Y2M"),
            ("3 jaar en 2 maanden", "P3Y2M"),
            ("1 jaar, 2 maanden", "P1Y2M"),
            ("12 maanden", "P1Y"),
            ("anderhalf jaar", "P1Y6M"),
            ("een jaar", "P1Y"),
            ("twee maanden", "P2M"),
            ("10 dagen", "P10D"),
            ("1 kwartaal", "P3M"),
            ("2 weken en 3 dagen", "P17D"),
            ("1 maand en 2 weken", "P1M14D"),
        ];
        for (text, iso) in cases {
            let wanted = Understood::from(Duration::from_iso(iso).map(Value::Duration));
            assert_eq!(parse(&Content::Text(text.into()), DurationNotation::Words), wanted, "{text}");
            assert_eq!(Duration::from_iso(iso).map(|d| d.to_string()).as_deref(), Some(iso));
        }
    }

    #[test]
    fn what_is_no_one_duration_stays_as_written() {
        let cases = [
            "4x 6 maanden",
            "01-01-2025 t/m 30-06-2025",
            "jan-jun 2025",
            "1e halfjaar 2025",
            "Q1",
            "6",
            "maanden",
            "0,3 maand",
            "6 à 12 maanden",
            "onbepaalde tijd",
            "max. 6 maanden",
            "2,5 dag",
        ];
        for text in cases {
            assert_eq!(parse(&Content::Text(text.into()), DurationNotation::Words), Understood::as_written(), "{text}");
        }
    }

    #[test]
    fn a_bare_number_counts_the_notations_unit() {
        let months = compile(Some("maanden")).expect("a notation");
        let six = Duration { months: 6, days: 0 };
        assert_eq!(parse(&Content::Number(6.0), months), Understood::value(Value::Duration(six)));
        assert_eq!(parse(&Content::Text("6".into()), months), Understood::value(Value::Duration(six)));
        assert_eq!(print(six, months).as_deref(), Some("6"));
        assert_eq!(print(Duration { months: 0, days: 14 }, months).as_deref(), Some("2 weken"));
        assert_eq!(
            print(Duration { months: 14, days: 0 }, DurationNotation::Named(Unit::Month)).as_deref(),
            Some("14 maanden")
        );
        assert!(compile(Some("eeuwen")).is_err());
    }
}
