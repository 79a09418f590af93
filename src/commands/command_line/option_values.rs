//! Words of the field that options take: one that nobody knows stops the work, with the words that are known.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::record::schema::Schema;
use crate::rules::catalogue::Rules;
use crate::rules::fact::{TRIAL_AMOUNTS, TRIAL_PERCENT};
use crate::rules::ruling::{Ruling, same_regime};
use crate::spec_toml::diagnostic::did_you_mean;

/// A kind of form, as the schema writes it: `plan_van_aanpak` for `Plan van aanpak`.
pub(in crate::commands) fn kind(word: &str) -> Result<String> {
    let kind = word.trim().to_lowercase().replace([' ', '-'], "_");
    let kinds =
        Schema::common().id("formulier.soort").map(|id| &*Schema::common().field(id).choices).unwrap_or_default();
    if kinds.contains(&kind) {
        return Ok(kind);
    }
    // `plan` is far from `plan_van_aanpak` by its letters, and begins it
    let begun = kinds.iter().find(|known| !kind.is_empty() && known.starts_with(&kind)).unwrap_or(&kind);
    let hint = did_you_mean(begun, kinds.iter().map(String::as_str));
    bail!("`{kind}` is no kind of form; {}", hint.unwrap_or_else(|| format!("the kinds are {}", kinds.join(", "))));
}

/// Trouble where no rules know a regime by this word.
pub(in crate::commands) fn regime(word: &str, rules: &Rules) -> Result<()> {
    let names = |ruling: &Ruling| -> Vec<String> {
        ruling.intensity.iter().flat_map(|intensity| &intensity.regimes).map(|regime| regime.name.clone()).collect()
    };
    let trial =
        |ruling: &Ruling| [TRIAL_AMOUNTS, TRIAL_PERCENT].iter().any(|fact| ruling.by_regime(*fact, word).is_some());
    let known: BTreeSet<String> = rules.all().flat_map(names).collect();
    if known.iter().any(|name| same_regime(name, word)) || rules.all().any(trial) {
        return Ok(());
    }
    let hint = did_you_mean(word.trim(), known.iter().map(String::as_str)).unwrap_or_else(|| {
        format!("the regimes are {}", known.iter().map(|name| name.replace('_', " ")).collect::<Vec<_>>().join(", "))
    });
    bail!("`{word}` is no regime of any rules; {hint}");
}

/// Trouble where no rules are of this body, or follow it.
pub(in crate::commands) fn ruled(word: &str, rules: &Rules, is: impl Fn(&Ruling) -> bool) -> Result<()> {
    if rules.all().any(is) {
        return Ok(());
    }
    let known: BTreeSet<&str> = rules.all().map(|ruling| ruling.name.as_str()).collect();
    let hint = did_you_mean(word.trim(), known.iter().copied())
        .unwrap_or_else(|| format!("they are known of {}", known.iter().copied().collect::<Vec<_>>().join(", ")));
    bail!("no rules are known of `{word}`; {hint}");
}
