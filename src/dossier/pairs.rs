//! Things joined in pairs, and the groups that this makes.

use std::collections::BTreeMap;

/// Which things are joined, by position.
pub(super) struct Pairs(Vec<usize>);

impl Pairs {
    /// So many things, none of them joined.
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn first(&self, mut n: usize) -> usize {
        while self.0[n] != n {
            n = self.0[n];
        }
        n
    }

    /// Joins the groups of two things.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }

    /// The groups of more than one, each in order.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..self.0.len()).for_each(|n| groups.entry(self.first(n)).or_default().push(n));
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}
