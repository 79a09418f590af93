//! The page of a client: every field with its answers, where they stand, and where the forms differ.

use crate::dossier::Dossier;
use crate::dossier::statement::joined;
use crate::record::answer::{Answer, Record};
use crate::record::schema::{self, FieldId, Schema};
use crate::record::value::{Reading, Value};
use crate::text::normalize::fold;

use crate::report::client::rows;
use crate::report::input::privacy::Redaction;
use crate::report::view;
use crate::report::wording::answer_words::words;
use crate::report::wording::shown;

/// The groups that tell of one form or one moment; their answers differ from form to form by nature.
const OF_A_MOMENT: [&str; 4] = ["formulier", "voortgang", "uitkomst", "ondertekening"];

/// Answers that say that there is no value, which differs from a value.
const DENIALS: [&str; 2] = ["n.v.t.", "geen"];

/// All groups with an answer, in the order of the schema.
pub(in crate::report) fn groups(dossier: &Dossier, redaction: Redaction) -> Vec<view::client::Group> {
    let schema = Schema::common();
    let group = |name: &str| {
        let fields = schema.of_group(name).filter(|(_, field)| field.rows().is_none() && redaction.shows(field));
        view::client::Group {
            id: name.to_owned(),
            label: schema.groups.get(name).map_or_else(|| name.to_owned(), |label| label.nl.clone()),
            fields: fields.filter_map(|(id, field)| self::field(dossier, id, field, redaction)).collect(),
            tables: rows::tables(dossier, name, redaction),
        }
    };
    let groups = schema.group_names().into_iter().map(group);
    groups.filter(|group| !group.fields.is_empty() || !group.tables.is_empty()).collect()
}

/// A field and what the forms say of it; none where no form says anything.
fn field(dossier: &Dossier, id: FieldId, field: &schema::Field, redaction: Redaction) -> Option<view::client::Field> {
    let mut answers: Vec<view::client::Answer> = Vec::new();
    for (n, record) in dossier.forms.iter().enumerate() {
        for mut answer in answers_of(record, id, field, redaction) {
            answer.sources.iter_mut().for_each(|source| source.letter = Dossier::letter(n));
            merge(&mut answers, answer);
        }
    }
    if answers.is_empty() {
        return None;
    }
    let values =
        answers.iter().filter(|answer| answer.state != "said" || DENIALS.contains(&answer.text.as_str())).count();
    Some(view::client::Field {
        id: field.id.clone(),
        label: field.label.nl.clone(),
        kind: field.kind,
        sensitive: field.sensitive,
        special: field.special,
        differs: values > 1 && dossier.forms.len() > 1 && !field.many && !OF_A_MOMENT.contains(&field.group()),
        answers,
    })
}

/// Adds an answer, or its sources where another form says the same.
fn merge(answers: &mut Vec<view::client::Answer>, answer: view::client::Answer) {
    let alike =
        |known: &&mut view::client::Answer| known.state == answer.state && fold(&known.text) == fold(&answer.text);
    match answers.iter_mut().find(alike) {
        Some(known) => known.sources.extend(answer.sources),
        None => answers.push(answer),
    }
}

/// The answers of one form: one for a field that stands once, several for a field of many values.
fn answers_of(record: &Record, id: FieldId, field: &schema::Field, redaction: Redaction) -> Vec<view::client::Answer> {
    let answers = record.answers_to(id);
    let (parts, wholes): (Vec<&Answer>, Vec<&Answer>) = answers.iter().partition(|answer| answer.key.part.is_some());
    let mut shown: Vec<view::client::Answer> = wholes.into_iter().map(|answer| one(answer, field, redaction)).collect();
    let whole_is_read = shown.iter().any(|answer| answer.state == "read");
    if let (false, Some(value)) = (whole_is_read, joined(answers, field.kind)) {
        let mut sources: Vec<view::client::Source> = parts.iter().map(|part| source(part, None, redaction)).collect();
        // parts of a name or an address stand in one cell as a rule
        sources.dedup_by(|one, other| one.place == other.place);
        shown.push(view::client::Answer {
            text: redaction.answer(&shown::value(&value, field), field),
            state: "read",
            sources,
        });
    }
    let unread = parts.into_iter().filter(|part| !matches!(part.reading, Reading::Value(Value::Text(_))));
    shown.extend(unread.map(|part| one(part, field, redaction)));
    shown
}

fn one(answer: &Answer, field: &schema::Field, redaction: Redaction) -> view::client::Answer {
    let (text, state) = words(answer, field, redaction, shown::value);
    let written = Some(answer.text.trim()).filter(|written| fold(written) != fold(&text) && !written.is_empty());
    let written = written.map(|written| redaction.answer(written, field));
    view::client::Answer { sources: vec![source(answer, written, redaction)], text, state }
}

fn source(answer: &Answer, written: Option<String>, redaction: Redaction) -> view::client::Source {
    let place = (!redaction.pseudonym).then(|| redaction.text(&answer.place.to_string()));
    view::client::Source { letter: String::new(), place, written: written.filter(|_| !redaction.pseudonym) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_a_moment_are_in_the_schema() {
        for name in OF_A_MOMENT {
            assert!(Schema::common().groups.contains_key(name), "{name}");
        }
    }
}
