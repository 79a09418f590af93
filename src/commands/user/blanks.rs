//! A mapping beside its blank: lines that find nothing there, and places that are no place for an answer.

use std::collections::HashSet;

use crate::document::cells::model::Format;
use crate::document::file::limits::Limits;
use crate::document::file::source::Source;
use crate::document::sandbox::Sandbox;
use crate::document::unseen::left_parts;
use crate::fill::blank::{carried_along, of_somebody};
use crate::finding::Finding;
use crate::mapping::fill::located_form::LocatedForm;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::{Mapping, Per};

/// What is wrong between a mapping and one of its blanks, by the name of its file.
pub fn findings(name: &str, bytes: &[u8], mapping: &Mapping) -> Vec<Finding> {
    let source = Source::bytes(name, bytes.to_vec());
    let sandbox = Sandbox::of_this_program();
    let found = match crate::document::read(&source, &Limits::default(), &sandbox) {
        Err(finding) => vec![finding],
        Ok(_) if mapping.per != Per::Document => Vec::new(),
        Ok(document) => {
            let paper = LocatedForm::of(&document, mapping);
            let mut found: Vec<Finding> = paper.missing().to_vec();
            if !mapping.fits(&document) {
                found.push(Finding::new("blank-not-recognised"));
            }
            let printed = form::read(&document, mapping).answers;
            let mut seen = HashSet::new();
            found.extend(
                printed
                    .into_iter()
                    .filter(|answer| seen.insert(answer.place.clone()))
                    .map(|answer| Finding::new("place-is-printed").field(answer.key.to_string()).place(answer.place)),
            );
            found.extend(of_somebody(&document, mapping));
            found.extend(carried_along(&left_parts::without(&bytes.into()), &document, mapping));
            if matches!(document.format, Format::Xlsx | Format::Ods) {
                let targets = crate::document::targets(bytes, document.format, &paper.places(1)).unwrap_or_default();
                let computed = targets.iter().filter(|target| target.formula);
                found.extend(computed.map(|target| Finding::new("place-is-formula").place(target.place.clone())));
                let locked = targets.iter().filter(|target| target.locked && !target.formula);
                found.extend(locked.map(|target| Finding::new("place-is-locked").place(target.place.clone())));
            }
            found
        }
    };
    let form = &mapping.head.id;
    let about = |finding: Finding| Finding { file: Some(name.into()), form: Some(form.clone()), ..finding };
    found.into_iter().map(about).collect()
}
