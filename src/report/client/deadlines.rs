//! The days on which something ends or is due, counted from the reference date.

use jiff::civil;

use crate::dossier::Dossier;
use crate::record::value::date::{Date, days_between};
use crate::report::view::action::Urgency;

use crate::report::{evaluations, view};

/// How many days ahead a deadline is near.
const SOON: i32 = 30;
/// How many days a passed deadline stays in the list.
pub(in crate::report) const LINGERS: i32 = 90;

/// All deadlines of a client, the earliest first; after the end of the trajectory there are none.
pub(in crate::report) fn deadlines(
    dossier: &Dossier,
    client: &view::account::ClientRef,
    gemeente: Option<&str>,
    today: civil::Date,
) -> Vec<view::chart::Deadline> {
    let ended = dossier.date("uitkomst.datum_einde").and_then(Date::last_day);
    let after_end = evaluations::after_end(dossier);
    let end = |id| dossier.date(id).and_then(Date::last_day).map(|day| (day, false));
    // an end that a closing form tells is not to come, but where it was handed in ahead
    let is_coming = |day: civil::Date| ended.is_none_or(|ended| day < ended || ended > today);
    let coming_end = dossier.end_of_coaching().filter(|end| is_coming(end.day));
    let all = [
        ("einde_begeleiding", "einde begeleiding", coming_end.map(|end| (end.day, end.computed))),
        ("einde_proefplaatsing", "einde proefplaatsing", end("dienstverband.proefplaatsing_einde")),
        ("einde_dienstverband", "einde dienstverband", end("dienstverband.einde")),
    ];
    let mut deadlines: Vec<view::chart::Deadline> = evaluated(dossier, today)
        .into_iter()
        .map(|(label, day)| ("evaluatie", label, Some((day, false))))
        .chain(all)
        .filter_map(|(kind, label, found)| found.map(|(day, computed)| (kind, label, day, computed)))
        .filter(|(_, _, day, _)| ended.is_none_or(|ended| *day <= ended) || after_end == Some(*day))
        .map(|(kind, label, day, computed)| {
            let days = days_between(today, day);
            view::chart::Deadline {
                client: client.clone(),
                gemeente: gemeente.map(str::to_owned),
                kind,
                label: label.to_owned(),
                date: day.to_string(),
                days,
                when: when(days),
                urgency: urgency(days),
                computed,
            }
        })
        .collect();
    deadlines.sort_by_key(|deadline| deadline.days);
    deadlines
}

/// The days of evaluations that were not held yet, of the period that counts and of the one before it while that runs, each once.
fn evaluated(dossier: &Dossier, today: civil::Date) -> Vec<(&'static str, civil::Date)> {
    let (running, _) = evaluations::running_before(dossier, today);
    let told = |period: &Dossier| {
        let next = evaluations::next(period).map(|day| ("volgende evaluatie", day));
        let planned = evaluations::planned(period, today).map(|day| ("evaluatie", day));
        let done = evaluations::done(period, dossier, today);
        [next, planned].into_iter().flatten().filter(move |(_, day)| done.is_none_or(|done| done < *day))
    };
    let mut all: Vec<_> = told(dossier).collect();
    all.extend(running.iter().flat_map(|period| told(&period.dossier)));
    all.sort_by_key(|(_, day)| *day);
    all.dedup_by_key(|(_, day)| *day);
    all
}

pub(in crate::report) fn urgency(days: i32) -> Urgency {
    match days {
        ..0 => Urgency::Past,
        0..=SOON => Urgency::Soon,
        _ => Urgency::Later,
    }
}

/// `vandaag`, `over 12 dagen`, `3 weken geleden`
pub(in crate::report) fn when(days: i32) -> String {
    let length = match days.abs() {
        0 => return "vandaag".to_owned(),
        1 => return if days > 0 { "morgen" } else { "gisteren" }.to_owned(),
        n @ 2..=20 => format!("{n} dagen"),
        n @ 21..=90 => format!("{} weken", (n + 3) / 7),
        n @ 91..=730 => format!("{} maanden", (n + 15) / 30),
        n => format!("{} jaar", (n + 182) / 365),
    };
    if days > 0 { format!("over {length}") } else { format!("{length} geleden") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_is_said_in_the_fitting_unit() {
        for (days, said) in [
            (0, "vandaag"),
            (1, "morgen"),
            (-1, "gisteren"),
            (12, "over 12 dagen"),
            (-20, "20 dagen geleden"),
            (21, "over 3 weken"),
            (180, "over 6 maanden"),
            (1095, "over 3 jaar"),
        ] {
            assert_eq!(when(days), said);
        }
    }
}
