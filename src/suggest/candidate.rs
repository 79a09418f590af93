//! A field that a question may ask, and how well it fits.

/// A slot that a question may ask.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub slot: usize,
    /// From 0 to 1.
    pub score: f64,
    pub evidence: Vec<String>,
}
