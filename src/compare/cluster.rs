//! Groups of forms that are near each other, by average linkage: again and again the two nearest groups become one.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::questions::distance::decimals;

/// Two groups of forms that become one, at the mean distance between their members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merge {
    pub one: Vec<String>,
    pub other: Vec<String>,
    pub distance: f64,
}

/// A distance in ten thousandths between things that are known by their number: whole, so that every machine groups
/// alike.
type Between<'a> = &'a dyn Fn(usize, usize) -> u64;

/// The merges of what is named, the nearest first; of equally near groups those that stand first.
pub(super) fn merges(names: &[String], between: Between) -> Vec<Merge> {
    let mut groups: Vec<Vec<usize>> = (0..names.len()).map(|n| vec![n]).collect();
    let mut merges = Vec::new();
    while let Some((first, second, mean)) = nearest(&groups, between) {
        let other = groups.remove(second);
        let (one, other) = facing(&groups[first], &other, between);
        let named = |group: &[usize]| group.iter().map(|n| names[*n].clone()).collect();
        merges.push(Merge { one: named(&one), other: named(&other), distance: rounded(mean) });
        groups[first] = one.into_iter().chain(other).collect();
    }
    merges
}

/// The sum of the distances of all pairs, and how many pairs there are.
type Mean = (u64, u64);

fn nearest(groups: &[Vec<usize>], between: Between) -> Option<(usize, usize, Mean)> {
    let mean = |one: &[usize], other: &[usize]| {
        let pairs = one.iter().flat_map(|a| other.iter().map(|b| between(*a, *b)));
        pairs.fold((0, 0), |(sum, count), distance| (sum + distance, count + 1))
    };
    let pairs = (0..groups.len()).flat_map(|a| (a + 1..groups.len()).map(move |b| (a, b)));
    let measured = pairs.map(|(a, b)| (a, b, mean(&groups[a], &groups[b])));
    measured.min_by(|(.., one), (.., other)| smaller(*one, *other))
}

/// The two groups, each turned so that the forms which come to stand side by side are as near as can be.
fn facing(one: &[usize], other: &[usize], between: Between) -> (Vec<usize>, Vec<usize>) {
    let turned = |group: &[usize]| group.iter().rev().copied().collect::<Vec<_>>();
    let ways = [
        (one.to_vec(), other.to_vec()),
        (one.to_vec(), turned(other)),
        (turned(one), other.to_vec()),
        (turned(one), turned(other)),
    ];
    let seam = |(a, b): &(Vec<usize>, Vec<usize>)| Some(between(*a.last()?, *b.first()?));
    ways.into_iter().min_by_key(seam).unwrap_or_default()
}

/// Whether one mean is smaller than another, without dividing.
fn smaller(one: Mean, other: Mean) -> Ordering {
    (one.0 * other.1).cmp(&(other.0 * one.1))
}

/// To four decimals, a half up.
fn rounded((sum, count): Mean) -> f64 {
    decimals((2 * sum + count) / (2 * count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Merge, merges};

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|n| n.to_string()).collect()
    }

    fn merge(one: &[&str], other: &[&str], distance: f64) -> Merge {
        let named = |group: &[&str]| group.iter().map(|name| (*name).to_owned()).collect();
        Merge { one: named(one), other: named(other), distance }
    }

    #[test]
    fn groups_are_as_far_as_their_members_on_average_and_face_each_other() {
        // 0 and 2 are near, 1 is nearer to 0 than to 2.
        let table = [[0, 6000, 1000], [6000, 0, 8001], [1000, 8001, 0]];
        let merges = merges(&names(3), &|a, b| table[a][b]);
        assert_eq!(merges, [merge(&["0"], &["2"], 0.1), merge(&["2", "0"], &["1"], 0.7001)]);
    }

    #[test]
    fn one_form_or_none_is_no_group() {
        for count in 0..2 {
            assert_eq!(merges(&names(count), &|_, _| 0), []);
        }
    }

    proptest! {
        #[test]
        fn everything_ends_in_one_group_and_no_step_is_shorter_than_the_one_before(
            count in 2_usize..9, seeds in prop::collection::vec(0_u64..=10_000, 81),
        ) {
            let between = |a: usize, b: usize| if a == b { 0 } else { seeds[a.min(b) * 9 + a.max(b)] };
            let merges = merges(&names(count), &between);
            prop_assert_eq!(merges.len(), count - 1);
            prop_assert!(merges.windows(2).all(|pair| pair[0].distance <= pair[1].distance + 0.0001));
            let last = merges.last().expect("a merge");
            let mut all: Vec<&String> = last.one.iter().chain(&last.other).collect();
            all.sort();
            let named = names(count);
            prop_assert_eq!(all, named.iter().collect::<Vec<_>>());
        }
    }
}
