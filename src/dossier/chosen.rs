//! Which form counts for a field: the newest that says it, of those that are about what counts now.

use jiff::civil;

use crate::record::schema::{FieldId, Schema};
use crate::record::value::Value;
use crate::record::value::date::Date;

use super::Dossier;
use super::agreement::is_more_exact;
use super::days::end_after;
use super::same_subject::{FieldSubject, about};
use super::statement::{Statement, statement};

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
            return self.of_moment(asked.group());
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

    /// The newest form of the coaching that counts that says anything in a group that tells of one moment.
    fn of_moment(&self, group: &str) -> Option<usize> {
        let schema = Schema::common();
        let fields: Vec<FieldId> = schema
            .of_group(group)
            .filter(|(_, field)| about(field) == FieldSubject::Moment)
            .map(|(id, _)| id)
            .collect();
        let says = |form: &usize| fields.iter().any(|field| !self.forms[*form].answers_to(*field).is_empty());
        (0..self.forms.len()).filter(|form| self.same_subject.is_current_for(*form, FieldSubject::Moment)).find(says)
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

    /// The end of the coaching: the day on which a closing form ended it, before or after the planned end, else that.
    pub fn end_of_coaching(&self) -> Option<EndOfCoaching> {
        let closed = self.closed_on().map(|day| EndOfCoaching { day, computed: false });
        closed.or_else(|| self.planned_end())
    }

    /// The day on which a closing form ended the coaching that counts; none where it goes on.
    fn closed_on(&self) -> Option<civil::Date> {
        let own = (0..self.forms.len()).filter(|form| !self.same_subject.is_of_other_coaching(*form));
        own.map(|form| self.ended_on(form)).collect::<Option<Vec<_>>>()?.into_iter().max()
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
