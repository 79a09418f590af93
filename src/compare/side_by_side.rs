//! What the law leaves to each body to decide, in one row a body.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::rules::combined::{Combined, Standing};
use crate::rules::fact::{FACTS, Fact, Kind};
use crate::rules::outcome::{Assumption, Origin};
use crate::rules::ruling::Ruling;

/// One body.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub ruling: String,
    pub name: String,
    pub second_hand: bool,
    /// By subject; a subject of which nothing was seen is absent, which is never "no".
    pub said: Vec<(String, Option<String>)>,
}

/// The subjects with the facts that make each: `section.key`.
const SUBJECTS: [(&str, &[&str]); 14] = [
    ("Wie vraagt aan", &["entry.applicant"]),
    ("Voor wie", &["entry.target_group", "entry.doelgroepregister_required"]),
    (
        "Drempel",
        &[
            "entry.min_hours_per_week",
            "entry.more_than_hours_per_week",
            "entry.min_contract_months",
            "entry.min_loonwaarde_percent",
        ],
    ),
    ("Vorm", &["entry.delivery_forms"]),
    ("Duur", &["duration.max_months", "duration.grant_period_months", "duration.extension"]),
    (
        "Evaluatie",
        &[
            "evaluation.review_every_months",
            "evaluation.report_every_months",
            "evaluation.frequency",
            "evaluation.as_agreed",
        ],
    ),
    ("Tarief", &[]),
    (
        "Kwaliteit",
        &[
            "quality.education",
            "quality.training",
            "quality.certification_required",
            "quality.hired_coach",
            "quality.employed_coach",
            "quality.min_staff_fte",
            "quality.general",
        ],
    ),
    ("Wie signaleert", &["process.signals"]),
    ("Wie beoordeelt", &["process.assesses"]),
    ("Wie besluit", &["process.decides"]),
    ("Waarmee", &["process.instruments", "process.information_sources"]),
    ("Jobcoaches", &["process.coaches"]),
    ("Herbeoordeling", &["process.stricter_at_reassessment", "process.reassessment"]),
];

/// How many of the subjects are what a body gives; the rest is how it decides.
pub const OF_RULES: usize = 8;

/// A row of every body of which anything was seen.
pub(super) fn side_by_side(bodies: &[Combined<'_>], date: Date) -> Vec<Row> {
    let row = |body: &Combined<'_>| Row {
        ruling: body.ruling.id.clone(),
        name: name(&body.ruling),
        second_hand: is_second_hand(body),
        said: SUBJECTS
            .iter()
            .map(|(subject, facts)| ((*subject).to_owned(), subject_text(&body.ruling, facts, date)))
            .collect(),
    };
    bodies.iter().map(row).filter(|row| row.said.iter().any(|(_, said)| said.is_some())).collect()
}

/// Whether any of the texts that count is somebody else's account.
fn is_second_hand(body: &Combined<'_>) -> bool {
    let counts = |standing: Standing<'_>| standing == Standing::Counts;
    body.texts.iter().any(|text| counts(text.standing) && text.ruling.evidence.level.second_hand())
}

fn subject_text(ruling: &Ruling, facts: &[&str], date: Date) -> Option<String> {
    if facts.is_empty() {
        return tariff(ruling, date);
    }
    let facts = facts.iter().filter_map(|id| FACTS.iter().find(|fact| named(fact, id)));
    let told: Vec<String> = facts.filter_map(|fact| fact_text(ruling, fact)).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

fn named(fact: &Fact, id: &str) -> bool {
    id.split_once('.') == Some((fact.section, fact.key))
}

/// A number or a yes with what it is about; a text alone.
fn fact_text(ruling: &Ruling, fact: &Fact) -> Option<String> {
    let text = ruling.fact(*fact)?.dutch(fact.kind);
    Some(match fact.kind {
        Kind::Text | Kind::Texts => text,
        _ => format!("{}: {text}", fact.label.to_lowercase()),
    })
}

/// `€ 84,90 per uur, excl. btw (vanaf 2023)`
pub(super) fn tariff(ruling: &Ruling, date: Date) -> Option<String> {
    let rate = ruling.rate_on(date)?;
    let told = Assumption::Tariff { amount: rate.amount, from: rate.from, origin: Origin::Ruling }.dutch();
    Some(told.trim_start_matches("tarief ").to_owned())
}

/// `UWV (extern)`
pub(super) fn name(ruling: &Ruling) -> String {
    use crate::rules::ruling::Scheme;
    match ruling.scheme {
        Some(Scheme::Extern) if !ruling.name.contains("extern") => format!("{} (extern)", ruling.name),
        Some(Scheme::Intern) if !ruling.name.contains("intern") => format!("{} (intern)", ruling.name),
        _ => ruling.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::rules::catalogue::Rules;

    #[test]
    fn every_subject_is_made_of_known_facts() {
        for id in SUBJECTS.iter().flat_map(|(_, facts)| *facts) {
            assert!(FACTS.iter().any(|fact| named(fact, id)), "{id}");
        }
    }

    #[test]
    fn what_was_not_seen_is_absent() {
        let mut bodies = Rules::built_in().combined(date(2026, 11, 21));
        bodies.retain(|body| body.ruling.id == "rotterdam");
        let rows = side_by_side(&bodies, date(2026, 11, 21));
        let of = |subject: &str| rows[0].said.iter().find(|(known, _)| known == subject).and_then(|(_, s)| s.clone());
        assert_eq!(of("Tarief").as_deref(), Some("€ 84,90 per uur, excl. btw (vanaf 2023)"));
        assert_eq!(of("Drempel"), None);
    }
}
