//! In what order forms ask: which field follows which more often than by chance.
//!
//! A label that may ask two things asks the one that belongs to its neighbours: `Datum` between the name of who signs and the
//! place is the day of signing. Learnt by `cargo bench --bench suggest -- --train`, which writes `field_order.tsv`.

use std::sync::LazyLock;

use foldhash::HashMap;

const FILE: &str = include_str!("field_order.tsv");

/// How much a pair of neighbours may speak for a field, and how much against it, whatever the counts say.
const MOST_FOR: f64 = 2.5;
const MOST_AGAINST: f64 = 1.5;

/// By field, what follows it.
#[derive(Debug, Default)]
pub(in crate::suggest) struct FieldOrder {
    of: HashMap<&'static str, Followers>,
}

#[derive(Debug, Default)]
struct Followers {
    seen: HashMap<&'static str, f64>,
    /// What a field counts that was never seen behind it.
    never: f64,
}

impl FieldOrder {
    /// The one in the program.
    pub(in crate::suggest) fn common() -> &'static Self {
        static ORDER: LazyLock<FieldOrder> = LazyLock::new(|| FieldOrder::parse(FILE));
        &ORDER
    }

    /// A line a field: its id, what any other counts, then `id=count` for each that was seen behind it, with tabs between.
    fn parse(file: &'static str) -> Self {
        let followers = |line: &'static str| {
            let mut parts = line.split('\t');
            let (field, never) = (parts.next()?, parts.next()?.parse().ok()?);
            let seen = parts.filter_map(|part| part.split_once('=')).filter_map(|(id, n)| Some((id, n.parse().ok()?)));
            Some((field, Followers { seen: seen.collect(), never }))
        };
        Self { of: file.lines().filter_map(followers).collect() }
    }

    /// How much likelier the second field is behind the first than by chance, as a logarithm: 0 where nothing is known.
    pub(in crate::suggest) fn follows(&self, first: &str, second: &str) -> f64 {
        let Some(followers) = self.of.get(first) else { return 0.0 };
        followers.seen.get(second).copied().unwrap_or(followers.never).clamp(-MOST_AGAINST, MOST_FOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_field_is_told_from_what_hardly_does() {
        let order = FieldOrder::common();
        let (near, far) = ("werkgever.kvk", "profiel.wensen");
        assert!(order.follows("werkgever.naam", near) > 1.0);
        assert!(order.follows("werkgever.naam", far) < 0.0);
        assert!(order.follows("no field", near).abs() < f64::EPSILON);
    }
}
