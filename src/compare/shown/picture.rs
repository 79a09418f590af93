//! What is drawn: a heat map of distances, and bars in one unit.

use serde::Serialize;

/// Distances between forms as squares.
#[derive(Clone, Debug, Serialize)]
pub struct Heat {
    pub title: String,
    /// `B Utrecht: Jobcoachplan (2024)`, in the order of the rows and columns.
    pub names: Vec<String>,
    pub letters: Vec<String>,
    pub squares: Vec<Square>,
}

/// Two forms.
#[derive(Clone, Debug, Serialize)]
pub struct Square {
    pub row: usize,
    pub column: usize,
    /// `0,57`
    pub text: String,
    /// From 0 (far) to 8 (one form).
    pub shade: u32,
    /// Of the same pair and both names, for who does not see the colour.
    pub title: String,
}

/// Bars of one unit under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    pub title: String,
    pub unit: &'static str,
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    pub name: String,
    pub text: String,
    /// Of the longest, from 0 to 100.
    pub width: String,
    /// Rests on second-hand figures, or on a base that the asker chose.
    pub indicative: bool,
    /// What it rests on.
    pub note: String,
}

/// A shade for a distance between 0 and 1.
pub(super) fn shade(distance: f64) -> u32 {
    // nine steps; the distance is within bounds
    (0..=8).rev().find(|step| f64::from(*step) <= (1.0 - distance) * 8.0 + 1e-9).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::shade;

    #[test]
    fn the_nearer_the_darker() {
        assert_eq!([1.0, 0.99, 0.5, 0.01, 0.0].map(shade), [0, 0, 4, 7, 8]);
    }
}
