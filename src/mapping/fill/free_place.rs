//! Whether a place may be written to: printed text is never written over.
//!
//! What stands at the place of an answer is the answer of before, a placeholder, alternatives to choose from, or nothing;
//! anything else is printed, and is left and said (`place-not-free`). That text stands elsewhere on a blank that the mapping
//! does not know is another question: [`Blank::unknown`](crate::fill::Blank::unknown).

use crate::document::placeholder;
use crate::mapping::fill::located_form::LocatedForm;
use crate::text::content::{Content, STRUCK};
use crate::text::place::Place;

impl LocatedForm<'_> {
    /// Whether `new` may stand where `old` stands: nothing of the form is lost by it.
    pub(super) fn may_replace(&self, place: &Place, old: &Content, new: &Content) -> bool {
        let Some(text) = old.as_text().filter(|text| text.chars().any(char::is_alphabetic)) else { return true };
        self.answered.contains(place)
            || self.mapping.is_placeholder(text)
            || placeholder::is_prompt(text)
            || keeps(text, &new.shown())
    }
}

/// Whether the words of a text stand in another, in their order: alternatives of which one is ticked or the others are
/// struck out, a unit behind its number.
fn keeps(old: &str, new: &str) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric() && *c != STRUCK).collect() };
    letters(new).contains(&letters(old))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_and_units_stay_and_sentences_do_not_give_way() {
        for (old, new, kept) in [
            ("☐ ja ☐ nee", "☒ ja ☐ nee", true),
            ("ja / nee", "j\u{336}a\u{336} / nee", true),
            ("… uur", "12 uur", true),
            ("(in te vullen door de gemeente)", "12-03-2026", false),
            ("ja / nee", "misschien", false),
        ] {
            assert_eq!(keeps(old, new), kept, "{old} {new}");
        }
    }
}
