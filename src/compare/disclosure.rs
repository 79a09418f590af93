//! What may be told of a count of people: rounded at random to fives by the very people counted, small ones not at all.
//!
//! The same people always give the same rounding, so asking again tells nothing more; other people give another one, so
//! that the difference between two reports tells of nobody. No sum is printed that a hidden count could be taken from.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::record::answer::Record;

/// A count as it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// A multiple of five, from ten: the true count is at most four away.
    About(u32),
    /// Fewer than ten, or to be taken from another count.
    Hidden,
}

/// People who are counted together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    count: u32,
    /// The sum of the keys of their records.
    key: u64,
}

/// To what counts are rounded.
const BASE: u32 = 5;
/// A count that is rounded to this or less is not told: all counts under five are, and some up to nine.
const HIDDEN: u32 = 5;
/// So many values every count must keep for whoever knows all that is printed.
const DOUBT: i64 = 5;

/// A key that nobody knows who has not the form itself.
pub(super) fn key(record: &Record) -> u64 {
    let mut hash = Sha256::new();
    for text in [&*record.source.sha256, &record.form.id] {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    for answer in &record.answers {
        hash.update(answer.key.to_string().as_bytes());
        hash.update([0]);
        hash.update(answer.text.as_bytes());
        hash.update([0]);
    }
    first_eight(hash)
}

fn first_eight(hash: Sha256) -> u64 {
    hash.finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

impl Counted {
    /// One more.
    pub(super) fn add(&mut self, key: u64) {
        self.count += 1;
        self.key = self.key.wrapping_add(key);
    }

    /// Those of `self` who are not in `part`.
    pub(super) fn without(self, part: Self) -> Self {
        Self { count: self.count.saturating_sub(part.count), key: self.key.wrapping_sub(part.key) }
    }

    /// To the five below or above, the nearer one the likelier; who is counted decides which.
    fn rounded(self) -> u32 {
        let over = self.count % BASE;
        let mut hash = Sha256::new();
        hash.update(self.key.to_be_bytes());
        let up = first_eight(hash) % u64::from(BASE) < u64::from(over);
        self.count - over + if up { BASE } else { 0 }
    }

    pub(super) fn told(self) -> Told {
        let rounded = self.rounded();
        if rounded <= HIDDEN { Told::Hidden } else { Told::About(rounded) }
    }
}

/// The least and the most that a told count can be.
fn range(told: Told) -> (i64, i64) {
    let spread = i64::from(BASE) - 1;
    match told {
        Told::About(n) => (i64::from(n) - spread, i64::from(n) + spread),
        Told::Hidden => (0, i64::from(HIDDEN) + spread),
    }
}

/// The parts of a whole as they may be told together: all of them hidden where what is printed would pin one down.
pub(super) fn parts(whole: Counted, parts: &[Counted]) -> Vec<Told> {
    let told: Vec<Told> = parts.iter().map(|part| part.told()).collect();
    if keeps_doubt(whole.told(), &told) { told } else { vec![Told::Hidden; parts.len()] }
}

/// One part of a whole, whose rest is not printed but must not be small either.
pub(super) fn part(whole: Counted, part: Counted) -> Told {
    let rest = whole.without(part);
    match parts(whole, &[part, rest]).as_slice() {
        [told, Told::About(_)] => *told,
        _ => Told::Hidden,
    }
}

/// Whether each part, and a hidden one also above the limit, may still be many things for who knows the rest.
fn keeps_doubt(whole: Told, told: &[Told]) -> bool {
    let Told::About(_) = whole else { return told.iter().all(|part| *part == Told::Hidden) };
    let (least, most) = range(whole);
    let (low, high): (i64, i64) = told.iter().map(|t| range(*t)).fold((0, 0), |(l, h), (a, b)| (l + a, h + b));
    told.iter().all(|part| {
        let (a, b) = range(*part);
        let (from, to) = (a.max(least - (high - b)), b.min(most - (low - a)));
        to - from + 1 >= DOUBT && (*part != Told::Hidden || to >= i64::from(HIDDEN))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// People with the keys that a generator gives.
    fn people(keys: &[u64]) -> Counted {
        let mut counted = Counted::default();
        keys.iter().for_each(|key| counted.add(*key));
        counted
    }

    /// All counts that an attacker who knows how it is done cannot exclude, from parts and whole as printed. A hidden
    /// part may be any count below ten; where all are hidden that may be because of each other, so any count at all.
    fn possible(whole: Told, told: &[Told], at: usize) -> Vec<i64> {
        let all_hidden = told.iter().all(|part| *part == Told::Hidden);
        let (least, most) = range(whole);
        let ranges: Vec<(i64, i64)> = told.iter().map(|t| if all_hidden { (0, most) } else { range(*t) }).collect();
        let fits = |rest: &[(i64, i64)], value: i64| {
            let (low, high) = rest.iter().fold((value, value), |(l, h), (a, b)| (l + a, h + b));
            high >= least && low <= most
        };
        let mut rest = ranges.clone();
        let (a, b) = rest.remove(at);
        (a..=b).filter(|value| fits(&rest, *value)).collect()
    }

    proptest! {
        #[test]
        fn no_small_count_is_recovered_from_the_margins(sizes in prop::collection::vec(0_usize..40, 2..8), seed: u64) {
            let mut next = seed;
            let mut fresh = || { next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407); next };
            let groups: Vec<Vec<u64>> = sizes.iter().map(|n| (0..*n).map(|_| fresh()).collect()).collect();
            let counted: Vec<Counted> = groups.iter().map(|keys| people(keys)).collect();
            let whole = people(&groups.concat());
            let told = parts(whole, &counted);
            for (at, size) in sizes.iter().enumerate() {
                if *size < 5 {
                    prop_assert_eq!(told[at], Told::Hidden);
                }
                let possible = possible(whole.told(), &told, at);
                prop_assert!(possible.contains(&i64::try_from(*size).expect("small")), "the attacker is not misled");
                if whole.told() != Told::Hidden {
                    prop_assert!(possible.len() >= 5, "{:?} {:?}", told, possible);
                }
                if told[at] == Told::Hidden {
                    prop_assert!(possible.iter().any(|n| *n >= 5), "nor is it known that it is small");
                }
            }
        }

        #[test]
        fn two_reports_that_differ_by_one_person_tell_of_nobody(keys in prop::collection::vec(any::<u64>(), 0..60), one: u64) {
            let (before, mut after) = (people(&keys), people(&keys));
            after.add(one);
            let ranges = |told: Told| range(told);
            let ((a, b), (c, d)) = (ranges(before.told()), ranges(after.told()));
            // The attacker knows that one form came in, and not whether it is counted here.
            let pairs: Vec<(i64, i64)> =
                (a..=b).flat_map(|x| [x, x + 1].map(|y| (x, y))).filter(|(_, y)| (c..=d).contains(y)).collect();
            let before: std::collections::BTreeSet<i64> = pairs.iter().map(|(x, _)| *x).collect();
            prop_assert!(before.len() >= 4, "{:?}", pairs);
            if keys.len() < 5 {
                prop_assert!(before.contains(&5), "it is not known that it was under five");
            }
            let counted = pairs.iter().filter(|(x, y)| y > x).count();
            prop_assert!(counted > 0, "it may be counted");
            prop_assert!(counted < pairs.len(), "and it may not be");
        }

        #[test]
        fn the_same_people_are_always_told_alike(mut keys in prop::collection::vec(any::<u64>(), 0..60)) {
            let told = people(&keys).told();
            keys.reverse();
            prop_assert_eq!(people(&keys).told(), told);
        }
    }

    #[test]
    fn a_part_is_hidden_where_its_rest_is_small() {
        let keys: Vec<u64> = (1..=30_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let whole = people(&keys);
        for small in 0..5 {
            assert_eq!(part(whole, people(&keys[small..])), Told::Hidden, "all but {small}");
            assert_eq!(part(whole, people(&keys[..small])), Told::Hidden, "{small} of them");
        }
        assert!(matches!(part(whole, people(&keys[..15])), Told::About(15)));
    }

    #[test]
    fn rounding_is_fair_over_many_groups() {
        let sum: u32 = (0..5000_u64)
            .map(|n| people(&(0..12).map(|k| (n * 12 + k + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect::<Vec<_>>()))
            .map(Counted::rounded)
            .sum();
        assert!((59_000..61_000).contains(&sum), "{sum} for 60000");
    }
}
