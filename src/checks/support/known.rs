//! What is surely so of dates that are known in part: the first and the last day that each can be.

use jiff::ToSpan;
use jiff::civil;

use crate::record::value::date::Date;

/// Whether `one` is after `other`, whatever the unknown parts are.
pub(in crate::checks) fn after(one: Date, other: Date) -> bool {
    one.first_day().zip(other.last_day()).is_some_and(|(first, last)| first > last)
}

/// The day so many months and days later; the same day where the calendar ends.
pub(in crate::checks) fn later(day: civil::Date, months: u32, days: u32) -> civil::Date {
    day.checked_add(i64::from(months).months().days(i64::from(days))).unwrap_or(day)
}
