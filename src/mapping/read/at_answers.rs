//! What a reader remarks of a place that matters where an answer stands there, and is said at its field.

use crate::finding::Finding;
use crate::record::answer::Answer;
use crate::text::place::Place;

/// The codes of such remarks.
pub(super) const CODES: [&str; 4] = ["formula-stale", "renews-itself", "shown-in-thousands", "looks-by-condition"];

/// The answer at the place of a remark.
pub(super) fn stands_at<'a>(finding: &Finding, answers: &'a [Answer]) -> Option<&'a Answer> {
    let place = finding.place.as_ref()?;
    let holds = |own: &Place| own == place || matches!(own, Place::After { place: cell, .. } if **cell == *place);
    answers.iter().find(|answer| holds(&answer.place))
}

/// The remarks, those of answers with their field, each once.
pub(super) fn at_fields(remarks: impl Iterator<Item = Finding>, answers: &[Answer]) -> Vec<Finding> {
    let mut said: Vec<Finding> = Vec::new();
    for finding in remarks {
        if finding.code == "formula-stale" || !CODES.contains(&finding.code.as_ref()) {
            said.push(finding);
            continue;
        }
        let Some(answer) = stands_at(&finding, answers) else { continue };
        let finding = finding.field(answer.key.to_string());
        if !said.contains(&finding) {
            said.push(finding);
        }
    }
    said
}
