//! The questions of a form by its components (Open Formulieren, Form.io) or by a JSON Schema.

use serde_json::{Map, Value};

use crate::document::webform::pointer;

/// Units that say no more than the field itself.
const PLAIN_UNITS: [&str; 6] = ["uur", "uren", "euro", "eur", "€", "%"];

/// A longer text is a remark, and no unit.
const LONGEST_UNIT: usize = 30;

/// Text that the form prints, and where the json has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    pub pointer: String,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// A box for each option.
    Boxes,
    /// An entry for each time that the questions in it are answered.
    Rows,
}

/// A question of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub label: Printed,
    /// The keys under which its answer stands in the data.
    pub path: Vec<String>,
    pub kind: Kind,
    /// The value and the label of each answer that is offered.
    pub options: Vec<(String, String)>,
    /// The unit that the form prints beside the answer, where it may be another than the label says.
    pub unit: Option<String>,
    /// The questions of each entry.
    pub columns: Vec<Question>,
}

/// A part of the form, in the order in which it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    Heading(Printed),
    /// Text that is no question.
    Text(Printed),
    Question(Question),
}

/// The parts that a list of components shows; the answers stand below `path`.
pub fn parts(components: &[Value], base: &str, path: &[String], into: &mut Vec<Part>) {
    for (n, component) in components.iter().enumerate() {
        if let Value::Object(component) = component {
            part(component, &pointer::step(base, &n.to_string()), path, into);
        }
    }
}

fn part(component: &Map<String, Value>, at: &str, path: &[String], into: &mut Vec<Part>) {
    let inner = component.get("components").and_then(Value::as_array);
    match text(component, "type").unwrap_or("") {
        "button" | "softRequiredErrors" => {}
        "content" | "htmlelement" => into.extend(content(component, at)),
        "columns" => {
            let columns = component.get("columns").and_then(Value::as_array).into_iter().flatten();
            for (n, column) in columns.enumerate() {
                let base = pointer::steps(at, &["columns".into(), n.to_string(), "components".into()]);
                parts(column.get("components").and_then(Value::as_array).map_or(&[], Vec::as_slice), &base, path, into);
            }
        }
        "editgrid" | "datagrid" => into.push(Part::Question(repeated(component, at, path))),
        kind => match inner {
            Some(inner) => {
                let shown = component.get("hideHeader") != Some(&Value::Bool(true));
                into.extend(printed(component, at, &["legend", "title", "label"]).filter(|_| shown).map(Part::Heading));
                let path = if kind == "container" { below(path, component) } else { path.to_vec() };
                parts(inner, &pointer::step(at, "components"), &path, into);
            }
            None => into.extend(text(component, "key").map(|_| Part::Question(question(component, at, path)))),
        },
    }
}

fn question(component: &Map<String, Value>, at: &str, path: &[String]) -> Question {
    let key = text(component, "key").unwrap_or_default();
    let own = Printed { text: key.to_owned(), pointer: pointer::step(at, "key") };
    Question {
        label: printed(component, at, &["label"]).unwrap_or(own),
        path: below(path, component),
        kind: if text(component, "type") == Some("selectboxes") { Kind::Boxes } else { Kind::Plain },
        options: options(component),
        unit: unit(component),
        columns: Vec::new(),
    }
}

/// What a form prints behind a number: `uur per maand`, `minuten`, `USD`. Hours and euros go without saying.
fn unit(component: &Map<String, Value>) -> Option<String> {
    let short = |text: &&str| !text.is_empty() && text.chars().count() <= LONGEST_UNIT && !text.contains(['<', '\n']);
    let behind = || text(component, "suffix").map(str::trim).filter(short);
    let currency = || text(component, "currency").filter(|_| text(component, "type") == Some("currency"));
    let below = || text(component, "description").map(str::trim).filter(|text| text.starts_with("per ")).filter(short);
    let unit =
        behind().filter(|unit| !is_plain(unit)).or_else(|| currency().filter(|unit| !is_plain(unit))).or_else(below);
    unit.map(str::to_owned)
}

fn is_plain(unit: &str) -> bool {
    PLAIN_UNITS.iter().any(|plain| unit.eq_ignore_ascii_case(plain))
}

