//! The shape of a record as a JSON Schema, made from the common schema.

use serde_json::{Map, Value as Json, json};

use crate::finding::Lang;
use crate::record::schema::{Field, Kind, Schema};

/// The JSON Schema (draft 2020-12) that every written record follows.
pub fn record() -> Json {
    let schema = Schema::common();
    let texts = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let place = json!({"type": "string", "description": "where it stands, such as Blad1!C7"});
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "eenvorm record",
        "description": "What one form says of one client",
        "type": "object",
        "required": ["schema", "data"],
        "additionalProperties": false,
        "properties": {
            "schema": {"const": schema.version},
            "id": {"type": "string", "description": "the same for the same form on every machine, under whatever path"},
            "made_with": object(json!({
                "version": {"type": "string", "description": "of eenvorm"},
                "schema": {"type": "integer", "description": "of the common schema"},
                "mapping": {"type": "string", "description": "a fingerprint of the mapping"},
            })),
            "pseudonym": {"type": "string", "description": "of the client, by a key that is in no record"},
            "form": strings(&["id", "body", "kind", "version"]),
            "source": strings(&["file", "sha256"]),
            "data": data(schema),
            "said": {"type": "object", "additionalProperties": {"enum": ["nvt", "onbekend", "geen", "elders"]}},
            "as_written": texts,
            "provenance": {"type": "object", "additionalProperties":
                object(json!({"place": place, "text": {"type": "string"}}))},
            "unmapped": {"type": "array", "items":
                object(json!({"place": place, "label": {"type": "string"}, "text": {"type": "string"}}))},
            "ledger": ledger(),
            "findings": {"type": "array", "items": finding(&place, &texts)},
        },
    })
}

fn object(properties: impl Into<Json>) -> Json {
    json!({"type": "object", "additionalProperties": false, "properties": properties.into()})
}

fn strings(names: &[&str]) -> Json {
    object(names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"}))).collect::<Map<_, _>>())
}

fn ledger() -> Json {
    let names = ["cells", "labels", "answers", "as_written", "unmapped"];
    let count = json!({"type": "integer", "minimum": 0});
    object(names.iter().map(|name| ((*name).to_owned(), count.clone())).collect::<Map<_, _>>())
}

fn finding(place: &Json, texts: &Json) -> Json {
    let text = json!({"type": "string"});
    let mut finding = object(json!({
        "code": text,
        "severity": {"enum": ["note", "warning", "error"]},
        "field": text,
        "place": place,
        "message": text,
        "hint": text,
        "with": texts,
    }));
    finding["required"] = json!(["code", "severity"]);
    finding
}

/// The values: an object a group, and an array of objects a repeating group.
fn data(schema: &Schema) -> Json {
    let mut groups = Map::new();
    for name in schema.group_names() {
        let fields: Vec<&Field> = schema.of_group(name).map(|(_, field)| field).collect();
        let properties: Map<_, _> = fields.iter().map(|f| (f.name().to_owned(), property(f))).collect();
        let one = object(properties);
        let mut group = match fields.first().and_then(|field| field.rows()) {
            Some(_) => json!({"type": "array", "items": one}),
            None => one,
        };
        group["title"] = json!(schema.groups[name].nl);
        group["description"] = json!(schema.groups[name].en);
        groups.insert(name.to_owned(), group);
    }
    object(groups)
}

/// One field: its labels and its note in both languages, and what its value looks like. `description` is English, as
/// what programs show of a schema is as a rule; `x-description` has both.
fn property(field: &Field) -> Json {
    let one = value(field);
    let mut property =
        if field.many { json!({"type": "array", "items": {"anyOf": [one, {"type": "null"}]}}) } else { one };
    property["title"] = json!(field.label.nl);
    let unit = field.unit.as_ref().map(|unit| format!(" ({})", unit.written())).unwrap_or_default();
    let described = |lang: Lang| match &field.note {
        Some(note) => format!("{}: {}{unit}", field.label.in_language(lang), note.in_language(lang)),
        None => format!("{}{unit}", field.label.in_language(lang)),
    };
    property["description"] = json!(described(Lang::En));
    property["x-description"] = json!({"nl": described(Lang::Nl), "en": described(Lang::En)});
    property["x-label"] = json!({"nl": field.label.nl, "en": field.label.en});
    property
}

/// The canonical writing of a kind.
fn value(field: &Field) -> Json {
    let text = |pattern: &str| json!({"type": "string", "pattern": pattern});
    match field.kind {
        Kind::Text | Kind::Prose | Kind::Gemeente | Kind::Email | Kind::Phone => {
            json!({"type": "string", "minLength": 1})
        }
        Kind::Name | Kind::Address => strings(field.kind.parts()),
        Kind::Choice => json!({"enum": field.choices}),
        Kind::YesNo => json!({"type": "boolean"}),
        Kind::Number => json!({"type": "integer"}),
        Kind::Decimal | Kind::Hours => json!({"type": "number"}),
        Kind::Percentage => json!({"type": "number", "minimum": 0, "maximum": 100}),
        Kind::Bsn => text("^[0-9]{9}$"),
        Kind::Date => text("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
        Kind::Time => text("^[0-9]{2}:[0-9]{2}$"),
        Kind::Money => text("^-?[0-9]+\\.[0-9]{2}$"),
        Kind::Duration => text("^P([0-9]+[YMWD])+$|^P.*T.+$"),
        Kind::Postcode => text("^[0-9]{4} [A-Z]{2}$"),
        Kind::Kvk => text("^[0-9]{8}$"),
        Kind::Iban => text("^[A-Z]{2}[0-9]{2}[A-Z0-9]+$"),
    }
}
