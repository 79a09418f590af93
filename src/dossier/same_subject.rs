//! What is not to be mixed: answers about one employer, coach, gemeente or period with those about another.

use std::collections::HashSet;

use jiff::civil;

use super::days::end_after;
use crate::record::answer::Record;
use crate::record::schema::{Field, Schema};
use crate::record::value::date::{Date, days_between};
use crate::record::value::{Value, gemeente};

use super::agreement::{is_same, organisation};
use super::statement::{Statement, statement, whole};

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldSubject {
    /// The client, or something of which there is one.
    Client,
    Employer,
    /// How long the contract with the employer lasts.
    Contract,
    Coach,
    /// What the organisation of the coach is and asks.
    Organisation,
    Gemeente,
    /// One period of coaching.
    Period,
    /// One form or one moment: all of a group from one form.
    Moment,
}

/// What a field is about, by its group.
pub(super) fn about(field: &Field) -> FieldSubject {
    match (field.group(), field.id.as_str()) {
        // A coming evaluation stays due when a later form of the period says nothing of it.
        (_, "voortgang.volgende_evaluatie") => FieldSubject::Period,
        (_, "dienstverband.einde" | "dienstverband.duur") => FieldSubject::Contract,
        (_, "jobcoach.organisatie" | "jobcoach.kvk" | "jobcoach.iban" | "begeleiding.tarief") => {
            FieldSubject::Organisation
        }
        ("formulier" | "voortgang" | "uitkomst" | "ondertekening", _) => FieldSubject::Moment,
        ("werkgever" | "werkplek" | "dienstverband", _) => FieldSubject::Employer,
        ("jobcoach", _) => FieldSubject::Coach,
        ("gemeente", _) => FieldSubject::Gemeente,
        ("begeleiding" | "doelen" | "uren", _) => FieldSubject::Period,
        _ => FieldSubject::Client,
    }
}

/// By form whether it is about the same as the newest form that names an employer, a coach, a gemeente or a period.
#[derive(Debug)]
pub(super) struct SameSubject {
    employer: Vec<bool>,
    contract: Vec<bool>,
    coach: Vec<bool>,
    organisation: Vec<bool>,
    gemeente: Vec<bool>,
    period: Vec<bool>,
}

impl SameSubject {
    pub(super) fn of(forms: &[&Record]) -> Self {
        Self {
            employer: by_organisation(forms, "werkgever"),
            contract: by_contract(forms),
            coach: by_name(forms, |form| text(form, "jobcoach.naam")),
            organisation: by_organisation(forms, "jobcoach"),
            gemeente: by_name(forms, gemeente_of),
            period: by_period(forms),
        }
    }

    /// Whether a form is about what counts now.
    pub(super) fn is_current_for(&self, form: usize, about: FieldSubject) -> bool {
        match about {
            FieldSubject::Client | FieldSubject::Moment => true,
            FieldSubject::Employer => self.employer[form],
            FieldSubject::Contract => self.employer[form] && self.contract[form],
            // who went to work for another organisation has another telephone there
            FieldSubject::Coach | FieldSubject::Organisation => self.coach[form] && self.organisation[form],
            FieldSubject::Gemeente => self.gemeente[form],
            FieldSubject::Period => self.period[form],
        }
    }
}

fn by_name(forms: &[&Record], name: impl Fn(&Record) -> Option<Statement>) -> Vec<bool> {
    let names: Vec<Option<Statement>> = forms.iter().map(|form| name(form)).collect();
    let Some(newest) = names.iter().flatten().next() else { return vec![true; forms.len()] };
    names.iter().map(|name| name.as_ref().is_none_or(|name| is_same(name, newest))).collect()
}

/// What a form names an organisation by.
struct Organisation {
    /// Without its legal form.
    name: Option<String>,
    kvk: Option<Statement>,
}

impl Organisation {
    /// Whether both can be one: by their number where both have one, else by their names.
    fn may_be(&self, other: &Self) -> bool {
        match (&self.kvk, &other.kvk, &self.name, &other.name) {
            (Some(own), Some(theirs), ..) => own == theirs,
            (.., Some(own), Some(theirs)) => own == theirs,
            _ => true,
        }
    }
}

/// Forms of the same organisation as the newest form that names one. One without a number that has the name of another
/// organisation is of that one.
fn by_organisation(forms: &[&Record], group: &str) -> Vec<bool> {
    let name = if group == "werkgever" { "werkgever.naam" } else { "jobcoach.organisatie" };
    let name = |form: &Record| text(form, name).as_ref().and_then(organisation);
    let all: Vec<Organisation> =
        forms.iter().map(|form| Organisation { name: name(form), kvk: text(form, &format!("{group}.kvk")) }).collect();
    let Some(newest) = all.iter().find(|one| one.name.is_some() || one.kvk.is_some()) else {
        return vec![true; forms.len()];
    };
    let others: HashSet<&str> =
        all.iter().filter(|one| !one.may_be(newest)).filter_map(|one| one.name.as_deref()).collect();
    let is_other = |one: &Organisation| {
        let has_the_name = one.name.as_deref().is_some_and(|name| others.contains(name));
        one.kvk.is_none() && has_the_name && one.name != newest.name
    };
    all.iter().map(|one| one.may_be(newest) && !is_other(one)).collect()
}

