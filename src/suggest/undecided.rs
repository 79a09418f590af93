//! What a draft leaves to a person: core fields without a line, lines in doubt, labels without a field.

use std::collections::BTreeSet;

use crate::document::model::Document;
use crate::record::schema::Schema;

use super::about::About;
use super::groups::Tables;
use super::line::{self, Precision, quoted};
use super::place::Placed;
use super::question::Question;
use super::sure::DOUBT;
use super::written::Written;

/// The core fields that no line asks.
pub(super) fn not_asked(lines: &[Written<'_>], tables: &Tables<'_>, about: &About) -> String {
    let asked: BTreeSet<_> = lines
        .iter()
        .filter(|line| tables.hold(line))
        .flat_map(|line| line.slot.targets.iter().map(|t| t.field))
        .collect();
    let known = |id: &str| id == "formulier.soort" || (id == "gemeente.naam" && about.body.starts_with("GM"));
    let missing = Schema::common().all().filter(|(id, field)| field.core && !asked.contains(id) && !known(&field.id));
    let lines: String =
        missing.map(|(_, field)| format!("\"{}\" = \"niet gevonden op het formulier\"\n", field.id)).collect();
    if lines.is_empty() { lines } else { format!("\n[not_asked]\n{lines}") }
}

/// What a person has to look at: the lines in doubt with their two best fields, and the labels without one.
pub(super) fn doubtful(document: &Document, placed: &[Placed], lines: &[Written<'_>], tables: &Tables<'_>) -> String {
    let mut text = String::new();
    let place = |asked: &Question| {
        document.sheets[asked.at.0]
            .place(document.sheets[asked.at.0].cells[asked.at.1].spot)
            .map(|p| p.to_string())
            .unwrap_or_default()
    };
    let doubt: Vec<&Placed> = placed.iter().filter(|p| p.slot.is_some() && p.confidence < DOUBT).collect();
    if !doubt.is_empty() {
        text.push_str("\n# In doubt: choose, and move the line to its table above.\n");
    }
    for placed in doubt {
        let Some(slot) = &placed.slot else { continue };
        let other = placed
            .others
            .first()
            .map(|(slot, sure)| format!(", or \"{}\" {sure:.2}", line::key(slot)))
            .unwrap_or_default();
        let body =
            line::body(&placed.asked, slot, slot.notation.as_deref(), Precision::Section, document).unwrap_or_default();
        text.push_str(&format!(
            "# \"{}\" = {{ {body} }} # {:.2}{other}; {}\n",
            line::key(slot),
            placed.confidence,
            place(&placed.asked)
        ));
    }
    let lost: Vec<&Written<'_>> = lines.iter().filter(|line| !line.is_kept()).collect();
    if !lost.is_empty() {
        text.push_str("\n# Not found again on the form: say yourself where the answer stands.\n");
    }
    for line in lost {
        let asked = &line.placed.asked;
        text.push_str(&format!("# \"{}\" {} at {}\n", line::key(line.slot), quoted(&asked.full_text()), place(asked)));
    }
    let others: Vec<&Written<'_>> = lines.iter().filter(|line| line.is_kept() && !tables.hold(line)).collect();
    if !others.is_empty() {
        text.push_str("\n# In another table or block of the same group: a mapping takes one of them.\n");
    }
    for line in others {
        let asked = &line.placed.asked;
        text.push_str(&format!("# \"{}\" {} at {}\n", line::key(line.slot), quoted(&asked.full_text()), place(asked)));
    }
    let none: Vec<&Placed> = placed.iter().filter(|p| p.slot.is_none()).collect();
    if !none.is_empty() {
        text.push_str("\n# Unplaced: what stands there is told as unmapped.\n");
    }
    for placed in none {
        text.push_str(&format!("# {} at {}\n", quoted(&placed.asked.full_text()), place(&placed.asked)));
    }
    text
}
