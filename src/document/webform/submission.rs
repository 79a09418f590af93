//! Lays out one submission, with the words of its form where they are given, or a form that nobody filled in.

use serde_json::{Map, Value};

use crate::document::webform::answer;
use crate::document::webform::component::{Kind, Part, Printed, Question};
use crate::document::webform::definition::{ANSWERS, Form, Step};
use crate::document::webform::generic;
use crate::document::webform::layout::{Answer, Layout};
use crate::document::webform::pointer;
use crate::text::content::Content;

/// The submissions of a source apart, and whether each has its number in its pointer.
pub fn apart(mut documents: Vec<Value>) -> (Vec<Value>, bool) {
    if documents.len() > 1 {
        return (documents, true);
    }
    match documents.pop() {
        Some(Value::Array(items)) if is_list(&items) => (items, true),
        Some(other) => (vec![other], false),
        None => (Vec::new(), false),
    }
}

/// Whether items are submissions, each with answers of its own, and not the questions or steps of one.
fn is_list(items: &[Value]) -> bool {
    let answers = |item: &Value| ANSWERS.iter().any(|key| item.get(key).is_some_and(Value::is_object));
    !items.is_empty() && items.iter().all(answers)
}

/// Lays out one document that stands at `base`.
pub fn lay_out(mut document: Value, base: &str) -> Layout {
    let form = Form::find(&document, base);
    if let Some(form) = &form {
        form.take_out(&mut document, base);
    }
    let mut data = Data::take(&mut document, base, form.is_some());
    let mut layout = Layout::default();
    if let Some(form) = form {
        form.title.iter().for_each(|title| layout.heading(title));
        for step in &form.steps {
            step.title.iter().for_each(|title| layout.heading(title));
            step.parts.iter().for_each(|part| lay_part(&mut layout, part, step, &mut data));
        }
    }
    rest(&mut layout, data.left, &data.at);
    rest(&mut layout, document, base);
    layout
}

fn lay_part(layout: &mut Layout, part: &Part, step: &Step, data: &mut Data) {
    match part {
        Part::Heading(printed) | Part::Text(printed) => layout.heading(printed),
        Part::Question(question) => {
            let (value, at) = data.answer(&question.path, step.slug.as_deref());
            lay_question(layout, question, value, &at);
        }
    }
}

fn lay_question(layout: &mut Layout, question: &Question, value: Option<Value>, at: &str) {
    match (question.kind, value) {
        (Kind::Rows, Some(Value::Array(entries))) if entries.iter().all(Value::is_object) => {
            layout.heading(&question.label);
            lay_rows(layout, question, entries, at);
        }
        (Kind::Rows, None | Some(Value::Null)) => {
            layout.heading(&question.label);
            lay_rows(layout, question, vec![Value::Null], at);
        }
        (_, value) => {
            let whole = value.unwrap_or_default();
            match single(question, &whole, at.to_owned(), question.path.clone()) {
                Some(answer) => layout.question(&question.label, answer),
                None => generic::member(layout, &question.label, &whole, at, &question.path),
            }
        }
    }
}

/// The answer to a question that has one place; none where the value holds answers of its own.
fn single(question: &Question, value: &Value, pointer: String, path: Vec<String>) -> Option<Answer> {
    let options = question.options.iter().map(|(_, label)| label.clone()).collect();
    let content = with_unit(answer::content(value, &question.options)?, question.unit.as_deref());
    Some(Answer { content, pointer, path, options, parts: answer::parts(value) })
}

/// A bare number with the unit that the form prints beside it.
fn with_unit(content: Content, unit: Option<&str>) -> Content {
    let shown = content.shown();
    let bare = shown.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ')) && !shown.trim().is_empty();
    match unit.filter(|_| bare) {
        Some(unit) => Content::Text(format!("{} {unit}", shown.trim()).into()),
        None => content,
    }
}

