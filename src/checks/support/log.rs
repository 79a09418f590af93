//! The hours log of a record: its entries, its total and where it stands.

use std::ops::RangeInclusive;

use crate::finding::Finding;
use crate::record::answer::{Answer, Record};
use crate::record::log::group;
pub(in crate::checks) use crate::record::log::{Entry, entries, format_hours};
use crate::record::schema::FieldId;
use crate::text::place::Place;

use crate::checks::support::check::about;
use crate::checks::support::rounded::{self, Bounds};

/// What is said of the lengths of time, in minutes, that lie outside of what is likely.
pub(in crate::checks) fn unlikely<'r>(
    code: &'static str,
    lengths: impl Iterator<Item = (&'r Answer, i64)>,
    likely: &RangeInclusive<i64>,
) -> Vec<Finding> {
    let unlikely = lengths.filter(|(_, minutes)| !likely.contains(minutes));
    unlikely.map(|(answer, minutes)| about(code, answer).with("hours", format_hours(minutes))).collect()
}

/// What a row says in each of its columns.
pub(in crate::checks) fn says(record: &Record, row: u32) -> Vec<(FieldId, &str)> {
    let answers = group().iter().filter_map(|field| {
        let answers = record.answers_to(*field);
        answers.binary_search_by_key(&row, |answer| answer.key.row).ok().map(|at| &answers[at])
    });
    answers.map(|answer| (answer.key.field, answer.text.trim())).collect()
}

/// The sum of the entries in minutes, and where they stand; none where there is no entry with a length.
pub(in crate::checks) fn total(record: &Record) -> Option<(i64, Place)> {
    let entries = entries(record);
    let counted: Vec<(i64, &Answer)> = entries.iter().filter_map(|e| Some((e.minutes()?, e.answer()?))).collect();
    let place = range(&counted.first()?.1.place, &counted.last()?.1.place);
    Some((counted.iter().map(|(minutes, _)| minutes).sum(), place))
}

/// How many entries have a length that is not known, so that the sum is not whole.
pub(in crate::checks) fn uncounted(record: &Record) -> usize {
    entries(record).iter().filter(|entry| entry.is_uncounted()).count()
}

/// The least and the most that the entries together may have been meant to be.
pub(in crate::checks) fn meant(record: &Record) -> Bounds {
    rounded::sum(entries(record).iter().filter_map(meant_of))
}

/// The same of one entry; none where its length is not known, or where it is a total itself.
pub(in crate::checks) fn meant_of(entry: &Entry<'_>) -> Option<Bounds> {
    if entry.total().is_some() {
        return None;
    }
    match entry.length {
        Some((answer, minutes)) => Some(rounded::meant(answer, minutes)),
        None => entry.span().map(|minutes| (minutes * 100, minutes * 100)),
    }
}

/// The cells from one to another of the same column; else the first.
pub(in crate::checks) fn range(from: &Place, last: &Place) -> Place {
    match (from, last) {
        (Place::Cell { sheet, at, to: None }, Place::Cell { sheet: other, at: end, to: None })
            if sheet == other && at.col == end.col && at.row < end.row =>
        {
            Place::Cell { sheet: sheet.clone(), at: *at, to: Some(*end) }
        }
        _ => from.clone(),
    }
}
