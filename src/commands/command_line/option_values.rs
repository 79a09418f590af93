//! Words of the field that options take: one that nobody knows stops the work, with the words that are known.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::record::schema::Schema;
use crate::rules::catalogue::Rules;
use crate::rules::fact::{TRIAL_AMOUNTS, TRIAL_PERCENT};
use crate::rules::ruling::{Ruling, same_regime};
use crate::spec_toml::diagnostic::did_you_mean;
use crate::text::normalize::fold;

/// Other words for a kind of form, folded, with the kind.
const KIND_WORDS: [(&str, &str); 24] = [
    ("aanmeldformulier", "aanmelding"),
    ("verwijzing", "aanmelding"),
    ("verwijsformulier", "aanmelding"),
    ("aanvraagformulier", "aanvraag"),
    ("verlenging", "vervolgaanvraag"),
    ("verlengingsaanvraag", "vervolgaanvraag"),
    ("herbeoordeling", "vervolgaanvraag"),
    ("intake", "gesprek"),
    ("kennismaking", "gesprek"),
    ("jobcoachplan", "plan_van_aanpak"),
    ("coachingsplan", "plan_van_aanpak"),
    ("begeleidingsplan", "plan_van_aanpak"),
    ("evaluatie", "voortgang"),
    ("rapportage", "voortgang"),
    ("voortgangsrapportage", "voortgang"),
    ("urenstaat", "urenverantwoording"),
    ("urenlijst", "urenverantwoording"),
    ("urenregistratie", "urenverantwoording"),
    ("uitstroom", "eindrapport"),
    ("beeindiging", "eindrapport"),
    ("afsluiting", "eindrapport"),
    ("eindverslag", "eindrapport"),
    ("eindevaluatie", "eindrapport"),
    ("wijzigingsformulier", "wijziging"),
];

/// A kind of form, as the schema writes it: `plan_van_aanpak` for `Plan van aanpak`, `eindrapport` for `beëindiging`.
pub(in crate::commands) fn kind(word: &str) -> Result<String> {
    let kind = word.trim().to_lowercase().replace([' ', '-'], "_");
    let kinds =
        Schema::common().id("formulier.soort").map(|id| &*Schema::common().field(id).choices).unwrap_or_default();
    if kinds.contains(&kind) {
        return Ok(kind);
    }
    if let Some((_, usual)) = KIND_WORDS.iter().find(|(other, _)| *other == fold(&kind)) {
        return Ok((*usual).to_owned());
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

#[cfg(test)]
mod tests {
    use super::{KIND_WORDS, kind};

    #[test]
    fn other_words_for_a_kind_are_understood_and_none_is_a_kind_itself() {
        for (word, usual) in KIND_WORDS {
            assert_eq!(kind(usual).expect("a kind"), usual, "{word}");
            assert_eq!(kind(word).expect("a word for a kind"), usual);
        }
        assert_eq!(kind("Beëindiging").expect("a word for a kind"), "eindrapport");
        assert!(kind("aanvraagg").is_err());
    }
}
