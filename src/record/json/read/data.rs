//! The answers of a record read back: values, words and places.

use std::collections::btree_map::Entry;

use serde_json::{Map, Value as Json};

use crate::finding::Finding;
use crate::record::answer::{Answer, Key, Unmapped};
use crate::record::json::SAID;
use crate::record::json::read::{Reader, pointer};
use crate::record::schema::{FieldId, Kind, Schema};
use crate::record::value::{Reading, Value, canonical};
use crate::text::place::Place;

impl Reader {
    /// The values, group by group.
    pub(super) fn data(&mut self, object: &Map<String, Json>) {
        let Some(Json::Object(groups)) = object.get("data") else { return };
        let schema = Schema::common();
        for (group, json) in groups {
            let at = pointer("/data", group);
            let rows = schema.of_group(group).next().map(|(_, field)| field.rows().is_some());
            match (rows, json) {
                (_, Json::Null) => {}
                (Some(false), Json::Object(fields)) => self.fields(&format!("{group}."), 0, fields, &at),
                (Some(true), Json::Array(rows)) => self.rows(group, rows, &at),
                (Some(rows), json) => {
                    self.misshapen(&at, if rows { "array" } else { "object" });
                    self.keep(json, &at, group);
                }
                (None, json) => {
                    self.unknown(&at, group, schema.group_names().into_iter());
                    self.keep(json, &at, group);
                }
            }
        }
    }

    fn rows(&mut self, group: &str, rows: &[Json], at: &str) {
        for (row, json) in (0..).zip(rows) {
            let at = pointer(at, row);
            match json {
                Json::Object(fields) => self.fields(&format!("{group}[]."), row, fields, &at),
                Json::Null => {}
                json => {
                    self.misshapen(&at, "object");
                    self.keep(json, &at, group);
                }
            }
        }
    }

    fn fields(&mut self, prefix: &str, row: u32, fields: &Map<String, Json>, at: &str) {
        let schema = Schema::common();
        for (name, json) in fields {
            let at = pointer(at, name);
            if let Some(id) = schema.id(&format!("{prefix}{name}")) {
                self.field(id, row, json, &at);
            } else {
                let known = schema.fields.iter().filter_map(|field| field.id.strip_prefix(prefix));
                self.unknown(&at, name, known);
                self.keep(json, &at, name);
            }
        }
    }

    fn field(&mut self, id: FieldId, row: u32, json: &Json, at: &str) {
        let field = Schema::common().field(id);
        match json {
            Json::Array(turns) if field.many => {
                for (turn, json) in (0..).zip(turns) {
                    self.value(Key { field: id, row: turn, part: None }, json, &pointer(at, turn));
                }
            }
            Json::Object(parts) if !field.kind.parts().is_empty() => {
                for (name, json) in parts {
                    let at = pointer(at, name);
                    if let Some(part) = field.kind.parts().iter().position(|part| part == name) {
                        self.value(Key { field: id, row, part: u8::try_from(part).ok() }, json, &at);
                    } else {
                        self.unknown(&at, name, field.kind.parts().iter().copied());
                        self.keep(json, &at, name);
                    }
                }
            }
            json => self.value(Key { field: id, row, part: None }, json, at),
        }
    }

    /// One value, or what stands in its place as it was written.
    fn value(&mut self, key: Key, json: &Json, at: &str) {
        let field = Schema::common().field(key.field);
        let kind = if key.part.is_some() { Kind::Text } else { field.kind };
        let text = shown(json);
        if text.is_empty() {
            return;
        }
        let value = canonical::from_json(kind, json).filter(|value| match value {
            Value::Text(word) if kind == Kind::Choice => field.choices.iter().any(|choice| choice == word),
            _ => true,
        });
        let place = Place::Pointer(at.into());
        let reading = value.map_or_else(
            || {
                let finding = Finding::new("record-value").field(key.to_string()).place(place.clone());
                self.findings.push(finding.with("kind", kind.word()));
                Reading::AsWritten
            },
            Reading::Value,
        );
        self.answers.insert(key, Answer { key, reading, place, text: text.into() });
    }

    /// What no field is known for: it stays with the record as unmapped.
    fn keep(&mut self, json: &Json, at: &str, name: &str) {
        let text = shown(json);
        if !text.is_empty() {
            self.unmapped.push(Unmapped {
                place: Place::Pointer(at.into()),
                label: Some(name.to_owned()),
                text: text.into(),
            });
        }
    }

    /// The words of answers that are no value.
    pub(super) fn non_answers(&mut self, object: &Map<String, Json>) {
        self.words(object, "said", |word| {
            SAID.iter()
                .find(|(_, known)| *known == word)
                .map_or(Reading::AsWritten, |(said, _)| Reading::NonAnswer(*said))
        });
    }

    /// The answers that were not understood.
    pub(super) fn as_written(&mut self, object: &Map<String, Json>) {
        self.words(object, "as_written", |_| Reading::AsWritten);
    }

    fn words(&mut self, object: &Map<String, Json>, section: &str, read: impl Fn(&str) -> Reading) {
        self.keyed(object, section, |reader, key, json, at| {
            let Json::String(text) = json else { return reader.misshapen(at, "string") };
            let answer = Answer { key, reading: read(text), place: Place::Pointer(at.into()), text: text.into() };
            match reader.answers.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(answer);
                }
                Entry::Occupied(_) => {
                    let finding = Finding::new("record-twice").field(key.to_string());
                    reader.findings.push(finding.place(Place::Pointer(at.into())));
                    reader.keep(json, at, &key.to_string());
                }
            }
        });
    }

    /// Where each answer stands in its source and in which words.
    pub(super) fn provenance(&mut self, object: &Map<String, Json>) {
        self.keyed(object, "provenance", |reader, key, json, at| {
            let Some(answer) = reader.answers.get_mut(&key) else {
                return reader.unknown(at, &key.to_string(), std::iter::empty());
            };
            if let Some(text) = json.get("text").and_then(Json::as_str) {
                answer.text = text.into();
            }
            match json.get("place").and_then(Json::as_str).map(str::parse) {
                Some(Ok(place)) => answer.place = place,
                Some(Err(_)) => reader.misshapen(&pointer(at, "place"), "place"),
                None => {}
            }
        });
    }

    /// Every member of a section whose names are keys of answers.
    fn keyed(&mut self, object: &Map<String, Json>, section: &str, mut each: impl FnMut(&mut Self, Key, &Json, &str)) {
        let at = pointer("", section);
        let members = match object.get(section) {
            None | Some(Json::Null) => return,
            Some(Json::Object(members)) => members,
            Some(_) => return self.misshapen(&at, "object"),
        };
        for (name, json) in members {
            let at = pointer(&at, name);
            if let Ok(key) = name.parse::<Key>() {
                each(self, key, json, &at);
            } else {
                self.unknown(&at, name, Schema::common().fields.iter().map(|field| field.id.as_str()));
                if section != "provenance" {
                    self.keep(json, &at, name);
                }
            }
        }
    }
}

/// A JSON value as someone would have written it; nothing for `null`.
fn shown(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        json => json.to_string(),
    }
}
