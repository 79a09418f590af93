//! What a pdf keeps and shows nowhere: its title and keywords, and the value a field gets back when it is cleared.

use lopdf::{Dictionary, Object};

use crate::document::pdf::structure::load::load;
use crate::document::pdf::structure::objects;
use crate::document::unseen::carried_kind::CarriedKind;

/// The kind of each text and the text itself; nothing where the file cannot be opened.
pub fn carried(bytes: &[u8]) -> Vec<(CarriedKind, String)> {
    let Ok(pdf) = load(bytes) else { return Vec::new() };
    let info = pdf.trailer.get(b"Info").ok().and_then(|info| objects::deref(&pdf, info)).and_then(objects::as_dict);
    let properties = ["Title", "Subject", "Keywords"].into_iter().filter_map(|key| objects::text(&pdf, info?, key));
    let defaults = pdf.objects.values().filter_map(objects::as_dict).filter_map(default);
    properties
        .map(|text| (CarriedKind::Properties, text))
        .chain(defaults.map(|text| (CarriedKind::Defaults, text)))
        .collect()
}

/// What a field holds again once it is cleared, where that is not what it offers to choose from.
fn default(field: &Dictionary) -> Option<String> {
    let text = field.get(b"DV").ok().filter(|value| matches!(value, Object::String(..))).and_then(objects::as_text)?;
    let is_offered = field.has(b"Opt") || field.get(b"V").ok().and_then(objects::as_text).as_deref() == Some(&text);
    (!is_offered).then_some(text)
}
