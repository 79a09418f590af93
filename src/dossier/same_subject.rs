//! What is not to be mixed: answers about one employer, coach, gemeente or period with those about another.

use jiff::civil;

use super::days::end_after;
use crate::record::answer::Record;
use crate::record::schema::{Field, Schema};
use crate::record::value::date::{Date, days_between};
use crate::record::value::{Value, gemeente};

use super::agreement::is_same;
use super::asked::{asks, is_follow_up, is_refused};
use super::organisations::Organisation;
use super::recency::form_date;
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
    /// What the organisation of the coach is.
    Organisation,
    Gemeente,
    /// One period of coaching.
    Period,
    /// What the organisation of the coach asks in one period, and what that costs.
    Rate,
    /// One form or one moment: all of a group from one form.
    Moment,
}

/// What a field is about, by its group.
pub(super) fn about(field: &Field) -> FieldSubject {
    match (field.group(), field.id.as_str()) {
        // A coming evaluation stays due when a later form of the period says nothing of it.
        (_, "voortgang.volgende_evaluatie") => FieldSubject::Period,
        (_, "dienstverband.einde" | "dienstverband.duur") => FieldSubject::Contract,
        (_, "jobcoach.organisatie" | "jobcoach.kvk" | "jobcoach.iban") => FieldSubject::Organisation,
        (_, "begeleiding.tarief" | "begeleiding.kosten") => FieldSubject::Rate,
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
    /// It is of the coaching at the employer that counts, as far as is known.
    own: Vec<bool>,
    employer: Vec<bool>,
    contract: Vec<bool>,
    coach: Vec<bool>,
    organisation: Vec<bool>,
    gemeente: Vec<bool>,
    period: Vec<bool>,
}

impl SameSubject {
    /// With, by form, the employer that it names and whether the coaching that it tells of goes on, or none does.
    pub(super) fn of(forms: &[&Record], employers: &[Organisation], goes_on: &[bool]) -> Self {
        let employer = by_organisation(employers, goes_on);
        let unnamed: Vec<bool> = employers.iter().map(Organisation::is_unnamed).collect();
        let own = own(forms, &employer, &unnamed, goes_on);
        // what an ended coaching told of the same employer still holds
        let one = employer.iter().all(|same| *same);
        let at_employer = |n: usize| own[n] || employer[n] && !goes_on[n] && (one || !unnamed[n]);
        let employer: Vec<bool> = (0..forms.len()).map(at_employer).collect();
        let period = by_period(forms, &own).into_iter().zip(goes_on).map(|(period, goes_on)| period && *goes_on);
        Self {
            contract: within(forms, &own, by_contract),
            coach: within(forms, &employer, |of| by_name(of, |form| text(form, "jobcoach.naam"))),
            organisation: within(forms, &employer, |of| {
                by_organisation(&Organisation::of_all(of, "jobcoach"), &vec![true; of.len()])
            }),
            gemeente: by_name(forms, gemeente_of),
            period: period.collect(),
            employer,
            own,
        }
    }

    /// Whether a form is about what counts now.
    pub(super) fn is_current_for(&self, form: usize, about: FieldSubject) -> bool {
        match about {
            FieldSubject::Client => true,
            FieldSubject::Moment => self.own[form],
            FieldSubject::Employer => self.employer[form],
            FieldSubject::Contract => self.own[form] && self.contract[form],
            // who went to work for another organisation has another telephone there
            FieldSubject::Coach | FieldSubject::Organisation => self.coach[form] && self.organisation[form],
            FieldSubject::Gemeente => self.gemeente[form],
            FieldSubject::Period => self.own[form] && self.period[form],
            FieldSubject::Rate => [FieldSubject::Organisation, FieldSubject::Period]
                .into_iter()
                .all(|about| self.is_current_for(form, about)),
        }
    }

    /// Whether a form is of another period, at whichever employer.
    pub(super) fn is_of_other_period(&self, form: usize) -> bool {
        !self.period[form]
    }

    /// Whether a form is of another coaching than the one that counts, or does not say of which.
    pub(super) fn is_of_other_coaching(&self, form: usize) -> bool {
        !self.own[form]
    }
}

/// What tells some forms apart, asked of those of one coaching only; none of the others is of it.
fn within(forms: &[&Record], own: &[bool], tell: impl Fn(&[&Record]) -> Vec<bool>) -> Vec<bool> {
    let of: Vec<&Record> = forms.iter().zip(own).filter(|(_, own)| **own).map(|(form, _)| *form).collect();
    let mut told = tell(&of).into_iter();
    own.iter().map(|own| *own && told.next().unwrap_or_default()).collect()
}

/// The forms of the coaching at the employer that counts. Where the forms name several employers, one that names none is of
/// the coaching in whose time alone it falls. A coaching that ended is none that goes on.
fn own(forms: &[&Record], employer: &[bool], unnamed: &[bool], goes_on: &[bool]) -> Vec<bool> {
    if employer.iter().all(|own| *own) {
        return goes_on.to_vec();
    }
    let open = |form: &Record| period(form).map(|(begin, end)| (begin, end.unwrap_or(civil::Date::MAX)));
    let spells = |of_own: bool| -> Vec<(civil::Date, civil::Date)> {
        let of = (0..forms.len()).filter(|n| !unnamed[*n] && employer[*n] == of_own && goes_on[*n]);
        of.filter_map(|n| open(forms[n])).collect()
    };
    let (of_own, of_others) = (spells(true), spells(false));
    let meets = |form: &Record, spells: &[(civil::Date, civil::Date)]| {
        let days = open(form).or_else(|| days_of(form));
        days.is_some_and(|(first, last)| spells.iter().any(|(begin, end)| *begin <= last && first <= *end))
    };
    let is_own = |n: usize| match unnamed[n] {
        true => meets(forms[n], &of_own) && !meets(forms[n], &of_others),
        false => employer[n],
    };
    (0..forms.len()).map(|n| goes_on[n] && is_own(n)).collect()
}

/// The days that a form reports on, else the day that it is of.
fn days_of(form: &Record) -> Option<(civil::Date, civil::Date)> {
    let reported = || {
        Some((
            dated(form, "voortgang.begin").and_then(Date::first_day)?,
            dated(form, "voortgang.einde").and_then(Date::last_day)?,
        ))
    };
    reported().or_else(|| form_date(form).and_then(Date::first_day).map(|day| (day, day)))
}

fn by_name(forms: &[&Record], name: impl Fn(&Record) -> Option<Statement>) -> Vec<bool> {
    let names: Vec<Option<Statement>> = forms.iter().map(|form| name(form)).collect();
    let Some(newest) = names.iter().flatten().next() else { return vec![true; forms.len()] };
    names.iter().map(|name| name.as_ref().is_none_or(|name| is_same(name, newest))).collect()
}

/// Forms of the same organisation as the newest form that names one, of a coaching that goes on if any does.
fn by_organisation(all: &[Organisation], goes_on: &[bool]) -> Vec<bool> {
    let on = || all.iter().zip(goes_on).filter(|(one, goes_on)| **goes_on && !one.is_unnamed()).map(|(one, _)| one);
    let Some(newest) = on().next().or_else(|| all.iter().find(|one| !one.is_unnamed())) else {
        return vec![true; all.len()];
    };
    all.iter().map(|one| one.may_be(newest)).collect()
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

/// Forms of the same period as the newest of one coaching that tells one; a form without a period tells of what it was written in.
fn by_period(forms: &[&Record], own: &[bool]) -> Vec<bool> {
    let periods: Vec<_> = forms.iter().map(|form| period(form)).collect();
    let of_own = || forms.iter().zip(&periods).zip(own).filter(|(_, own)| **own).map(|(form, _)| form);
    // what was refused starts no period, where another form tells one
    let counts = |form: &Record| !is_refused(form);
    let telling = || of_own().filter(|(_, period)| period.is_some());
    let Some((newest_form, newest)) = telling()
        .find(|(form, _)| counts(form))
        .or_else(|| telling().next())
        .and_then(|(form, of)| Some((*form, of.as_ref()?)))
    else {
        return by_request(forms);
    };
    let newer = of_own().take_while(|(_, period)| period.is_none()).filter(|(form, _)| counts(form));
    // the end of a period of which a form tells no begin, where that form is newer than each that tells one
    if let Some(end) = newer.into_iter().find_map(|(form, _)| dated(form, "begeleiding.einde").and_then(Date::last_day))
    {
        let ends = |period: &Option<(civil::Date, Option<civil::Date>)>| match period {
            // an earlier end cuts the period short; a later one may be that of the next
            Some((begin, Some(last))) => near(*last, end) || (*begin..=*last).contains(&end),
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
    // who begins on the last day of the period before follows it: that day is often written twice
    let follows = |form: &Record| follows(form, newest_form) || follows(newest_form, form);
    let report = |form: &Record| {
        Some((
            dated(form, "voortgang.begin").and_then(Date::first_day)?,
            dated(form, "voortgang.einde").and_then(Date::last_day),
        ))
    };
    let tells = |n: usize| match &periods[n] {
        Some(period) if is_refused(forms[n]) && counts(newest_form) => is_same_period(*period, *newest),
        Some(period) => meets(*period) && !follows(forms[n]),
        // a request for the period after the one that counts is not of that one, though it tells no dates
        None if is_follow_up(forms[n]) && asks(forms[n]) && !is_follow_up(newest_form) => {
            !forms[n..].iter().any(|form| std::ptr::eq(*form, newest_form))
        }
        None => report(forms[n]).is_none_or(meets),
    };
    (0..forms.len()).map(tells).collect()
}

/// The same where no form tells a period: one that says that it is the first request, or of another year, is not of the period
/// of a newer request that follows on it.
fn by_request(forms: &[&Record]) -> Vec<bool> {
    let Some(newest) = forms.iter().position(|form| is_follow_up(form) && asks(form)) else {
        return vec![true; forms.len()];
    };
    let year = |form: &Record| text(form, "begeleiding.jaar");
    let first =
        |form: &Record| text(form, "begeleiding.aanvraag") == Some(Statement::Value(Value::Text("eerste".into())));
    let other_year = |form: &Record| year(form).zip(year(forms[newest])).is_some_and(|(one, other)| one != other);
    (0..forms.len()).map(|n| n <= newest || !(first(forms[n]) || other_year(forms[n]))).collect()
}

/// Whether two periods begin and end at about the same time.
fn is_same_period(one: (civil::Date, Option<civil::Date>), other: (civil::Date, Option<civil::Date>)) -> bool {
    near(one.0, other.0) && one.1.zip(other.1).is_none_or(|(one, other)| near(one, other))
}

/// Whether the period that a form tells comes after that of another, with no more than one day, or the month that both
/// name, in common.
fn follows(form: &Record, before: &Record) -> bool {
    let begins = |form: &Record| dated(form, "begeleiding.begin");
    let Some(((begin, end), (former, _))) = period(form).zip(period(before)) else { return false };
    let Some(last) = dated(before, "begeleiding.einde").or_else(|| period(before)?.1.map(Date::Day)) else {
        return false;
    };
    let shares_one = begins(form).and_then(Date::last_day).zip(last.first_day()).is_some_and(|(own, last)| own >= last);
    let ends_later = end.zip(last.last_day()).is_none_or(|(end, last)| end > last);
    former < begin && shares_one && ends_later
}

/// Whether two begins are so close that one of them may be a slip.
pub(super) fn near(one: civil::Date, other: civil::Date) -> bool {
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
pub(super) fn dated(form: &Record, id: &str) -> Option<Date> {
    form.date(id).filter(|date| !matches!(date, Date::Year(_)))
}
