//! What there is to do, and where the forms of a client contradict each other.

use serde::Serialize;

use super::account::ClientRef;

/// How near a day is, counted from the reference date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    Past,
    /// Within 30 days.
    Soon,
    Later,
    /// It has no day of its own.
    Undated,
}

/// Something to do for a client.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    pub client: ClientRef,
    pub gemeente: Option<String>,
    /// What the coaching is called that asks it, where several run side by side.
    pub coaching: Option<String>,
    /// `verlenging`, `evaluatie`, `dienstverband`, `uren`, `aanvullen`, `ondertekenen`, `datum`, `verschil`, `tegelijk`
    /// or `zelfde`
    pub kind: &'static str,
    /// `Verlenging aanvragen`
    pub title: String,
    /// Why, and by which rule.
    pub why: String,
    /// ISO 8601; none where it has no day of its own.
    pub date: Option<String>,
    /// From the reference date; negative where it is past.
    pub days: Option<i32>,
    /// `vandaag`, `over 12 dagen`
    pub when: Option<String>,
    pub urgency: Urgency,
    /// The same for the same action in any run, whatever its day.
    pub uid: String,
}

/// A field that forms of one client say differently.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    pub label: String,
    /// What counts first.
    pub sides: Vec<Side>,
    /// The forms are equally new: no date says which counts.
    pub tied: bool,
}

/// What one form says.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    pub letter: String,
    pub text: String,
    pub file: String,
    /// None in a report without persons.
    pub place: Option<String>,
    /// ISO 8601: the date of the form.
    pub date: Option<String>,
}
