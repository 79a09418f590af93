//! What a mark says in words, and which label stands before it in its own cell: `Naam: «werknemer: naam? of jobcoach: naam»`.

use crate::suggest::cell_text::texts::split;
use crate::text::checkbox::has_certain_box;

/// The label right before a mark in its own cell.
pub(super) fn label_before(before: &str) -> Option<&str> {
    let last = before.rsplit(['\t', '\n']).find(|part| part.contains(char::is_alphabetic))?;
    let label = split(last).0;
    (!has_certain_box(before) && label.contains(char::is_alphabetic)).then_some(label)
}

/// What a mark says first, and whether it is left in doubt: `werknemer: naam? of jobcoach: naam`.
pub(super) fn chosen(text: &str) -> (&str, bool) {
    let text = text.trim().strip_prefix("of ").unwrap_or(text.trim());
    match text.split_once('?') {
        Some((first, rest)) if rest.trim().is_empty() || rest.trim_start().starts_with("of ") => (first.trim(), true),
        _ => (text, false),
    }
}

/// What a doubtful mark names second.
pub(super) fn second_choice(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('?')?;
    let second = rest.trim_start().strip_prefix("of ")?.trim().trim_end_matches('?').trim();
    (!second.is_empty()).then_some(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_is_a_question_mark_that_was_left() {
        for (text, first, doubtful) in [
            ("werknemer: naam", "werknemer: naam", false),
            ("werknemer: naam?", "werknemer: naam", true),
            ("werknemer: naam? of jobcoach: naam", "werknemer: naam", true),
            ("of jobcoach: naam", "jobcoach: naam", false),
            ("Wie is de jobcoach? Naam", "Wie is de jobcoach? Naam", false),
        ] {
            assert_eq!(chosen(text), (first, doubtful), "{text}");
        }
    }

    #[test]
    fn a_second_choice_stands_behind_of() {
        assert_eq!(second_choice("werknemer: naam? of jobcoach: naam?"), Some("jobcoach: naam"));
        assert_eq!(second_choice("werknemer: naam? of jobcoach: naam"), Some("jobcoach: naam"));
        assert_eq!(second_choice("werknemer: naam?"), None);
        assert_eq!(second_choice("werknemer: naam"), None);
    }

    #[test]
    fn the_label_of_a_mark_in_its_own_cell_is_the_last_before_it() {
        assert_eq!(label_before("Naam:"), Some("Naam"));
        assert_eq!(label_before("Plaats:\tDatum:"), Some("Datum"));
        assert_eq!(label_before("BSN\t:"), Some("BSN"));
        assert_eq!(label_before("☐ ja ☐ nee"), None);
        assert_eq!(label_before(""), None);
    }
}
