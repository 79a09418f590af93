//! The periods of coaching that the forms of one client tell, added up with every day counted once.

use jiff::civil;

use crate::record::answer::Record;
use crate::record::value::Value;
use crate::record::value::date::Date;

use super::Dossier;
use super::days::end_after;

/// The day on which coaching begins, whose length may be told in the place of its end.
const COACHING: &str = "begeleiding.begin";

const PERIODS: [[&str; 2]; 2] = [[COACHING, "begeleiding.einde"], ["voortgang.begin", "voortgang.einde"]];

/// Periods that do not touch each other, in their order.
#[derive(Clone, Debug, Default)]
pub struct Periods(Vec<(civil::Date, civil::Date)>);

impl Periods {
    /// Adds the periods that a record tells to the day, by their ends or by a length, those of coaching and those reported on; whether it told any.
    pub fn add(&mut self, record: &Record) -> bool {
        let told = PERIODS.iter().filter_map(|[begin, end]| {
            let begun = record.day(begin)?;
            Some((begun, record.day(end).or_else(|| counted(record, (begin, end), begun))?))
        });
        let told = told.filter(|(begin, end)| begin <= end);
        let before = self.0.len();
        self.0.extend(told);
        let added = self.0.len() > before;
        self.join();
        added
    }

    fn join(&mut self) {
        self.0.sort_unstable();
        let mut joined: Vec<(civil::Date, civil::Date)> = Vec::with_capacity(self.0.len());
        for (begin, end) in self.0.drain(..) {
            match joined.last_mut() {
                Some((_, last)) if last.tomorrow().is_ok_and(|next| begin <= next) => *last = end.max(*last),
                _ => joined.push((begin, end)),
            }
        }
        self.0 = joined;
    }

    /// The whole months of each, together.
    pub fn months(&self) -> u32 {
        self.0.iter().filter_map(|(begin, end)| whole_months(*begin, *end)).sum()
    }
}

/// The last day of coaching that tells its length in the place of its end.
fn counted(record: &Record, (begin, end): (&str, &str), begun: civil::Date) -> Option<civil::Date> {
    if begin != COACHING || record.value(end).is_some() {
        return None;
    }
    match record.value("begeleiding.duur")? {
        Value::Duration(length) => end_after(begun, *length),
        _ => None,
    }
}

/// The whole months from the first day to the last, which counts too; none where the last is earlier.
pub fn whole_months(from: civil::Date, to: civil::Date) -> Option<u32> {
    let after = to.tomorrow().ok()?;
    let span = from.until((jiff::Unit::Month, after)).ok()?;
    u32::try_from(span.get_months()).ok()
}

/// The period of coaching that counts, as far as it is told.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingPeriod {
    pub begin: Option<civil::Date>,
    pub end: Option<civil::Date>,
}

impl CountingPeriod {
    /// Whether a date may lie in it; what has no date may.
    pub(super) fn holds(&self, date: Option<Date>) -> bool {
        let Some(date) = date else { return true };
        let span = date.first_day().zip(date.last_day());
        span.is_none_or(|span| self.meets(span))
    }

    /// Whether some days lie in it at least in part.
    pub(super) fn meets(&self, (first, last): (civil::Date, civil::Date)) -> bool {
        self.begin.is_none_or(|begin| last >= begin) && self.end.is_none_or(|end| first <= end)
    }
}

impl Dossier<'_> {
    /// The period of coaching that counts.
    pub fn period_that_counts(&self) -> CountingPeriod {
        *self.remembered.period.get_or_init(|| CountingPeriod {
            begin: self.date("begeleiding.begin").and_then(Date::first_day),
            end: self.last_day_told().map(|end| end.day),
        })
    }

    /// All periods that the forms tell of coaching at the employer that counts.
    pub fn periods(&self) -> Periods {
        let mut periods = Periods::default();
        let told = (0..self.forms.len())
            .filter(|form| self.same_subject.is_current_for(*form, super::same_subject::FieldSubject::Employer))
            .filter(|form| !super::asked::is_refused(self.forms[*form]));
        told.for_each(|form| _ = periods.add(self.forms[form]));
        periods
    }
}
