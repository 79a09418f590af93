//! A form that was signed and on which no signature has a date, though it asks for them.

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::Schema;

use crate::checks::support::answered::answered;
use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::signed::SIGNATURES;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "handtekeningen-zonder-datum",
    title: "Geen van de handtekeningen heeft een datum",
    question: Question::OfForm(ask),
};

/// Said once, at the first who signed; a date that the form marks as required is another finding.
fn ask(record: &Subject<'_>, mapping: &Mapping) -> Vec<Finding> {
    let dated = |date: &Named| answered(date.answers(record));
    if SIGNATURES.iter().any(|(_, date)| dated(date)) {
        return Vec::new();
    }
    let asked = SIGNATURES.iter().filter(|(_, date)| mapping.asks(date.id()) && !mapping.requires(date.id()));
    let signed: Vec<&(Named, Named)> = asked.filter(|(name, _)| answered(name.answers(record))).collect();
    let Some((name, date)) = signed.first() else { return Vec::new() };
    let finding = |signature| {
        let id = &Schema::common().field(date.id()).id;
        about(CHECK.code, signature).field(id).with("count", signed.len())
    };
    name.answers(record).first().map(finding).into_iter().collect()
}
