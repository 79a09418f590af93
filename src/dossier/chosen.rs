//! Which form counts for a field: the newest that says it, of those that are about what counts now.

use jiff::civil;

use crate::record::schema::{Field, FieldId, Schema};
use crate::record::value::Value;
use crate::record::value::date::Date;

use super::Dossier;
use super::agreement::is_more_exact;
use super::asked::{asks, is_refused};
use super::days::end_after;
use super::recency::form_date;
use super::same_subject::{FieldSubject, about};
use super::statement::{Statement, statement};

const EVALUATION: &str = "voortgang.evaluatiedatum";
/// The first and the last day reported on: all that an hours list tells of progress.
const REPORTED: [&str; 2] = ["voortgang.begin", "voortgang.einde"];
/// What a plan tells of progress before there is any.
const OF_PLANS: [&str; 3] = [EVALUATION, "voortgang.overdracht", "voortgang.afspraken"];

/// What tells a period of coaching, or one that is reported on.
const PERIOD: [&str; 5] =
    ["begeleiding.begin", "begeleiding.einde", "begeleiding.duur", "voortgang.begin", "voortgang.einde"];

/// The last day of the coaching that counts.
#[derive(Clone, Copy, Debug)]
pub struct EndOfCoaching {
    pub day: civil::Date,
    /// Begin and length together, not a date that a form says.
    pub computed: bool,
}

