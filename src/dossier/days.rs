//! Days and lengths of time that are known in part.

use jiff::civil;

use crate::record::value::date::Date;
use crate::record::value::duration::Duration;

/// Whether two dates can be of the same day.
pub fn may_be_same(one: Date, other: Date) -> bool {
    let range = |date: Date| Some((date.first_day()?, date.last_day()?));
    match (range(one), range(other)) {
        (Some((first, last)), Some((begin, end))) => first <= end && begin <= last,
        _ => one == other,
    }
}

/// The last day of what lasts so long from a day.
pub fn end_after(begin: civil::Date, length: Duration) -> Option<civil::Date> {
    let span = jiff::Span::new().try_months(length.months).ok()?.try_days(length.days).ok()?;
    begin.checked_add(span).ok()?.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_known_in_part_may_be_the_same_where_they_meet() {
        assert!(may_be_same(Date::Year(2028), Date::Month(2028, 2)));
        assert!(!may_be_same(Date::Month(2028, 3), Date::Month(2028, 2)));
    }

    #[test]
    fn six_months_from_the_first_end_on_the_last_day() {
        let begin = civil::Date::new(2025, 9, 1).expect("a day");
        assert_eq!(end_after(begin, Duration { months: 6, days: 0 }), civil::Date::new(2026, 2, 28).ok());
    }
}
