//! The day of a date control: whether the shown text agrees with it, and how its pattern writes it.

use jiff::civil::Date;

use crate::text::dutch::{WEEKDAYS, month, month_name, short_month};

/// Whether a text says this day: its day, its month by number or name, and its year in four or two digits.
pub(crate) fn agrees(date: Date, shown: &str) -> bool {
    let lower = shown.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut numbers: Vec<i16> = words.iter().filter_map(|w| w.parse().ok()).collect();
    let mut take =
        |wanted: &[i16]| numbers.iter().position(|n| wanted.contains(n)).map(|i| numbers.remove(i)).is_some();
    let year = take(&[date.year()]) || take(&[date.year() % 100]);
    let named = words.iter().find_map(|w| month(w));
    let day = take(&[i16::from(date.day())]);
    year && day && named.map_or_else(|| take(&[i16::from(date.month())]), |m| m == date.month())
}

/// A day in a Word pattern, such as `dd-MM-yyyy` or `d MMMM yyyy`, with Dutch names.
pub(crate) fn print(date: Date, pattern: &str) -> String {
    let mut shown = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (quoted, after) = rest[1..].split_once('\'').unwrap_or((&rest[1..], ""));
            shown.push_str(quoted);
            rest = after;
            continue;
        }
        let run = rest.find(|c| c != first).unwrap_or(rest.len());
        shown.push_str(&part(date, first, run).unwrap_or_else(|| rest[..run].to_owned()));
        rest = &rest[run..];
    }
    shown
}

/// One part of a pattern: a letter and how often it stands.
fn part(date: Date, letter: char, run: usize) -> Option<String> {
    let day = WEEKDAYS[usize::try_from(date.weekday().to_monday_zero_offset()).ok()?];
    Some(match (letter, run) {
        ('d', 1) => date.day().to_string(),
        ('d', 2) => format!("{:02}", date.day()),
        ('d', 3) => day[..2].to_owned(),
        ('d', _) => day.to_owned(),
        ('M', 1) => date.month().to_string(),
        ('M', 2) => format!("{:02}", date.month()),
        ('M', 3) => short_month(date.month())?.to_owned(),
        ('M', _) => month_name(date.month())?.to_owned(),
        ('y' | 'j', 1 | 2) => format!("{:02}", date.year() % 100),
        ('y' | 'j', _) => format!("{:04}", date.year()),
        _ => return None,
    })
}

/// The day that a text writes as day, month and year, or the other way round.
pub(crate) fn read(text: &str) -> Option<Date> {
    let lower = text.trim().to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |w: &str| w.parse::<i16>().ok();
    let middle = month(second).or_else(|| second.parse().ok())?;
    let (day, year) = if first.len() == 4 { (third, first) } else { (first, third) };
    if year.len() != 4 {
        return None;
    }
    Date::new(number(year)?, middle, i8::try_from(number(day)?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date() -> Date {
        Date::constant(2026, 3, 1)
    }

    #[test]
    fn a_shown_day_agrees_or_not() {
        for shown in ["01-03-2026", "1 maart 2026", "1 mrt. 26", "2026-03-01", "maandag 1 maart 2026", "March 1, 2026"]
        {
            assert!(agrees(date(), shown), "{shown}");
        }
        for shown in ["02-03-2026", "maart 2026", "1 april 2026", "volgt", "01-03-2027"] {
            assert!(!agrees(date(), shown), "{shown}");
        }
    }

    #[test]
    fn the_name_of_a_weekday_is_no_month() {
        assert!(agrees(Date::constant(2026, 4, 6), "maandag 6 april 2026"));
    }

    #[test]
    fn a_day_is_written_and_read() {
        for (pattern, shown) in [
            ("dd-MM-yyyy", "01-03-2026"),
            ("d MMMM yyyy", "1 maart 2026"),
            ("d-M-yy", "1-3-26"),
            ("dddd d MMM yyyy", "zondag 1 mrt 2026"),
            ("d 'van' MMMM yyyy", "1 van maart 2026"),
        ] {
            assert_eq!(print(date(), pattern), shown);
            assert!(agrees(date(), shown));
        }
        assert_eq!(read("1 maart 2026"), Some(date()));
        assert_eq!(read("2026-03-01"), Some(date()));
        assert_eq!(read("01-03-26"), None);
        assert_eq!(read("31-02-2026"), None);
    }
}
