//! Reads a marked form with the mapping that was made of it: each mark has to be found where it was typed.

use crate::document::model::Document;
use crate::finding::Finding;
use crate::mapping::read::form;
use crate::mapping::spec::form_spec::Mapping;
use crate::text::place::Place;

use super::confirm::Meant;
use super::names::name;

/// What of the marks the mapping does not find back on the marked form itself, each a finding.
pub fn read_back(marked: &Document, mapping: &Mapping, meant: &[Meant]) -> Vec<Finding> {
    let form::FormAnswers { answers, findings, .. } = form::read(marked, mapping);
    let bare = |place: &Place| match place {
        Place::After { place, .. } => (**place).clone(),
        other => other.clone(),
    };
    let found = |one: &&Meant| {
        let targets = &one.slot.targets;
        if one.boxes {
            return targets.iter().all(|target| mapping.asks(target.field));
        }
        // the halves of an address on two lines: the second was found, and says something else than the first
        let place = one.place.to_string();
        let differs = |finding: &Finding| {
            finding.code == "answers-differ" && finding.with.iter().any(|(_, other)| other.starts_with(&place))
        };
        targets.iter().take(1).all(|target| {
            answers.iter().any(|answer| answer.key.field == target.field && bare(&answer.place) == bare(&one.place))
        }) || findings.iter().any(differs)
    };
    let lost = meant.iter().filter(|one| !found(one));
    lost.map(|one| Finding::new("mark-not-read-back").with("name", name(&one.slot)).place(one.place.clone())).collect()
}
