//! A field that a question may ask, and how well it fits.

/// One row of the score table: kept for the best slots of a question, the best first.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub slot: usize,
    /// From 0 to 1.
    pub score: f64,
    pub evidence: Vec<String>,
}
