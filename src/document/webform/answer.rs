//! What one value of a submission says: text, number or tick; options by their labels, an address in one line.

use serde_json::{Map, Value};

use crate::text::checkbox;
use crate::text::content::Content;

/// The keys of an address in the order in which it is written, and what stands before each.
const ADDRESS: [(&[&str], &str); 6] = [
    (&["streetName", "straatnaam", "straat"], ""),
    (&["houseNumber", "huisnummer"], " "),
    (&["houseLetter", "huisletter"], ""),
    (&["houseNumberAddition", "huisnummertoevoeging", "huisnummerToevoeging", "toevoeging"], "-"),
    (&["postcode"], ", "),
    (&["city", "plaats", "woonplaats", "plaatsnaam"], " "),
];

/// The largest whole number that a number keeps exactly.
const EXACT: u64 = 1 << 53;

/// The content of a value that stands for one answer; none where it holds answers of its own.
pub fn content(value: &Value, options: &[(String, String)]) -> Option<Content> {
    Some(match value {
        Value::Null => Content::Empty,
        Value::Bool(ticked) if options.is_empty() => Content::Tick(*ticked),
        Value::Number(number) if options.is_empty() => self::number(number),
        Value::String(text) if text.is_empty() => Content::Empty,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => Content::Text(shown(value, options)?.into()),
        Value::Array(items) if items.is_empty() => Content::Empty,
        Value::Array(items) => {
            let lines: Option<Vec<String>> = items.iter().map(|item| line(item, options)).collect();
            Content::Text(lines?.join("\n").into())
        }
        Value::Object(map) if map.is_empty() => Content::Empty,
        Value::Object(map) if is_boxes(map, options) => boxes(map, options),
        Value::Object(map) => Content::Text(address(map).or_else(|| date(map))?.into()),
    })
}

/// The parts of an address and the boxes of a list, which are answers of their own as well.
pub fn parts(value: &Value) -> Vec<(String, Content)> {
    let Some(map) = value.as_object().filter(|map| is_boxes(map, &[]) || address(map).is_some()) else {
        return Vec::new();
    };
    let told = |key: &str, part: &Value| is_boxes(map, &[]) && part.is_boolean() || is_address_part(key);
    let parts = map.iter().filter(|(key, part)| !key.is_empty() && told(key, part));
    parts.filter_map(|(key, part)| Some((key.clone(), content(part, &[])?))).collect()
}

fn is_address_part(key: &str) -> bool {
    ADDRESS.iter().any(|(parts, _)| parts.contains(&key))
}

/// A value in words, whatever it holds.
pub fn in_words(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join("\n"),
        Value::Object(map) if content(value, &[]).is_none() => {
            map.iter().map(|(key, part)| format!("{key}: {}", in_words(part))).collect::<Vec<_>>().join("\n")
        }
        other => content(other, &[]).map_or_else(String::new, |content| content.shown().into_owned()),
    }
}

/// One of several answers: a value, or a file by its name.
fn line(item: &Value, options: &[(String, String)]) -> Option<String> {
    match item {
        Value::Object(map) => {
            let only = map.get("value").filter(|_| map.len() == 1).and_then(|value| shown(value, &[]));
            only.or_else(|| file(map))
        }
        Value::Array(_) => None,
        scalar => shown(scalar, options),
    }
}

/// The name that a file had where it came from.
fn file(map: &Map<String, Value>) -> Option<String> {
    let named = map.get("originalName").or_else(|| map.get("filename"))?;
    named.as_str().map(str::to_owned)
}

fn shown(value: &Value, options: &[(String, String)]) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) => value.to_string(),
        Value::Number(number) => self::number(number).shown().into_owned(),
        Value::Null => String::new(),
        _ => return None,
    };
    let label = options.iter().find(|(value, _)| *value == text).map(|(_, label)| label.clone());
    Some(label.unwrap_or_else(|| without_bytes(text)))
}

/// A picture that stands in the json itself (a signature) is told by its kind alone.
fn without_bytes(text: String) -> String {
    match text.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
        Some((kind, _)) if kind.len() < 100 => format!("[{kind}]"),
        _ => text,
    }
}

fn number(number: &serde_json::Number) -> Content {
    let large = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs)).is_some_and(|n| n > EXACT);
    match number.as_f64().filter(|_| !large) {
        Some(n) => Content::Number(n),
        None => Content::Text(number.to_string().into()),
    }
}

