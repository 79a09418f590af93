//! Answer places within a sentence: `Ondergetekende, [    ], geboren op [    ], verklaart`. The words right before a place are
//! its label ([`crate::text::sentence::label`]), and a unit right behind it says what it asks.

use crate::text::sentence::ENDS;

/// What may stand in front of a unit's own words: `uur per week`, `% van het loon`.
const UNITS: [&str; 10] = ["uur", "uren", "dag", "dagen", "week", "weken", "maand", "maanden", "procent", "%"];

/// What a label asks where it says too little by itself: with the unit behind its place, or, of a bare `op`, with how the
/// sentence begins.
pub(in crate::suggest) fn meaning(label: &str, behind: &str, beginning: &str) -> Option<String> {
    if let Some(unit) = unit(behind) {
        return Some(format!("{label} {unit}"));
    }
    let bare = matches!(label, "op" | "te");
    let (first, _) = beginning.trim().rsplit_once(' ').filter(|_| bare)?;
    Some(format!("{first} {label}"))
}

/// The unit with which a text begins, up to the end of its part: `uur per week, ingaande op`.
fn unit(behind: &str) -> Option<&str> {
    let part = behind.trim().split(ENDS).next()?.trim();
    let first = part.split_whitespace().next()?;
    (UNITS.contains(&first) && part.split_whitespace().count() < 6).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_behind_a_place_and_the_beginning_of_a_sentence_say_what_is_asked() {
        let said = |label, behind, beginning| meaning(label, behind, beginning);
        assert_eq!(
            said("dienstverband voor", " uur per week, ingaande op ", ""),
            Some("dienstverband voor uur per week".to_owned())
        );
        assert_eq!(said("op", ".", "Aldus getekend te"), Some("Aldus getekend op".to_owned()));
        assert_eq!(said("BSN", ", verklaart dat", "Ondergetekende,"), None);
    }
}
