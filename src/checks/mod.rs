//! Questions put to every record: one check a file, named by the code of its findings, and what a whole batch shows.

pub mod across;
mod bedrag_onwaarschijnlijk;
mod begeleiding_na_contract;
mod besluit_tegenstrijdig;
mod bsn_elfproef;
mod bsn_in_tekst;
mod bsn_testnummer;
mod cijfer_buiten_schaal;
mod contracturen_onwaarschijnlijk;
mod datum_omgekeerd;
mod datum_ver_van_andere;
mod deel_klopt_niet;
mod diagnose_genoemd;
mod doelen_uren_som;
mod duur_klopt_niet;
mod getal_onder_nul;
mod handtekening_zonder_datum;
mod handtekeningen_zonder_datum;
mod kern_ontbreekt;
mod kosten_onwaarschijnlijk;
mod leeftijd_onwaarschijnlijk;
mod medische_term;
mod percentage_boven_wettelijk;
mod percentage_buiten_bereik;
pub mod regels;
mod reistijd_onwaarschijnlijk;
pub mod support;
mod uren_boven_contract;
mod uren_boven_toekenning;
mod uren_buiten_periode;
mod uren_dubbel;
mod uren_onwaarschijnlijk;
mod uren_overlap;
mod uren_regel_totaal;
mod uren_resterend;
mod uren_resterend_boven_toekenning;
mod uren_som;
mod uren_tijd;
mod uren_toegekend_boven_aanvraag;
mod verplicht_leeg;

use std::collections::HashSet;

use crate::finding::Finding;
use crate::mapping::spec::form_spec::Mapping;
use crate::pseudonym::is_without_person;
use crate::record::answer::Record;
use crate::rules::catalogue::Rules;
use crate::text::place::Place;

use support::check::Check;
use support::subject::Subject;

/// All checks of one record, by code.
pub const ALL: [Check; 37] = [
    bedrag_onwaarschijnlijk::CHECK,
    begeleiding_na_contract::CHECK,
    besluit_tegenstrijdig::CHECK,
    bsn_elfproef::CHECK,
    bsn_in_tekst::CHECK,
    bsn_testnummer::CHECK,
    cijfer_buiten_schaal::CHECK,
    contracturen_onwaarschijnlijk::CHECK,
    datum_omgekeerd::CHECK,
    datum_ver_van_andere::CHECK,
    deel_klopt_niet::CHECK,
    diagnose_genoemd::CHECK,
    doelen_uren_som::CHECK,
    duur_klopt_niet::CHECK,
    getal_onder_nul::CHECK,
    handtekening_zonder_datum::CHECK,
    handtekeningen_zonder_datum::CHECK,
    kern_ontbreekt::CHECK,
    kosten_onwaarschijnlijk::CHECK,
    leeftijd_onwaarschijnlijk::CHECK,
    medische_term::CHECK,
    percentage_boven_wettelijk::CHECK,
    percentage_buiten_bereik::CHECK,
    reistijd_onwaarschijnlijk::CHECK,
    uren_boven_contract::CHECK,
    uren_boven_toekenning::CHECK,
    uren_buiten_periode::CHECK,
    uren_dubbel::CHECK,
    uren_onwaarschijnlijk::CHECK,
    uren_overlap::CHECK,
    uren_regel_totaal::CHECK,
    uren_resterend::CHECK,
    uren_resterend_boven_toekenning::CHECK,
    uren_som::CHECK,
    uren_tijd::CHECK,
    uren_toegekend_boven_aanvraag::CHECK,
    verplicht_leeg::CHECK,
];

/// Adds to a record what [`run`] finds and what it does not say already: a record that was written before is checked
/// again.
pub fn add(record: &mut Record, mapping: Option<&Mapping>, rules: &Rules) {
    let mut found = run(record, mapping, rules);
    if !record.findings.is_empty() {
        let without_person = is_without_person(record);
        let known: HashSet<_> = record.findings.iter().map(|finding| about(finding, without_person)).collect();
        found.retain(|finding| !known.contains(&about(finding, without_person)));
    }
    record.findings.extend(found);
}

/// What a finding is known by. Where persons are left out no finding has its place.
fn about(finding: &Finding, without_person: bool) -> (&str, Option<&str>, Option<&Place>) {
    (&finding.code, finding.field.as_deref(), finding.place.as_ref().filter(|_| !without_person))
}

/// Puts all questions to one record, and to its form where that is known; what bodies rule is in `rules`.
pub fn run(record: &Record, mapping: Option<&Mapping>, rules: &Rules) -> Vec<Finding> {
    let record = &Subject::of(record);
    let mut found = Vec::new();
    for check in &ALL {
        found.extend(check.put(record, mapping));
    }
    found.extend(regels::put(record, mapping, rules));
    for finding in &mut found {
        finding.file = Some(record.source.file.clone());
        finding.form = Some(record.form.id.clone());
    }
    found
}