/// `{"a": true, "b": false}`: several boxes; other engines write `"true"`, and `1` for options that the form has.
fn is_boxes(map: &Map<String, Value>, options: &[(String, String)]) -> bool {
    let counted = map.keys().all(|key| options.iter().any(|(value, _)| value == key));
    let worded = |on: &Value| matches!(on.as_str(), Some("true" | "false"));
    let told = map.values().all(Value::is_boolean) || map.values().any(worded) || counted;
    told && map.values().all(|on| is_on(on).is_some())
}

/// Whether a box is ticked; none where a value says nothing of a box.
fn is_on(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(on) => Some(*on),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        Value::String(text) => match text.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" | "" => Some(false),
            _ => None,
        },
        Value::Null => Some(false),
        _ => None,
    }
}

/// `{"day": 1, "month": 3, "year": 2026}`
fn date(map: &Map<String, Value>) -> Option<String> {
    let part = |names: [&str; 2]| {
        let value = names.iter().find_map(|name| map.get(*name))?;
        value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
    };
    let (day, month, year) = (part(["day", "dag"])?, part(["month", "maand"])?, part(["year", "jaar"])?);
    (map.len() == 3 && year > 999).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A line for each option, and for each box that is no option.
fn boxes(map: &Map<String, Value>, options: &[(String, String)]) -> Content {
    let known = options.iter().map(|(value, label)| (map.get(value).and_then(is_on) == Some(true), label.as_str()));
    let others = map.iter().filter(|(key, _)| !key.is_empty() && !options.iter().any(|(value, _)| value == *key));
    let others = others.map(|(key, on)| (is_on(on) == Some(true), key.as_str()));
    let lines: Vec<String> =
        known.chain(others).map(|(on, label)| format!("{} {label}", checkbox::glyph(on))).collect();
    if lines.is_empty() { Content::Empty } else { Content::Text(lines.join("\n").into()) }
}

/// `Dorpsstraat 12a, 3511 AB Utrecht`.
fn address(map: &Map<String, Value>) -> Option<String> {
    if !(map.contains_key("postcode") && ["houseNumber", "huisnummer"].iter().any(|key| map.contains_key(*key))) {
        return None;
    }
    let mut text = String::new();
    for (keys, before) in ADDRESS {
        let part =
            keys.iter().find_map(|key| map.get(*key)).and_then(|part| shown(part, &[])).filter(|part| !part.is_empty());
        if let Some(part) = part {
            text.push_str(if text.is_empty() { "" } else { before });
            text.push_str(&part);
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_shown_as_the_form_shows_them() {
        let options = [("pw".to_owned(), "Participatiewet".to_owned()), ("wia".to_owned(), "WIA".to_owned())];
        for (value, options, told) in [
            (json!("pw"), &options[..], Some("Participatiewet")),
            (json!(["pw", "anders"]), &options, Some("Participatiewet\nanders")),
            (json!({"pw": true, "wia": false}), &options, Some("☒ Participatiewet\n☐ WIA")),
            (json!({"a": false, "b": true}), &[], Some("☐ a\n☒ b")),
            (json!(true), &[], Some("☒")),
            (json!(12.5), &[], Some("12,5")),
            (json!(12_345_678_901_234_567_890_u64), &[], Some("12345678901234567890")),
            (json!([{"originalName": "contract.pdf", "size": 12}]), &[], Some("contract.pdf")),
            (json!("data:image/png;base64,AAAA"), &[], Some("[image/png]")),
            (json!([]), &[], Some("")),
            (json!({"a": 1}), &[], None),
            (json!({"pw": 1, "wia": 0}), &options, Some("☒ Participatiewet\n☐ WIA")),
            (json!({"pw": "true", "wia": "false"}), &options, Some("☒ Participatiewet\n☐ WIA")),
            (json!({"pw": "true", "wia": ""}), &options, Some("☒ Participatiewet\n☐ WIA")),
            (json!({"day": 1, "month": 3, "year": 2026}), &[], Some("2026-03-01")),
            (json!({"dag": "01", "maand": "03", "jaar": "2026"}), &[], Some("2026-03-01")),
            (
                json!({"postcode": "3541AB", "huisnummer": "12", "huisletter": "A", "plaats": "Utrecht",
                    "straatnaam": "Vogelkers"}),
                &[],
                Some("Vogelkers 12A, 3541AB Utrecht"),
            ),
            (
                json!({"postcode": "3511 AB", "houseNumber": "12", "houseLetter": "a", "houseNumberAddition": "",
                    "city": "Utrecht", "streetName": "Dorpsstraat"}),
                &[],
                Some("Dorpsstraat 12a, 3511 AB Utrecht"),
            ),
        ] {
            assert_eq!(content(&value, options).map(|c| c.shown().into_owned()).as_deref(), told, "{value}");
        }
    }
}
