//! What is surely so of dates that are known in part: the first and the last day that each can be.

use jiff::ToSpan;
use jiff::civil;

use crate::record::value::date::Date;

/// The first day that it can be.
pub(super) fn first(date: Date) -> civil::Date {
    match date {
        Date::Day(day) => day,
        Date::Month(year, month) => civil::Date::new(year, month, 1).unwrap_or(civil::Date::MIN),
        Date::Year(year) => civil::Date::new(year, 1, 1).unwrap_or(civil::Date::MIN),
    }
}

/// The last day that it can be.
pub(super) fn last(date: Date) -> civil::Date {
    match date {
        Date::Day(day) => day,
        Date::Month(..) => first(date).last_of_month(),
        Date::Year(_) => first(date).last_of_year(),
    }
}

/// Whether `one` is after `other`, whatever the unknown parts are.
pub(super) fn after(one: Date, other: Date) -> bool {
    first(one) > last(other)
}

/// The days from `from` to `to`, negative where `to` is earlier.
pub(super) fn days(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The day so many months and days later; the same day where the calendar ends.
pub(super) fn later(day: civil::Date, months: u32, days: u32) -> civil::Date {
    day.checked_add(i64::from(months).months().days(i64::from(days))).unwrap_or(day)
}
