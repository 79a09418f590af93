//! A signature without its date on a form on which others dated theirs.

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::record::schema::Schema;

use crate::checks::support::answered::answered;
use crate::checks::support::check::{Check, Question, about};
use crate::checks::support::named::Named;
use crate::checks::support::signed::SIGNATURES;
use crate::checks::support::subject::Subject;

pub(super) const CHECK: Check = Check {
    code: "handtekening-zonder-datum",
    title: "Bij een handtekening ontbreekt de datum",
    question: Question::OfForm(ask),
};

/// Not where nobody dated a signature: that is said of the form as a whole.
fn ask(record: &Subject<'_>, mapping: &Mapping) -> Vec<Finding> {
    let dated = |date: &Named| answered(date.answers(record));
    if !SIGNATURES.iter().any(|(_, date)| dated(date)) {
        return Vec::new();
    }
    let undated = SIGNATURES.iter().filter(|(_, date)| mapping.asks(date.id()) && !dated(date));
    let signed = undated.filter(|(name, _)| answered(name.answers(record)));
    let finding = |(name, date): &(Named, Named)| {
        let signature = name.answers(record).first()?;
        let id = &Schema::common().field(date.id()).id;
        Some(about(CHECK.code, signature).field(id).with("name", &Schema::common().field(name.id()).id))
    };
    signed.filter_map(finding).collect()
}
