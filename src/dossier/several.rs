//! A client who has several employers or gemeenten at once.

use crate::record::value::date::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil;

use crate::finding::Finding;
use crate::record::answer::Record;
use crate::record::schema::{FieldId, Schema};
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

use super::Dossier;
use super::agreement::is_same;
use super::recency::form_date;
use super::same_subject::{dated, gemeente_of, period};
use super::statement::{Statement, statement};

/// Employers or gemeenten on one day.
#[derive(Clone, Debug)]
pub struct Simultaneous {
    /// `werkgever.naam` or `gemeente.naam`
    pub field: FieldId,
    /// The names, each once, the newest form's first, with the form, by position, that says it.
    pub names: Vec<(String, usize)>,
    pub day: civil::Date,
}

type DateRange = (civil::Date, civil::Date);

impl Dossier<'_> {
    /// The most employers and the most gemeenten that the forms tell of on one day, where that is more than one.
    pub fn simultaneous(&self) -> Vec<Simultaneous> {
        let employer = self.on_one_day("werkgever.naam", employed);
        let gemeente = self.on_one_day("gemeente.naam", |form| period(form).map(closed));
        employer.into_iter().chain(gemeente).collect()
    }

    /// The day on which a closing form ended the coaching that a form, by position, tells of.
    pub fn ended_on(&self, form: usize) -> Option<civil::Date> {
        self.ended.ends[form]
    }

    /// Whether two forms, by position, name the same employer, or the same gemeente.
    pub(super) fn name_one(&self, field: FieldId, one: usize, other: usize) -> bool {
        if Schema::common().field(field).id == "werkgever.naam" {
            return self.employers[one].may_be(&self.employers[other]);
        }
        let names = named(self.forms[one], field).zip(named(self.forms[other], field));
        names.is_some_and(|(one, other)| is_same(&one, &other))
    }

    fn on_one_day(&self, id: &str, spell: fn(&Record) -> Option<DateRange>) -> Option<Simultaneous> {
        let field = Schema::common().id(id)?;
        let on_form = |form: &Record| {
            let day = form_date(form).and_then(Date::first_day).map(|day| (day, day));
            spell(form).or(day)
        };
        // a closing form says when it was over
        let until = |n: usize, (begin, end): DateRange| match self.ended_on(n) {
            Some(last) => (begin.min(last), last),
            None => (begin, end),
        };
        let told: Vec<(Statement, usize, DateRange)> = (0..self.forms.len())
            .filter_map(|n| {
                let name = named(self.forms[n], field)?;
                Some((name, n, until(n, on_form(self.forms[n])?)))
            })
            .collect();
        let on = |day: civil::Date| {
            let mut names: Vec<(&Statement, usize)> = Vec::new();
            for (name, form, (begin, end)) in &told {
                if *begin <= day && day <= *end && !names.iter().any(|(_, known)| self.name_one(field, *known, *form)) {
                    names.push((name, *form));
                }
            }
            names
        };
        let days: BTreeSet<civil::Date> = told.iter().map(|(_, _, (begin, _))| *begin).collect();
        let (names, day) = days.into_iter().map(|day| (on(day), day)).max_by_key(|(names, day)| (names.len(), *day))?;
        let names: Vec<(String, usize)> = names.into_iter().map(|(name, form)| (words(name), form)).collect();
        (names.len() > 1).then_some(Simultaneous { field, names, day })
    }

    /// The same as findings, which name places and no names.
    pub(super) fn several_at_once(&self) -> Vec<Finding> {
        let one = |several: Simultaneous| {
            let id = &Schema::common().field(several.field).id;
            let files: Vec<&str> = several.names.iter().map(|(_, form)| &*self.forms[*form].source.file).collect();
            let (_, first) = several.names[0];
            let place = self.place_of(several.field, first);
            let finding = Finding::new("meer-tegelijk").field(id).with("count", several.names.len());
            let finding = finding.with("date", several.day).with("files", files.join(", "));
            let file: Arc<str> = Arc::clone(&self.forms[first].source.file);
            Finding { place, ..finding.file(&file) }
        };
        self.simultaneous().into_iter().map(one).collect()
    }

    fn place_of(&self, field: FieldId, form: usize) -> Option<Place> {
        let answers = self.forms[form].answers_to(field);
        answers.iter().find(|a| matches!(a.reading, Reading::Value(_))).map(|answer| answer.place.clone())
    }
}

/// The employer or the gemeente that a form names.
pub(super) fn named(form: &Record, field: FieldId) -> Option<Statement> {
    if Schema::common().field(field).id == "gemeente.naam" {
        return gemeente_of(form);
    }
    statement(form, field).filter(|said| matches!(said, Statement::Value(_)))
}

fn words(name: &Statement) -> String {
    match name {
        Statement::Value(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    }
}

/// The time of the coaching where its end is told, else from the begin of the contract to its end; an end that is not told is
/// open.
fn employed(form: &Record) -> Option<DateRange> {
    if let Some((begin, Some(end))) = period(form) {
        return Some((begin, end));
    }
    let begin = dated(form, "dienstverband.begin").and_then(Date::first_day);
    let end = dated(form, "dienstverband.einde").and_then(Date::last_day);
    begin.map(|begin| closed((begin, end))).or_else(|| period(form).map(closed))
}

fn closed((begin, end): (civil::Date, Option<civil::Date>)) -> DateRange {
    (begin, end.unwrap_or(civil::Date::MAX).max(begin))
}
