//! Hours asked, granted, used and left: computed for the report, never stored.

use crate::dossier::Dossier;
use crate::dossier::hours::Basis;

use crate::record::value::date::Date;

use crate::report::view;
use crate::report::wording::shown::long_date;

/// The hours of one client; none where no form says any.
pub(super) fn hours_chart(dossier: &Dossier) -> Option<view::chart::Hours> {
    let toegekend = dossier.hours_of_period("begeleiding.uren_toegekend");
    let used = dossier.hours_used();
    let besteed = used.as_ref().map(|used| used.minutes);
    let hours = view::chart::Hours {
        aangevraagd: dossier.hours_of_period("begeleiding.uren_aangevraagd"),
        toegekend,
        besteed,
        resterend: toegekend.zip(besteed).map(|(granted, used)| granted - used),
        added_up: used.as_ref().is_some_and(|used| !matches!(used.basis, Basis::Stated(_))),
        uncounted: used.map_or(0, |used| used.uncounted),
    };
    (hours.aangevraagd.is_some() || toegekend.is_some() || besteed.is_some()).then_some(hours)
}

/// The hours of the periods before the one that counts, the last of them first.
pub(in crate::report) fn earlier(dossier: &Dossier) -> Vec<view::chart::EarlierHours> {
    let mut earlier = Vec::new();
    let (mut told, mut before) = (dossier.used_before(), dossier.previous_period());
    let mut granted = dossier.granted_before();
    let mut follows = dossier.period_that_counts().begin;
    while before.is_some() || told.is_some() || granted.is_some() {
        let mut hours = before.as_ref().and_then(hours_chart).unwrap_or_default();
        // the form that tells what was used tells of what grant that was
        hours.toegekend =
            if hours.besteed.is_none() { granted.or(hours.toegekend) } else { hours.toegekend.or(granted) };
        hours.besteed = hours.besteed.or(told);
        hours.resterend = hours.toegekend.zip(hours.besteed).map(|(granted, used)| granted - used);
        let period = before.as_ref().map(Dossier::period_that_counts).unwrap_or_default();
        let when = match (period.end, follows) {
            (Some(end), _) => format!("t/m {}", long_date(Date::Day(end))),
            (None, Some(day)) => format!("vóór {}", long_date(Date::Day(day))),
            (None, None) => "eerder".to_owned(),
        };
        if hours != view::chart::Hours::default() {
            earlier.push(view::chart::EarlierHours { when, hours });
        }
        told = before.as_ref().and_then(Dossier::used_before);
        granted = before.as_ref().and_then(Dossier::granted_before);
        before = before.and_then(|dossier| dossier.previous_period());
        follows = period.begin;
    }
    earlier
}

/// The chart of all clients; none where nobody has hours.
pub(in crate::report) fn chart(clients: &[view::client::Client]) -> Option<view::chart::HoursChart> {
    let with: Vec<KnownHours> = clients.iter().flat_map(known).collect();
    let all = with.iter().flat_map(|KnownHours { hours: h, .. }| [h.aangevraagd, h.toegekend, h.besteed]).flatten();
    let most = all.max()?;
    let (scale, step) = scale(most);
    let rows = with.iter().map(|KnownHours { client, hours, earlier }| {
        let length = |minutes: Option<i64>| minutes.map(|minutes| percent(minutes, scale));
        view::chart::HoursRow {
            client: client.clone(),
            hours: *hours,
            earlier: *earlier,
            aangevraagd: length(hours.aangevraagd),
            toegekend: length(hours.toegekend),
            besteed: length(hours.besteed),
        }
    });
    let ticks = (0..=scale / step).map(|n| view::chart::Tick { at: percent(n * step, scale), hours: n * step / 60 });
    Some(view::chart::HoursChart {
        scale,
        ticks: ticks.collect(),
        rows: rows.collect(),
        total: total(&with.iter().filter(|known| !known.earlier).map(|known| &known.hours)),
        without: clients.iter().filter(|client| known(client).is_empty()).count(),
    })
}

/// A row of the chart.
struct KnownHours {
    client: view::account::ClientRef,
    hours: view::chart::Hours,
    /// Of a period before the one that counts.
    earlier: bool,
}

/// The hours that are known of a client, a row a period: of each coaching where several run side by side.
fn known(client: &view::client::Client) -> Vec<KnownHours> {
    if client.coachings.is_empty() {
        return of_details(client, &client.name, &client.details);
    }
    let of = |coaching: &view::client::Coaching| {
        of_details(client, &format!("{} ({})", client.name, coaching.name), &coaching.details)
    };
    client.coachings.iter().flat_map(of).collect()
}

fn of_details(client: &view::client::Client, name: &str, details: &view::client::Details) -> Vec<KnownHours> {
    let row = |name: String, hours, earlier| {
        let client = view::account::ClientRef { anchor: client.anchor.clone(), name };
        KnownHours { client, hours, earlier }
    };
    let now = details.hours.into_iter().map(|hours| row(name.to_owned(), hours, false));
    let before = details.earlier.iter().map(|one| row(format!("{name} ({})", one.when), one.hours, true));
    now.chain(before).collect()
}

/// The end of a round scale and its step, in minutes: four to eight steps of 1, 2 or 5 times a power of ten hours.
fn scale(most: i64) -> (i64, i64) {
    let hours = (most + 59) / 60;
    let steps = (0..10).flat_map(|power| [1, 2, 5].map(|n| n * 10_i64.pow(power)));
    let step = steps.into_iter().find(|step| hours <= step * 6).unwrap_or(hours).max(1);
    let count = ((hours + step - 1) / step).max(1);
    (count * step * 60, step * 60)
}

/// A share of the scale in per cent, to two decimals.
#[expect(clippy::cast_precision_loss, reason = "minutes are far below 2^52")]
fn percent(minutes: i64, scale: i64) -> f64 {
    (minutes.clamp(0, scale) * 10_000 / scale) as f64 / 100.0
}

/// The hours of all together; what is left only where it is known of everyone.
fn total<'a>(all: &(impl Iterator<Item = &'a view::chart::Hours> + Clone)) -> view::chart::Hours {
    let sum = |of: fn(&view::chart::Hours) -> Option<i64>| {
        let known: Vec<i64> = all.clone().filter_map(of).collect();
        if known.is_empty() { None } else { Some(known.iter().sum()) }
    };
    view::chart::Hours {
        aangevraagd: sum(|hours| hours.aangevraagd),
        toegekend: sum(|hours| hours.toegekend),
        besteed: sum(|hours| hours.besteed),
        resterend: sum(|hours| hours.resterend).filter(|_| all.clone().all(|hours| hours.resterend.is_some())),
        added_up: all.clone().any(|hours| hours.added_up),
        uncounted: all.clone().map(|hours| hours.uncounted).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_is_round_and_holds_the_longest_bar() {
        for (most, end, step) in [(57 * 60, 60, 10), (30, 1, 1), (0, 1, 1), (61 * 60, 80, 20), (1450 * 60, 1500, 500)] {
            assert_eq!(scale(most), (end * 60, step * 60), "{most}");
        }
    }

    #[test]
    fn no_bar_leaves_the_chart() {
        assert!((percent(90, 60) - 100.0).abs() < f64::EPSILON);
        assert!(percent(-5, 60).abs() < f64::EPSILON);
        assert!((percent(1, 3) - 33.33).abs() < f64::EPSILON);
    }
}
