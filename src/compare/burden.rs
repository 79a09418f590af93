//! What a form asks of those who fill it: questions, minutes, reading, and what it asks of a person.

use serde::{Deserialize, Serialize};

use crate::record::schema::{Field, Kind, Schema};

use super::forms::Compared;
use super::question::{Question, Way};
use super::reading_level::{Level, level};

/// The burden of one form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Burden {
    pub form: String,
    pub questions: usize,
    pub required: usize,
    /// Answered in a line or more of one's own words.
    pub free_text: usize,
    /// By the rule of `docs/compare.md`: rows of groups counted as often as they are usually filled.
    pub minutes: u32,
    pub reading: Option<Level>,
    pub sensitive: Vec<String>,
    /// Of those, the ones that belong to no complete plan.
    pub beyond_plan: Vec<String>,
    /// Special categories of personal data in the sense of the AVG.
    pub special: Vec<String>,
}

/// The burden of all forms of one body together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OfBody {
    pub body: String,
    pub body_name: String,
    pub forms: usize,
    pub questions: usize,
    pub minutes: u32,
}

/// The fields that hold special categories of personal data.
const SPECIAL: [&str; 1] = ["profiel.diagnose"];

/// How often a row of a group is taken to be filled.
const ROWS: [(&str, u32); 2] = [("doelen", 3), ("uren", 10)];

pub(super) fn burdens(forms: &[Compared]) -> Vec<Burden> {
    forms.iter().map(burden).collect()
}

/// The sums of each body, in the order of the forms.
pub(super) fn of_bodies(forms: &[Compared], burdens: &[Burden]) -> Vec<OfBody> {
    let mut bodies: Vec<OfBody> = Vec::new();
    for (form, burden) in forms.iter().zip(burdens) {
        let position = bodies.iter().position(|known| known.body == form.form.body).unwrap_or_else(|| {
            let (body, body_name) = (form.form.body.clone(), form.form.body_name.clone());
            bodies.push(OfBody { body, body_name, forms: 0, questions: 0, minutes: 0 });
            bodies.len() - 1
        });
        let of_body = &mut bodies[position];
        of_body.forms += 1;
        of_body.questions += burden.questions;
        of_body.minutes += burden.minutes;
    }
    bodies
}

fn burden(form: &Compared) -> Burden {
    let schema = Schema::common();
    let asked = || form.asked.iter().map(|id| schema.field(*id));
    let ids = |wanted: fn(&Field) -> bool| asked().filter(|f| wanted(f)).map(|f| f.id.clone()).collect();
    let wordings = form.questions.iter().flat_map(|q| q.under.last().into_iter().chain([&q.wording]));
    let seconds: u32 = form.questions.iter().map(seconds).sum();
    Burden {
        form: form.form.id.clone(),
        questions: form.questions.len(),
        required: form.questions.iter().filter(|question| question.required).count(),
        free_text: form.questions.iter().filter(|question| is_free(question)).count(),
        minutes: seconds.div_ceil(60),
        reading: level(wordings.map(String::as_str)),
        sensitive: ids(|field| field.sensitive),
        beyond_plan: ids(|field| field.sensitive && !field.core),
        special: ids(|field| SPECIAL.contains(&field.id.as_str())),
    }
}

fn is_free(question: &Question) -> bool {
    question.way == Way::Written && question.schema_fields().any(|field| field.kind == Kind::Prose)
}

/// Of one question, for every field in it and every row it is filled in.
fn seconds(question: &Question) -> u32 {
    let rows = question.group.as_deref().and_then(|group| ROWS.iter().find(|(name, _)| *name == group));
    let once: u32 = match question.way {
        Way::Chosen(_) | Way::Ticked(_) => 10,
        Way::Written | Way::Open => question.schema_fields().map(|field| to_write(field.kind)).sum(),
    };
    once * rows.map_or(1, |(_, rows)| *rows)
}

/// Seconds to look up and write one answer.
fn to_write(kind: Kind) -> u32 {
    match kind {
        Kind::Prose => 180,
        Kind::Text => 30,
        Kind::Address | Kind::Iban => 30,
        Kind::Name | Kind::Bsn | Kind::Phone | Kind::Email | Kind::Kvk | Kind::Postcode | Kind::Gemeente => 20,
        Kind::Date | Kind::Time | Kind::Duration => 15,
        Kind::Number | Kind::Decimal | Kind::Hours | Kind::Percentage | Kind::Money => 20,
        Kind::YesNo | Kind::Choice => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_in_the_schema() {
        assert!(SPECIAL.iter().all(|id| Schema::common().id(id).is_some()));
        assert!(ROWS.iter().all(|(group, _)| Schema::common().of_group(group).next().is_some()));
    }
}
