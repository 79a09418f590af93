//! Hours that run out: more used than granted, or faster than the time goes.

use jiff::ToSpan;
use jiff::civil;

use crate::dossier::days::{between, day};
use crate::record::value::date::Date;
use crate::report::shown::{hours, long_date};

use super::{Case, Found};

/// Hours may be so far ahead of the time, in per cent of the granted hours, before it is said.
const AHEAD: i64 = 10;

/// Said where more is used than granted, or where at this pace the hours are gone before the coaching ends.
pub(super) fn running_out(case: &Case<'_>) -> Option<Found> {
    let told = case.hours?;
    let (granted, used) = (told.toegekend.filter(|granted| *granted > 0)?, told.besteed?);
    let found =
        |title: &str, why: String, day| Found { kind: "uren", title: title.to_owned(), why, day, which: String::new() };
    let counted = format!("{} gebruikt van {} toegekend", hours(used), hours(granted));
    if used > granted {
        let why = format!("Er is meer gebruikt dan toegekend: {counted}.");
        return Some(found("Uren bijvragen of stoppen", why, None));
    }
    let (end, _) = case.dossier.end_of_coaching()?;
    let begin = case.dossier.date("begeleiding.begin").and_then(|date| day(date, false))?;
    let (gone, whole) = (i64::from(between(begin, case.today.min(end))) + 1, i64::from(between(begin, end)) + 1);
    if gone <= 0 || whole <= 0 {
        return None;
    }
    let (share, time) = (used * 100 / granted, gone * 100 / whole);
    let last = gone_on(begin, gone, granted, used).filter(|last| *last < end);
    (share > time + AHEAD && used > 0).then(|| {
        let until = last.map(|last| format!(" In dit tempo zijn ze op rond {}.", long_date(Date::Day(last))));
        let why = format!("{counted} ({share}%), en {time}% van de tijd is om.{}", until.unwrap_or_default());
        found("De uren gaan sneller dan de tijd", why, last)
    })
}

/// The day on which the hours are gone at the pace so far.
fn gone_on(begin: civil::Date, gone: i64, granted: i64, used: i64) -> Option<civil::Date> {
    begin.checked_add((gone * granted / used.max(1)).days()).ok()
}
