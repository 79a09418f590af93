//! What a template sees: plain data in the order in which it is shown. `docs/templates.md` describes it for authors.

use serde::Serialize;

/// The whole report.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub title: &'static str,
    /// The reference date, ISO 8601.
    pub date: String,
    /// `eenvorm 0.1.0`
    pub made_with: &'static str,
    pub pseudonym: bool,
    pub counts: Counts,
    pub files: Vec<File>,
    pub form_kinds: Vec<FormKind>,
    /// Remarks on files and on the run.
    pub remarks: Vec<Remark>,
    /// All remarks, those on records too, by code.
    pub remark_groups: Vec<RemarkGroup>,
    pub clients: Vec<Client>,
    pub deadlines: Vec<Deadline>,
    /// None where nobody has a deadline within its window.
    pub timeline: Option<Timeline>,
    /// None where no form says any hours.
    pub hours: Option<HoursChart>,
}

/// The totals.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Counts {
    pub files: usize,
    pub files_read: usize,
    pub files_blank: usize,
    pub files_not_read: usize,
    pub forms: usize,
    pub clients: usize,
    pub ledger: Ledger,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    /// Deadlines within the next 30 days.
    pub due_soon: usize,
    /// Deadlines that passed at most 90 days ago.
    pub overdue: usize,
    /// Deadlines that passed longer ago; they are not listed.
    pub long_past: usize,
    /// Answers that hold special personal data, such as a diagnosis.
    pub special: usize,
}

/// The account of the cells of one or more forms: `cells` is the sum of the other four.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Ledger {
    pub cells: u32,
    pub labels: u32,
    pub answers: u32,
    pub as_written: u32,
    pub unmapped: u32,
}

/// A file that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct File {
    pub name: String,
    pub format: String,
    /// `records`, `blank` or `not_read`
    pub outcome: &'static str,
    pub forms: Vec<FileForm>,
    pub remarks: Vec<Remark>,
}

/// A form that stood in a file.
#[derive(Clone, Debug, Serialize)]
pub struct FileForm {
    pub id: String,
    pub title: String,
    pub client: ClientRef,
    pub ledger: Ledger,
    /// How many remarks there are on it.
    pub remarks: usize,
}

/// A client to point at.
#[derive(Clone, Debug, Serialize)]
pub struct ClientRef {
    /// The id of the client's page.
    pub anchor: String,
    pub name: String,
}

/// All forms of one kind together: what of it was not placed.
#[derive(Clone, Debug, Serialize)]
pub struct FormKind {
    pub id: String,
    pub title: String,
    pub forms: usize,
    pub ledger: Ledger,
    /// The printed questions whose answers no line of the mapping accounts for, the most frequent first.
    pub unmapped: Vec<UnmappedQuestion>,
}

/// A printed question without a place in the schema.
#[derive(Clone, Debug, Serialize)]
pub struct UnmappedQuestion {
    /// None where it is not known to which question the answers belong.
    pub label: Option<String>,
    pub count: usize,
    /// The first three: file and place.
    pub places: Vec<String>,
}

/// A finding in words.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    pub code: String,
    /// `error`, `warning` or `note`
    pub severity: &'static str,
    pub message: String,
    pub hint: Option<String>,
    /// The Dutch label of the field.
    pub field: Option<String>,
    pub file: Option<String>,
    pub place: Option<String>,
}

/// The findings of one code together.
#[derive(Clone, Debug, Serialize)]
pub struct RemarkGroup {
    pub code: String,
    pub severity: &'static str,
    /// Of the first.
    pub message: String,
    pub hint: Option<String>,
    pub count: usize,
    /// The first three: file and place.
    pub places: Vec<String>,
}

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
    pub gemeente: Option<String>,
    pub werkgever: Option<String>,
    pub functie: Option<String>,
    pub regime: Option<String>,
    /// Begin and end of the coaching, ISO 8601.
    pub begin: Option<String>,
    pub einde: Option<String>,
    /// The nearest deadline that is not past.
    pub next: Option<Deadline>,
    pub deadlines: Vec<Deadline>,
    pub hours: Option<Hours>,
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

/// A form of a client.
#[derive(Clone, Debug, Serialize)]
pub struct Form {
    /// `A` is the newest.
    pub letter: String,
    pub id: String,
    pub title: String,
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
    pub kind: crate::record::schema::Kind,
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
    /// The sum of the durations in minutes, where the rows have them.
    pub total: Option<i64>,
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

/// A day on which something ends or is due.
#[derive(Clone, Debug, Serialize)]
pub struct Deadline {
    pub client: ClientRef,
    pub gemeente: Option<String>,
    /// `einde_begeleiding`, `evaluatie`, `einde_dienstverband` or `einde_proefplaatsing`
    pub kind: &'static str,
    /// `einde begeleiding`
    pub label: &'static str,
    /// ISO 8601.
    pub date: String,
    /// From the reference date; negative where it is past.
    pub days: i32,
    /// `vandaag`, `over 12 dagen`, `3 weken geleden`
    pub when: String,
    /// `past`, `soon` (30 days) or `later`
    pub urgency: &'static str,
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
    pub label: &'static str,
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
    /// What was used is the sum of the hours log, not a total that a form states.
    pub added_up: bool,
}