/// The entries of a repeated group under the labels of its questions; what they do not ask stands to the right.
fn lay_rows(layout: &mut Layout, question: &Question, entries: Vec<Value>, at: &str) {
    let mut headings: Vec<_> = question.columns.iter().map(|column| column.label.clone()).collect();
    let mut others: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for (n, mut entry) in entries.into_iter().enumerate() {
        let base = pointer::step(at, &n.to_string());
        let path = [&question.path[..], &[n.to_string()]].concat();
        let mut row = Vec::new();
        for column in &question.columns {
            let value = remove(&mut entry, &column.path).unwrap_or_default();
            let to = (pointer::steps(&base, &column.path), [&path[..], &column.path].concat());
            row.push(single(column, &value, to.0.clone(), to.1.clone()).unwrap_or_else(|| {
                let content = Content::Text(answer::in_words(&value).into());
                Answer { content, pointer: to.0, path: to.1, options: Vec::new(), parts: Vec::new() }
            }));
        }
        let left = if let Value::Object(left) = entry { left } else { Map::new() };
        others.extend(left.keys().filter(|key| !others.contains(key)).cloned().collect::<Vec<_>>());
        for key in &others {
            let to = [&path[..], std::slice::from_ref(key)].concat();
            row.push(generic::cell(left.get(key), pointer::step(&base, key), to));
        }
        rows.push(row);
    }
    for key in others {
        let at = pointer::key_of(&pointer::steps(at, &["0".to_owned(), key.clone()]));
        headings.push(Printed { text: key, pointer: at });
    }
    layout.table(&headings, rows);
}

/// Lays out what is left over, without the objects that are empty by now.
fn rest(layout: &mut Layout, value: Value, at: &str) {
    match value {
        Value::Object(mut map) => {
            map.retain(|_, value| !value.as_object().is_some_and(Map::is_empty));
            generic::members(layout, &map, at, &[]);
        }
        Value::Array(items) => generic::items(layout, &items, at, &[]),
        _ => {}
    }
}

/// The answers of a submission.
struct Data {
    /// Their pointer.
    at: String,
    /// Those that no question has asked for yet.
    left: Value,
}

impl Data {
    /// Takes the answers out of what goes with them. A form that nobody filled in would have them in `data`.
    fn take(document: &mut Value, base: &str, form: bool) -> Self {
        let mut way: Vec<String> = Vec::new();
        let mut here = &*document;
        while let Some(key) = ANSWERS.iter().find(|key| here.get(key).is_some_and(Value::is_object)) {
            way.push((*key).to_owned());
            here = &here[*key];
        }
        if way.is_empty() && form && here.as_object().is_none_or(Map::is_empty) {
            return Self { at: pointer::step(base, "data"), left: Value::Null };
        }
        let left = if way.is_empty() { Some(document.take()) } else { remove(document, &way) };
        Self { at: pointer::steps(base, &way), left: left.unwrap_or_default() }
    }

    /// Takes the answer to a question, and says where it stands or would stand.
    fn answer(&mut self, path: &[String], slug: Option<&str>) -> (Option<Value>, String) {
        let Value::Object(map) = &self.left else { return (None, pointer::steps(&self.at, path)) };
        let inside = |key: &str| map.get(key).is_some_and(|value| value.pointer(&pointer::steps("", path)).is_some());
        let step = slug.filter(|slug| inside(slug)).map(str::to_owned);
        let whole = self.left.pointer(&pointer::steps("", path)).is_some();
        let step = step.filter(|_| !whole).or_else(|| {
            let other = || map.keys().find(|key| inside(key)).cloned();
            if whole { None } else { other() }
        });
        let path: Vec<String> = step.into_iter().chain(path.iter().cloned()).collect();
        let at = pointer::steps(&self.at, &path);
        (remove(&mut self.left, &path), at)
    }
}

/// Takes out what stands at a path, and the objects around it that are empty then.
fn remove(value: &mut Value, path: &[String]) -> Option<Value> {
    let (first, rest) = path.split_first()?;
    let map = value.as_object_mut()?;
    if rest.is_empty() {
        return map.shift_remove(first);
    }
    let inner = map.get_mut(first)?;
    let found = remove(inner, rest);
    if found.is_some() && inner.as_object().is_some_and(Map::is_empty) {
        map.shift_remove(first);
    }
    found
}
