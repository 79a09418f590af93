//! What is drawn: a heat map of distances with its tree, and bars in one unit.

use rust_decimal::Decimal;
use serde::Serialize;

/// Distances between forms as squares, in an order in which near forms stand together, with the tree of that order.
#[derive(Clone, Debug, Serialize)]
pub struct Heat {
    pub title: String,
    /// `B Utrecht: Jobcoachplan (2024)`, in the order of the rows and columns.
    pub names: Vec<String>,
    pub letters: Vec<String>,
    pub squares: Vec<Square>,
    pub tree: Vec<Branch>,
    /// At this share of the width of the tree groups stop being families, from 0 to 1000.
    pub limit: u32,
}

/// Two groups that become one. Lengths are thousandths of the width of the tree, heights thousandths of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// Where the two groups stand, and how far each has come already.
    pub top: u32,
    pub top_from: u32,
    pub bottom: u32,
    pub bottom_from: u32,
    /// The distance at which they become one.
    pub at: u32,
    /// Nearer than the limit: a family.
    pub family: bool,
    pub title: String,
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

/// Bars of one unit under one heading: a row has one in each column, all on one scale.
#[derive(Clone, Debug, Serialize)]
pub struct Bars {
    pub title: String,
    pub unit: &'static str,
    /// What stands above the names.
    pub of: &'static str,
    /// `jaar 1`; one empty name where there is one bar a row.
    pub columns: Vec<&'static str>,
    /// What the dark and the light part of a bar are, where it has two.
    pub parts: Option<[&'static str; 2]>,
    pub rows: Vec<BarRow>,
    /// Whether any row has a note.
    pub noted: bool,
}

/// One row of bars.
#[derive(Clone, Debug, Serialize)]
pub struct BarRow {
    pub name: String,
    pub bars: Vec<Bar>,
    /// What the figures rest on.
    pub note: String,
}

/// One bar.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Bar {
    pub text: String,
    /// Of the longest, from 0 to 100; nothing where there is no figure.
    pub width: String,
    /// Of the same, the part that is dark; the whole bar where it is empty.
    pub part: String,
    /// Rests on second-hand figures, or on a base that the asker chose.
    pub indicative: bool,
}

/// A share as a width: one decimal, from 0 to 100.
pub fn width(part: Decimal, whole: Decimal) -> String {
    if whole.is_zero() {
        return "0".to_owned();
    }
    (part * Decimal::ONE_HUNDRED / whole).round_dp(1).to_string()
}

/// A shade for a distance between 0 and 1.
pub fn shade(distance: f64) -> u32 {
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
