//! Rows of a table whose answers stand a column beside their own: a delimiter in a text that stands without quotes moves
//! all that follows it, and an empty field that is missing further on gives the row its right length again.

use std::collections::BTreeMap;

use crate::record::value::{self, Notation, Reading};
use crate::text::content::Content;

/// So many answers that do not fit their own columns, and fit those beside, are no slips.
pub(super) const LEAST: usize = 3;

/// Whether a row stands a column beside its own: most of its cells that do not fit the column in which they stand are
/// followed, or all preceded, by one that does.
pub(super) fn is_shifted(texts: &BTreeMap<u32, &str>, misfits: &[(u32, &Notation)]) -> bool {
    let heals = |step: i64| misfits.iter().filter(|misfit| fits_beside(texts, misfit, step)).count();
    let most = heals(1).max(heals(-1));
    most >= LEAST && 3 * most >= 2 * misfits.len()
}

/// Whether the cell beside a column is an answer of the kind that the column asks.
fn fits_beside(texts: &BTreeMap<u32, &str>, (column, notation): &(u32, &Notation), step: i64) -> bool {
    let beside = u32::try_from(i64::from(*column) + step).ok();
    let text = beside.and_then(|beside| texts.get(&beside)).filter(|text| !text.trim().is_empty());
    text.is_some_and(|text| {
        let understood = value::parse(&Content::Text((*text).into()), notation);
        matches!(understood.reading, Some(Reading::Value(_)))
    })
}
