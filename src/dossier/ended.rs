//! Which coachings a closing form ended: those at its employer that began before the end that it tells.

use crate::record::value::date::Date;
use jiff::civil;

use crate::record::answer::Record;
use crate::record::value::Value;

use super::asked::is_refused;
use super::organisations::Organisation;
use super::recency::form_date;
use super::same_subject::{dated, period};

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

/// What tells whether a closing form is of the coaching that a form tells of.
struct Told<'a> {
    employer: &'a Organisation,
    /// The first day of the coaching, else of what is reported on.
    begin: Option<civil::Date>,
    written: Option<civil::Date>,
    /// Of a closing form: when the coaching ended.
    end: Option<civil::Date>,
}

impl Ended {
    /// Of the forms of one client, with the employer that each names.
    pub(super) fn of(forms: &[&Record], employers: &[Organisation]) -> Self {
        if forms.iter().all(|form| form.value(END).is_none()) {
            return Self { ends: vec![None; forms.len()], goes_on: vec![true; forms.len()] };
        }
        let all: Vec<Told> = forms.iter().zip(employers).map(|(form, employer)| Told::of(form, employer)).collect();
        let closings: Vec<(usize, civil::Date)> = (0..all.len()).filter_map(|n| Some((n, all[n].end?))).collect();
        let closes = |(closing, end): &(usize, civil::Date), n: usize| {
            *closing == n || all[*closing].employer.may_be(all[n].employer) && all[n].began_before(*end, &all[*closing])
        };
        let ends: Vec<Option<civil::Date>> = (0..forms.len())
            .map(|n| closings.iter().filter(|closing| closes(closing, n)).map(|(_, end)| *end).min())
            .collect();
        let last = closings.iter().map(|(_, end)| *end).max();
        let lasts = |n: usize| ends[n].is_none() && last.is_some_and(|end| lasts_beyond(forms[n], end));
        let any = (0..forms.len()).any(lasts);
        let goes_on = ends.iter().map(|end| !any || end.is_none()).collect();
        Self { ends, goes_on }
    }
}

impl<'a> Told<'a> {
    fn of(form: &Record, employer: &'a Organisation) -> Self {
        Self {
            employer,
            begin: dated(form, "begeleiding.begin")
                .and_then(Date::first_day)
                .or_else(|| dated(form, "voortgang.begin").and_then(Date::first_day)),
            written: form_date(form).and_then(Date::first_day),
            end: match form.value(END) {
                Some(Value::Date(date)) => date.last_day(),
                _ => None,
            },
        }
    }

    /// Whether it is of a coaching that began before the end that a closing form tells; without a begin it was written by then.
    fn began_before(&self, end: civil::Date, closing: &Self) -> bool {
        match self.begin {
            Some(begin) => begin < end,
            None => self.written.is_none_or(|on| on <= closing.written.unwrap_or(end).max(end)),
        }
    }
}

/// Whether a form tells of coaching after a day: its end, else that of the contract, is later, or told nowhere.
fn lasts_beyond(form: &Record, end: civil::Date) -> bool {
    let Some((_, last)) = period(form).filter(|_| !is_refused(form)) else { return false };
    last.or_else(|| dated(form, "dienstverband.einde").and_then(Date::last_day)).is_none_or(|last| last > end)
}
