//! Lays out what no definition speaks of: every member a row by its key, lists of entries as tables.

use serde_json::{Map, Value};

use crate::document::webform::answer;
use crate::document::webform::component::Printed;
use crate::document::webform::layout::{Answer, Layout};
use crate::document::webform::pointer;
use crate::text::content::Content;

/// Keys under which engines keep the words of a question beside its answer.
const LABELS: [&str; 8] = ["label", "question", "vraag", "title", "titel", "name", "naam", "key"];
/// Keys under which they keep the answer.
const VALUES: [&str; 4] = ["value", "answer", "antwoord", "waarde"];
/// What else they say of a question.
const ASIDES: [&str; 7] = ["id", "key", "name", "type", "order", "index", "required"];

/// Lays out all members of an object.
pub fn members(layout: &mut Layout, map: &Map<String, Value>, at: &str, path: &[String]) {
    for (key, value) in map {
        let at = pointer::step(at, key);
        let label = Printed { text: key.clone(), pointer: pointer::key_of(&at) };
        member(layout, &label, value, &at, &[path, std::slice::from_ref(key)].concat());
    }
}

/// Lays out one value under its label.
pub fn member(layout: &mut Layout, label: &Printed, value: &Value, at: &str, path: &[String]) {
    if let Some((label, value, at)) = labelled(value, at) {
        return member(layout, &label, value, &at, path);
    }
    if let Some(content) = answer::content(value, &[]) {
        let parts = answer::parts(value);
        let answer = Answer { content, pointer: at.to_owned(), path: path.to_vec(), options: Vec::new(), parts };
        return layout.question(label, answer);
    }
    match value {
        Value::Object(map) => {
            layout.heading(label);
            members(layout, map, at, path);
        }
        Value::Array(entries) => {
            layout.heading(label);
            items(layout, entries, at, path);
        }
        _ => {}
    }
}

/// Lays out a list: a table where each item is an entry with keys, else a row for each.
pub fn items(layout: &mut Layout, list: &[Value], at: &str, path: &[String]) {
    let entries: Vec<&Map<String, Value>> = list.iter().filter_map(Value::as_object).collect();
    let pairs = list.iter().all(|item| labelled(item, "").is_some());
    if entries.len() == list.len() && !pairs {
        return table(layout, &entries, at, path);
    }
    for (n, item) in list.iter().enumerate() {
        let at = pointer::step(at, &n.to_string());
        let label = Printed { text: (n + 1).to_string(), pointer: pointer::key_of(&at) };
        let key = labelled(item, "").map_or_else(|| n.to_string(), |(label, ..)| key_of(item, &label));
        member(layout, &label, item, &at, &[path, &[key]].concat());
    }
}

fn table(layout: &mut Layout, entries: &[&Map<String, Value>], at: &str, path: &[String]) {
    let mut keys: Vec<&String> = Vec::new();
    for key in entries.iter().flat_map(|entry| entry.keys()) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let first = pointer::step(at, "0");
    let heading = |key: &&String| {
        let at = pointer::key_of(&pointer::step(&first, key));
        Printed { text: (*key).clone(), pointer: at }
    };
    let headings: Vec<Printed> = keys.iter().map(heading).collect();
    let row = |(n, entry): (usize, &&Map<String, Value>)| {
        let to = [path, &[n.to_string()]].concat();
        let base = pointer::step(at, &n.to_string());
        keys.iter()
            .map(|key| cell(entry.get(*key), pointer::step(&base, key), [&to[..], &[(*key).clone()]].concat()))
            .collect()
    };
    let rows = entries.iter().enumerate().map(row).collect();
    layout.table(&headings, rows);
}

/// The answer of an entry under one of its keys; what is no single value is put into words.
pub fn cell(value: Option<&Value>, pointer: String, path: Vec<String>) -> Answer {
    let content = value.map_or(Content::Empty, |value| {
        answer::content(value, &[]).unwrap_or_else(|| Content::Text(answer::in_words(value).into()))
    });
    let parts = value.map(answer::parts).unwrap_or_default();
    Answer { content, pointer, path, options: Vec::new(), parts }
}

/// A question that carries its own words: `{"label": "Naam", "value": "J. Jansen"}`.
fn labelled<'v>(value: &'v Value, at: &str) -> Option<(Printed, &'v Value, String)> {
    let map = value.as_object()?;
    let find = |words: &[&str]| words.iter().find_map(|word| map.iter().find(|(key, _)| key.to_lowercase() == **word));
    let (label, text) = find(&LABELS)?;
    let (key, answer) = find(&VALUES)?;
    let aside = |other: &str| other == label || other == key || ASIDES.contains(&other.to_lowercase().as_str());
    let text = text.as_str().filter(|text| !text.is_empty())?;
    let printed = Printed { text: text.to_owned(), pointer: pointer::step(at, label) };
    map.keys().all(|other| aside(other)).then(|| (printed, answer, pointer::step(at, key)))
}

/// The key of a labelled question, or its words.
fn key_of(item: &Value, label: &Printed) -> String {
    let key = ["key", "name", "id"].iter().find_map(|key| item.get(key)?.as_str());
    key.unwrap_or(&label.text).to_owned()
}
