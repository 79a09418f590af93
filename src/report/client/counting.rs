//! What counts for a field of a client, in words, as far as it may be seen.

use crate::dossier::Dossier;
use crate::record::schema::Schema;

use crate::report::input::privacy::Redaction;
use crate::report::wording::shown;

/// What counts for a field, in words, as far as it may be seen.
pub(in crate::report) fn person(dossier: &Dossier, id: &str, redaction: Redaction) -> Option<String> {
    let unread = || dossier.uninterpreted(id).filter(|_| !redaction.pseudonym);
    let words = words(dossier, id).or_else(unread).filter(|_| allows(redaction, id));
    words.map(|words| redaction.text(&words))
}

/// A date that counts, as far as it may be seen.
pub(in crate::report) fn iso(dossier: &Dossier, id: &str, redaction: Redaction) -> Option<String> {
    dossier.date(id).filter(|_| allows(redaction, id)).map(|date| date.to_string())
}

/// The value of a field that counts, in words.
fn words(dossier: &Dossier, id: &str) -> Option<String> {
    let schema = Schema::common();
    let field = schema.field(schema.id(id)?);
    dossier.newest(id).map(|value| shown::value(&value, field))
}

/// Whether the redaction lets a field of this id be seen.
fn allows(redaction: Redaction, id: &str) -> bool {
    let schema = Schema::common();
    schema.id(id).is_some_and(|field| redaction.shows(schema.field(field)))
}
