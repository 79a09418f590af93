//! Reaches into the objects of a pdf: follows references, and answers nothing where something else was expected.

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

/// What `key` stands for, its references followed; none where it is missing or null.
pub(in crate::document::pdf) fn get<'a>(pdf: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
    dict.get(key.as_bytes()).ok().and_then(|object| deref(pdf, object))
}

/// The object itself, or the one that it refers to.
pub(in crate::document::pdf) fn deref<'a>(pdf: &'a Document, object: &'a Object) -> Option<&'a Object> {
    pdf.dereference(object).ok().map(|(_, found)| found).filter(|found| !found.is_null())
}

/// The dictionary under `key`; that of a stream too.
pub(in crate::document::pdf) fn dict<'a>(pdf: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    get(pdf, dict, key).and_then(as_dict)
}

/// An object as a dictionary; that of a stream too.
pub(in crate::document::pdf) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The array under `key`, or an empty one.
pub(in crate::document::pdf) fn array<'a>(pdf: &'a Document, dict: &'a Dictionary, key: &str) -> &'a [Object] {
    get(pdf, dict, key).and_then(|object| object.as_array().ok()).map_or(&[], Vec::as_slice)
}

/// The name under `key`.
pub(in crate::document::pdf) fn name<'a>(pdf: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
    get(pdf, dict, key).and_then(|object| object.as_name().ok())
}

/// The whole number under `key`.
pub(in crate::document::pdf) fn integer(pdf: &Document, dict: &Dictionary, key: &str) -> Option<i64> {
    get(pdf, dict, key).and_then(|object| object.as_i64().ok())
}

/// The number under `key`.
pub(in crate::document::pdf) fn number(pdf: &Document, dict: &Dictionary, key: &str) -> Option<f64> {
    get(pdf, dict, key).and_then(float)
}

/// An object as a number; one that is not finite is none.
pub(in crate::document::pdf) fn float(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|n| n.is_finite())
}

/// A number to a hundredth of a point, as the file writes it.
pub(in crate::document::pdf) fn real(n: f64) -> Object {
    let hundredths = (n.clamp(-1e6, 1e6) * 100.0).round();
    format!("{}", hundredths / 100.0).parse().map_or(Object::Integer(0), Object::Real)
}

/// The numbers of the array under `key`, when it has exactly `N`.
pub(in crate::document::pdf) fn numbers<const N: usize>(
    pdf: &Document,
    dict: &Dictionary,
    key: &str,
) -> Option<[f64; N]> {
    let found: Option<Vec<f64>> = array(pdf, dict, key).iter().map(|o| deref(pdf, o).and_then(float)).collect();
    found?.try_into().ok()
}

/// A rectangle `[left, bottom, right, top]` under `key`, its corners in order.
pub(in crate::document::pdf) fn rect(pdf: &Document, dict: &Dictionary, key: &str) -> Option<[f64; 4]> {
    let [a, b, c, d] = numbers(pdf, dict, key)?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// The id that `key` refers to.
pub(in crate::document::pdf) fn reference(dict: &Dictionary, key: &str) -> Option<ObjectId> {
    dict.get(key.as_bytes()).ok().and_then(|object| object.as_reference().ok())
}

/// The text under `key`.
pub(in crate::document::pdf) fn text(pdf: &Document, dict: &Dictionary, key: &str) -> Option<String> {
    get(pdf, dict, key).and_then(as_text)
}

/// A text string, or a name, as text; line ends are `\n`.
pub(in crate::document::pdf) fn as_text(object: &Object) -> Option<String> {
    let text = match object {
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(crate::document::pdf::LONGEST_VALUE).ok()?;
            text_of(bytes)
        }
        Object::String(bytes, _) => text_of(bytes.clone()),
        _ => return None,
    };
    Some(without_languages(text).replace("\r\n", "\n").replace('\r', "\n"))
}

/// A text without the codes between escapes that name its language.
fn without_languages(text: String) -> String {
    const ESCAPE: char = '\u{1b}';
    if !text.contains(ESCAPE) {
        return text;
    }
    text.split(ESCAPE).step_by(2).collect()
}

fn text_of(bytes: Vec<u8>) -> String {
    // no standard has it, but some programs write the other order of bytes
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|&pair| u16::from_le_bytes(pair)).collect();
        return String::from_utf16_lossy(&units);
    }
    let lossy = bytes.strip_prefix(b"\xFE\xFF").map(|rest| {
        let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|&pair| u16::from_be_bytes(pair)).collect();
        String::from_utf16_lossy(&units)
    });
    decode_text_string(&Object::string_literal(bytes)).ok().or(lossy).unwrap_or_default()
}
