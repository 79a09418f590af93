//! Finds the labels of a text by the hash of their folded lines, without sorting them.

/// The positions of labels by the hash of their line.
#[derive(Default)]
pub(crate) struct ByHash {
    /// For each of the last bits of a hash the first label.
    first: Vec<Option<u32>>,
    /// For each label the next one with the same last bits.
    next: Vec<Option<u32>>,
}

impl ByHash {
    pub(crate) fn of(hashes: impl ExactSizeIterator<Item = u64> + DoubleEndedIterator) -> Self {
        let count = hashes.len();
        let mut by_hash = Self { first: vec![None; count.next_power_of_two() * 2], next: vec![None; count] };
        for (n, hash) in hashes.enumerate().rev() {
            let bits = by_hash.bits(hash);
            by_hash.next[n] = std::mem::replace(&mut by_hash.first[bits], u32::try_from(n).ok());
        }
        by_hash
    }

    /// The labels that may have this hash, in their order.
    pub(crate) fn labels(&self, hash: u64) -> impl Iterator<Item = usize> {
        let mut at = self.first[self.bits(hash)];
        std::iter::from_fn(move || {
            let here = at? as usize;
            at = self.next[here];
            Some(here)
        })
    }

    fn bits(&self, hash: u64) -> usize {
        usize::try_from(hash & (self.first.len() as u64 - 1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_hash_come_in_their_order() {
        let by_hash = ByHash::of([7, 3, 7, 11, 7].into_iter());
        let found: Vec<usize> = by_hash.labels(7).collect();
        assert!(found.is_sorted() && [0, 2, 4].iter().all(|n| found.contains(n)), "{found:?}");
        assert!(by_hash.labels(3).any(|n| n == 1));
        assert_eq!(ByHash::of([].into_iter()).labels(7).count(), 0);
    }
}
