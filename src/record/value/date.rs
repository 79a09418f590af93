//! Date: a day, or as far as it is known a month or a year.

use std::fmt;

use compact_str::{CompactString, ToCompactString, format_compact};
use jiff::ToSpan;
use jiff::civil;

use crate::record::value::date_text;
use crate::record::value::{Understood, Value, words};
use crate::text::content::Content;
use crate::text::dutch::{WEEKDAYS, month_name, short_month};

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Date {
    Day(civil::Date),
    /// A year and a month from 1 to 12.
    Month(i16, i8),
    Year(i16),
}

impl Date {
    /// The day, where it is known.
    pub fn day(self) -> Option<civil::Date> {
        match self {
            Self::Day(day) => Some(day),
            _ => None,
        }
    }

    /// The first day that it can be; none where the calendar has no such month or year.
    pub fn first_day(self) -> Option<civil::Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(year, month) => civil::Date::new(year, month, 1).ok(),
            Self::Year(year) => civil::Date::new(year, 1, 1).ok(),
        }
    }

    /// The last day that it can be.
    pub fn last_day(self) -> Option<civil::Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(..) => Some(self.first_day()?.last_of_month()),
            Self::Year(_) => Some(self.first_day()?.last_of_year()),
        }
    }

    fn from_said(said: date_text::ParsedDate) -> Option<Self> {
        match (said.month, said.day) {
            (0, _) => Some(Self::Year(said.year)),
            (month, 0) => Some(Self::Month(said.year, month)),
            (month, day) => civil::Date::new(said.year, month, day).ok().map(Self::Day),
        }
    }

    /// From ISO 8601, as far as it goes: `1998-03-14`, `1998-03`, `1998`.
    pub fn from_iso(text: &str) -> Option<Self> {
        let shape =
            text.bytes().enumerate().all(|(n, b)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        (shape && matches!(text.len(), 4 | 7 | 10))
            .then(|| date_text::read(text, false))
            .flatten()
            .and_then(Self::from_said)
    }
}

