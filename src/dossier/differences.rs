//! Where the forms of one client contradict each other, field by field, with both places.

use std::sync::Arc;

use crate::record::answer::Record;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::{Reading, Value};
use crate::text::place::Place;

use super::Dossier;
use super::agreement::{is_same, may_both_hold, organisation};
use super::recency::recency;
use super::same_subject::{FieldSubject, about};
use super::statement::{Statement, statement};

/// A field that two forms say differently.
#[derive(Clone, Debug)]
pub struct Difference {
    pub field: FieldId,
    /// What counts first, then what others say instead; each once.
    pub sides: Vec<Side>,
    /// One of the others is as new as what counts, so that no date says which of the two it is.
    pub tied: bool,
}

/// What one form says.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its position in the dossier.
    pub form: usize,
    pub said: Statement,
    pub file: Arc<str>,
    pub place: Place,
    /// As new as what counts.
    pub tied: bool,
}

impl Dossier<'_> {
    /// All contradictions, in the order of the schema. What is about one moment, and what differs because it is about
    /// another employer, coach or period is none; nor is prose. Of what a client may have several of it is one where the
    /// form that counts lacks what another says.
    pub fn differences(&self) -> Vec<Difference> {
        if self.forms.len() < 2 {
            return Vec::new();
        }
        let mut found: Vec<Difference> = Schema::common().all().filter_map(|(id, _)| self.difference(id)).collect();
        // A length differs because the end does: that is one contradiction.
        let id = |difference: &Difference| Schema::common().field(difference.field).id.as_str();
        let ends: Vec<String> =
            found.iter().filter_map(|one| Some(id(one).strip_suffix(".einde")?.to_owned())).collect();
        found.retain(|one| id(one).strip_suffix(".duur").is_none_or(|group| !ends.iter().any(|end| end == group)));
        found
    }

    fn difference(&self, id: FieldId) -> Option<Difference> {
        let field = Schema::common().field(id);
        let about = about(field);
        if field.rows().is_some() || field.kind == Kind::Prose || about == FieldSubject::Moment || due(&field.id) {
            return None;
        }
        // What names the employer, the coach or the gemeente tells them apart: other forms are heard on that too.
        let names = NAMES.contains(&field.id.as_str());
        let first = self.deciding_form(id)?;
        // of an end without a begin nothing tells whether it is of the period that others tell
        let is_bare = field.id == "begeleiding.einde" && self.forms[first].value("begeleiding.begin").is_none();
        let heard_too = |form: usize| names || is_bare && !self.same_subject.is_of_other_coaching(form);
        let mut sides = vec![side(self.forms[first], first, id)?];
        for (n, form) in self.forms.iter().enumerate().filter(|(n, _)| *n != first) {
            if !heard_too(n) && !self.same_subject.is_current_for(n, about) {
                continue;
            }
            let is_known = |known: &Side, side: &Side| match field.many {
                true => says_all_of(self.forms[known.form], form, id),
                false => agree(&field.id, &known.said, &side.said),
            };
            let other = side(form, n, id).filter(|side| !sides.iter().any(|known| is_known(known, side)));
            sides.extend(other.map(|side| Side { tied: is_tied(form, self.forms[first]), ..side }));
        }
        let tied = sides.iter().any(|side| side.tied);
        (sides.len() > 1).then_some(Difference { field: id, sides, tied })
    }
}

/// Whether no date says which of two forms is newer: both are of one day, or one of them is of no day at all.
fn is_tied(form: &Record, newest: &Record) -> bool {
    let (own, other) = (recency(form), recency(newest));
    own == other || own == (None, None)
}

const NAMES: [&str; 6] =
    ["werkgever.naam", "werkgever.kvk", "jobcoach.naam", "jobcoach.organisatie", "jobcoach.kvk", "gemeente.naam"];

/// Whether two forms say the same of a field, or nothing that excludes each other.
fn agree(id: &str, one: &Statement, other: &Statement) -> bool {
    match id {
        _ if may_both_hold(one, other) => true,
        "werkgever.naam" | "jobcoach.organisatie" if organisation(one).is_some() => {
            organisation(one) == organisation(other)
        }
        _ => is_same(one, other),
    }
}

/// Whether a form says every value that another says of a field that may have several; one that says none denies none.
fn says_all_of(one: &Record, other: &Record, id: FieldId) -> bool {
    let values = |form: &Record| -> Vec<Value> {
        let read = form.answers_to(id).iter().filter_map(|answer| match &answer.reading {
            Reading::Value(value) => Some(value.clone()),
            _ => None,
        });
        read.collect()
    };
    let known = values(one);
    known.is_empty() || values(other).iter().all(|value| known.contains(value))
}

/// What moves on by nature from form to form, without the older being wrong.
fn due(id: &str) -> bool {
    const MOVES: [&str; 8] = [
        "voortgang.volgende_evaluatie",
        "begeleiding.aanvraag",
        "begeleiding.uren_besteed",
        "begeleiding.uren_resterend",
        "begeleiding.besluit",
        "begeleiding.besluit_datum",
        "begeleiding.kosten",
        "dienstverband.uren_werkelijk",
    ];
    MOVES.contains(&id)
}

fn side(record: &Record, form: usize, id: FieldId) -> Option<Side> {
    let said = statement(record, id)?;
    let answer = record.answers_to(id).first()?;
    Some(Side { form, said, file: Arc::clone(&record.source.file), place: answer.place.clone(), tied: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_that_are_named_are_in_the_schema() {
        let schema = Schema::common();
        assert!(NAMES.iter().all(|id| schema.id(id).is_some()));
        assert!(schema.all().filter(|(_, field)| due(&field.id)).count() == 8);
    }
}