/// Forms that tell of the same kind of contract as the newest that tells one: one for an indefinite time has no end,
/// though the contract before it had.
fn by_contract(forms: &[&Record]) -> Vec<bool> {
    let began = by_begin_of_contract(forms);
    let kinds: Vec<Option<Statement>> = forms.iter().map(|form| text(form, "dienstverband.soort")).collect();
    let Some((telling, newest)) = kinds.iter().enumerate().find_map(|(n, kind)| Some((n, kind.as_ref()?))) else {
        return began;
    };
    let has_end = *newest != Statement::Value(Value::Text("onbepaalde_tijd".into()));
    let tells = |(n, kind): (usize, &Option<Statement>)| match kind {
        Some(kind) => is_same(kind, newest),
        None => has_end || n < telling,
    };
    kinds.iter().enumerate().map(tells).zip(began).map(|(kind, began)| kind && began).collect()
}

/// Forms of a contract that began when that of the newest form did which tells a begin.
fn by_begin_of_contract(forms: &[&Record]) -> Vec<bool> {
    let begins: Vec<_> =
        forms.iter().map(|form| dated(form, "dienstverband.begin").and_then(Date::first_day)).collect();
    let newest = begins.iter().flatten().next().copied();
    begins
        .iter()
        .map(|begin| !matches!((begin, newest), (Some(begin), Some(newest)) if !near(*begin, newest)))
        .collect()
}

fn text(form: &Record, id: &str) -> Option<Statement> {
    statement(form, Schema::common().id(id)?).filter(|said| matches!(said, Statement::Value(_)))
}

/// The gemeente that a form names, else the one whose form it is.
pub(super) fn gemeente_of(form: &Record) -> Option<Statement> {
    let own = || gemeente::name(&form.form.body).filter(|_| form.form.body.starts_with("GM"));
    text(form, "gemeente.naam").or_else(|| Some(Statement::Value(Value::Text(own()?.into()))))
}

/// Forms of the same period as the newest that tells one; a form without a period is about the one it was written in.
fn by_period(forms: &[&Record]) -> Vec<bool> {
    let periods: Vec<_> = forms.iter().map(|form| period(form)).collect();
    let Some(newest) = periods.iter().flatten().next() else { return vec![true; forms.len()] };
    if let Some(end) = newer_end(forms, &periods) {
        let ends = |period: &Option<(_, Option<_>)>| match period {
            Some((_, Some(last))) => near(*last, end),
            Some((begin, None)) => *begin <= end,
            None => true,
        };
        return periods.iter().map(ends).collect();
    }
    let meets = |(begin, end): (civil::Date, Option<civil::Date>)| {
        let (first, last) = *newest;
        match (last, end) {
            (Some(last), Some(end)) => begin <= last && end >= first,
            (Some(last), None) => (first..=last).contains(&begin) || near(first, begin),
            (None, Some(end)) => (begin..=end).contains(&first) || near(first, begin),
            // An end that nobody tells may be any: only begins close to each other are of one period.
            (None, None) => near(first, begin),
        }
    };
    let report = |form: &Record| {
        Some((
            dated(form, "voortgang.begin").and_then(Date::first_day)?,
            dated(form, "voortgang.einde").and_then(Date::last_day),
        ))
    };
    let tells = |(form, period): (&&Record, &Option<_>)| period.or_else(|| report(form)).is_none_or(meets);
    forms.iter().zip(&periods).map(tells).collect()
}

/// The end of a period of which a form tells no begin, where that form is newer than each that tells one.
fn newer_end(forms: &[&Record], periods: &[Option<(civil::Date, Option<civil::Date>)>]) -> Option<civil::Date> {
    let newer = forms.iter().zip(periods).take_while(|(_, period)| period.is_none());
    newer.into_iter().find_map(|(form, _)| dated(form, "begeleiding.einde").and_then(Date::last_day))
}

/// Whether two begins are so close that one of them may be a slip.
fn near(one: civil::Date, other: civil::Date) -> bool {
    days_between(one, other).abs() <= 31
}

/// The period of coaching that a form tells: its begin, and its end where it says one.
pub(super) fn period(form: &Record) -> Option<(civil::Date, Option<civil::Date>)> {
    let begin = dated(form, "begeleiding.begin").and_then(Date::first_day)?;
    let counted = match whole(form, "begeleiding.duur") {
        Some(Value::Duration(length)) => end_after(begin, length),
        _ => None,
    };
    let end = dated(form, "begeleiding.einde").and_then(Date::last_day).or(counted).filter(|end| *end >= begin);
    Some((begin, end))
}

/// A date that is known to the month at least: a year alone says too little of a period.
fn dated(form: &Record, id: &str) -> Option<Date> {
    form.date(id).filter(|date| !matches!(date, Date::Year(_)))
}
