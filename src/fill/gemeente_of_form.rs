//! What a gemeente's own form says by being that gemeente's, and another form asks.

use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::{Answer, Key, Record};
use crate::record::schema::Schema;
use crate::record::value::{Reading, Value, gemeente};

/// Adds the gemeente whose own form a record was read from, where the form to fill is not of another gemeente.
pub fn add_gemeente(record: &mut Record, mapping: &Mapping) {
    let Some(field) = Schema::common().id("gemeente.naam") else { return };
    let (from, to) = (&*record.form.body, &*mapping.head.body);
    let known = &mapping.about.gemeenten;
    // a form that asks which gemeente it is for, such as a region's, may be this gemeente's own
    let of_another = to != from && (to.starts_with("GM") || !known.is_empty() && known.iter().all(|code| code != from));
    if of_another || !mapping.asks(field) || !record.answers_to(field).is_empty() {
        return;
    }
    let named = from.starts_with("GM").then(|| gemeente::name(from)).flatten();
    let (Some(name), Some(place)) = (named, record.answers.first().map(|answer| answer.place.clone())) else { return };
    let reading = Reading::Value(Value::Text(name.into()));
    let key = Key::one(field);
    let at = record.answers.partition_point(|other| other.key < key);
    record.answers.insert(at, Answer { key, reading, place, text: name.into() });
}
