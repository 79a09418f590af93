//! Where the forms of one client contradict each other, field by field, with both places.

use std::sync::Arc;

use crate::record::answer::Record;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::{Reading, Value};
use crate::text::organisation::{branch, may_be_longer};
use crate::text::place::Place;

use super::Dossier;
use super::agreement::{is_same, loses_parts, may_both_hold, names_no_day, organisation};
use super::hours::USED;
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
    /// Newer than what counts, in words that are not understood.
    pub passed_over: bool,
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
        if field.rows().is_some() || field.kind == Kind::Prose || about == FieldSubject::Moment {
            return None;
        }
        let due = due(&field.id);
        // What names the employer, the coach or the gemeente tells them apart: other forms are heard on that too.
        let names = NAMES.contains(&field.id.as_str());
        let first = self.deciding_form(id)?;
        // of an end without a begin nothing tells whether it is of the period that others tell
        let is_bare = field.id == "begeleiding.einde" && self.forms[first].value("begeleiding.begin").is_none();
        let heard_too = |form: usize| names || is_bare && !self.same_subject.is_of_other_coaching(form);
        let mut sides = vec![side(self.forms[first], first, id)?];
        // that somebody works elsewhere after a coaching was closed contradicts nothing
        let is_over = |form: usize| names && self.ended.goes_on[first] && !self.ended.goes_on[form];
        for (n, form) in self.forms.iter().enumerate().filter(|(n, _)| *n != first) {
            if is_over(n) || !heard_too(n) && !self.same_subject.is_current_for(n, about) {
                continue;
            }
            // newer words that are not understood are passed over, and nobody knows what they mean
            let is_passed_over = |said: &Statement| n < first && is_new_word(&field.id, said);
            let says_it = |known: &Side, side: &Side| match field.many {
                true => says_all_of(self.forms[known.form], form, id),
                false => {
                    agree(&field.id, &known.said, &side.said)
                        || is_same_number(&field.id, self.forms[known.form], form) && longer(&known.said, &side.said)
                }
            };
            let said = side(form, n, id).filter(|side| !due || is_passed_over(&side.said));
            let is_known = |side: &Side| sides.iter().any(|known| says_it(known, side));
            let other = said.filter(|side| is_passed_over(&side.said) || !is_known(side));
            sides.extend(other.map(|side| Side {
                tied: is_tied(form, self.forms[first]),
                passed_over: n < first && matches!(side.said, Statement::Written(_)),
                ..side
            }));
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
        _ if loses_parts(one, other) => false,
        "werkgever.naam" | "jobcoach.organisatie" if organisation(one).is_some() => {
            organisation(one) == organisation(other) && !other_branch(one, other)
        }
        _ => is_same(one, other),
    }
}

/// Whether two names of one organisation tell branches of it that differ: nobody knows whether that is another workplace.
fn other_branch(one: &Statement, other: &Statement) -> bool {
    names(one, other).and_then(|(one, other)| branch(one).zip(branch(other))).is_some_and(|(one, other)| one != other)
}

/// Whether one name is the other with words behind it.
fn longer(one: &Statement, other: &Statement) -> bool {
    names(one, other).is_some_and(|(one, other)| may_be_longer(one, other)) && !other_branch(one, other)
}

fn names<'s>(one: &'s Statement, other: &'s Statement) -> Option<(&'s str, &'s str)> {
    match (one, other) {
        (Statement::Value(Value::Text(one)), Statement::Value(Value::Text(other))) => Some((one, other)),
        _ => None,
    }
}

/// Whether two forms tell the same number of the organisation that a field names.
fn is_same_number(id: &str, one: &Record, other: &Record) -> bool {
    let number = match id {
        "werkgever.naam" => "werkgever.kvk",
        "jobcoach.organisatie" => "jobcoach.kvk",
        _ => return false,
    };
    one.value(number).is_some_and(|own| Some(own) == other.value(number))
}

/// Whether newer words that are not understood are to be said beside the date or the answer that counts. `per direct`
/// takes no begin away, of a day of birth `ergens in 1995` takes nothing away, and of hours used it is said with their sum.
fn is_new_word(id: &str, said: &Statement) -> bool {
    let Statement::Written(words) = said else { return false };
    let vague_begin = id.ends_with(".begin") && names_no_day(words);
    ![USED, "client.geboortedatum"].contains(&id) && !vague_begin
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
    Some(Side {
        form,
        said,
        file: Arc::clone(&record.source.file),
        place: answer.place.clone(),
        tied: false,
        passed_over: false,
    })
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
