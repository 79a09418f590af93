//! Counts among the shares and weights of a draft.

/// A count as a number to reckon with.
pub(in crate::suggest) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
