//! The comparison in sections of tables and pictures, which every writer writes in its own way.

mod answers;
mod burden;
mod coverage;
mod distance;
mod forms;
mod heat;
mod names;
mod practice;
mod repeated_questions;
mod rule_texts;
mod rules;
mod summary;
mod versions;
mod words;

use super::comparison::Comparison;
use crate::sections::table::Section;

/// All sections, in the order in which they are read.
pub fn sections(comparison: &Comparison) -> Vec<Section> {
    let mut sections = vec![summary::section(comparison)];
    sections.extend(comparison.rules.as_ref().map(rules::section));
    if comparison.forms.is_empty() {
        sections.extend(comparison.practice.as_ref().map(practice::section));
        return sections;
    }
    sections.extend([
        forms::section(comparison),
        coverage::section(comparison),
        words::section(comparison),
        answers::section(comparison),
        repeated_questions::section(comparison),
        distance::section(comparison),
        burden::section(comparison),
    ]);
    sections.extend(versions::section(comparison));
    sections.extend(comparison.practice.as_ref().map(practice::section));
    sections
}
