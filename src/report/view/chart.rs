//! Deadlines and hours, and what is drawn of them.

use serde::Serialize;

use super::action::Urgency;

use super::account::ClientRef;

/// A day on which something ends or is due.
#[derive(Clone, Debug, Serialize)]
pub struct Deadline {
    pub client: ClientRef,
    pub gemeente: Option<String>,
    /// `einde_begeleiding`, `evaluatie`, `einde_dienstverband` or `einde_proefplaatsing`
    pub kind: &'static str,
    /// `einde begeleiding`; of several coachings with what this one is called
    pub label: String,
    /// ISO 8601.
    pub date: String,
    /// From the reference date; negative where it is past.
    pub days: i32,
    /// `vandaag`, `over 12 dagen`, `3 weken geleden`
    pub when: String,
    /// Never [`Urgency::Undated`].
    pub urgency: Urgency,
    /// Not written in a form, but begin and length of the coaching together.
    pub computed: bool,
}

/// The time line: every `at`, `from` and `to` is a percentage of its width.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    pub from: String,
    pub to: String,
    pub today: f64,
    pub months: Vec<Month>,
    pub rows: Vec<TimelineRow>,
    /// How many more clients have a deadline.
    pub left_out: usize,
}

/// A month on the time line.
#[derive(Clone, Debug, Serialize)]
pub struct Month {
    pub at: f64,
    /// `mrt`, and in January the year: `jan 2027`
    pub label: String,
}

/// A client on the time line.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineRow {
    pub client: ClientRef,
    pub bar: Option<Bar>,
    pub marks: Vec<Mark>,
}

/// The time of the coaching.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub at: f64,
    pub width: f64,
}

/// A deadline on the time line.
#[derive(Clone, Debug, Serialize)]
pub struct Mark {
    pub at: f64,
    pub kind: &'static str,
    pub label: String,
    pub date: String,
}

/// The hours of all clients on one scale.
#[derive(Clone, Debug, Serialize)]
pub struct HoursChart {
    /// The end of the scale in minutes.
    pub scale: i64,
    pub ticks: Vec<Tick>,
    pub rows: Vec<HoursRow>,
    pub total: Hours,
    /// How many clients have no hours in any form.
    pub without: usize,
}

/// A number on the scale.
#[derive(Clone, Debug, Serialize)]
pub struct Tick {
    pub at: f64,
    /// Whole hours.
    pub hours: i64,
}

/// The hours of a client with the lengths of the bars as percentages of the scale.
#[derive(Clone, Debug, Serialize)]
pub struct HoursRow {
    pub client: ClientRef,
    pub hours: Hours,
    /// Of a period before the one that counts; the total does not count it.
    pub earlier: bool,
    pub aangevraagd: Option<f64>,
    pub toegekend: Option<f64>,
    pub besteed: Option<f64>,
}

/// Coaching hours, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hours {
    pub aangevraagd: Option<i64>,
    pub toegekend: Option<i64>,
    pub besteed: Option<i64>,
    /// Granted less used; negative where more was used than granted.
    pub resterend: Option<i64>,
    /// What was used is a sum of hours logs or of totals, not one total that a form states.
    pub added_up: bool,
    /// So many entries of the hours log are not in that sum: how long they lasted is not known.
    pub uncounted: usize,
}

/// The hours of a period before the one that counts.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierHours {
    /// `t/m 31 augustus 2025`
    pub when: String,
    pub hours: Hours,
}
