//! Small words for xml: names without prefix, attributes, and text with its references resolved.

pub mod chunks;
pub(crate) mod known_tags;
pub(crate) mod namespace;
pub mod patch;
pub(crate) mod scanner;
pub(crate) mod tree;
pub(crate) mod tree_builder;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A reader over a piece of xml whose first and last tags may lie outside it.
pub fn reader(piece: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(piece);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// The value of the attribute `name`, with or without its prefix in `name`.
pub fn attr<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let [value] = attrs(tag, [name]);
    value
}

/// The values of several attributes, by the same names.
pub fn attrs<'a, const N: usize>(tag: &'a BytesStart<'_>, names: [&str; N]) -> [Option<Cow<'a, str>>; N] {
    let mut values = [const { None }; N];
    let mut open = N;
    for attribute in tag.attributes().with_checks(false).flatten() {
        let (whole, local) = (attribute.key.0, attribute.key.local_name().into_inner());
        let of = |name: &&str| **name == *whole || **name == *local;
        if let Some(n) = names.iter().position(of).filter(|n| values[*n].is_none()) {
            values[n] = Some(resolved(attribute.value));
            open -= 1;
            if open == 0 {
                break;
            }
        }
    }
    values
}

fn resolved(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    Cow::Owned(quick_xml::escape::unescape(&value).map_or_else(|_| value.to_string(), Cow::into_owned))
}

/// The value of the attribute `name` as a number.
pub fn number<T: std::str::FromStr>(tag: &BytesStart<'_>, name: &str) -> Option<T> {
    attr(tag, name)?.trim().parse().ok()
}

/// Whether the attribute `name` says yes.
pub fn flag(tag: &BytesStart<'_>, name: &str) -> Option<bool> {
    attr(tag, name).map(|value| matches!(value.as_ref(), "1" | "true" | "on"))
}

/// Adds what the event says to `text`; a reference that no standard defines stays as it is written.
pub fn push_text(text: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(said) => text.push_str(&said.xml10_content()),
        Event::CData(said) => text.push_str(&said.xml10_content()),
        Event::GeneralRef(reference) => push_reference(text, reference),
        _ => {}
    }
}

fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        text.push(c);
        return;
    }
    let name: &str = reference;
    if let Some(resolved) = quick_xml::escape::resolve_xml_entity(name) {
        text.push_str(resolved);
    } else {
        text.extend(["&", name, ";"]);
    }
}

/// Whether a whole part is XML to the letter: one root, each tag closed by its own, no attribute twice, every reference
/// known, and no character that XML cannot hold.
pub fn is_strict(part: &str) -> bool {
    let holds =
        |c: char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let mut reader = Reader::from_str(part.trim_start_matches('\u{feff}'));
    let (mut depth, mut roots) = (0_usize, 0_usize);
    part.chars().all(holds)
        && loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    roots += usize::from(depth == 0);
                    depth += 1;
                    if !has_strict_attributes(&tag) {
                        break false;
                    }
                }
                Ok(Event::Empty(tag)) => {
                    roots += usize::from(depth == 0);
                    if !has_strict_attributes(&tag) {
                        break false;
                    }
                }
                Ok(Event::End(_)) => depth = depth.saturating_sub(1),
                Ok(Event::GeneralRef(reference)) => {
                    let known = matches!(reference.resolve_char_ref(), Ok(Some(c)) if holds(c))
                        || quick_xml::escape::resolve_xml_entity(&reference).is_some();
                    if !known {
                        break false;
                    }
                }
                Ok(Event::Eof) => break depth == 0 && roots == 1,
                Ok(_) => {}
                Err(_) => break false,
            }
        }
}

fn has_strict_attributes(tag: &BytesStart<'_>) -> bool {
    tag.attributes().all(|attribute| {
        attribute.is_ok_and(|a| !a.value.contains('<') && quick_xml::escape::unescape(&a.value).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::is_strict;

    #[test]
    fn what_is_no_xml_is_told() {
        for (part, strict) in [
            ("<?xml version=\"1.0\"?>\n<a b=\"1\"><c/>tekst &amp; &#233;</a>", true),
            ("<a>een\u{b}twee</a>", false),
            ("<a>\u{0}</a>", false),
            ("<a>&#0;</a>", false),
            ("<a>&onbekend;</a>", false),
            ("<a><b></a></b>", false),
            ("<a/><a/>", false),
            ("<a b=\"1\" b=\"2\"/>", false),
            ("<a b=\"x & y\"/>", false),
            ("<a>", false),
        ] {
            assert_eq!(is_strict(part), strict, "{part:?}");
        }
    }
}
