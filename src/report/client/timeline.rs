//! The time line: the clients with the nearest deadlines, their coaching as a bar and their deadlines as marks.

use crate::record::value::date::days_between;
use crate::text::dutch;
use jiff::ToSpan;
use jiff::civil;

use crate::report::view;

/// So many clients have a row; the table below the time line lists everyone.
const ROWS: usize = 24;
/// How far ahead it looks, in months: at least and at most.
const AHEAD: (i32, i32) = (5, 12);

/// The window of the time line.
struct Window {
    from: civil::Date,
    to: civil::Date,
}

impl Window {
    /// From the month before the reference date to the end of the month of the last deadline, or of the furthest month.
    fn new(today: civil::Date, last: civil::Date) -> Option<Self> {
        let month = |ahead: i32| today.first_of_month().checked_add(ahead.months()).ok();
        let (near, far) = (month(AHEAD.0)?.last_of_month(), month(AHEAD.1)?.last_of_month());
        Some(Self { from: month(-1)?, to: last.last_of_month().clamp(near, far) })
    }

    /// Where a day stands, in per cent of the width; outside the window at its edge.
    fn at(&self, day: civil::Date) -> f64 {
        let share = f64::from(days_between(self.from, day)) / f64::from(days_between(self.from, self.to) + 1);
        (share.clamp(0.0, 1.0) * 10_000.0).round() / 100.0
    }

    fn holds(&self, day: civil::Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// The time line of the clients that have a deadline to come, or one that passed since the month before.
pub(in crate::report) fn timeline(
    clients: &[view::client::Client],
    today: civil::Date,
) -> Option<view::chart::Timeline> {
    let earliest = today.first_of_month().checked_sub(1.month()).ok()?;
    let listed = |client: &&view::client::Client| days_of(client).any(|day| day >= earliest);
    let mut listed: Vec<&view::client::Client> = clients.iter().filter(listed).collect();
    listed.sort_by_key(|client| days_of(client).filter(|day| *day >= earliest).min());
    let left_out = listed.len().saturating_sub(ROWS);
    listed.truncate(ROWS);
    let last = listed.iter().flat_map(|client| days_of(client)).max()?;
    let window = Window::new(today, last)?;
    Some(view::chart::Timeline {
        from: window.from.to_string(),
        to: window.to.to_string(),
        today: window.at(today),
        months: months(&window),
        rows: listed.into_iter().map(|client| row(client, &window)).collect(),
        left_out,
    })
}

fn days_of(client: &view::client::Client) -> impl Iterator<Item = civil::Date> {
    client.deadlines.iter().filter_map(|deadline| deadline.date.parse().ok())
}

fn months(window: &Window) -> Vec<view::chart::Month> {
    let firsts = window.from.series(1.month()).take_while(|first| *first <= window.to);
    let label = |first: civil::Date| {
        let name = dutch::short_month(first.month()).unwrap_or_default();
        if first.month() == 1 { format!("{name} {}", first.year()) } else { name.to_owned() }
    };
    firsts.map(|first| view::chart::Month { at: window.at(first), label: label(first) }).collect()
}

fn row(client: &view::client::Client, window: &Window) -> view::chart::TimelineRow {
    let marks = client.deadlines.iter().filter_map(|deadline| {
        let day: civil::Date = deadline.date.parse().ok()?;
        let mark = || view::chart::Mark {
            at: window.at(day),
            kind: deadline.kind,
            label: deadline.label.clone(),
            date: deadline.date.clone(),
        };
        window.holds(day).then(mark)
    });
    view::chart::TimelineRow {
        client: view::account::ClientRef { anchor: client.anchor.clone(), name: client.name.clone() },
        bar: bar(client, window),
        marks: marks.collect(),
    }
}

/// The time of the coaching within the window.
fn bar(client: &view::client::Client, window: &Window) -> Option<view::chart::Bar> {
    let end = client.deadlines.iter().find(|deadline| deadline.kind == "einde_begeleiding")?;
    let end: civil::Date = end.date.parse().ok()?;
    let begin = client.details.begin.as_ref().and_then(|begin| begin.parse().ok()).unwrap_or(window.from);
    if begin > window.to || end < window.from || end < begin {
        return None;
    }
    let (at, to) = (window.at(begin), window.at(end));
    Some(view::chart::Bar { at, width: ((to - at) * 100.0).round() / 100.0 })
}
