//! Hours that run out: more used than granted, or faster than the time goes.

use jiff::ToSpan;
use jiff::civil;

use crate::dossier::Dossier;
use crate::record::value::date::{Date, days_between};
use crate::report::client::hours::earlier;
use crate::report::evaluations;
use crate::report::view::chart::Hours;
use crate::report::wording::shown::{hours, long_date};

use super::{Case, Found};

/// Hours may be so far ahead of the time, in per cent of the granted hours, before it is said.
const AHEAD: i64 = 10;

/// What runs out of the period that counts, else of the one before it while that runs: a form that asks the next period tells
/// nothing of the hours of this one.
pub(super) fn running_out(case: &Case<'_>) -> Option<Found> {
    let own = case.hours.and_then(|told| of_period(case.dossier, told, None, case.today));
    own.or_else(|| {
        let (running, number) = evaluations::running_before(case.dossier, case.today);
        let before = running.first().filter(|period| period.number + 1 == number)?;
        let told = earlier(case.dossier).into_iter().next()?.hours;
        // what the form that asks the next period says of this one
        of_period(&before.dossier, told, case.dossier.used_before_until(), case.today)
    })
}

/// Said where all is used, or where at this pace the hours are gone before the coaching ends.
fn of_period(dossier: &Dossier<'_>, told: Hours, until: Option<civil::Date>, today: civil::Date) -> Option<Found> {
    let (granted, used) = (told.toegekend.filter(|granted| *granted > 0)?, told.besteed?);
    let found = |title: &str, why: String, day| Found {
        kind: "uren",
        title: title.to_owned(),
        why,
        day,
        which: String::new(),
        coaching: None,
    };
    let counted = format!("{} gebruikt van {} toegekend", hours(used), hours(granted));
    if used > granted {
        let why = format!("Er is meer gebruikt dan toegekend: {counted}.");
        return Some(found("Uren bijvragen of stoppen", why, None));
    }
    let end = dossier.end_of_coaching()?.day;
    if used == granted {
        let why = format!("Alle uren zijn gebruikt: {counted}.");
        return (end > today).then(|| found("Uren bijvragen of stoppen", why, None));
    }
    let begin = dossier.date("begeleiding.begin").and_then(Date::first_day)?;
    let until = dossier.hours_used().and_then(|used| used.until).or(until).unwrap_or(today).min(today).min(end);
    let (gone, whole) = (i64::from(days_between(begin, until)) + 1, i64::from(days_between(begin, end)) + 1);
    if gone <= 0 || whole <= 0 {
        return None;
    }
    let (share, time) = (used * 100 / granted, gone * 100 / whole);
    let last = gone_on(begin, gone, granted, used).filter(|last| *last < end);
    (share > time + AHEAD && used > 0).then(|| {
        let pace = last.map(|last| {
            let (word, day) = (if last < today { "waren" } else { "zijn" }, long_date(Date::Day(last)));
            format!(" In dit tempo {word} ze op rond {day}.")
        });
        let at = if until == today { "is".to_owned() } else { format!("was op {}", long_date(Date::Day(until))) };
        let why = format!("{counted} ({share}%), en {time}% van de tijd {at} om.{}", pace.unwrap_or_default());
        found("De uren gaan sneller dan de tijd", why, last.filter(|last| *last >= today))
    })
}

/// The day on which the hours are gone at the pace so far.
fn gone_on(begin: civil::Date, gone: i64, granted: i64, used: i64) -> Option<civil::Date> {
    begin.checked_add((gone * granted / used.max(1)).days()).ok()
}