fn repeated(component: &Map<String, Value>, at: &str, path: &[String]) -> Question {
    let mut inner = Vec::new();
    let components = component.get("components").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    parts(components, &pointer::step(at, "components"), &[], &mut inner);
    let questions = inner.into_iter().filter_map(|part| match part {
        Part::Question(question) => Some(question),
        _ => None,
    });
    Question { kind: Kind::Rows, columns: questions.collect(), ..question(component, at, path) }
}

/// Text between the questions, without its markup.
fn content(component: &Map<String, Value>, at: &str) -> Option<Part> {
    let key = ["html", "content"].into_iter().find(|key| component.contains_key(*key))?;
    let mut shown = String::new();
    let mut inside = false;
    for letter in text(component, key)?.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                shown.push(' ');
            }
            _ if !inside => shown.push(letter),
            _ => {}
        }
    }
    let shown = shown.replace("&nbsp;", " ").replace("&amp;", "&");
    let words: Vec<&str> = shown.split_whitespace().collect();
    let text = Printed { text: words.join(" "), pointer: pointer::step(at, key) };
    (!words.is_empty()).then_some(Part::Text(text))
}

/// The answers that a component offers.
fn options(component: &Map<String, Value>) -> Vec<(String, String)> {
    let listed = component.get("values").or_else(|| component.get("data")?.get("values"));
    let options = listed.and_then(Value::as_array).into_iter().flatten().filter_map(|option| {
        let value = match option.get("value")? {
            Value::String(value) => value.clone(),
            Value::Null => return None,
            other => other.to_string(),
        };
        let label = option.get("label").and_then(Value::as_str).filter(|label| !label.is_empty());
        Some((value.clone(), label.map_or(value, str::to_owned)))
    });
    options.filter(|(value, _)| !value.is_empty()).collect()
}

/// The questions that a JSON Schema of the answers describes.
pub fn by_schema(schema: &Value, at: &str, path: &[String], into: &mut Vec<Part>) {
    let base = pointer::step(at, "properties");
    for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let at = pointer::step(&base, key);
        let Value::Object(map) = property else { continue };
        let path = [path, std::slice::from_ref(key)].concat();
        let heading = printed(map, &at, &["title"]);
        let inner = map.get("properties").and_then(Value::as_object);
        let boxes = inner.is_some_and(|inner| {
            !inner.is_empty() && inner.values().all(|one| one.get("type") == Some(&Value::from("boolean")))
        });
        if inner.is_some() && !boxes {
            into.extend(heading.map(Part::Heading));
            by_schema(property, &at, &path, into);
            continue;
        }
        let label = heading.unwrap_or_else(|| Printed { text: key.clone(), pointer: pointer::key_of(&at) });
        let mut columns = Vec::new();
        if let Some(items) = map.get("items").filter(|items| items.get("properties").is_some()) {
            by_schema(items, &pointer::step(&at, "items"), &[], &mut columns);
        }
        let columns: Vec<Question> = columns
            .into_iter()
            .filter_map(|part| if let Part::Question(one) = part { Some(one) } else { None })
            .collect();
        let options: Vec<(String, String)> =
            inner.filter(|_| boxes).into_iter().flatten().map(|(key, one)| (key.clone(), titled(key, one))).collect();
        let kind = if boxes {
            Kind::Boxes
        } else if columns.is_empty() {
            Kind::Plain
        } else {
            Kind::Rows
        };
        into.push(Part::Question(Question { label, path, kind, options, unit: None, columns }));
    }
}

fn titled(key: &str, property: &Value) -> String {
    property.get("title").and_then(Value::as_str).unwrap_or(key).to_owned()
}

/// The first of the texts that is there and says something.
pub fn printed(map: &Map<String, Value>, at: &str, keys: &[&str]) -> Option<Printed> {
    let found = keys.iter().find_map(|key| Some((key, text(map, key).filter(|text| !text.trim().is_empty())?)))?;
    Some(Printed { text: found.1.to_owned(), pointer: pointer::step(at, found.0) })
}

pub fn text<'v>(map: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    map.get(key).and_then(Value::as_str)
}

/// A key may name a path itself: `werknemer.bsn`.
fn below(path: &[String], component: &Map<String, Value>) -> Vec<String> {
    let keys = text(component, "key").unwrap_or_default().split('.').map(str::to_owned);
    path.iter().cloned().chain(keys).collect()
}
