//! What a report may show of a person: BSNs masked, and on request nobody at all.

use std::fmt::Write;

use crate::finding::Finding;
use crate::record::schema::{Field, Kind, Schema};
use crate::record::value::bsn::passes_eleven_test;

use super::arguments::Arguments;

/// The fields that hold special personal data in the sense of the AVG.
const SPECIAL: [&str; 1] = ["profiel.diagnose"];

/// Whether a field holds special personal data.
pub(super) fn is_special(field: &Field) -> bool {
    SPECIAL.contains(&field.id.as_str())
}

/// What may be seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Veil {
    /// No person at all.
    pub(super) pseudonym: bool,
    whole_bsn: bool,
}

impl Veil {
    pub(super) fn new(arguments: Arguments) -> Self {
        Self { pseudonym: arguments.pseudonym, whole_bsn: arguments.whole_bsn }
    }

    /// Whether answers to this field are shown. Without persons these are only kinds that cannot hold a name.
    pub(super) fn shows(self, field: &Field) -> bool {
        !self.pseudonym || (!field.sensitive && names_nobody(field.kind))
    }

    /// Free text with its BSNs masked.
    pub(super) fn text(self, text: &str) -> String {
        if self.whole_bsn { text.to_owned() } else { mask(text) }
    }

    /// The answer to a field, which is masked wholly where it ought to be a BSN.
    pub(super) fn answer(self, text: &str, field: &Field) -> String {
        match field.kind {
            Kind::Bsn if !self.whole_bsn => last_four(text),
            _ => self.text(text),
        }
    }

    /// A finding whose arguments may be shown: without persons only numbers and ids of the schema.
    pub(super) fn finding(self, finding: &Finding) -> Finding {
        let mut shown = finding.clone();
        for (_, what) in &mut shown.with {
            if self.pseudonym && !is_harmless(what) {
                "…".clone_into(what);
            } else {
                *what = self.text(what);
            }
        }
        shown
    }
}

fn names_nobody(kind: Kind) -> bool {
    match kind {
        Kind::Date
        | Kind::Time
        | Kind::YesNo
        | Kind::Choice
        | Kind::Number
        | Kind::Decimal
        | Kind::Hours
        | Kind::Percentage
        | Kind::Money
        | Kind::Duration
        | Kind::Gemeente => true,
        Kind::Text
        | Kind::Prose
        | Kind::Name
        | Kind::Address
        | Kind::Bsn
        | Kind::Phone
        | Kind::Email
        | Kind::Postcode
        | Kind::Kvk
        | Kind::Iban => false,
    }
}

fn is_harmless(what: &str) -> bool {
    (what.len() <= 4 && what.bytes().all(|b| b.is_ascii_digit())) || Schema::common().id(what).is_some()
}

/// The last four digits after a row of dots.
pub(super) fn last_four(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let shown = digits.len().min(9).saturating_sub(5);
    format!("•••••{}", digits[digits.len() - shown..].iter().collect::<String>())
}

/// The text with every BSN in it masked: nine digits, also as `1234.56.789` or `123 456 789`, that pass the eleven test.
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let run = if glued { "" } else { digits_at(rest) };
        if run.is_empty() {
            glued = first.is_alphanumeric();
            masked.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        rest = &rest[run.len()..];
        let bare: String = run.chars().filter(char::is_ascii_digit).collect();
        let alone = !rest.starts_with(char::is_alphanumeric);
        if alone && bare.len() == 9 && passes_eleven_test(&bare) {
            let _ = write!(masked, "•••••{}", &bare[5..]);
        } else {
            masked.push_str(run);
        }
        glued = true;
    }
    masked
}

/// The digits at the beginning, with single dots and spaces between them.
fn digits_at(text: &str) -> &str {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || (end > 0 && digit(end + 1) && matches!(bytes.get(end), Some(b'.' | b' '))) {
        end += 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bsn_is_masked_wherever_it_stands() {
        for (text, shown) in [
            ("999990019", "•••••0019"),
            ("BSN: 9999.90.019, zie boven", "BSN: •••••0019, zie boven"),
            ("999 990 019", "•••••0019"),
            ("0612345678", "0612345678"),
            ("999990018", "999990018"),
            ("999990019L01", "999990019L01"),
            ("14-03-1998", "14-03-1998"),
            ("één €999990019", "één €•••••0019"),
            ("", ""),
        ] {
            assert_eq!(mask(text), shown, "{text}");
        }
    }

    #[test]
    fn what_stands_for_a_bsn_is_masked_though_it_is_none() {
        assert_eq!(last_four("99999 0018"), "•••••0018");
        assert_eq!(last_four("1234"), "•••••");
        assert_eq!(last_four("onbekend"), "•••••");
    }

    #[test]
    fn special_fields_are_in_the_schema() {
        for id in SPECIAL {
            assert!(Schema::common().id(id).is_some(), "{id}");
        }
    }
}
