//! The identifier of an action: the same in every run, also when its day moves, so that an agenda moves it and does not
//! double it.

use sha2::{Digest, Sha256};

use crate::dossier::Dossier;
use crate::dossier::person::{Person, bsn};

/// From who it is about and what it is. Nobody's BSN can be found again from it: of the number only sixteen bits of its
/// digest are used, which thousands of numbers share.
pub(super) fn of(dossier: &Dossier, kind: &str, which: &str) -> String {
    let number = dossier.forms.iter().find_map(|form| bsn(form));
    let person = dossier.forms.iter().find_map(|form| Person::of(form));
    let who = match (number, person) {
        (Some(number), person) => {
            let digest = Sha256::digest(number.as_bytes());
            let surname = person.map(|person| person.last_word).unwrap_or_default();
            format!("{surname}|{:02x}{:02x}", digest[0], digest[1])
        }
        (None, Some(person)) => format!("{person:?}"),
        (None, None) => dossier.forms.first().map(|form| form.source.sha256.to_string()).unwrap_or_default(),
    };
    let digest = Sha256::digest(format!("{who}|{kind}|{which}").as_bytes());
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@eenvorm")
}
