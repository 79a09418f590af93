//! What a report may show of a person: BSNs masked, and on request nobody at all.

use crate::finding::Finding;
use crate::pseudonym::names_nobody;
use crate::record::schema::{Field, Kind, Schema};
use crate::text::{bsn, visible};

use crate::report::input::arguments::Arguments;

/// What may be seen.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Redaction {
    /// No person at all.
    pub(in crate::report) pseudonym: bool,
    whole_bsn: bool,
}

impl Redaction {
    pub(in crate::report) fn new(arguments: Arguments) -> Self {
        Self { pseudonym: arguments.pseudonym, whole_bsn: arguments.whole_bsn }
    }

    /// Whether answers to this field are shown. Without persons these are only kinds that cannot hold a name.
    pub(in crate::report) fn shows(self, field: &Field) -> bool {
        !self.pseudonym || (!field.sensitive && names_nobody(field.kind))
    }

    /// Free text with its BSNs masked.
    pub(in crate::report) fn text(self, text: &str) -> String {
        let masked = if self.whole_bsn { text.into() } else { bsn::mask(text) };
        visible::page(&masked).into_owned()
    }

    /// The answer to a field, which is masked wholly where it ought to be a BSN.
    pub(in crate::report) fn answer(self, text: &str, field: &Field) -> String {
        match field.kind {
            Kind::Bsn if !self.whole_bsn => last_four(text),
            _ => self.text(text),
        }
    }

    /// A finding whose arguments may be shown: without persons only numbers and ids of the schema.
    pub(in crate::report) fn finding(self, finding: &Finding) -> Finding {
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

fn is_harmless(what: &str) -> bool {
    (what.len() <= 4 && what.bytes().all(|b| b.is_ascii_digit())) || Schema::common().id(what).is_some()
}

/// The last four digits after a row of dots.
pub(in crate::report) fn last_four(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let shown = digits.len().min(9).saturating_sub(5);
    format!("•••••{}", digits[digits.len() - shown..].iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_bsn_is_masked_though_it_is_none() {
        assert_eq!(last_four("99999 0018"), "•••••0018");
        assert_eq!(last_four("1234"), "•••••");
        assert_eq!(last_four("onbekend"), "•••••");
    }
}
