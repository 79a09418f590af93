//! Lays forms side by side: what each asks, in which words, how far they are apart and what they cost to fill.

pub mod answers;
pub mod burden;
pub mod cluster;
pub mod compared_rules;
pub mod comparison;
pub mod coverage;
pub mod disclosure;
pub mod distance;
pub mod glossary;
pub mod majority;
pub mod measures;
mod outcome_rows;
mod outcomes;
pub mod practice;
pub mod repeated_questions;
pub mod shown;
pub mod side_by_side;
pub mod sources;
pub mod subjects;
#[cfg(test)]
mod tests;
pub mod versions;
pub mod words;
