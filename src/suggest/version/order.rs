//! Questions that stand elsewhere than they stood: under another heading, or in another order.

use std::collections::{BTreeMap, HashSet};

use crate::suggest::page::question::At;
use crate::text::normalize::fold_label;

use super::change::Change;
use super::mapping_update::{Form, MappingUpdate, field};

/// Says which lines moved although their labels are the same.
pub(super) fn say(work: &mut MappingUpdate<'_>, before: &BTreeMap<usize, At>) {
    let (Some(old), new) = (work.old, work.new) else { return };
    let both: Vec<(usize, At, At)> =
        before.iter().filter_map(|(n, was)| Some((*n, *was, work.label_of(*n)?))).collect();
    let mut in_order = both.clone();
    in_order.sort_by_key(|(_, was, _)| *was);
    let kept = longest_rise(&in_order.iter().map(|(_, _, now)| *now).collect::<Vec<_>>());
    // a text that only one of the two forms takes for a heading says nothing
    let of = |form: &Form<'_>| -> HashSet<String> {
        let all = form.placed.iter().filter_map(|placed| placed.asked.sections.last());
        all.map(|(_, text)| fold_label(&renamed(work, text))).collect()
    };
    let (before_it, after_it) = (of(&old), of(&new));
    let heading = |text: Option<String>| {
        let folded = text.map(|text| fold_label(&renamed(work, &text)))?;
        (before_it.contains(&folded) && after_it.contains(&folded)).then_some(folded)
    };
    let mut said = Vec::new();
    for (turn, (n, was, now)) in in_order.iter().enumerate() {
        let (from, to) = (old.spot(*was), new.spot(*now));
        let headings = heading(from.heading.clone()).zip(heading(to.heading.clone()));
        let other_heading = headings.is_some_and(|(one, other)| one != other);
        if kept.contains(&turn) && !other_heading || work.changes.iter().any(|change| is_moved(change, work, *n)) {
            continue;
        }
        let line = &work.mapping.lines[*n];
        let label = new.question(*now).map_or_else(|| super::mapping_update::label(line), |asked| asked.text.clone());
        said.push((*n, Change::Moved { field: field(line), label, from, to }));
    }
    said.sort_by_key(|(n, _)| *n);
    work.changes.extend(said.into_iter().map(|(_, change)| change));
}

fn is_moved(change: &Change, work: &MappingUpdate<'_>, n: usize) -> bool {
    let own = field(&work.mapping.lines[n]);
    matches!(change, Change::Moved { field, .. } if *field == own)
}

/// A heading by its new words.
fn renamed(work: &MappingUpdate<'_>, heading: &str) -> String {
    let folded = fold_label(heading);
    let new = work.changes.iter().find_map(|change| match change {
        Change::Heading { old, new } if fold_label(old) == folded => Some(new.clone()),
        _ => None,
    });
    new.unwrap_or_else(|| heading.to_owned())
}

/// The positions of a longest run that never falls: what stays in order.
fn longest_rise(all: &[At]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(all.len());
    // the last of the best run of each length
    let mut ends: Vec<usize> = Vec::new();
    for (n, at) in all.iter().enumerate() {
        let length = ends.partition_point(|end| all[*end] <= *at);
        best.push((length, length.checked_sub(1).map(|before| ends[before])));
        if length == ends.len() { ends.push(n) } else { ends[length] = n }
    }
    let mut run = Vec::new();
    let mut at = ends.last().copied();
    while let Some(n) = at {
        run.push(n);
        at = best[n].1;
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_in_order_is_the_longest_rise() {
        let at = |n: usize| (0, n);
        for (all, kept) in [
            (vec![1, 2, 3], vec![0, 1, 2]),
            (vec![9, 1, 2, 3], vec![1, 2, 3]),
            (vec![1, 9, 2, 2, 3], vec![0, 2, 3, 4]),
            (vec![], vec![]),
        ] {
            assert_eq!(longest_rise(&all.iter().map(|n| at(*n)).collect::<Vec<_>>()), kept, "{all:?}");
        }
    }
}