impl fmt::Display for Date {
    /// ISO 8601, as far as it is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// The days from one day to another, negative where the other is earlier.
pub fn days_between(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How a date is written: its parts, each with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateNotation {
    pieces: Vec<(String, Part)>,
    /// The month stands before the day in digits.
    month_first: bool,
}

impl DateNotation {
    /// Whether the month stands before the day in digits.
    pub(super) fn is_month_first(&self) -> bool {
        self.month_first
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Weekday { short: bool },
    Day { padded: bool },
    Month(Month),
    Year { short: bool },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Month {
    Padded,
    Plain,
    Short,
    Long,
}

/// From letters: `dd-mm-jjjj`, `d-m-'jj`, `d mmmm jjjj`, `jjjjmmdd`, `dddd d mmm jjjj`.
pub(super) fn compile(written: Option<&str>) -> Result<DateNotation, String> {
    let written = written.unwrap_or("dd-mm-jjjj");
    let wrong = |what: &str| format!("{what} in the date `{written}`: write `dd-mm-jjjj`, `d mmmm jjjj` or alike");
    let mut pieces = Vec::new();
    let mut before = String::new();
    let mut rest = written;
    while let Some(letter) = rest.chars().next() {
        let run = rest.find(|c| c != letter).unwrap_or(rest.len());
        if letter.is_alphabetic() {
            let part = part(letter, run).ok_or_else(|| wrong(&format!("`{}` is no part", &rest[..run])))?;
            pieces.push((std::mem::take(&mut before), part));
        } else {
            before.push_str(&rest[..run]);
        }
        rest = &rest[run..];
    }
    let place = |is: fn(&Part) -> bool| pieces.iter().position(|(_, part)| is(part));
    let day = place(|p| matches!(p, Part::Day { .. }));
    let month = place(|p| matches!(p, Part::Month(_)));
    let year = place(|p| matches!(p, Part::Year { .. })).ok_or_else(|| wrong("no year"))?;
    if day.is_some() && month.is_none() {
        return Err(wrong("a day without a month"));
    }
    if !before.is_empty() {
        return Err(wrong(&format!("`{before}` at the end")));
    }
    let month_first = matches!((day, month), (Some(day), Some(month)) if month < day && year > day);
    Ok(DateNotation { pieces, month_first })
}

fn part(letter: char, run: usize) -> Option<Part> {
    match (letter.to_ascii_lowercase(), run) {
        ('d', 1 | 2) => Some(Part::Day { padded: run == 2 }),
        ('d', 3 | 4) => Some(Part::Weekday { short: run == 3 }),
        ('m', 1) => Some(Part::Month(Month::Plain)),
        ('m', 2) => Some(Part::Month(Month::Padded)),
        ('m', 3) => Some(Part::Month(Month::Short)),
        ('m', 4) => Some(Part::Month(Month::Long)),
        ('j' | 'y', 2 | 4) => Some(Part::Year { short: run == 2 }),
        _ => None,
    }
}

/// A date in any usual writing, day before month unless the notation says otherwise; a number in a sheet counts days
/// since 1900 and is remarked.
pub(super) fn parse(content: &Content, form: &DateNotation) -> Understood {
    match content {
        Content::Date(day) => Understood::value(Value::Date(Date::Day(*day))),
        Content::Moment(moment) => {
            let read = Understood::value(Value::Date(Date::Day(moment.date())));
            if moment.hour() == 0 && moment.minute() == 0 { read } else { read.remark("date-time-left-out") }
        }
        Content::Number(n) => parse_number(*n),
        Content::Text(_) => {
            words::kept_words(content).map_or_else(Understood::as_written, |text| parse_text(&text, form))
        }
        _ => Understood::as_written(),
    }
}

fn parse_text(text: &str, form: &DateNotation) -> Understood {
    let Some(said) = date_text::read(text, form.month_first) else { return Understood::as_written() };
    let date = Date::from_said(said);
    let mut understood = Understood::from(date.map(Value::Date));
    if said.time {
        understood = understood.remark("date-time-left-out");
    }
    match (said.weekday, date) {
        (Some(weekday), Some(Date::Day(day))) if day.weekday() != weekday => understood.remark("date-other-weekday"),
        (Some(_), Some(Date::Month(..) | Date::Year(_))) => Understood::as_written(),
        _ => understood,
    }
}

/// A year, `jjjjmmdd`, or the days a sheet counts since 1900.
fn parse_number(n: f64) -> Understood {
    #[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
    let whole = if n.fract() == 0.0 && (0.0..1e8).contains(&n) { n as i32 } else { return Understood::as_written() };
    match whole {
        1900..=2199 | 10_000_000..=31_999_999 => {
            Understood::from(date_text::read(&whole.to_string(), false).and_then(Date::from_said).map(Value::Date))
        }
        // 1954 to 2119: smaller numbers are years or mistakes
        20_000..=80_000 => {
            let day = civil::date(1899, 12, 30).checked_add(whole.days()).ok();
            Understood::from(day.map(|day| Value::Date(Date::Day(day)))).remark("date-from-number")
        }
        _ => Understood::as_written(),
    }
}

/// What is known of the date, without the parts that are not.
pub(super) fn print(date: Date, form: &DateNotation) -> Option<CompactString> {
    let (year, month, day) = match date {
        Date::Day(day) => (day.year(), day.month(), day.day()),
        Date::Month(year, month) => (year, month, 0),
        Date::Year(year) => (year, 0, 0),
    };
    // digits without marks write unknown parts as zeros
    if day == 0 && form.pieces.iter().all(|(before, _)| before.is_empty()) {
        return Some(format_compact!("{year:04}{month:02}{day:02}"));
    }
    let mut out = CompactString::default();
    for (before, part) in &form.pieces {
        let said = match part {
            Part::Weekday { short } if day > 0 => weekday(date.day()?, *short),
            Part::Day { padded } if day > 0 => padded_number(day, *padded),
            Part::Month(form) if month > 0 => month_in(month, *form)?,
            Part::Year { short: false } => format_compact!("{year:04}"),
            Part::Year { short: true } => format_compact!("{:02}", year % 100),
            _ => continue,
        };
        if !out.is_empty() {
            out.push_str(before);
        }
        out.push_str(&said);
    }
    Some(out)
}

fn weekday(day: civil::Date, short: bool) -> CompactString {
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    let name = WEEKDAYS[index];
    if short { name[..2].into() } else { name.into() }
}

fn padded_number(n: i8, padded: bool) -> CompactString {
    if padded { format_compact!("{n:02}") } else { n.to_compact_string() }
}

fn month_in(month: i8, form: Month) -> Option<CompactString> {
    Some(match form {
        Month::Padded => padded_number(month, true),
        Month::Plain => padded_number(month, false),
        Month::Long => month_name(month)?.into(),
        Month::Short => short_month(month)?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Understood {
        parse(&Content::Text(text.into()), &compile(None).expect("the default"))
    }

    #[test]
    fn a_date_that_is_known_in_part_lasts_from_its_first_day_to_its_last() {
        let cases = [("2028-02", (2028, 2, 1), (2028, 2, 29)), ("2028", (2028, 1, 1), (2028, 12, 31))];
        for (text, (year, month, day), (last_year, last_month, last_day)) in cases {
            let date = Date::from_iso(text).expect(text);
            assert_eq!(date.first_day(), Some(civil::date(year, month, day)), "{text}");
            assert_eq!(date.last_day(), Some(civil::date(last_year, last_month, last_day)), "{text}");
        }
    }

    #[test]
    fn a_date_that_no_calendar_has_is_no_day_and_not_the_first_of_all() {
        for date in [Date::Month(2026, 13), Date::Month(i16::MAX, 1), Date::Year(i16::MIN)] {
            assert_eq!((date.first_day(), date.last_day()), (None, None), "{date:?}");
        }
    }

    #[test]
    fn days_are_counted_both_ways() {
        let (one, other) = (civil::date(2026, 2, 27), civil::date(2026, 3, 2));
        assert_eq!((days_between(one, other), days_between(other, one), days_between(one, one)), (3, -3, 0));
    }

    #[test]
    fn dates_in_every_usual_writing() {
        let cases = [
            ("14-03-1998", "1998-03-14"),
            ("14/03/98", "1998-03-14"),
            ("4-3-98", "1998-03-04"),
            ("12 febr. 2026", "2026-02-12"),
            ("4-3-'98", "1998-03-04"),
            ("4.3.1998", "1998-03-04"),
            ("14 03 1998", "1998-03-14"),
            ("15 mei 2026", "2026-05-15"),
            ("1 sept. 2025", "2025-09-01"),
            ("1 Sep 2025", "2025-09-01"),
            ("1 mrt 2025", "2025-03-01"),
            ("2026-05-15", "2026-05-15"),
            ("19980314", "1998-03-14"),
            ("19980300", "1998-03"),
            ("19980000", "1998"),
            ("1998", "1998"),
            ("03-1998", "1998-03"),
            ("3/1998", "1998-03"),
            ("september 2025", "2025-09"),
            ("1998-03", "1998-03"),
            ("1-1-49", "2049-01-01"),
            ("1-1-50", "1950-01-01"),
            ("00-03-1998", ""),
            ("vrijdag 15 mei 2026", "2026-05-15"),
            ("vr 15-05-2026", "2026-05-15"),
            ("Vr. 15-05-2026", "2026-05-15"),
            ("vrijdag, 15 mei 2026", "2026-05-15"),
            ("29-02-2024", "2024-02-29"),
            ("02-08-1989", "1989-08-02"),
            ("15-05-2026 00:00", "2026-05-15"),
            ("2026-05-15T00:00:00", "2026-05-15"),
            ("14‑03‑1998", "1998-03-14"),
            ("mei '26", "2026-05"),
            ("1 febr. 2025", "2025-02-01"),
            ("1e februari 2025", "2025-02-01"),
            ("14e maart 1998", "1998-03-14"),
            ("1ste mei 2026", "2026-05-01"),
            ("per 1 februari 2025", "2025-02-01"),
            ("Per 01-02-2025", "2025-02-01"),
            ("m.i.v. 1 febr. 2025", "2025-02-01"),
            ("30071989", "1989-07-30"),
            ("01022025", "2025-02-01"),
        ];
        for (text, iso) in cases {
            let wanted = Understood::from(Date::from_iso(iso).map(Value::Date));
            assert_eq!(read(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_as_written() {
        let cases = [
            "31-02-2025",
            "29-02-2025",
            "05-15-2026",
            "week 36",
            "najaar 2025",
            "per direct",
            "1e 02 2025",
            "per week",
            "32011998",
            "z.s.m.",
            "onbepaalde tijd",
            "Q1 2025",
            "01-01-2025 t/m 30-06-2025",
            "1e halfjaar 2025",
            "eind mei 2026",
            "15 mei",
            "12",
            "1234567",
            "19981300",
            "99999999",
            "maandag",
            "mei",
            "1-2-3-2025",
            "ca. 14-03-1998",
            "jan-jun 2025",
        ];
        for text in cases {
            assert_eq!(read(text), Understood::as_written(), "{text}");
        }
    }

    #[test]
    fn doubts_are_remarked() {
        let form = compile(None).expect("the default");
        let day = |iso| Understood::from(Date::from_iso(iso).map(Value::Date));
        assert_eq!(parse(&Content::Number(45_792.0), &form), day("2025-05-15").remark("date-from-number"));
        assert_eq!(parse(&Content::Number(19_980_314.0), &form), day("1998-03-14"));
        assert_eq!(parse(&Content::Number(1998.0), &form), day("1998"));
        assert_eq!(read("maandag 15 mei 2026"), day("2026-05-15").remark("date-other-weekday"));
        assert_eq!(read("15-05-2026 10:30 uur"), day("2026-05-15").remark("date-time-left-out"));
        let moment = Content::Moment(civil::date(2026, 5, 15).at(10, 30, 0, 0));
        assert_eq!(parse(&moment, &form), day("2026-05-15").remark("date-time-left-out"));
    }

    #[test]
    fn the_month_stands_first_only_where_the_notation_says_so() {
        let american = compile(Some("mm/dd/jjjj")).expect("a notation");
        let wanted = Understood::from(Date::from_iso("2026-05-04").map(Value::Date));
        assert_eq!(parse(&Content::Text("05/04/2026".into()), &american), wanted);
        assert_eq!(read("04/05/2026"), wanted);
    }

    #[test]
    fn dates_are_written_as_the_notation() {
        let cases = [
            ("dd-mm-jjjj", "1998-03-04", "04-03-1998"),
            ("d-m-'jj", "1998-03-04", "4-3-'98"),
            ("d mmmm jjjj", "1998-03-04", "4 maart 1998"),
            ("dddd d mmm jjjj", "2026-05-15", "vrijdag 15 mei 2026"),
            ("jjjjmmdd", "1998-03", "19980300"),
            ("dd-mm-jjjj", "1998-03", "03-1998"),
            ("dd/mm/jj", "1998-03-04", "04/03/98"),
            ("jjjj-mm-dd", "1998", "1998"),
            ("d mmmm jjjj", "1998-03", "maart 1998"),
        ];
        for (notation, iso, wanted) in cases {
            let form = compile(Some(notation)).expect("a notation");
            assert_eq!(Date::from_iso(iso).and_then(|date| print(date, &form)).as_deref(), Some(wanted), "{notation}");
        }
        for wrong in ["dd-mm", "dd-jjjj", "dd-mm-jjj", "datum", "dd-mm-jjjj uur"] {
            assert!(compile(Some(wrong)).is_err(), "{wrong}");
        }
    }
}
