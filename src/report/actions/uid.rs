//! The identifier of an action: the same in every run, also when its day moves, so that an agenda moves it and does not
//! double it.

use sha2::{Digest, Sha256};

use crate::dossier::Dossier;
use crate::dossier::person::{Person, bsn};
use crate::text::digest::hex;

/// From who it is about and what it is. Who it is about is told by name and day of birth, which the first form of a
/// client has already, else by the number. Nobody's BSN can be found again from it: of the number only sixteen bits of
/// its digest are used, which thousands of numbers share.
pub(super) fn uid(dossier: &Dossier, kind: &str, which: &str) -> String {
    let number = dossier.forms.iter().find_map(|form| bsn(form));
    let persons: Vec<Person> = dossier.forms.iter().filter_map(|form| Person::of(form)).collect();
    let born = persons.iter().find(|person| person.born.is_some());
    let who = match (born.or(persons.first()), number) {
        (Some(person), _) if person.born.is_some() => {
            format!("{}|{:?}|{:?}", person.last_word, person.initial(), person.born)
        }
        (person, Some(number)) => {
            let digest = Sha256::digest(number.as_bytes());
            let surname = person.map(|person| person.last_word.as_str()).unwrap_or_default();
            format!("{surname}|{:02x}{:02x}", digest[0], digest[1])
        }
        (Some(person), None) => format!("{person:?}"),
        (None, None) => dossier.forms.first().map(|form| form.source.sha256.to_string()).unwrap_or_default(),
    };
    hashed(&format!("{who}|{kind}|{which}"))
}

/// Another one for a client who has name, letter and day of birth of another in the same report.
pub(in crate::report) fn of_namesake(dossier: &Dossier, uid: &str) -> String {
    let number =
        dossier.forms.iter().find_map(|form| bsn(form)).map(|number| Sha256::digest(number.as_bytes())[..2].to_vec());
    let file = || dossier.forms.first().map(|form| form.source.sha256.as_bytes().to_vec()).unwrap_or_default();
    hashed(&format!("{uid}|{:?}", number.unwrap_or_else(file)))
}

fn hashed(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    format!("{}@eenvorm", hex(&digest[..12]))
}
