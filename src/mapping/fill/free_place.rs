//! Whether a place may be written to: printed text is never written over.
//!
//! What stands at the place of an answer is the answer of before, a placeholder, alternatives to choose from, or nothing;
//! anything else is printed, and is left and said (`place-not-free`). That text stands elsewhere on a blank that the mapping
//! does not know is another question: [`Blank::unknown`](crate::fill::Blank::unknown).

use crate::document::text_document::placeholder;
use crate::mapping::fill::located_form::LocatedForm;
use crate::text::checkbox::{self, BoxState};
use crate::text::content::{Content, STRUCK};
use crate::text::place::{Place, Spot};

impl LocatedForm<'_> {
    /// Whether `new` may stand where `old` stands: nothing of the form is lost by it.
    pub(super) fn may_replace(&self, place: &Place, old: &Content, new: &Content) -> bool {
        let Some(text) = old.as_text().filter(|text| text.chars().any(char::is_alphabetic)) else { return true };
        self.answered.contains(place)
            || self.mapping.is_placeholder(text)
            || placeholder::is_prompt(text)
            || keeps(text, &new.shown())
    }

    /// The first of the cells of one answer in which something is printed that is no answer and no word for a part of it.
    pub(super) fn printed_among(&self, sheet: usize, spots: &[Spot]) -> Option<Place> {
        let grid = &self.document.sheets[sheet];
        let places: Vec<Place> = spots.iter().filter_map(|spot| grid.place(*spot)).collect();
        if places.iter().any(|place| self.answered.contains(place)) {
            return None;
        }
        let printed = |(spot, place): &(&Spot, Place)| {
            let content = grid.at(**spot).map_or(Content::Empty, |cell| cell.content.clone());
            let is_part = content.as_text().is_some_and(names_a_part);
            !is_part && !self.may_replace(place, &content, &Content::Empty)
        };
        spots.iter().zip(places).find(printed).map(|(_, place)| place)
    }

    /// Whether a cell of its own may be ticked: it holds a box, the tick of before, or nothing.
    pub(super) fn may_tick(&self, place: &Place, old: &Content) -> bool {
        let Some(text) = old.as_text() else { return true };
        let short = text.chars().filter(|c| c.is_alphanumeric()).count() < 2;
        short
            || checkbox::has_box(text)
            || checkbox::state(text) != BoxState::Other
            || self.may_replace(place, old, &Content::Empty)
    }
}

/// Whether a text says which part of a date belongs in its cell: `dd`, `jjjj`, `maand`.
fn names_a_part(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    text.chars().all(|c| matches!(c, 'd' | 'm' | 'j')) || matches!(text.as_str(), "dag" | "maand" | "jaar")
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
