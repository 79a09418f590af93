//! A question that the form marks as required and nobody answered.

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::mapping::spec::mapping_line::Line;
use crate::mapping::spec::target::Target;

use crate::checks::support::answered::{answered, lacking};
use crate::checks::support::check::{Check, Question};
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check =
    Check { code: "verplicht-leeg", title: "Een verplichte vraag is niet beantwoord", question: Question::OfForm(ask) };

fn ask(record: &Subject<'_>, mapping: &Mapping) -> Vec<Finding> {
    let required = mapping.lines.iter().filter(|line| line.required).flat_map(Line::targets);
    let is_empty = |target: &Target| !says(record, *target) && !record.is_left_out(target.field);
    let mut empty: Vec<Target> = required.filter(is_empty).collect();
    empty.dedup_by_key(|target| target.field);
    empty.into_iter().map(|target| lacking(CHECK.code, record, target.field)).collect()
}

/// Whether the part that is asked, or the whole of it, is there.
fn says(record: &Subject<'_>, target: Target) -> bool {
    let part = |part: Option<u8>| target.part.is_none() || part.is_none() || part == target.part;
    answered(record.answers_to(target.field).iter().filter(|answer| part(answer.key.part)))
}
