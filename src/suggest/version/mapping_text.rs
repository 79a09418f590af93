//! The text of a mapping with the place of each line in it, so that one line is changed and all others stay as written.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// A line of a mapping: an inline table under `[answers]`, or a `[[combined]]`.
pub(super) struct MappingLineText {
    /// From its key, or from the header of a `[[combined]]`, to its end.
    entry: Range<usize>,
    value: Range<usize>,
    /// The key of its entry holds no other line.
    alone: bool,
    inline: bool,
    keys: Vec<Key>,
}

struct Key {
    name: String,
    start: usize,
    value: Range<usize>,
}

/// The lines of a mapping, in the order of `Mapping::lines`.
pub(super) fn items(text: &str) -> Vec<MappingLineText> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut all = Vec::new();
    let under = |name: &str| table.get_ref().iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
    if let Some(DeValue::Table(answers)) = under("answers").map(toml::Spanned::get_ref) {
        for (key, value) in answers {
            let entry = key.span().start..value.span().end;
            match value.get_ref() {
                DeValue::Array(items) => {
                    let alone = items.len() == 1;
                    all.extend(items.iter().filter_map(|item| inline(entry.clone(), item, alone)));
                }
                _ => all.extend(inline(entry, value, true)),
            }
        }
    }
    if let Some(DeValue::Array(combined)) = under("combined").map(toml::Spanned::get_ref) {
        all.extend(combined.iter().filter_map(|item| headed(text, item.get_ref())));
    }
    all
}

fn inline(entry: Range<usize>, value: &toml::Spanned<DeValue<'_>>, alone: bool) -> Option<MappingLineText> {
    let DeValue::Table(table) = value.get_ref() else { return None };
    Some(MappingLineText { entry, value: value.span(), alone, inline: true, keys: keys(table) })
}

fn headed(text: &str, value: &DeValue<'_>) -> Option<MappingLineText> {
    let DeValue::Table(table) = value else { return None };
    let keys = keys(table);
    let (first, last) = (keys.first()?.start, keys.iter().map(|key| key.value.end).max()?);
    let header = text[..first].rfind("[[combined]]")?;
    Some(MappingLineText { entry: header..last, value: first..last, alone: true, inline: false, keys })
}

fn keys(table: &DeTable<'_>) -> Vec<Key> {
    let mut keys: Vec<Key> = table
        .iter()
        .map(|(key, value)| Key { name: key.get_ref().to_string(), start: key.span().start, value: value.span() })
        .collect();
    keys.sort_by_key(|key| key.start);
    keys
}

/// The patterns of a `[[combined]]`.
pub(super) fn patterns(text: &str, n: usize) -> Vec<String> {
    let item = items(text).into_iter().nth(n);
    let value = item.and_then(|item| item.keys.into_iter().find(|key| key.name == "pattern")).map(|key| key.value);
    let table: Option<toml::Table> = value.and_then(|value| toml::from_str(&format!("x = {}", &text[value])).ok());
    match table.as_ref().and_then(|table| table.get("x")) {
        Some(toml::Value::String(one)) => vec![one.clone()],
        Some(toml::Value::Array(all)) => all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// The text with another value for a key of a line; the key comes first where it was not there.
pub(super) fn with(text: &str, n: usize, key: &str, value: &str) -> Option<String> {
    let item = items(text).into_iter().nth(n)?;
    let mut text = text.to_owned();
    match item.keys.iter().find(|known| known.name == key) {
        Some(known) => text.replace_range(known.value.clone(), value),
        None => {
            let between = if item.inline { ", " } else { "\n" };
            text.insert_str(item.keys.first()?.start, &format!("{key} = {value}{between}"));
        }
    }
    Some(text)
}

/// The text with a line without one of its keys.
pub(super) fn without_key(text: &str, n: usize, key: &str) -> Option<String> {
    let item = items(text).into_iter().nth(n)?;
    let at = item.keys.iter().position(|known| known.name == key)?;
    let mut text = text.to_owned();
    match (item.keys.get(at + 1), at.checked_sub(1).and_then(|before| item.keys.get(before))) {
        (Some(next), _) => text.replace_range(item.keys[at].start..next.start, ""),
        (None, Some(before)) => text.replace_range(before.value.end..item.keys[at].value.end, ""),
        (None, None) => return None,
    }
    Some(text)
}

/// The text with another inside for an inline line.
pub(super) fn with_body(text: &str, n: usize, body: &str) -> Option<String> {
    let item = items(text).into_iter().nth(n).filter(|item| item.inline)?;
    let mut text = text.to_owned();
    text.replace_range(item.value, &format!("{{ {body} }}"));
    Some(text)
}

/// The text with a line made a comment; one of several lines of a field is taken out.
pub(super) fn without(text: &str, n: usize) -> Option<String> {
    let item = items(text).into_iter().nth(n)?;
    if item.alone {
        return Some(commented(text, &item.entry));
    }
    let rest = &text[item.value.end..];
    let comma = rest.len() - rest.trim_start().trim_start_matches(',').len();
    let mut text = text.to_owned();
    text.replace_range(item.value.start..item.value.end + comma, "");
    Some(text)
}

/// The text with the lines of a range as comments.
pub(super) fn commented(text: &str, range: &Range<usize>) -> String {
    let begin = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let lines: Vec<String> = text[begin..end].lines().map(|line| format!("# {line}")).collect();
    format!("{}{}{}", &text[..begin], lines.join("\n"), &text[end..])
}

/// The value under a path of keys, with its place: `["form", "version"]`.
pub(super) fn place_of(text: &str, path: &[&str]) -> Option<(usize, Range<usize>)> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut table: &DeTable<'_> = table.get_ref();
    let (last, way) = path.split_last()?;
    for key in way {
        let (_, value) = table.iter().find(|(known, _)| known.get_ref() == key)?;
        let DeValue::Table(inner) = value.get_ref() else { return None };
        table = inner;
    }
    table.iter().find(|(key, _)| key.get_ref() == last).map(|(key, value)| (key.span().start, value.span()))
}

/// The text with a value set at a path; a key that is not there comes as the first of its table, which has to be there.
pub(super) fn set(text: &str, path: &[&str], value: &str) -> Option<String> {
    let mut new = text.to_owned();
    if let Some((_, span)) = place_of(text, path) {
        new.replace_range(span, value);
        return Some(new);
    }
    let (key, table) = path.split_last()?;
    let header = format!("[{}]", table.join("."));
    let at = line_after(text, &header)?;
    new.insert_str(at, &format!("{key} = {value}\n"));
    Some(new)
}

/// The text without the key at a path.
pub(super) fn unset(text: &str, path: &[&str]) -> String {
    let Some((start, value)) = place_of(text, path) else { return text.to_owned() };
    let end = text[value.end..].find('\n').map_or(text.len(), |at| value.end + at + 1);
    format!("{}{}", &text[..start], &text[end..])
}

/// Whether a field, or a part of it, has a line of its own: under `[answers]`, in a group, or in a pattern.
pub(super) fn asks(text: &str, field: &str) -> bool {
    let lines = text.lines().map(str::trim_start).filter(|line| !line.starts_with('#'));
    if let Some((group, name)) = field.split_once("[].") {
        let kinds = ["columns", "answers"];
        return kinds.iter().any(|kind| place_of(text, &["rows", group, kind, name]).is_some());
    }
    let (quoted, part, braced) = (format!("\"{field}\""), format!("\"{field}."), format!("{{{field}"));
    let mut within = "";
    for line in lines {
        if line.starts_with('[') {
            within = line;
        }
        let answers = within.starts_with("[answers]") && (line.starts_with(&quoted) || line.starts_with(&part));
        if answers || within.starts_with("[[combined]]") && line.contains(&braced) {
            return true;
        }
    }
    false
}

/// Where the line after a header begins.
pub(super) fn line_after(text: &str, header: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim() == header {
            return Some(at);
        }
    }
    None
}

