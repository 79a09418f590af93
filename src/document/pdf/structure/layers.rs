//! Layers of a pdf (optional content): what lies on one that is off is neither on the screen nor on paper.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::document::pdf::structure::objects;

/// Whether an annotation lies on a layer that is off when the file is opened.
pub(in crate::document::pdf) fn is_off(pdf: &Document, annotation: &Dictionary) -> bool {
    is_off_by(pdf, annotation, "OC")
}

/// Whether the layer that a dictionary names under this key is off.
pub(in crate::document::pdf) fn is_off_by(pdf: &Document, holder: &Dictionary, key: &str) -> bool {
    let Some(group) = objects::dict(pdf, holder, key) else { return false };
    let groups: Vec<ObjectId> = if objects::name(pdf, group, "Type") == Some(b"OCMD") {
        let one = objects::reference(group, "OCGs");
        let several = objects::array(pdf, group, "OCGs").iter().filter_map(|group| group.as_reference().ok());
        one.filter(|id| pdf.get_object(*id).is_ok_and(|group| group.as_array().is_err()))
            .into_iter()
            .chain(several)
            .collect()
    } else {
        objects::reference(holder, key).into_iter().collect()
    };
    !groups.is_empty() && groups.iter().all(|group| is_group_off(pdf, *group))
}

/// By the configuration that holds when the file is opened.
fn is_group_off(pdf: &Document, group: ObjectId) -> bool {
    let properties = pdf.catalog().ok().and_then(|catalog| objects::dict(pdf, catalog, "OCProperties"));
    let Some(usual) = properties.and_then(|properties| objects::dict(pdf, properties, "D")) else { return false };
    let among = |key| {
        objects::array(pdf, usual, key).iter().filter_map(|o: &Object| o.as_reference().ok()).any(|id| id == group)
    };
    match objects::name(pdf, usual, "BaseState") {
        Some(b"OFF") => !among("ON"),
        _ => among("OFF"),
    }
}
