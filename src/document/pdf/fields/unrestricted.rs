//! Takes away what keeps the fields of a pdf from taking any text: a greatest length, a closed list, a script.

use lopdf::{Dictionary, Object};

use crate::document::pdf::structure::load::load;
use crate::document::pdf::structure::objects;
use crate::finding::Finding;

/// Numbers of flags: a list that opens, and one in which may be typed; a comb of boxes, one for each letter.
const COMBO: i64 = 1 << 17;
const EDIT: i64 = 1 << 18;
const COMB: i64 = 1 << 24;

/// The pdf with fields that take any text; one that is broken or kept by a password stays as it is.
pub fn take_any_text(bytes: &[u8]) -> Result<Vec<u8>, Finding> {
    let mut pdf = load(bytes)?;
    if pdf.was_encrypted() {
        return Ok(bytes.to_vec());
    }
    let mut changed = false;
    for object in pdf.objects.values_mut() {
        if let Object::Dictionary(dict) = object {
            changed |= field(dict);
        }
    }
    if !changed {
        return Ok(bytes.to_vec());
    }
    let mut loose = Vec::new();
    pdf.save_to(&mut loose).map_err(|_| Finding::new("damaged"))?;
    Ok(loose)
}

/// Loosens a dictionary that is a field, or the parent of fields.
fn field(dict: &mut Dictionary) -> bool {
    let kind = dict.get(b"FT").ok().and_then(|kind| kind.as_name().ok()).map(<[u8]>::to_vec);
    let in_field = kind.is_some() || (dict.has(b"T") && dict.has(b"Parent"));
    if !in_field {
        return false;
    }
    let before = dict.clone();
    dict.remove(b"MaxLen");
    if dict.has(b"AA") && kind.as_deref() != Some(b"Btn") {
        dict.remove(b"AA");
    }
    let flags = dict.get(b"Ff").ok().and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
    let new = match kind.as_deref() {
        Some(b"Tx") => flags & !COMB,
        Some(b"Ch") => flags | COMBO | EDIT,
        _ => flags,
    };
    if new != flags {
        dict.set("Ff", new);
    }
    if kind.as_deref() == Some(b"Tx") || kind.as_deref() == Some(b"Ch") {
        shrink(dict);
    }
    *dict != before
}

/// Text that is larger than its box is drawn smaller: a size of 0 fits it to the box.
fn shrink(dict: &mut Dictionary) {
    let Some(look) = dict.get(b"DA").ok().and_then(objects::as_text) else { return };
    let words: Vec<&str> = look.split_whitespace().collect();
    let Some(at) = words.iter().position(|word| *word == "Tf").and_then(|at| at.checked_sub(1)) else { return };
    let fitted: Vec<&str> = words.iter().enumerate().map(|(n, word)| if n == at { "0" } else { *word }).collect();
    dict.set("DA", Object::string_literal(fitted.join(" ")));
}