/// The text with every value of a key `section` that is this heading changed into another, wherever it stands.
pub(super) fn with_heading(text: &str, is: impl Fn(&str) -> bool, new: &str) -> String {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut spans = Vec::new();
    let mut headings = |value: &toml::Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(name) if is(name) => spans.push(value.span()),
        DeValue::Array(path) => {
            let named = path.iter().filter(|one| one.get_ref().as_str().is_some_and(&is));
            spans.extend(named.map(toml::Spanned::span));
        }
        _ => {}
    };
    walk(table.get_ref(), &mut headings);
    spans.sort_by_key(|span| std::cmp::Reverse(span.start));
    let mut text = text.to_owned();
    spans.into_iter().for_each(|span| text.replace_range(span, new));
    text
}

fn walk(table: &DeTable<'_>, headings: &mut impl FnMut(&toml::Spanned<DeValue<'_>>)) {
    for (key, value) in table {
        match value.get_ref() {
            _ if key.get_ref() == "section" => headings(value),
            DeValue::Table(inner) => walk(inner, headings),
            DeValue::Array(items) => {
                for item in items {
                    if let DeValue::Table(inner) = item.get_ref() {
                        walk(inner, headings);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"[form]
version = "1" # as printed

[answers]
"a" = { label = "A", section = "Een" }
"b" = [
  { section = "Een", label = "B" },
  { label = "C" }, # by hand
]

[[combined]]
section = "Een"
label   = "P"
"#;

    #[test]
    fn a_line_is_changed_and_the_others_stay() {
        for (changed, from, to) in [
            (with(TEXT, 0, "label", "\"Aa\""), "label = \"A\"", "label = \"Aa\""),
            (with(TEXT, 2, "section", "\"Twee\""), "{ label = \"C\" }", "{ section = \"Twee\", label = \"C\" }"),
            (
                with(TEXT, 3, "look", "\"below\""),
                "section = \"Een\"\nlabel ",
                "look = \"below\"\nsection = \"Een\"\nlabel ",
            ),
            (without_key(TEXT, 0, "section"), "{ label = \"A\", section = \"Een\" }", "{ label = \"A\" }"),
            (without(TEXT, 0), "\"a\" =", "# \"a\" ="),
            (without(TEXT, 1), "{ section = \"Een\", label = \"B\" },", ""),
            (set(TEXT, &["form", "version"], "\"2\""), "\"1\"", "\"2\""),
            (set(TEXT, &["form", "title"], "\"T\""), "version", "title = \"T\"\nversion"),
        ] {
            assert_eq!(changed.expect("changed"), TEXT.replacen(from, to, 1), "{from}");
        }
        let sentence = format!("{TEXT}\n[[combined]]\npattern = [\"van {{a}} tot\", \"sinds {{a}} en tot\"]\n");
        assert_eq!(patterns(&sentence, 4), ["van {a} tot", "sinds {a} en tot"]);
        let combined = without(TEXT, 3).expect("changed");
        assert!(combined.ends_with("# [[combined]]\n# section = \"Een\"\n# label   = \"P\"\n"), "{combined}");
        let renamed = with_heading(TEXT, |name| name == "Een", "\"Twee\"");
        assert_eq!(renamed, TEXT.replace("\"Een\"", "\"Twee\""));
    }
}
