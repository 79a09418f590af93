//! The hours log of a record: its entries, its total and where it stands.

use std::sync::OnceLock;

use crate::record::answer::{Answer, Record};
use crate::record::schema::{FieldId, Schema};
use crate::record::value::Value;
use crate::record::value::date::Date;
use crate::text::place::Place;

use super::named::{Named, Read, date, hours, value};
use super::rounded::{self, Bounds};

static DATE: Named = Named::new("uren[].datum");
static FROM: Named = Named::new("uren[].van");
static TO: Named = Named::new("uren[].tot");
static LENGTH: Named = Named::new("uren[].duur");
static TRAVEL: Named = Named::new("uren[].reistijd");

/// One entry, as far as it was understood; times and lengths in minutes.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry<'a> {
    pub row: u32,
    pub date: Option<Read<'a, Date>>,
    pub from: Option<Read<'a, i64>>,
    pub to: Option<Read<'a, i64>>,
    pub length: Option<Read<'a, i64>>,
    pub travel: Option<Read<'a, i64>>,
}

impl<'a> Entry<'a> {
    fn take(&mut self, answer: &'a Answer, value: &'a Value) {
        match answer.key.field {
            field if field == DATE.id() => self.date = date(value).map(|day| (answer, day)),
            field if field == FROM.id() => self.from = time(value).map(|minutes| (answer, minutes)),
            field if field == TO.id() => self.to = time(value).map(|minutes| (answer, minutes)),
            field if field == LENGTH.id() => self.length = hours(value).map(|minutes| (answer, minutes)),
            field if field == TRAVEL.id() => self.travel = hours(value).map(|minutes| (answer, minutes)),
            _ => {}
        }
    }
}

impl Entry<'_> {
    /// From the first to the last minute; past midnight where the end is before the begin.
    pub(super) fn span(&self) -> Option<i64> {
        let (from, to) = (self.from?.1, self.to?.1);
        Some(if to < from { to + 24 * 60 - from } else { to - from })
    }

    /// The length as written, else what the times say.
    pub(super) fn minutes(&self) -> Option<i64> {
        self.length.map(|(_, minutes)| minutes).or_else(|| self.span())
    }

    /// An answer to point at.
    pub(super) fn answer(&self) -> Option<&Answer> {
        [self.length, self.from, self.to].into_iter().flatten().map(|(answer, _)| answer).next()
    }
}

/// The entries in their order; none where the record has no log.
pub(super) fn entries(record: &Record) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let [first, .., last] = columns() else { return entries };
    let answers = record.answers_between(*first, *last);
    if answers.is_empty() {
        return entries;
    }
    let columns = [&DATE, &FROM, &TO, &LENGTH, &TRAVEL].map(Named::id);
    for (answer, value) in answers.iter().filter_map(|answer| Some((answer, value(answer)?))) {
        if columns.contains(&answer.key.field) {
            entry(&mut entries, answer.key.row).take(answer, value);
        }
    }
    entries
}

/// The entry of a row, which may be new.
fn entry<'e, 'a>(entries: &'e mut Vec<Entry<'a>>, row: u32) -> &'e mut Entry<'a> {
    let at = entries.binary_search_by_key(&row, |entry| entry.row).unwrap_or_else(|at| {
        entries.insert(at, Entry { row, ..Entry::default() });
        at
    });
    &mut entries[at]
}

/// The columns of a log.
fn columns() -> &'static [FieldId] {
    static COLUMNS: OnceLock<Vec<FieldId>> = OnceLock::new();
    COLUMNS.get_or_init(|| Schema::common().of_group("uren").map(|(field, _)| field).collect())
}

fn time(value: &Value) -> Option<i64> {
    if let Value::Time(minutes) = value { Some(i64::from(*minutes)) } else { None }
}

/// What a row says in each of its columns.
pub(super) fn says(record: &Record, row: u32) -> Vec<(FieldId, &str)> {
    let answers = columns().iter().filter_map(|field| {
        let answers = record.answers_to(*field);
        answers.binary_search_by_key(&row, |answer| answer.key.row).ok().map(|at| &answers[at])
    });
    answers.map(|answer| (answer.key.field, answer.text.trim())).collect()
}

/// The sum of the entries in minutes, and where they stand; none where there is no entry with a length.
pub(super) fn total(record: &Record) -> Option<(i64, Place)> {
    let entries = entries(record);
    let counted: Vec<(i64, &Answer)> = entries.iter().filter_map(|e| Some((e.minutes()?, e.answer()?))).collect();
    let place = range(&counted.first()?.1.place, &counted.last()?.1.place);
    Some((counted.iter().map(|(minutes, _)| minutes).sum(), place))
}

/// The least and the most that the entries together may have been meant to be.
pub(super) fn meant(record: &Record) -> Bounds {
    let of = |entry: &Entry<'_>| match entry.length {
        Some((answer, minutes)) => Some(rounded::meant(answer, minutes)),
        None => entry.span().map(|minutes| (minutes * 100, minutes * 100)),
    };
    rounded::sum(entries(record).iter().filter_map(of))
}

/// The cells from one to another of the same column; else the first.
pub(super) fn range(from: &Place, last: &Place) -> Place {
    match (from, last) {
        (Place::Cell { sheet, at, to: None }, Place::Cell { sheet: other, at: end, to: None })
            if sheet == other && at.col == end.col && at.row < end.row =>
        {
            Place::Cell { sheet: sheet.clone(), at: *at, to: Some(*end) }
        }
        _ => from.clone(),
    }
}

/// Minutes as they are said in hours: `12`, `12:30`.
pub(super) fn said(minutes: i64) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("{sign}{hours}"),
        (hours, rest) => format!("{sign}{hours}:{rest:02}"),
    }
}
