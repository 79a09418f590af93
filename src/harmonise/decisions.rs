//! What people decided in the earlier proposal, kept when it is made again.
//!
//! Beside each decision a proposal holds what the program wrote there: what differs from it was changed by people. Two
//! files hold the same proposal, and people may edit either; where both were edited and disagree, neither is taken.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::record::schema::Schema;

use super::proposal::{Decision, Entry, FieldDecision, Proposal};

/// One field of a proposal that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub decision: Decision,
    /// It was decided before.
    pub decided: bool,
    /// What the program wrote, in one line; by it is seen what people changed.
    pub written: String,
    /// What the program proposed, in one line.
    pub proposed: String,
}

/// A proposal that was read back, by the id of the field.
pub type Earlier = BTreeMap<String, Read>;

impl Read {
    fn is_edited(&self) -> bool {
        line(&self.decision).trim_end() != self.written.trim_end()
    }
}

/// A decision in one line, as it is compared.
pub fn line(decision: &Decision) -> String {
    let Decision { verdict, of, wording, choices, remark } = decision;
    let parts = [verdict.word(), &of.join(", "), wording.trim(), &choices.join(", "), remark.trim()];
    parts.join(" | ")
}

/// What two files of one proposal say together.
pub fn together(one: Earlier, other: Earlier) -> Result<Earlier> {
    let mut all = one;
    for (field, read) in other {
        match all.get(&field) {
            Some(known) if known.decision == read.decision => {}
            Some(known) if known.is_edited() && read.is_edited() => bail!(
                "`{field}` is decided in two ways: \"{}\" in the toml and \"{}\" in the workbook; make them the same",
                line(&known.decision),
                line(&read.decision)
            ),
            Some(known) if known.is_edited() => {}
            _ => {
                all.insert(field, read);
            }
        }
    }
    Ok(all)
}

/// Lays earlier decisions over a new proposal; what people did not touch follows the new proposal.
pub fn keep(proposal: &mut Proposal, earlier: &Earlier) {
    for entry in &mut proposal.entries {
        let Some(read) = earlier.get(&entry.schema().id) else { continue };
        entry.new = read.proposed.trim_end() != line(&entry.proposed).trim_end();
        if read.decided || read.is_edited() {
            entry.decision = read.decision.clone();
            entry.decided = true;
        }
    }
    for (field, read) in added(proposal, earlier) {
        let Some(id) = Schema::common().id(field) else { continue };
        proposal.entries.push(Entry {
            field: id,
            proposed: Decision {
                verdict: FieldDecision::Vervalt,
                of: Vec::new(),
                remark: String::new(),
                ..read.decision.clone()
            },
            decision: read.decision.clone(),
            decided: true,
            new: false,
            points: 0,
            reason: "door mensen besloten; geen van deze formulieren vraagt het".to_owned(),
            sourced: Vec::new(),
            practice: Vec::new(),
            why_worded: "door mensen gekozen",
            differs_for: Vec::new(),
            offered: Vec::new(),
            open: Vec::new(),
        });
    }
}

/// What is reported about a new proposal: the fields that are new, or proposed otherwise than before.
pub fn news(proposal: &Proposal) -> impl Iterator<Item = &Entry> {
    proposal.entries.iter().filter(|entry| entry.new)
}

/// Fields that people decided on and that nothing speaks for any more, or that they wrote in themselves.
pub fn added<'e>(proposal: &Proposal, earlier: &'e Earlier) -> Vec<(&'e String, &'e Read)> {
    let is_in = |field: &str| proposal.entries.iter().any(|entry| entry.schema().id == field);
    earlier.iter().filter(|(field, read)| (read.decided || read.is_edited()) && !is_in(field)).collect()
}
