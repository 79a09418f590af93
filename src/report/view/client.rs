//! A client: the forms, and every answer with where it stands.

use serde::Serialize;

use super::account::{ClientRef, Remark};
use super::action::{Action, Difference};
use super::chart::{Deadline, EarlierHours, Hours};
use crate::record::answer::Ledger;
use crate::record::schema::Kind;

/// One client with everything that was read.
#[derive(Clone, Debug, Serialize)]
pub struct Client {
    /// The id of the client's page: `client-1`.
    pub anchor: String,
    /// As in a list: `Berg, A.C. van der`.
    pub name: String,
    /// As said: `A.C. van der Berg`.
    pub full_name: String,
    /// Masked but for the last four digits.
    pub bsn: Option<String>,
    /// ISO 8601, as far as it is known.
    pub born: Option<String>,
    #[serde(flatten)]
    pub details: Details,
    /// What is to be done, the earliest first.
    pub actions: Vec<Action>,
    /// Where the forms contradict each other.
    pub differences: Vec<Difference>,
    /// Clients that may be this one.
    pub possibly: Vec<ClientRef>,
    /// The nearest deadline that is not past.
    pub next: Option<Deadline>,
    pub deadlines: Vec<Deadline>,
    /// Those that run side by side, the one that began first first; none where there is one.
    pub coachings: Vec<Coaching>,
    /// Those of them that run beside the one of which the details are, each with its end: `Bakkerij Smeets (t/m 31-12-2026)`.
    pub also: Vec<String>,
    /// The newest first.
    pub forms: Vec<Form>,
    /// In the order of the schema; only groups and fields with an answer.
    pub groups: Vec<Group>,
    pub unmapped: Vec<Unmapped>,
    pub remarks: Vec<Remark>,
    /// How many fields have answers that differ between forms.
    pub differing: usize,
    /// How many answers could not be read and stand as they were written.
    pub as_written: usize,
}

/// Who is coached where, by whom, how much and until when.
#[derive(Clone, Debug, Serialize)]
pub struct Details {
    pub gemeente: Option<String>,
    pub werkgever: Option<String>,
    pub functie: Option<String>,
    pub regime: Option<String>,
    pub jobcoach: Option<String>,
    /// In minutes.
    pub contract_hours: Option<i64>,
    /// ISO 8601, as are the others.
    pub contract_end: Option<String>,
    /// Begin and end of the coaching.
    pub begin: Option<String>,
    pub einde: Option<String>,
    pub evaluation: Option<String>,
    pub hours: Option<Hours>,
    /// Of the periods before, the last of them first.
    pub earlier: Vec<EarlierHours>,
}

/// One of several coachings at once.
#[derive(Clone, Debug, Serialize)]
pub struct Coaching {
    /// `Bakkerij Smeets`, or without persons its number: `begeleiding 2`
    pub name: String,
    #[serde(flatten)]
    pub details: Details,
    /// What is to be done first for it, or for the client whatever the coaching.
    pub first: Option<Action>,
    /// How many forms tell of it.
    pub forms: usize,
}

/// A form of a client.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// `A` is the newest.
    pub letter: String,
    pub id: String,
    /// `Utrecht, plan van aanpak`
    pub title: String,
    /// `plan van aanpak`
    pub kind: String,
    pub version: String,
    /// ISO 8601.
    pub date: Option<String>,
    pub file: String,
    pub ledger: Ledger,
}

/// A group of the schema.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// `werkgever`
    pub id: String,
    pub label: String,
    pub fields: Vec<Field>,
    /// Of a repeating group: its rows, by form.
    pub tables: Vec<Table>,
}

/// A field and what the forms say of it.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// `werkgever.naam`
    pub id: String,
    pub label: String,
    /// `prose`, `date`, … as in the schema.
    pub kind: Kind,
    pub sensitive: bool,
    /// Special personal data (health).
    pub special: bool,
    /// The forms say different things where they should say the same.
    pub differs: bool,
    /// Each different answer once, the newest form's first.
    pub answers: Vec<Answer>,
}

/// An answer and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    pub text: String,
    /// `read`, `said` (no value: n.v.t., onbekend) or `as_written` (not understood)
    pub state: &'static str,
    pub sources: Vec<Source>,
}

/// Where an answer stands.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// The letter of the client's form.
    pub letter: String,
    /// None in a report without persons.
    pub place: Option<String>,
    /// The words of the source, where they are not the words shown.
    pub written: Option<String>,
}

/// The rows of a repeating group in one form, or in several that say the same.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    pub letters: Vec<String>,
    /// As `14 maart 2026, voortgangsverslag`.
    pub form: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How many rows there are besides: a page shows the first two thousand.
    pub more: usize,
    /// The sum of the durations in minutes, where the rows have them.
    pub total: Option<i64>,
    /// So many rows are not in that sum: how long they lasted is not known.
    pub uncounted: usize,
}

/// A column of a repeating group.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// `duur`
    pub name: String,
    pub label: String,
    pub numeric: bool,
}

/// A row of a repeating group.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Cell>,
    pub place: Option<String>,
}

/// A cell of a repeating group.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Cell {
    /// None where nothing was answered.
    pub text: Option<String>,
    pub state: &'static str,
}

/// What stands in a client's form and has no place in the schema.
#[derive(Clone, Debug, Serialize)]
pub struct Unmapped {
    pub letter: String,
    pub label: Option<String>,
    pub text: String,
    pub place: String,
}
