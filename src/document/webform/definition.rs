//! Finds the definition of the form in a json: its title, its steps and their questions, in the order of the form.

use serde_json::{Map, Value};

use crate::document::webform::component::{self, Part, Printed};
use crate::document::webform::pointer;

/// What an Open Formulieren export consists of, and what goes with a submission without being an answer.
const RESOURCES: [&str; 8] = [
    "forms",
    "formSteps",
    "formDefinitions",
    "formLogic",
    "formVariables",
    "_meta",
    "values_schema",
    "metadata_schema",
];

/// Where answers stand: no definition is looked for there.
pub const ANSWERS: [&str; 4] = ["submission", "record", "data", "values"];

/// Where the title of a form may stand.
const TITLES: [&str; 7] =
    ["/forms/0/name", "/form/forms/0/name", "/form/name", "/form/title", "/form", "/title", "/name"];

/// A form as it was put up.
#[derive(Debug, Default)]
pub struct Form {
    pub title: Option<Printed>,
    pub steps: Vec<Step>,
}

/// A page of the form.
#[derive(Debug)]
pub struct Step {
    pub title: Option<Printed>,
    /// The name by which its answers may be kept apart.
    pub slug: Option<String>,
    pub parts: Vec<Part>,
    /// The pointer of the object that holds its components.
    at: String,
    id: Option<String>,
}

/// What the objects around a list of components say of it.
#[derive(Clone, Default)]
struct Around {
    title: Option<Printed>,
    slug: Option<String>,
    id: Option<String>,
}

impl Form {
    /// The form that a document holds, if it holds one; `base` is the document's own pointer.
    pub fn find(document: &Value, base: &str) -> Option<Self> {
        let mut steps = Vec::new();
        visit(document, base, &Around::default(), &mut steps);
        if steps.is_empty() {
            return None;
        }
        let order = order(document);
        let turn = |step: &Step| order.iter().position(|id| step.id.as_ref() == Some(id)).unwrap_or(usize::MAX);
        steps.sort_by_key(turn);
        let title = TITLES.iter().find_map(|at| {
            let text = document.pointer(at)?.as_str().filter(|text| !text.is_empty() && !text.contains("://"))?;
            Some(Printed { text: text.to_owned(), pointer: format!("{base}{at}") })
        });
        for step in &mut steps {
            step.title.take_if(|own| title.as_ref().is_some_and(|title| title.text == own.text));
        }
        Some(Self { title, steps })
    }

    /// Takes the form out of a document, so that only answers and what goes with them are left.
    pub fn take_out(&self, document: &mut Value, base: &str) {
        let below = |step: &Step| step.at.strip_prefix(base).map(str::to_owned).unwrap_or_default();
        let tops: Vec<String> = self.steps.iter().map(below).collect();
        let Value::Object(map) = document else {
            *document = Value::Null;
            return;
        };
        if tops.iter().any(String::is_empty) {
            map.retain(|key, _| ANSWERS.contains(&key.as_str()) || key == "metadata");
        }
        let holds = |key: &str| tops.iter().any(|at| at.split('/').nth(1) == Some(key));
        map.retain(|key, _| !RESOURCES.contains(&key.as_str()) && !holds(key));
    }
}

fn visit(value: &Value, at: &str, around: &Around, into: &mut Vec<Step>) {
    match value {
        Value::Object(map) => {
            let around = Around {
                title: component::printed(map, at, &["title", "name"]).or_else(|| around.title.clone()),
                slug: component::text(map, "slug").map(str::to_owned).or_else(|| around.slug.clone()),
                id: component::text(map, "uuid").map(str::to_owned).or_else(|| around.id.clone()),
            };
            let mut parts = Vec::new();
            if let Some(components) = components(map) {
                component::parts(components, &pointer::step(at, "components"), &[], &mut parts);
            } else if let Some(schema) = map.get("values_schema") {
                component::by_schema(schema, &pointer::step(at, "values_schema"), &[], &mut parts);
            } else {
                let inner = map.iter().filter(|(key, _)| !ANSWERS.contains(&key.as_str()));
                inner.for_each(|(key, value)| visit(value, &pointer::step(at, key), &around, into));
                return;
            }
            let at = if map.contains_key("components") { at.to_owned() } else { pointer::step(at, "values_schema") };
            into.push(Step { title: around.title, slug: around.slug, parts, at, id: around.id });
        }
        Value::Array(items) => {
            let each = items.iter().enumerate();
            each.for_each(|(n, item)| visit(item, &pointer::step(at, &n.to_string()), around, into));
        }
        _ => {}
    }
}

/// The components of a form or a step.
fn components(map: &Map<String, Value>) -> Option<&[Value]> {
    let listed = map.get("components")?.as_array()?;
    let real = |one: &Value| one.get("type").is_some_and(Value::is_string);
    (!listed.is_empty() && listed.iter().all(real)).then_some(listed)
}

/// The definitions in the order of the steps that show them.
fn order(document: &Value) -> Vec<String> {
    let steps = document.pointer("/formSteps").or_else(|| document.pointer("/form/formSteps"));
    let mut steps: Vec<&Value> = steps.and_then(Value::as_array).into_iter().flatten().collect();
    steps.sort_by_key(|step| ["index", "order"].iter().find_map(|key| step.get(key)?.as_u64()));
    let named = |step: &&Value| {
        let shown = step.get("form_definition").or_else(|| step.get("formDefinition"))?.as_str()?;
        shown.trim_end_matches('/').rsplit('/').next().map(str::to_owned)
    };
    steps.iter().filter_map(named).collect()
}
