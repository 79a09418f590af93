//! What there is to do, and where the forms of a client contradict each other.

use serde::Serialize;

use super::account::ClientRef;

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
    /// `past`, `soon` (30 days), `later`, or `undated`
    pub urgency: &'static str,
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
