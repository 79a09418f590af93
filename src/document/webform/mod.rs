//! Web forms as json: what an engine hands over of a submission, its form, or both, laid out as rows of label and answer.

pub mod answer;
pub mod component;
pub mod definition;
pub mod generic;
pub mod keys;
pub mod layout;
pub mod pointer;
pub mod submission;
pub mod survey;

use std::collections::BTreeMap;
use std::io::Read;

use serde_json::{Map, Value};

use crate::document::cells::cell_stream::{CellStream, Step};
use crate::document::cells::model::{Grid, Sheet};
use crate::document::file::encoding::Writing;
use crate::document::file::limits::Limits;
use crate::document::file::package::Package;
use crate::document::file::source::Source;
use crate::finding::Finding;

/// The parts of a form that Open Formulieren exports as a zip.
const EXPORT: [&str; 3] = ["forms.json", "formSteps.json", "formDefinitions.json"];

/// Whether a zip is the export of one form, by the names of its parts.
pub fn is_export(zipped: &Package) -> bool {
    EXPORT.iter().all(|name| zipped.has(name))
}

/// Hands on one sheet for each submission, or one for the form itself.
pub fn read(source: &Source, feed: &mut CellStream<'_>) -> Step {
    let damaged = |_| Finding::new("damaged");
    let limits = feed.limits();
    let documents = if source.head(2).map_err(damaged)?.starts_with(b"PK") {
        vec![exported(source, limits)?]
    } else {
        let mut bytes = Vec::new();
        let limit = limits.part / 4;
        source.reader().map_err(damaged)?.take(limit + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > limit {
            return Err(Finding::new("too-large").with("size", limit >> 20).into());
        }
        let (values, twice) = values(&text(&bytes)?, limits)?;
        for key in twice {
            feed.finding(Finding::new("json-key-twice").with("key", key))?;
        }
        values
    };
    let (documents, base) = crate::document::webform::submission::apart(documents);
    let alone = documents.len() == 1;
    for (n, mut document) in documents.into_iter().enumerate() {
        unfold(&mut document);
        let base = if base { crate::document::webform::pointer::step("", &n.to_string()) } else { String::new() };
        let name = if alone { stem(source.name()).to_owned() } else { (n + 1).to_string() };
        let (cells, named) = crate::document::webform::submission::lay_out(document, &base).into_parts();
        feed.sheet(Sheet { named, ..Sheet::new(&name, Grid::Flow) }, BTreeMap::new())?;
        cells.into_iter().try_for_each(|cell| feed.cell(cell))?;
        feed.end(Vec::new())?;
    }
    Ok(())
}

/// The text of a file: json is UTF-8, or UTF-16 where it says so; what another encoding means is not guessed.
fn text(bytes: &[u8]) -> Result<String, Finding> {
    if let (Writing::Other(encoding), _) = Writing::of(bytes)
        && encoding != encoding_rs::UTF_16LE
        && encoding != encoding_rs::UTF_16BE
    {
        let good = std::str::from_utf8(bytes).map_or_else(|wrong| wrong.valid_up_to(), str::len);
        let line = memchr::memchr_iter(b'\n', &bytes[..good]).count() + 1;
        return Err(Finding::new("json-encoding").with("line", line));
    }
    Ok(Writing::text(bytes))
}

/// The values of a text, mostly one, several where each line is one; and the keys that stood twice.
fn values(text: &str, limits: &Limits) -> Result<(Vec<Value>, Vec<String>), Finding> {
    crate::document::webform::survey::check(text, limits)?;
    crate::document::webform::keys::values(text).map_err(|error| {
        if error.is_eof() {
            return Finding::new("truncated");
        }
        Finding::new("json-broken").with("line", error.line()).with("column", error.column())
    })
}

/// Takes answers out of strings that are json themselves: many engines hand over the entries of a repeated group so.
fn unfold(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with(['[', '{']) => {
            let inner = crate::document::webform::keys::values(text).ok().filter(|(values, _)| values.len() == 1);
            let inner = inner.and_then(|(mut values, _)| values.pop());
            let holds = |inner: &Value| match inner {
                Value::Array(items) => items.iter().any(Value::is_object) || items.len() > 1,
                Value::Object(map) => !map.is_empty(),
                _ => false,
            };
            if let Some(inner) = inner.filter(holds) {
                *value = inner;
            }
        }
        Value::Array(items) => {
            unwrap(items);
            items.iter_mut().for_each(unfold);
        }
        Value::Object(map) => map.values_mut().for_each(unfold),
        _ => {}
    }
}

/// Takes the entries of a repeated group out of the shell in which Form.io keeps each: `{"data": {"doel": "…"}}`.
fn unwrap(items: &mut [Value]) {
    const BESIDE: [&str; 6] = ["data", "metadata", "state", "id", "key", "submitted"];
    let is_shell = |item: &Value| {
        let map = item.as_object();
        map.is_some_and(|map| map["data"].is_object() && map.keys().all(|key| BESIDE.contains(&key.as_str())))
    };
    let holds_data = items.iter().all(|item| item.get("data").is_some());
    if !items.is_empty() && holds_data && items.iter().all(is_shell) {
        items.iter_mut().for_each(|item| *item = item["data"].take());
    }
}

/// The parts of an exported form as one value.
fn exported(source: &Source, limits: &Limits) -> Result<Value, Finding> {
    let mut zipped = Package::open(source, limits)?;
    let mut whole = Map::new();
    for part in EXPORT {
        let text = zipped.text(part)?;
        let value = values(&text, limits)?.0.into_iter().next().unwrap_or_default();
        whole.insert(part.trim_end_matches(".json").to_owned(), value);
    }
    Ok(Value::Object(whole))
}

/// The name of a file without its folders and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
