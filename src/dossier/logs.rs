//! The rows of repeating groups over all forms of a client: goals of one period joined, entries of hours logs counted
//! once.

use std::collections::{HashMap, HashSet};

use crate::record::answer::{Answer, Record};
use crate::record::log::Entry;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::date::Date;
use crate::record::value::{Reading, Value};
use crate::text::normalize::fold;

use super::Dossier;
use super::agreement::is_same;
use super::statement::{Statement, statement};

/// The day of an entry.
const DAY: &str = "uren[].datum";

/// One row, and the form from which each of its answers comes.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    pub answers: Vec<(usize, &'a Answer)>,
}

impl<'a> Row<'a> {
    fn get(&self, field: FieldId) -> Option<&'a Answer> {
        self.answers.iter().find(|(_, answer)| answer.key.field == field).map(|(_, answer)| *answer)
    }

    /// The value of a field of the row.
    pub fn value(&self, id: &str) -> Option<&'a Value> {
        match &self.get(Schema::common().id(id)?)?.reading {
            Reading::Value(value) => Some(value),
            _ => None,
        }
    }

    fn day(&self) -> Option<Date> {
        match self.value(DAY) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The row as an entry of an hours log.
    pub fn entry(&self) -> Entry<'a> {
        Entry::of(self.answers.iter().map(|(_, answer)| *answer))
    }

    /// Takes over what another row of the same says and this one does not.
    fn complete(&mut self, other: Row<'a>) {
        let new: Vec<_> =
            other.answers.into_iter().filter(|(_, answer)| self.get(answer.key.field).is_none()).collect();
        self.answers.extend(new);
        self.answers.sort_by_key(|(_, answer)| answer.key.field);
    }
}

impl<'a> Dossier<'a> {
    /// The entries of the hours logs that count, by day; one that stands in several logs counts once.
    pub fn entries(&self) -> Vec<Row<'a>> {
        let left_out = self.lists_left_out();
        let forms = (0..self.forms.len()).filter(|form| !left_out.contains(form));
        self.entries_of(forms)
    }

    /// The entries of these forms by day.
    pub(super) fn entries_of(&self, forms: impl Iterator<Item = usize>) -> Vec<Row<'a>> {
        let mut entries = self.joined("uren", forms, same_entry);
        entries.sort_by_key(|row| row.day().and_then(Date::first_day));
        entries
    }

    /// [`Self::entries`] within the period of coaching that counts, where one is told; those without a day too.
    pub fn entries_of_period(&self) -> Vec<Row<'a>> {
        let period = self.period_that_counts();
        let within = |row: &Row<'_>| period.holds(row.entry().date.map(|(_, date)| date));
        self.entries().into_iter().filter(within).collect()
    }

    pub(super) fn joined(
        &self,
        group: &str,
        forms: impl Iterator<Item = usize>,
        same: fn(&Row<'_>, &Row<'_>) -> bool,
    ) -> Vec<Row<'a>> {
        let mut joined: Vec<Row<'a>> = Vec::new();
        // the same visit on the lists of two coaches is two
        let coaches: Vec<Option<Statement>> = self.forms.iter().map(|form| coach(form)).collect();
        let of_one_coach = |row: &Row<'_>, form: usize| {
            let mut others = row.answers.iter().filter_map(|(other, _)| coaches[*other].as_ref());
            coaches[form].as_ref().is_none_or(|coach| others.all(|other| is_same(coach, other)))
        };
        let mut by_day = ByDay::default();
        for form in forms {
            // Two rows of one form are two, also where they say the same.
            let before = joined.len();
            let mut taken = HashSet::new();
            for row in rows(self.forms[form], form, group) {
                let is_known = |n: &usize| {
                    let is_free = *n < before && !taken.contains(n);
                    is_free && same(&joined[*n], &row) && (group != "uren" || of_one_coach(&joined[*n], form))
                };
                let day = row.day();
                match by_day.first(day, joined.len(), is_known) {
                    Some(known) => {
                        taken.insert(known);
                        let was = joined[known].day();
                        joined[known].complete(row);
                        by_day.moved(known, was, joined[known].day());
                    }
                    None => {
                        by_day.add(joined.len(), day);
                        joined.push(row);
                    }
                }
            }
        }
        joined
    }
}

/// Where the rows of each day are, and those of which no day is known: rows of two days are two entries.
#[derive(Default)]
struct ByDay {
    days: HashMap<Date, Vec<usize>>,
    others: Vec<usize>,
}

impl ByDay {
    fn add(&mut self, at: usize, day: Option<Date>) {
        let rows = day.map_or(&mut self.others, |day| self.days.entry(day).or_default());
        rows.insert(rows.partition_point(|row| *row < at), at);
    }

    /// Notes that a row is of a day of which it was not.
    fn moved(&mut self, at: usize, was: Option<Date>, day: Option<Date>) {
        if was != day {
            let rows = was.map_or(Some(&mut self.others), |was| self.days.get_mut(&was));
            rows.into_iter().for_each(|rows| rows.retain(|row| *row != at));
            self.add(at, day);
        }
    }

    /// The first of all rows that may be of a day and that is what is looked for.
    fn first(&self, day: Option<Date>, all: usize, is: impl Fn(&usize) -> bool) -> Option<usize> {
        let Some(day) = day else { return (0..all).find(is) };
        let own = self.days.get(&day).and_then(|rows| rows.iter().copied().find(&is));
        let other = self.others.iter().copied().take_while(|row| own.is_none_or(|own| *row < own)).find(&is);
        other.or(own)
    }
}

/// The coach that a form names.
pub(super) fn coach(form: &Record) -> Option<Statement> {
    statement(form, Schema::common().id("jobcoach.naam")?).filter(|said| matches!(said, Statement::Value(_)))
}

/// The rows of one form.
fn rows<'a>(record: &'a Record, form: usize, group: &str) -> Vec<Row<'a>> {
    let schema = Schema::common();
    let mut rows: Vec<Row<'a>> = Vec::new();
    for answer in record.answers.iter().filter(|answer| schema.field(answer.key.field).rows() == Some(group)) {
        let at = answer.key.row as usize;
        if rows.len() <= at {
            rows.resize_with(at + 1, Row::default);
        }
        rows[at].answers.push((form, answer));
    }
    rows.retain(|row| !row.answers.is_empty());
    rows
}

/// The same words, or one with more words behind it.
pub(super) fn same_goal(one: &Row<'_>, other: &Row<'_>) -> bool {
    let words = |row: &Row<'_>| match row.value("doelen[].doel") {
        Some(Value::Text(text)) => Some(fold(text)),
        _ => None,
    };
    match (words(one), words(other)) {
        (Some(one), Some(other)) => one.starts_with(&other) || other.starts_with(&one),
        _ => same_entry(one, other),
    }
}

/// No column that both have differs, and at least two are the same: a day alone tells no entry.
fn same_entry(one: &Row<'_>, other: &Row<'_>) -> bool {
    let mut alike = 0;
    for (_, answer) in &one.answers {
        let Some(theirs) = other.get(answer.key.field) else { continue };
        let same = match (&answer.reading, &theirs.reading) {
            (Reading::Value(Value::Text(one)), Reading::Value(Value::Text(other))) => fold(one) == fold(other),
            (Reading::Value(one), Reading::Value(other)) => one == other,
            _ => fold(&answer.text) == fold(&theirs.text),
        };
        if !same {
            return false;
        }
        alike += 1;
    }
    alike >= 2
}
