//! What a number format makes of a number: a date, a time, a percentage, or the number itself.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use jiff::civil::{Date, DateTime};

use crate::text::content::Content;

/// What a number format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Shows {
    #[default]
    Number,
    Percent,
    /// A day, without a time of day.
    Day,
    /// A day with a time of day.
    Moment,
    /// A time of day or a length of time.
    Clock,
}

impl Shows {
    /// By the number of a format that Excel has built in.
    pub fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Day,
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => Self::Clock,
            22 => Self::Moment,
            _ => Self::Number,
        }
    }

    /// By a format's code, of which the first section counts: `dd-mm-yyyy`, `[h]:mm`, `0%`.
    pub fn by_code(code: &str) -> Self {
        if ["general", "standaard", "standard"].contains(&code.to_ascii_lowercase().as_str()) {
            return Self::Number;
        }
        let parts = parts(code);
        let has = |part| parts.contains(&part);
        match (has(Part::Day), has(Part::Clock)) {
            _ if has(Part::Percent) => Self::Percent,
            (true, true) => Self::Moment,
            (true, false) => Self::Day,
            (false, true) => Self::Clock,
            (false, false) if has(Part::Month) => Self::Day,
            (false, false) => Self::Number,
        }
    }

    /// A stored number as its format shows it.
    pub fn content(self, n: f64, since_1904: bool) -> Content {
        match self {
            Self::Number => Content::Number(n),
            Self::Percent => Content::Percent(n),
            Self::Clock => clock(n).map_or(Content::Number(n), Content::Clock),
            Self::Moment if (0.0..1.0).contains(&n) => clock(n).map_or(Content::Number(n), Content::Clock),
            Self::Day => moment(n, since_1904).map_or(Content::Number(n), |m| Content::Date(m.date())),
            Self::Moment => moment(n, since_1904).map_or(Content::Number(n), on_day),
        }
    }
}

/// A moment, or a date where it is midnight.
pub fn on_day(moment: DateTime) -> Content {
    if moment.time() == jiff::civil::Time::midnight() { Content::Date(moment.date()) } else { Content::Moment(moment) }
}

/// Days as whole seconds, for what is a length of time.
#[expect(clippy::cast_possible_truncation, reason = "checked against a thousand years")]
fn clock(days: f64) -> Option<i64> {
    (days.abs() < 365_250.0).then(|| (days * 86_400.0).round() as i64)
}

/// The calendar day of a serial number; none where the calendar has no such day (29 February 1900).
fn moment(serial: f64, since_1904: bool) -> Option<DateTime> {
    if !(0.0..2_958_466.0).contains(&serial) || (serial < 1.0 && !since_1904) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) =
        ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, since_1904).to_ymd_hms_milli();
    let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(|n| i8::try_from(n).unwrap_or(-1));
    let at = Date::new(i16::try_from(year).ok()?, month, day).ok()?;
    let at = jiff::civil::Time::new(hour, minute, second, 0).ok().map(|time| at.to_datetime(time))?;
    if milli >= 500 { at.checked_add(jiff::Span::new().seconds(1)).ok() } else { Some(at) }
}

/// The number that a workbook stores for a content; none for what is no number.
pub fn serial(content: &Content, since_1904: bool) -> Option<f64> {
    let day = |day: Date| {
        let first = if since_1904 { Date::constant(1904, 1, 1) } else { Date::constant(1899, 12, 30) };
        let days = first.until(day).ok()?.get_days();
        // Excel counts a 29 February 1900 that never was.
        Some(f64::from(if since_1904 || days > 60 { days } else { days - 1 }))
    };
    let midnight = jiff::civil::Time::midnight();
    match content {
        Content::Number(n) | Content::Percent(n) => n.is_finite().then_some(*n),
        Content::Date(date) => day(*date),
        Content::Moment(at) => Some(day(at.date())? + at.time().duration_since(midnight).as_secs_f64() / 86_400.0),
        Content::Clock(seconds) => Some(i32::try_from(*seconds).map(f64::from).ok()? / 86_400.0),
        Content::Empty | Content::Text(_) | Content::Tick(_) => None,
    }
}

/// A number as xml writes it.
pub fn written(n: f64) -> String {
    if n == 0.0 || (1e-5..1e15).contains(&n.abs()) { n.to_string() } else { format!("{n:E}") }
}

/// Seconds as xml writes a length of time: `PT08H30M00S`.
pub fn iso_duration(seconds: i64) -> String {
    let (sign, all) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    format!("{sign}PT{:02}H{:02}M{:02}S", all / 3_600, all / 60 % 60, all % 60)
}

/// A date as xml writes it: `2024-03-14`, `2024-03-14T09:30:00`, `2024-03-14T09:30:00.000Z`.
pub fn iso(text: &str) -> Option<Content> {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(day) = text.parse::<Date>()
        && !text.contains('T')
    {
        return Some(Content::Date(day));
    }
    text.parse::<DateTime>().ok().and_then(|m| m.round(jiff::Unit::Second).ok()).map(on_day)
}

