//! Where the forms of one client contradict each other, field by field, with both places.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::record::answer::Record;
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::{self, Value};
use crate::text::normalize::fold;
use crate::text::place::Place;

use super::Dossier;
use super::apart::{About, about};
use super::days::may_be_same;
use super::recency::recency;
use super::said::{Said, said};

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
    pub said: Said,
    pub file: Arc<str>,
    pub place: Place,
    /// As new as what counts.
    pub tied: bool,
}

impl Dossier<'_> {
    /// All contradictions, in the order of the schema. What a client may have several of, what tells of one moment,
    /// and what differs because it tells of another employer, coach or period is none; nor is prose.
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
        if field.many || field.rows().is_some() || field.kind == Kind::Prose || about == About::Moment || due(&field.id)
        {
            return None;
        }
        // What names the employer, the coach or the gemeente tells them apart: other forms are heard on that too.
        let names = NAMES.contains(&field.id.as_str());
        let first = self.form_for(id)?;
        let mut sides = vec![side(self.forms[first], first, id)?];
        for (n, form) in self.forms.iter().enumerate().filter(|(n, _)| *n != first) {
            if !names && !self.apart.tells(n, about) {
                continue;
            }
            let other = side(form, n, id).filter(|side| !sides.iter().any(|known| is_same(&known.said, &side.said)));
            sides.extend(other.map(|side| Side { tied: recency(form) == recency(self.forms[first]), ..side }));
        }
        let tied = sides.iter().any(|side| side.tied);
        (sides.len() > 1).then_some(Difference { field: id, sides, tied })
    }
}

const NAMES: [&str; 3] = ["werkgever.naam", "jobcoach.naam", "gemeente.naam"];

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
    let said = said(record, id)?;
    let answer = record.answers_to(id).first()?;
    Some(Side { form, said, file: Arc::clone(&record.source.file), place: answer.place.clone(), tied: false })
}

/// Whether two forms say the same, as far as each says it.
pub fn is_same(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Value(one), Said::Value(other)) => same_value(one, other),
        (Said::None, Said::None) => true,
        (Said::Written(one), Said::Written(other)) => fold(one) == fold(other),
        _ => false,
    }
}

fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Text(one), Value::Text(other)) => same_words(one, other),
        (Value::Date(one), Value::Date(other)) => may_be_same(*one, *other),
        (Value::Name(_), Value::Name(_)) => same_parts(one, other, Kind::Name, &[0]),
        (Value::Address(_), Value::Address(_)) => same_parts(one, other, Kind::Address, &[]),
        (Value::Decimal(one) | Value::Percentage(one), Value::Decimal(other) | Value::Percentage(other)) => {
            one == other
        }
        (Value::Number(one), Value::Decimal(other)) | (Value::Decimal(other), Value::Number(one)) => {
            Decimal::from(*one) == *other
        }
        _ => one == other,
    }
}

/// The same words, or one with something more behind it: `Bakkerij Korenaar`, `Bakkerij Korenaar B.V.`
fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short == long
        || (short.chars().count() >= 4 && short.chars().any(char::is_alphabetic) && long.starts_with(&**short))
}

/// Names and addresses: no part that both have differs; a whole is compared with all parts together, and a first name
/// with initials by its first letter.
fn same_parts(one: &Value, other: &Value, kind: Kind, without: &[usize]) -> bool {
    let count = kind.parts().len();
    let whole = count - 1;
    let part = |value: &Value, at: usize| {
        let text = u8::try_from(at).ok().and_then(|at| value::part(value, at).map(fold));
        text.filter(|text| !text.is_empty())
    };
    if part(one, whole).is_some() || part(other, whole).is_some() {
        let all = |value: &Value| -> String {
            (0..count).filter(|at| !without.contains(at)).filter_map(|at| part(value, at)).collect()
        };
        return all(one) == all(other);
    }
    let differs = |at: usize| matches!((part(one, at), part(other, at)), (Some(one), Some(other)) if one != other);
    if (0..whole).filter(|at| !without.contains(at)).any(differs) {
        return false;
    }
    let first = |value: &Value| part(value, 2).or_else(|| part(value, 1)).and_then(|text| text.chars().next());
    kind != Kind::Name || !matches!((first(one), first(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_behind_the_same_are_no_contradiction_and_longer_numbers_are() {
        assert!(same_words("Bakkerij Korenaar", "bakkerij korenaar B.V."));
        assert!(!same_words("Bakkerij Korenaar", "Bakkerij Molen"));
        assert!(!same_words("0612345678", "06123456789"));
        assert!(!same_words("Al", "Albert"));
    }

    #[test]
    fn parts_of_a_name_contradict_only_where_both_have_them() {
        let name = |parts: &[(u8, &str)]| value::join(Kind::Name, parts.iter().copied()).expect("a name");
        let letters = name(&[(0, "mevr."), (2, "S."), (4, "Vries")]);
        let given = name(&[(1, "Sanne"), (4, "Vries")]);
        let other = name(&[(1, "Jan"), (4, "Vries")]);
        assert!(same_value(&letters, &given));
        assert!(!same_value(&letters, &other));
        assert!(!same_value(&given, &other));
    }

    #[test]
    fn the_fields_that_are_named_are_in_the_schema() {
        let schema = Schema::common();
        assert!(NAMES.iter().all(|id| schema.id(id).is_some()));
        assert!(schema.all().filter(|(_, field)| due(&field.id)).count() == 8);
    }
}
