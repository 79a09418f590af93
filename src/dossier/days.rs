//! Days and lengths of time that are known in part.

use jiff::civil;

use crate::record::value::date::Date;
use crate::record::value::duration::Duration;

/// The first day, or the last one, that a date may mean.
pub fn day(date: Date, last: bool) -> Option<civil::Date> {
    let first = match date {
        Date::Day(day) => return Some(day),
        Date::Month(year, month) => civil::Date::new(year, month, 1).ok()?,
        Date::Year(year) => civil::Date::new(year, if last { 12 } else { 1 }, 1).ok()?,
    };
    Some(if last { first.last_of_month() } else { first })
}

/// Whether two dates can be of the same day.
pub fn may_be_same(one: Date, other: Date) -> bool {
    let range = |date| Some((day(date, false)?, day(date, true)?));
    match (range(one), range(other)) {
        (Some((first, last)), Some((begin, end))) => first <= end && begin <= last,
        _ => one == other,
    }
}

/// The last day of what lasts so long from a day.
pub fn last_day(begin: civil::Date, length: Duration) -> Option<civil::Date> {
    let span = jiff::Span::new().try_months(length.months).ok()?.try_days(length.days).ok()?;
    begin.checked_add(span).ok()?.yesterday().ok()
}

/// The days from one day to another.
pub fn between(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_is_known_in_part_ends_with_its_month_or_year() {
        assert_eq!(day(Date::Month(2028, 2), true), civil::Date::new(2028, 2, 29).ok());
        assert_eq!(day(Date::Year(2028), true), civil::Date::new(2028, 12, 31).ok());
        assert!(may_be_same(Date::Year(2028), Date::Month(2028, 2)));
        assert!(!may_be_same(Date::Month(2028, 3), Date::Month(2028, 2)));
    }

    #[test]
    fn six_months_from_the_first_end_on_the_last_day() {
        let begin = civil::Date::new(2025, 9, 1).expect("a day");
        assert_eq!(last_day(begin, Duration { months: 6, days: 0 }), civil::Date::new(2026, 2, 28).ok());
    }
}