/// A length of time as xml writes it, in seconds: `PT08H30M00S`, `-PT1H`, `P1DT2H`.
#[expect(clippy::cast_possible_truncation, reason = "checked against a thousand years")]
pub fn iso_seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let mut seconds = 0.0;
    let mut digits = String::new();
    for c in text.strip_prefix('P')?.chars() {
        let unit = match c {
            '0'..='9' | '.' => {
                digits.push(c);
                continue;
            }
            'T' => continue,
            'D' => 86_400.0,
            'H' => 3_600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += digits.parse::<f64>().ok()? * unit;
        digits.clear();
    }
    (digits.is_empty() && seconds < 3.2e10).then(|| (sign * f64::round(seconds)) as i64)
}

/// What a letter of a format stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Percent,
    Day,
    /// Or minutes, next to hours or seconds.
    Month,
    Clock,
}

/// What the letters of a format's first section stand for; quoted ones stand for themselves.
fn parts(code: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '\\' | '_' | '*' => drop(chars.next()),
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => parts.extend(elapsed(&chars.by_ref().take_while(|c| *c != ']').collect::<String>())),
            '%' => parts.push(Part::Percent),
            'd' | 'D' | 'y' | 'Y' | 'j' | 'J' => parts.push(Part::Day),
            'm' | 'M' => parts.push(Part::Month),
            'h' | 'H' | 'u' | 'U' | 's' | 'S' => parts.push(Part::Clock),
            _ => {}
        }
    }
    parts
}

/// `[h]` and `[mm]` are lengths of time; `[Red]` and `[$-413]` are not.
fn elapsed(inside: &str) -> Option<Part> {
    let only = |letter: char| !inside.is_empty() && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter));
    ['h', 'u', 'm', 's'].into_iter().any(only).then_some(Part::Clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_show_what_excel_shows() {
        for (code, shows) in [
            ("General", Shows::Number),
            ("Standaard", Shows::Number),
            ("dd-mm-yyyy", Shows::Day),
            ("d mmmm jjjj", Shows::Day),
            ("[$-413]d mmmm yyyy;@", Shows::Day),
            ("mmm", Shows::Day),
            ("dd-mm-yyyy hh:mm", Shows::Moment),
            ("h:mm", Shows::Clock),
            ("uu:mm", Shows::Clock),
            ("[h]:mm", Shows::Clock),
            ("[mm]", Shows::Clock),
            ("mm:ss", Shows::Clock),
            ("0%", Shows::Percent),
            ("0.00\\%", Shows::Number),
            ("\"€\" #,##0.00", Shows::Number),
            ("0 \"uur\"", Shows::Number),
            ("#,##0;[Red]-#,##0", Shows::Number),
            ("0.00E+00", Shows::Number),
            ("@", Shows::Number),
        ] {
            assert_eq!(Shows::by_code(code), shows, "{code}");
        }
    }

    #[test]
    fn serials_become_days_and_times() {
        for (shows, serial, since_1904, shown) in [
            (Shows::Day, 33_010.0, false, "17-05-1990"),
            (Shows::Day, 31_548.0, true, "17-05-1990"),
            (Shows::Moment, 33_010.5, false, "17-05-1990 12:00"),
            (Shows::Moment, 33_010.0, false, "17-05-1990"),
            (Shows::Clock, 1.5, false, "36:00"),
            (Shows::Clock, 8.5 / 24.0, false, "8:30"),
            (Shows::Moment, 0.75, false, "18:00"),
            (Shows::Day, -3.0, false, "-3"),
            (Shows::Day, 3e9, false, "3000000000"),
            (Shows::Percent, 0.4, false, "40%"),
        ] {
            assert_eq!(shows.content(serial, since_1904).shown(), shown, "{shows:?} {serial}");
        }
    }

    #[test]
    fn what_is_stored_shows_as_what_it_was() {
        for since_1904 in [false, true] {
            for (shows, content) in [
                (Shows::Day, Content::Date(Date::constant(1990, 5, 17))),
                (Shows::Day, Content::Date(Date::constant(2026, 2, 28))),
                (Shows::Moment, Content::Moment(DateTime::constant(2026, 3, 1, 9, 31, 7, 0))),
                (Shows::Clock, Content::Clock(-8_400)),
                (Shows::Clock, Content::Clock(129_601)),
                (Shows::Percent, Content::Percent(0.35)),
                (Shows::Number, Content::Number(-1e300)),
            ] {
                let n = serial(&content, since_1904).expect("a number");
                assert_eq!(written(n).parse(), Ok(n));
                assert_eq!(shows.content(n, since_1904), content);
            }
        }
        let first = Content::Date(Date::constant(1900, 1, 31));
        assert_eq!(serial(&first, false), Some(31.0));
        assert_eq!(serial(&Content::Number(f64::NAN), false), None);
        assert_eq!((iso_duration(-3_600), iso_duration(30_607)), ("-PT01H00M00S".into(), "PT08H30M07S".into()));
    }

    #[test]
    fn lengths_of_time_are_read() {
        for (text, seconds) in [
            ("PT08H30M00S", Some(30_600)),
            ("-PT1H", Some(-3_600)),
            ("P1DT2H", Some(93_600)),
            ("PT26H15M00.4S", Some(94_500)),
            ("PT", Some(0)),
            ("8:30", None),
            ("P1", None),
            ("P1Y", None),
        ] {
            assert_eq!(iso_seconds(text), seconds, "{text}");
        }
    }
}
