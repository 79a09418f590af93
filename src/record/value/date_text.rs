//! Dates in words and digits, read leniently: day before month, the names of months and weekdays in Dutch.

use jiff::civil::{self, Weekday};

use crate::text::dutch::{self, WEEKDAYS};

/// What the words say: a year, then a month and a day where they are known; and the weekday said with them.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct ParsedDate {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: i8,
    pub(super) weekday: Option<Weekday>,
    /// A time of day stood behind it.
    pub(super) time: bool,
}

/// Two digits are 2000 to 2049 or 1950 to 1999, whenever they are read: nobody at work was born before 1950, and no
/// plan reaches beyond 2049.
pub(super) fn full_year(two_digits: i16) -> i16 {
    if two_digits < 50 { 2000 + two_digits } else { 1900 + two_digits }
}

/// The date a text says; `month_first` where the notation writes the month before the day.
pub(super) fn read(text: &str, month_first: bool) -> Option<ParsedDate> {
    let (weekday, text) = without_weekday(without_opening(text.trim()));
    let (text, time) = without_time(text);
    let mut said = if text.bytes().all(|b| b.is_ascii_digit()) { packed(text)? } else { parted(text, month_first)? };
    said.weekday = weekday;
    said.time = time;
    Some(said)
}

/// Before a date on which something begins: `per 1 februari 2025`.
const OPENINGS: [&str; 5] = ["per ", "m.i.v. ", "met ingang van ", "d.d. ", "dd. "];

fn without_opening(text: &str) -> &str {
    let behind = |opening: &&str| {
        let opened = text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
        opened.then(|| text[opening.len()..].trim_start())
    };
    OPENINGS.iter().find_map(behind).unwrap_or(text)
}

fn without_weekday(text: &str) -> (Option<Weekday>, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..end];
    if word.len() < 2 || word.len() > 9 || !word.is_ascii() {
        return (None, text);
    }
    let lower = word.to_ascii_lowercase();
    match WEEKDAYS.iter().position(|day| *day == lower || (lower.len() <= 3 && day.starts_with(&lower))) {
        Some(n) => {
            let weekday = i8::try_from(n + 1).ok().and_then(|n| Weekday::from_monday_one_offset(n).ok());
            (weekday, text[end..].trim_start_matches([',', '.', ' ', '\u{a0}']))
        }
        None => (None, text),
    }
}

/// `15-05-2026 10:30 uur` without its time of day, and whether that says more than midnight.
fn without_time(text: &str) -> (&str, bool) {
    let Some(colon) = text.find(':') else { return (text, false) };
    let hour = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let clock = text[hour..].trim_end_matches("uur").trim_end();
    let before = text[..hour].trim_end_matches("om ").trim_end_matches([' ', 'T', ',']);
    if before.len() == hour || !clock.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return (text, false);
    }
    (before, clock.bytes().any(|b| matches!(b, b'1'..=b'9')))
}

/// `jjjjmmdd` with zeros for unknown parts, `ddmmjjjj` or a year; no eight digits are both, for no month begins a
/// century.
fn packed(text: &str) -> Option<ParsedDate> {
    match text.len() {
        8 => checked(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).or_else(|| {
            let said = checked(text[4..].parse().ok()?, text[2..4].parse().ok()?, text[..2].parse().ok()?);
            said.filter(|said| said.day > 0)
        }),
        4 => checked(text.parse().ok()?, 0, 0),
        _ => None,
    }
}

/// Two or three parts with marks between them.
fn parted(text: &str, month_first: bool) -> Option<ParsedDate> {
    let mut parts = [""; 3];
    let mut count = 0;
    let mark = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '–' | '‑');
    for part in text.split(mark).filter(|part| !part.is_empty()) {
        *parts.get_mut(count)? = part;
        count += 1;
    }
    match (count, parts) {
        (3, [year, month, day]) if year.len() == 4 && number(year).is_some() => {
            checked(number(year)?, number(month)?.try_into().ok()?, day_of(day)?)
        }
        (3, [a, b, year]) => {
            let (day, month) = if month_first { (b, a) } else { (a, b) };
            let day = day_of(day).or_else(|| ordinal(day).filter(|_| number(month).is_none()))?;
            checked(year_of(year)?, month_of(month)?, day).filter(|said| said.day > 0)
        }
        (2, [year, month, _]) if year.len() == 4 && number(year).is_some() => {
            checked(number(year)?, month_of(month)?, 0)
        }
        (2, [month, year, _]) if number(month).is_none() => checked(year_of(year)?, month_of(month)?, 0),
        (2, [month, year, _]) if year.len() == 4 => checked(number(year)?, month_of(month)?, 0),
        _ => None,
    }
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

fn day_of(part: &str) -> Option<i8> {
    if part.len() > 2 { None } else { number(part)?.try_into().ok() }
}

/// `1e`, `1ste`, `2de`, before a month in words
fn ordinal(part: &str) -> Option<i8> {
    ["ste", "de", "e"].iter().find_map(|ending| part.strip_suffix(ending)).and_then(day_of)
}

/// `2026`, `26`, `'26`
fn year_of(part: &str) -> Option<i16> {
    let digits = part.trim_start_matches(['\'', '’', '‘', '`', '´']);
    match digits.len() {
        4 if digits.len() == part.len() => number(digits),
        2 => number(digits).map(full_year),
        _ => None,
    }
}

/// `5`, `05`, `mei`, `febr`
fn month_of(part: &str) -> Option<i8> {
    if let Some(month) = day_of(part) {
        return (1..=12).contains(&month).then_some(month);
    }
    dutch::month(part)
}

/// Only dates that exist; a day only with its month.
fn checked(year: i16, month: i8, day: i8) -> Option<ParsedDate> {
    let exists = match (month, day) {
        (0..=12, 0) => true,
        _ => civil::Date::new(year, month, day).is_ok(),
    };
    (exists && (1800..=2199).contains(&year)).then_some(ParsedDate { year, month, day, ..ParsedDate::default() })
}