impl Dossier<'_> {
    /// The form that counts for a field, by position: the newest that says what is understood, or that there is
    /// nothing, unless an older one says the same more exactly; else the newest with words that are not; none where no
    /// form says anything.
    pub fn deciding_form(&self, field: FieldId) -> Option<usize> {
        let asked = Schema::common().field(field);
        if about(asked) == FieldSubject::Moment {
            return self.of_moment(asked);
        }
        self.newest_of(field, |form| self.goes_with_what_counts(form, field) && !self.tells_of_before(form, field))
    }

    /// The same without regard to what the field belongs to.
    pub(super) fn newest_saying(&self, field: FieldId) -> Option<usize> {
        self.remembered.newest_saying(field, || self.newest_of(field, |_| true))
    }

    /// The forms that are about what counts now for a field, the newest first.
    pub(super) fn telling(&self, field: FieldId) -> impl Iterator<Item = usize> {
        self.telling_from(0, field)
    }

    /// Those of them that are not newer than a form.
    pub(super) fn telling_from(&self, form: usize, field: FieldId) -> impl Iterator<Item = usize> {
        let about = about(Schema::common().field(field));
        (form..self.forms.len()).filter(move |form| self.same_subject.is_current_for(*form, about))
    }

    fn newest_of(&self, field: FieldId, counts: impl Fn(usize) -> bool) -> Option<usize> {
        let any = |form: &usize| !self.forms[*form].answers_to(field).is_empty();
        let telling: Vec<usize> = self.telling(field).filter(|form| any(form) && counts(*form)).collect();
        let says = |form: usize| statement(self.forms[form], field);
        let understood = |form: usize| says(form).is_some_and(|said| !matches!(said, Statement::Written(_)));
        let exact = |newest: usize| {
            telling.iter().copied().filter(|form| *form > newest).fold(newest, |known, older| {
                let both = says(known).zip(says(older));
                if both.is_some_and(|(known, older)| is_more_exact(&older, &known)) { older } else { known }
            })
        };
        let first = |wanted: &dyn Fn(usize) -> bool| telling.iter().copied().find(|form| wanted(*form));
        first(&understood).map(exact).or_else(|| first(&|form| says(form).is_some())).or_else(|| first(&|_| true))
    }

    /// The newest form of the coaching that counts that says anything in a group that tells of one moment, as far as that is
    /// of the moment that a field tells of.
    fn of_moment(&self, asked: &Field) -> Option<usize> {
        let says = |form: &usize| self.says_of_moment(*form, asked.group(), |_| true);
        let mut told =
            (0..self.forms.len()).filter(|form| self.same_subject.is_current_for(*form, FieldSubject::Moment));
        let newest = told.find(says)?;
        if asked.group() != "voortgang" {
            return Some(newest);
        }
        let of_period = |form: &usize| self.same_subject.is_current_for(*form, FieldSubject::Period);
        // an evaluation that was refused with the rest is not coming
        let newest = if of_period(&newest) || !is_refused(self.forms[newest]) { newest } else { told.find(says)? };
        let older = (newest + 1..self.forms.len())
            .filter(|form| self.same_subject.is_current_for(*form, FieldSubject::Moment) && of_period(form))
            .filter(says);
        let other = match asked.id.as_str() {
            EVALUATION if self.tells_only(newest, &REPORTED) => {
                let mut older = older.filter(|form| !self.tells_only(*form, &REPORTED));
                older.next().filter(|form| self.plans_evaluation(*form))
            }
            id if !OF_PLANS.contains(&id) && of_period(&newest) && self.plans_evaluation(newest) => {
                let mut older = older.filter(|form| !self.plans_evaluation(*form));
                older.next()
            }
            _ => None,
        };
        Some(other.unwrap_or(newest))
    }

    /// Whether a form says anything of one moment in some fields of a group.
    fn says_of_moment(&self, form: usize, group: &str, of: impl Fn(&str) -> bool) -> bool {
        Schema::common()
            .of_group(group)
            .filter(|(_, field)| about(field) == FieldSubject::Moment && of(&field.id))
            .any(|(id, _)| !self.forms[form].answers_to(id).is_empty())
    }

    /// Whether these are all that a form tells of progress.
    fn tells_only(&self, form: usize, ids: &[&str]) -> bool {
        !self.says_of_moment(form, "voortgang", |id| !ids.contains(&id))
    }

    /// Whether a form tells of progress nothing but that it will be evaluated, on a day after its own.
    pub fn plans_evaluation(&self, form: usize) -> bool {
        let record = self.forms[form];
        let day = record.date(EVALUATION).and_then(Date::first_day);
        let written = form_date(record).and_then(Date::last_day);
        self.tells_only(form, &OF_PLANS) && day.zip(written).is_some_and(|(day, written)| written < day)
    }

    /// What counts for a field.
    pub fn statement(&self, id: &str) -> Option<Statement> {
        let field = Schema::common().id(id)?;
        statement(self.forms[self.deciding_form(field)?], field)
    }

    /// The value that counts; none where there is none, or where it was not understood.
    pub fn newest(&self, id: &str) -> Option<Value> {
        match self.statement(id)? {
            Statement::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The words that count and were not understood.
    pub fn uninterpreted(&self, id: &str) -> Option<String> {
        match self.statement(id)? {
            Statement::Written(words) => Some(words),
            _ => None,
        }
    }

    /// The date that counts.
    pub fn date(&self, id: &str) -> Option<Date> {
        match self.newest(id)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The hours that count, in minutes.
    pub fn minutes(&self, id: &str) -> Option<i64> {
        match self.newest(id)? {
            Value::Hours(minutes) => Some(minutes),
            _ => None,
        }
    }

    /// The end of the coaching: the day on which a closing form ended it, before or after the planned end, else that. What was
    /// refused has none.
    pub fn end_of_coaching(&self) -> Option<EndOfCoaching> {
        self.last_day_told().filter(|_| !self.is_refused())
    }

    /// The same of a coaching that was refused too.
    pub(super) fn last_day_told(&self) -> Option<EndOfCoaching> {
        let closed = self.closed_on().map(|day| EndOfCoaching { day, computed: false });
        closed.or_else(|| self.planned_end())
    }

    /// The day on which a closing form ended the coaching that counts; none where it goes on.
    pub fn closed_on(&self) -> Option<civil::Date> {
        let own = (0..self.forms.len()).filter(|form| !self.same_subject.is_of_other_coaching(*form));
        let told = own.filter(|form| self.ended_on(*form).is_some() || !self.is_after_care(*form));
        told.map(|form| self.ended_on(form)).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Whether a form asks nothing, and tells neither a period nor visits: one of after the end says not that coaching goes on.
    pub fn is_after_care(&self, form: usize) -> bool {
        let record = self.forms[form];
        let silent = |id: &str| record.value(id).is_none();
        let asks_nothing = !asks(record) && record.rows("uren") == 0;
        is_refused(record) || asks_nothing && PERIOD.into_iter().all(silent)
    }

    /// The end that the forms plan.
    fn planned_end(&self) -> Option<EndOfCoaching> {
        if let Some(end) = self.date("begeleiding.einde") {
            return Some(EndOfCoaching { day: end.last_day()?, computed: false });
        }
        let begin = self.date("begeleiding.begin")?.day()?;
        let Value::Duration(length) = self.newest("begeleiding.duur")? else { return None };
        Some(EndOfCoaching { day: end_after(begin, length)?, computed: true })
    }
}
