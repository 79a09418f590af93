//! Which coachings a closing form ended: those at its employer that began before the end that it tells.

use crate::record::value::date::Date;
use jiff::civil;

use crate::record::answer::Record;
use crate::record::value::Value;

use super::recency::form_date;
use super::same_subject::{Organisation, dated, period};

/// The end of coaching that a form tells.
const END: &str = "uitkomst.datum_einde";

/// By form, the coachings that are over.
#[derive(Debug)]
pub(super) struct Ended {
    /// The day on which a closing form ended the coaching that a form tells of.
    pub ends: Vec<Option<civil::Date>>,
    /// The coaching that a form tells of goes on, or none does.
    pub goes_on: Vec<bool>,
}

/// A form that says when a coaching ended.
struct Closing {
    form: usize,
    end: civil::Date,
}

impl Ended {
    /// Of the forms of one client.
    pub(super) fn of(forms: &[&Record]) -> Self {
        let employers: Vec<Organisation> = forms.iter().map(|form| Organisation::of(form, "werkgever")).collect();
        let closings: Vec<Closing> = (0..)
            .zip(forms)
            .filter_map(|(form, record)| match record.value(END) {
                Some(Value::Date(date)) => Some(Closing { form, end: date.last_day()? }),
                _ => None,
            })
            .collect();
        let closes = |closing: &Closing, n: usize| {
            n == closing.form
                || employers[closing.form].may_be(&employers[n]) && began_before(closing, forms[n], forms[closing.form])
        };
        let ends: Vec<Option<civil::Date>> = (0..forms.len())
            .map(|n| closings.iter().filter(|closing| closes(closing, n)).map(|closing| closing.end).min())
            .collect();
        let last = closings.iter().map(|closing| closing.end).max();
        let lasts = |n: usize| ends[n].is_none() && last.is_some_and(|end| lasts_beyond(forms[n], end));
        let any = (0..forms.len()).any(lasts);
        let goes_on = ends.iter().map(|end| !any || end.is_none()).collect();
        Self { ends, goes_on }
    }
}

/// Whether a form tells of a coaching that began before the end that is told; one that tells no begin was written by then.
fn began_before(closing: &Closing, form: &Record, closing_form: &Record) -> bool {
    let begin = dated(form, "begeleiding.begin")
        .and_then(Date::first_day)
        .or_else(|| dated(form, "voortgang.begin").and_then(Date::first_day));
    let written = |form: &Record| form_date(form).and_then(Date::first_day);
    match begin {
        Some(begin) => begin < closing.end,
        None => written(form).is_none_or(|on| on <= written(closing_form).unwrap_or(closing.end).max(closing.end)),
    }
}

/// Whether a form tells of coaching after a day: its end, else that of the contract, is later, or told nowhere.
fn lasts_beyond(form: &Record, end: civil::Date) -> bool {
    let Some((_, last)) = period(form) else { return false };
    last.or_else(|| dated(form, "dienstverband.einde").and_then(Date::last_day)).is_none_or(|last| last > end)
}
