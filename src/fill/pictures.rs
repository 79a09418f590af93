//! Answers on a filled form that were read from a picture: whoever sends the form holds them against the paper first.

use std::collections::HashSet;

use crate::finding::{Finding, Lang};
use crate::mapping::spec::form_spec::Mapping;
use crate::record::answer::Record;
use crate::record::schema::{FieldId, Schema};
use crate::text::place::Place;

use super::todo::named;

/// What marks an answer that was read from a picture.
const MARK: &str = "answer-from-picture";

/// The fields that the form asks and whose answers come from pictures among `forms`, in one finding.
pub fn picture_finding(record: &Record, forms: &[&Record], mapping: &Mapping) -> Option<Finding> {
    let doubtful = places(forms);
    let answers = record.answers.iter().filter(|answer| doubtful.contains(&answer.place));
    let mut fields: Vec<FieldId> =
        answers.map(|answer| answer.key.field).filter(|field| mapping.asks(*field)).collect();
    fields.dedup();
    let ids: Vec<&str> = fields.iter().map(|id| Schema::common().field(*id).id.as_str()).collect();
    let finding = Finding::new("filled-from-picture").with("count", ids.len()).with("fields", ids.join(", "));
    let finding = finding.with("named_nl", named(&fields, 0, Lang::Nl)).with("named_en", named(&fields, 0, Lang::En));
    (!fields.is_empty()).then_some(finding)
}

/// The places that were read from a picture, as they stand in one form and in several together.
fn places(forms: &[&Record]) -> HashSet<Place> {
    let marked = |form: &&Record| {
        let places = form.findings.iter().filter(|finding| finding.code == MARK);
        let places = places.filter_map(|finding| finding.place.clone());
        places.flat_map(|place| [place.clone().inside(&form.source.file), place]).collect::<Vec<_>>()
    };
    forms.iter().flat_map(marked).collect()
}
