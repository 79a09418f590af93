//! What it takes to answer: seconds by one rule, which compares forms and was measured by nobody.

use crate::questions::question::{AnswerWay, Question};
use crate::record::schema::Kind;

/// How often a row of a group is taken to be filled: chosen, as a plan has a few goals and a log some weeks; measured by nobody.
pub const ROWS: [(&str, u32); 2] = [("doelen", 3), ("uren", 10)];

/// Whole minutes for questions together, a begun minute counted whole.
pub fn minutes<'a>(questions: impl IntoIterator<Item = &'a Question>) -> u32 {
    questions.into_iter().map(seconds).sum::<u32>().div_ceil(60)
}

/// Whether a question is answered in a line or more of one's own words.
pub fn is_free(question: &Question) -> bool {
    question.way == AnswerWay::Written && question.schema_fields().any(|field| field.kind == Kind::Prose)
}

/// Of one question, for every field in it and every row it is filled in.
pub fn seconds(question: &Question) -> u32 {
    let rows = question.group.as_deref().and_then(|group| ROWS.iter().find(|(name, _)| *name == group));
    let once: u32 = match question.way {
        AnswerWay::Chosen(_) | AnswerWay::Ticked(_) => 10,
        AnswerWay::Written | AnswerWay::Open => question.schema_fields().map(|field| to_write(field.kind)).sum(),
    };
    once * rows.map_or(1, |(_, rows)| *rows)
}

/// Seconds to look up and write one answer: estimates, measured by nobody; `docs/compare.md` says so to its readers.
///
/// Chosen as round numbers by what an answer asks of who writes it: a box is seen and ticked (10), a day is looked up in an
/// agenda (15), a name or a number is copied (20), several words or an account are copied (30), prose is thought out (180).
/// Their order is meant more than their size.
fn to_write(kind: Kind) -> u32 {
    match kind {
        Kind::Prose => 180,
        Kind::Text => 30,
        Kind::Address | Kind::Iban => 30,
        Kind::Name | Kind::Bsn | Kind::Phone | Kind::Email | Kind::Kvk | Kind::Postcode | Kind::Gemeente => 20,
        Kind::Date | Kind::Time | Kind::Duration => 15,
        Kind::Number | Kind::Decimal | Kind::Hours | Kind::Percentage | Kind::Money => 20,
        Kind::YesNo | Kind::Choice => 10,
    }
}

#[cfg(test)]
mod tests {
    use super::ROWS;
    use crate::record::schema::Schema;

    #[test]
    fn groups_with_rows_are_in_the_schema() {
        assert!(ROWS.iter().all(|(group, _)| Schema::common().of_group(group).next().is_some()));
    }
}
