//! The forms of one client, the newest first, and what the newest of them says of a field.

use jiff::civil;

use crate::record::answer::{Answer, Record};
use crate::record::schema::{Kind, Schema};
use crate::record::value::date::Date;
use crate::record::value::{self, NonAnswer, Reading, Value};

use super::shown;

/// The fields that tell how recent a form is, the best first.
const DATES: [&str; 6] = [
    "formulier.datum",
    "formulier.ontvangen",
    "ondertekening.jobcoach_datum",
    "ondertekening.client_datum",
    "voortgang.evaluatiedatum",
    "voortgang.einde",
];

/// All that was read of one client.
#[derive(Debug)]
pub(super) struct Dossier<'a> {
    pub(super) forms: Vec<&'a Record>,
}

impl<'a> Dossier<'a> {
    /// From the records in the order of the input; of two forms of one day the last is the newest.
    pub(super) fn new(mut forms: Vec<&'a Record>) -> Self {
        forms.reverse();
        forms.sort_by_key(|record| std::cmp::Reverse(form_date(record).and_then(|date| shown::day(date, false))));
        Self { forms }
    }

    /// The letter of a form: `A` is the newest.
    pub(super) fn letter(form: usize) -> String {
        crate::text::place::column_letters(u32::try_from(form).unwrap_or(u32::MAX - 1))
    }

    /// The newest understood value; none where a newer form says that there is none.
    pub(super) fn newest(&self, id: &str) -> Option<Value> {
        let field = Schema::common().id(id)?;
        let denies = |record: &Record| record.answers_to(field).iter().any(|answer| is_denial(&answer.reading));
        let latest = self.forms.iter().find_map(|record| match whole(record, id) {
            Some(value) => Some(Some(value)),
            None => denies(record).then_some(None),
        });
        latest.flatten()
    }

    /// The newest date.
    pub(super) fn date(&self, id: &str) -> Option<Date> {
        match self.newest(id)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The newest hours, in minutes.
    pub(super) fn minutes(&self, id: &str) -> Option<i64> {
        match self.newest(id)? {
            Value::Hours(minutes) => Some(minutes),
            _ => None,
        }
    }

    /// The newest value in words.
    pub(super) fn words(&self, id: &str) -> Option<String> {
        let schema = Schema::common();
        let field = schema.field(schema.id(id)?);
        self.newest(id).map(|value| shown::value(&value, field))
    }

    /// The newest words that were not understood.
    pub(super) fn unread(&self, id: &str) -> Option<String> {
        let field = Schema::common().id(id)?;
        self.forms.iter().find_map(|record| unread(record.answers_to(field)))
    }

    /// The end of the coaching, and whether it is begin and length together instead of a written date.
    pub(super) fn end_of_coaching(&self) -> Option<(civil::Date, bool)> {
        if let Some(end) = self.date("begeleiding.einde") {
            return Some((shown::day(end, true)?, false));
        }
        self.forms.iter().find_map(|record| {
            let (Some(Value::Date(begin)), Some(Value::Duration(length))) =
                (record.value("begeleiding.begin"), record.value("begeleiding.duur"))
            else {
                return None;
            };
            let span = jiff::Span::new().try_months(length.months).ok()?.try_days(length.days).ok()?;
            let end = begin.day()?.checked_add(span).ok()?.yesterday().ok()?;
            Some((end, true))
        })
    }
}

/// Whether an answer says that there is no value: `n.v.t.`, `geen`.
fn is_denial(reading: &Reading) -> bool {
    matches!(reading, Reading::NonAnswer(NonAnswer::NotApplicable | NonAnswer::Nothing))
}

/// The words of the first answer that was not understood.
fn unread(answers: &[Answer]) -> Option<String> {
    answers.iter().find(|a| a.reading == Reading::AsWritten).map(|a| a.text.trim().to_owned())
}

/// The date of a form.
pub(super) fn form_date(record: &Record) -> Option<Date> {
    DATES.iter().find_map(|id| match record.value(id) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    })
}

/// A value that stands once, joined from its parts where the form asks them apart.
pub(super) fn whole(record: &Record, id: &str) -> Option<Value> {
    let schema = Schema::common();
    let field = schema.id(id)?;
    record.value(id).cloned().or_else(|| joined(record.answers_to(field), schema.field(field).kind))
}

/// The parts of a name or an address as one value.
pub(super) fn joined(answers: &[Answer], kind: Kind) -> Option<Value> {
    let parts: Vec<(u8, &str)> = answers
        .iter()
        .filter_map(|answer| match (&answer.key.part, &answer.reading) {
            (Some(part), Reading::Value(Value::Text(text))) => Some((*part, text.as_str())),
            _ => None,
        })
        .collect();
    if parts.is_empty() { None } else { value::join(kind, parts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_dates_are_in_the_schema() {
        for id in DATES {
            let schema = Schema::common();
            assert_eq!(schema.id(id).map(|field| schema.field(field).kind), Some(Kind::Date), "{id}");
        }
    }
}
